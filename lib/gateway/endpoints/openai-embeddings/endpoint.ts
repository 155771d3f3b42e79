import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import type { TaskEndpoint } from "../../task-endpoint";
import { encodeAnswer } from "./encode-answer";
import { readAsked } from "./read-asked";
import { readWhole } from "./read-whole";

/** OpenAI Embeddings, as callers speak it. */
export const openAiEmbeddings: TaskEndpoint<EmbedRequest, EmbedAnswer> = {
  dialect: "openai-embeddings",
  kind: "embedding",
  accepts: "json",
  places: { text: "input" },
  read: readAsked,
  sideOf: ({ embed }) => embed,
  readWhole,
  encodeAnswer,
  renderError: renderOpenAiError,
};
