import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { TaskEndpoint } from "../../task-endpoint";
import { RELAYED_ONLY } from "../relayed-only";
import { readAsked } from "./read-asked";

/** OpenAI's text to speech, as callers speak it: sound as it comes, or events. */
export const openAiSpeech: TaskEndpoint<never, never> = {
  ...RELAYED_ONLY,
  dialect: "openai-speech",
  kind: "speech",
  accepts: "json",
  read: readAsked,
  sideOf: ({ speech }) => speech,
  readWhole: () => null,
  lastEvents: ["speech.audio.done"],
  renderError: renderOpenAiError,
  renderErrorEvent: (error, requestId) => `data: ${renderOpenAiError(error, requestId)}\n\n`,
};
