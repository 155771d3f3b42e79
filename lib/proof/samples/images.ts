import type { ProofColumn } from "../document/proof-document";
import { readOpenAiRefusal } from "./read-openai-refusal";
import type { Answered, Asked, RouteSample } from "./route-sample";

/** A picture of one pixel. */
const PIXEL =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** `POST /images/generations`. */
export const imageGenerations: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/images/generations",
  body: imageBody,
  isWhole: (answered, column) => isDrawn(answered, column, "image_generation.completed"),
  readRefusal: readOpenAiRefusal,
};

/** `POST /images/edits`, with the picture named in JSON. */
export const imageEdits: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/images/edits",
  body: (asked) => ({ ...imageBody(asked), images: [{ image_url: PIXEL }] }),
  isWhole: (answered, column) => isDrawn(answered, column, "image_edit.completed"),
  readRefusal: readOpenAiRefusal,
};

function imageBody({ model, prompt, column }: Asked): Record<string, unknown> {
  const streamed = column === "streamed" ? { stream: true, partial_images: 2 } : {};
  return { model, prompt, size: "1024x1024", quality: "low", ...streamed };
}

function isDrawn({ status, text }: Answered, column: ProofColumn, last: string): boolean {
  if (status !== 200 || text.includes("event: error")) return false;
  return text.includes(column === "streamed" ? `"type":"${last}"` : '"b64_json"');
}
