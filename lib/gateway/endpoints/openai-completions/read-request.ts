import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import {
  invalid,
  notCarried,
  optionalBoolean,
  optionalCount,
  optionalNumber,
  optionalObject,
  optionalText,
} from "../fields";

/** Members that a chat model has no use for, with the values that ask for nothing. */
const NOT_CARRIED: readonly (readonly [name: string, what: string, isHarmless: (value: Json) => boolean])[] = [
  ["suffix", "text after the gap", (value) => value === ""],
  ["best_of", "several answers to choose from", (value) => value === 1],
  ["logprobs", "probabilities", () => false],
];

/** Members with a word of their own in the hub, or that are done here; all others go to `extra`. */
const SPOKEN: ReadonlySet<string> = new Set([
  "model",
  "prompt",
  "max_tokens",
  "temperature",
  "top_p",
  "presence_penalty",
  "frequency_penalty",
  "seed",
  "stop",
  "n",
  "stream",
  "stream_options",
  "user",
  "echo",
  "suffix",
  "best_of",
  "logprobs",
]);

/**
 * A completions body as a call to a chat model: the prompt becomes what the user says. `echo` is done when the answer is written.
 * Throws AppError `unsupported_parameter` for what no chat model can do.
 */
export function readCompletionRequest(json: JsonObject, maxOutputTokens: number): ChatRequest {
  for (const [name, what, isHarmless] of NOT_CARRIED) {
    const value = json[name];
    if (value !== undefined && value !== null && !isHarmless(value)) throw notCarried(name, what);
  }
  const endUser = optionalText(json, "user");
  const extra = Object.entries(json).filter(([name, value]) => !SPOKEN.has(name) && value !== null);
  return {
    model: optionalText(json, "model") ?? "",
    messages: [{ role: "user", content: [{ type: "text", text: onlyText(json.prompt) }] }],
    tools: [],
    maxOutputTokens,
    sampling: readSampling(json),
    stop: readStop(json.stop),
    answerFormat: { kind: "text" },
    choices: optionalCount(json, "n") ?? 1,
    stream: optionalBoolean(json, "stream") ?? false,
    includeUsage: optionalObject(json, "stream_options")?.include_usage === true,
    ...(endUser === undefined ? {} : { endUser }),
    extra: Object.fromEntries(extra),
  };
}

function readSampling(json: JsonObject): ChatRequest["sampling"] {
  return withoutUndefined({
    temperature: optionalNumber(json, "temperature"),
    topP: optionalNumber(json, "top_p"),
    presencePenalty: optionalNumber(json, "presence_penalty"),
    frequencyPenalty: optionalNumber(json, "frequency_penalty"),
    seed: optionalNumber(json, "seed"),
  });
}

function readStop(stop: Json | undefined): string[] {
  if (stop === undefined || stop === null) return [];
  const words = Array.isArray(stop) ? stop : [stop];
  const texts = words.filter((word) => typeof word === "string");
  if (texts.length === words.length) return texts.filter((word) => word !== "");
  throw invalid("stop", "`stop` must be a string or an array of strings.");
}

/** The one text of a prompt. Throws AppError `unsupported_parameter` for tokens and for several prompts. */
export function onlyText(prompt: Json | undefined): string {
  const [first, ...others] = Array.isArray(prompt) ? prompt : [prompt ?? ""];
  if (typeof first !== "string") throw notCarried("prompt", "tokens; send a text");
  if (others.length > 0) throw notCarried("prompt", "more than one prompt per call");
  return first;
}
