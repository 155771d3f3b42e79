import { renderOpenAiError } from "@/lib/errors/render-openai-error";
import { textOf } from "@/lib/llm/read-json";
import type { TranscriptionAnswer, TranscriptionRequest } from "@/lib/llm/transcription";
import type { TaskEndpoint } from "../../task-endpoint";
import { encodeAnswer } from "./encode-answer";
import { readAsked } from "./read-asked";

/** OpenAI's transcriptions, as callers speak them: a form with a file in; JSON, text, subtitles or events out. */
export const openAiTranscriptions: TaskEndpoint<TranscriptionRequest, TranscriptionAnswer> = {
  dialect: "openai-transcriptions",
  kind: "transcription",
  accepts: "form",
  places: { text: "prompt", media: "file", isCut: true },
  read: readAsked,
  sideOf: ({ transcribe }) => transcribe,
  encodeAnswer,
  readWhole(body) {
    const made = textOf(body.text);
    return made === undefined ? null : { made };
  },
  lastEvents: ["transcript.text.done"],
  renderError: renderOpenAiError,
  renderErrorEvent: (error, requestId) => `data: ${renderOpenAiError(error, requestId)}\n\n`,
};
