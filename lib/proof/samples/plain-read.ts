import { readOpenAiRefusal } from "./read-openai-refusal";
import type { Asked, RouteSample } from "./route-sample";

/** A GET that calls no model and answers JSON. */
export function plainRead(path: (asked: Asked) => string): RouteSample {
  return {
    columns: ["whole"],
    path,
    body: () => null,
    isWhole: ({ status }) => status === 200,
    readRefusal: readOpenAiRefusal,
  };
}
