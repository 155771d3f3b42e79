import { countOf, objectOf } from "@/lib/llm/read-json";
import { splitUsage } from "@/lib/llm/split-usage";
import { NO_USAGE } from "@/lib/llm/usage";
import type { Metered } from "../task-contract";

/** `usage` of an embeddings or moderation answer: what was read is all there is. */
export function readEmbedMetered(body: unknown): Metered {
  const usage = objectOf(objectOf(body)?.usage);
  const input = countOf(usage?.prompt_tokens) ?? countOf(usage?.total_tokens);
  return input === undefined ? {} : { usage: { ...NO_USAGE, uncachedInput: input } };
}

/** Rerank servers report tokens as Jina does, or searches as Cohere does. */
export function readRerankMetered(body: unknown): Metered {
  const searches = countOf(objectOf(objectOf(objectOf(body)?.meta)?.billed_units)?.search_units);
  return { ...readEmbedMetered(body), ...(searches === undefined ? {} : { units: { search: searches } }) };
}

/** `usage` of pictures: text and pictures in, pictures out (OpenAI API reference, "Create image"). */
export function readImageMetered(body: unknown): Metered {
  const answer = objectOf(body);
  const usage = objectOf(answer?.usage);
  const input = countOf(usage?.input_tokens);
  const output = countOf(usage?.output_tokens);
  const made = Array.isArray(answer?.data) ? { units: { picture: answer.data.length } } : {};
  if (usage === undefined || input === undefined || output === undefined) return made;
  const image = countOf(objectOf(usage.input_tokens_details)?.image_tokens);
  return { ...made, usage: splitUsage({ input, output, image }) };
}

/** `usage` of `speech.audio.done`: everything that comes out is sound. */
export function readSpeechMetered(event: unknown): Metered {
  const usage = objectOf(objectOf(event)?.usage);
  const input = countOf(usage?.input_tokens);
  const output = countOf(usage?.output_tokens);
  return input === undefined || output === undefined
    ? {}
    : { usage: splitUsage({ input, output, audioOutput: output }) };
}

/** `usage` of a transcript: tokens, or seconds where the model is charged by them (OpenAI API reference, "The transcription object"). */
export function readTranscriptMetered(body: unknown): Metered {
  const answer = objectOf(body);
  const usage = objectOf(answer?.usage);
  const seconds = secondsOf(usage?.type === "duration" ? usage.seconds : answer?.duration);
  const units = seconds === undefined ? {} : { units: { second: seconds } };
  const input = countOf(usage?.input_tokens);
  const output = countOf(usage?.output_tokens);
  if (usage === undefined || input === undefined || output === undefined)
    return usage?.type === "duration" && seconds !== undefined ? { ...units, usage: NO_USAGE } : units;
  const audioInput = countOf(objectOf(usage.input_token_details)?.audio_tokens);
  return { ...units, usage: splitUsage({ input, output, audioInput }) };
}

/** Whole seconds, begun ones counted; a day at most. */
function secondsOf(value: unknown): number | undefined {
  const seconds = typeof value === "string" ? Number.parseFloat(value) : value;
  return typeof seconds === "number" && seconds >= 0 && seconds <= 86_400 ? Math.ceil(seconds) : undefined;
}
