import { renderGeminiError } from "@/lib/errors/render-gemini-error";
import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import type { TaskEndpoint } from "../../task-endpoint";
import { encodeAnswer } from "./encode-answer";
import { readAsked } from "./read-asked";

/** Google's `embedContent` and `batchEmbedContents`, as callers speak them. */
export const embedContents: TaskEndpoint<EmbedRequest, EmbedAnswer> = {
  dialect: "gemini-embed",
  kind: "embedding",
  accepts: "json",
  places: { text: "content" },
  read: readAsked,
  sideOf: ({ embed }) => embed,
  readWhole: (body) => (body.embedding === undefined && body.embeddings === undefined ? null : {}),
  encodeAnswer,
  renderError: renderGeminiError,
};
