import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { RerankAnswer, RerankRequest } from "@/lib/llm/rerank";
import type { TaskEndpoint } from "../../task-endpoint";
import { encodeAnswer } from "./encode-answer";
import { readAsked } from "./read-asked";

/** Rerank in the shape that Cohere and Jina share; errors are OpenAI's, as the rest of this door has them. */
export const rerank: TaskEndpoint<RerankRequest, RerankAnswer> = {
  dialect: "rerank",
  kind: "rerank",
  accepts: "json",
  places: { text: "documents", isCut: true },
  read: readAsked,
  sideOf: (adapter) => adapter.rerank,
  readWhole: (body) => (Array.isArray(body.results) ? {} : null),
  encodeAnswer,
  renderError: renderOpenAiError,
};
