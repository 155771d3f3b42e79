import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { ChatEndpoint } from "../../endpoint";
import { OpenAiTap, readCompletion } from "../../relay/openai-tap";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { readAsked } from "./read-asked";

const TEXT = '"text":"';

/** OpenAI's legacy completions, as callers still speak them: relayed to servers that have them, else asked of a chat model. */
export const openAiCompletions: ChatEndpoint = {
  dialect: "openai-completions",
  read: readAsked,
  relay: {
    openTap: (chat, asked) => new OpenAiTap(chat, { stripUsage: !asked.includeUsage, content: TEXT }),
    readWhole: readCompletion,
  },
  encodeAnswer,
  encodeStream,
  renderError: renderOpenAiError,
  renderErrorEvent: (error, requestId) => `data: ${renderOpenAiError(error, requestId)}\n\n`,
};
