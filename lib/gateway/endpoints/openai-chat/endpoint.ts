import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { ChatEndpoint } from "../../endpoint";
import { OpenAiTap, readCompletion } from "../../relay/openai-tap";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { foreignIds } from "./foreign-ids";
import { readAsked } from "./read-asked";

/** OpenAI Chat Completions, as callers speak it. */
export const openAiChat: ChatEndpoint = {
  dialect: "openai-chat",
  read: readAsked,
  relay: {
    foreignIds,
    openTap: (chat, asked) => new OpenAiTap(chat, { stripUsage: !asked.includeUsage }),
    readWhole: readCompletion,
  },
  encodeAnswer,
  encodeStream,
  renderError: renderOpenAiError,
  // Both SDK generations turn a chunk with `error` into an exception; no [DONE] follows.
  renderErrorEvent: (error, requestId) => `data: ${renderOpenAiError(error, requestId)}\n\n`,
};
