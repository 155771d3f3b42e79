import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import type { SpeechAnswer, SpeechRequest } from "@/lib/llm/speech";
import type { TaskEndpoint } from "../../task-endpoint";
import { encodeAnswer } from "./encode-answer";
import { readAsked } from "./read-asked";

/** OpenAI's text to speech, as callers speak it: sound as it comes, or events. */
export const openAiSpeech: TaskEndpoint<SpeechRequest, SpeechAnswer> = {
  dialect: "openai-speech",
  kind: "speech",
  accepts: "json",
  places: { text: "input" },
  read: readAsked,
  sideOf: ({ speech }) => speech,
  encodeAnswer,
  readWhole: () => null,
  lastEvents: ["speech.audio.done"],
  renderError: renderOpenAiError,
  renderErrorEvent: (error, requestId) => `data: ${renderOpenAiError(error, requestId)}\n\n`,
};
