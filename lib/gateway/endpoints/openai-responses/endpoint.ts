import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { ChatEndpoint } from "../../endpoint";
import { ResponsesTap, readResponse } from "../../relay/responses-tap";
import { encodeAnswer } from "./encode-answer";
import { encodeStream } from "./encode-stream";
import { foreignIds } from "./foreign-ids";
import { readAsked } from "./read-asked";
import { renderErrorEvent } from "./render-error-event";

/** OpenAI Responses, as callers speak it. */
export const openAiResponses: ChatEndpoint = {
  dialect: "openai-responses",
  read: readAsked,
  relay: {
    foreignIds,
    openTap: (chat, _asked, noteObjects) => new ResponsesTap(chat, noteObjects),
    readWhole: readResponse,
  },
  encodeAnswer,
  encodeStream,
  renderError: renderOpenAiError,
  renderErrorEvent,
};
