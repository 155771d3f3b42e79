import { AppError } from "@/lib/errors/app-error";
import type { SpeechAnswer, SpeechRequest } from "@/lib/llm/speech";
import { inputTokens, outputTokens, totalTokens } from "@/lib/llm/usage";
import { writeWav } from "@/lib/llm/wav";
import type { AskedTask, EncodedTask, TaskAnswerContext } from "../../task-endpoint";
import { oneAnswerStream } from "../one-answer-stream";
import { fieldsOf } from "../task-parts";
import { spokenFormat } from "./read-request";

/** The rate of `pcm`, which has no head that could tell another (OpenAI API reference, "Create speech"). */
const PCM_RATE = 24_000;
const PIECE_BYTES = 24 * 1024;

/** Sound of an upstream of another dialect, as a file or as the events of one. Nothing is coded, so nothing is lost. */
export function encodeAnswer(
  { samples, samplesPerSecond }: SpeechAnswer,
  { body, stream }: AskedTask<SpeechRequest>,
  { usage }: TaskAnswerContext,
): EncodedTask {
  const format = spokenFormat(fieldsOf(body));
  if (format === "pcm" && samplesPerSecond !== PCM_RATE) {
    throw new AppError("upstream_error", "The provider answered with another rate than `pcm` has. Ask for `wav`.", {
      internal: `${samplesPerSecond} samples a second`,
    });
  }
  const bytes = format === "pcm" ? samples : writeWav(samples, samplesPerSecond);
  if (!stream) return { body: { kind: "whole", bytes }, contentType: `audio/${format}` };
  const tokens = {
    input_tokens: inputTokens(usage),
    output_tokens: outputTokens(usage),
    total_tokens: totalTokens(usage),
  };
  const events = [...pieces(bytes), { type: "speech.audio.done", usage: tokens }];
  return oneAnswerStream(events.map((event) => `data: ${JSON.stringify(event)}\n\n`));
}

function pieces(bytes: Buffer): { type: string; audio: string }[] {
  return Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, index) => ({
    type: "speech.audio.delta",
    audio: bytes.toString("base64", index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
  }));
}
