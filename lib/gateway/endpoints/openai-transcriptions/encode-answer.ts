import type { TranscriptionAnswer, TranscriptionRequest } from "@/lib/llm/transcription";
import { inputTokens, outputTokens, totalTokens } from "@/lib/llm/usage";
import type { AskedTask, EncodedTask, TaskAnswerContext } from "../../task-endpoint";
import { oneAnswerStream } from "../one-answer-stream";

/** A transcript of an upstream of another dialect, as JSON, text or events. */
export function encodeAnswer(
  { text }: TranscriptionAnswer,
  { stream, answer }: AskedTask<TranscriptionRequest>,
  { usage }: TaskAnswerContext,
): EncodedTask {
  const input = inputTokens(usage);
  const tokens = {
    type: "tokens",
    input_tokens: input,
    input_token_details: { text_tokens: input - usage.audioInput, audio_tokens: usage.audioInput },
    output_tokens: outputTokens(usage),
    total_tokens: totalTokens(usage),
  };
  if (stream) {
    const delta = text === "" ? [] : [{ type: "transcript.text.delta", delta: text }];
    const events = [...delta, { type: "transcript.text.done", text, usage: tokens }];
    return oneAnswerStream(events.map((event) => `data: ${JSON.stringify(event)}\n\n`));
  }
  if (answer === "text") {
    return { body: { kind: "whole", bytes: `${text}\n` }, contentType: "text/plain; charset=utf-8" };
  }
  return JSON.stringify({ text, usage: tokens });
}
