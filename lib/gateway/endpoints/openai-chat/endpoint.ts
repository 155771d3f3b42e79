import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { ChatEndpoint } from "../../endpoint";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { readAsked } from "./read-asked";

/** OpenAI Chat Completions, as callers speak it. */
export const openAiChat: ChatEndpoint = {
  dialect: "openai-chat",
  read: readAsked,
  encodeAnswer,
  encodeStream,
  renderError: renderOpenAiError,
  // Both SDK generations turn a chunk with `error` into an exception; no [DONE] follows.
  renderErrorEvent: (error, requestId) => `data: ${renderOpenAiError(error, requestId)}\n\n`,
};
