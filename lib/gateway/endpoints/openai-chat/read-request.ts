import type { ChatRequest, SamplingSettings } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import {
  invalid,
  optionalBoolean,
  optionalCount,
  optionalNumber,
  optionalObject,
  optionalText,
  optionalWord,
} from "../fields";
import { readMessages } from "./read-messages";
import { offeredTools, readAnswerFormat, readToolChoice, readTools } from "./read-tools";

/** Parameters with a word of their own in the hub; all others go to `extra`. */
const SPOKEN = new Set([
  "model",
  "messages",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "top_k",
  "presence_penalty",
  "frequency_penalty",
  "seed",
  "stop",
  "response_format",
  "reasoning_effort",
  "n",
  "stream",
  "stream_options",
  "user",
  "safety_identifier",
  "metadata",
]);

const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
const MOST_CHOICES = 128;

/**
 * A Chat Completions body in the hub's form (OpenAI API reference, "Create chat completion").
 * `developer` is `system`, `max_completion_tokens` beats `max_tokens`, and what the hub has no word for is kept in `extra`.
 * Throws AppError `invalid_request` for a body that is wrong, `unsupported_parameter` for content the hub cannot carry;
 * both name the parameter.
 */
export function readChatRequest(body: JsonObject): ChatRequest {
  const model = optionalText(body, "model");
  if (model === undefined || model === "")
    throw invalid("model", "Give the name of a `model`. GET /models lists yours.");
  const streamOptions = optionalObject(body, "stream_options");
  const tools = readTools(body);
  return {
    model,
    messages: readMessages(listOfMessages(body)),
    tools: offeredTools(body, tools),
    ...present("toolChoice", readToolChoice(body, tools)),
    ...present("parallelToolCalls", optionalBoolean(body, "parallel_tool_calls")),
    ...present("maxOutputTokens", optionalCount(body, "max_completion_tokens") ?? optionalCount(body, "max_tokens")),
    sampling: readSampling(body),
    stop: readStop(body.stop),
    answerFormat: readAnswerFormat(body),
    ...present("reasoningEffort", optionalWord(body, "reasoning_effort", EFFORTS)),
    choices: readChoices(body),
    stream: optionalBoolean(body, "stream") ?? false,
    includeUsage: streamOptions?.include_usage === true,
    ...present("endUser", optionalText(body, "safety_identifier") ?? optionalText(body, "user")),
    ...present("metadata", readMetadata(body)),
    extra: readExtra(body, streamOptions),
  };
}

function listOfMessages(body: JsonObject): Json[] {
  const { messages } = body;
  if (Array.isArray(messages) && messages.length > 0) return messages;
  if (messages === undefined && body.input !== undefined) {
    throw invalid(
      "messages",
      "This endpoint takes `messages`. `input` belongs to the Responses API: send it to /responses, or send `messages` here.",
    );
  }
  throw invalid("messages", "`messages` must be an array with at least one message.");
}

function readSampling(body: JsonObject): SamplingSettings {
  return {
    ...present("temperature", optionalNumber(body, "temperature")),
    ...present("topP", optionalNumber(body, "top_p")),
    ...present("topK", optionalNumber(body, "top_k")),
    ...present("presencePenalty", optionalNumber(body, "presence_penalty")),
    ...present("frequencyPenalty", optionalNumber(body, "frequency_penalty")),
    ...present("seed", optionalNumber(body, "seed")),
  };
}

function readStop(stop: Json | undefined): string[] {
  if (stop === undefined || stop === null) return [];
  const words = Array.isArray(stop) ? stop : [stop];
  if (words.every((word) => typeof word === "string")) return words.filter((word) => word !== "");
  throw invalid("stop", "`stop` must be a string or an array of strings.");
}

function readChoices(body: JsonObject): number {
  const choices = optionalCount(body, "n") ?? 1;
  if (choices > MOST_CHOICES) throw invalid("n", `\`n\` must be at most ${MOST_CHOICES}.`);
  return choices;
}

function readMetadata(body: JsonObject): Record<string, string> | undefined {
  const metadata = optionalObject(body, "metadata");
  if (metadata === undefined) return undefined;
  const pairs = Object.entries(metadata).map(([name, value]): [string, string] => {
    if (typeof value !== "string") throw invalid(`metadata.${name}`, "`metadata` takes strings only.");
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

/** The parameters without a word in the hub; stream options beyond `include_usage` are among them. A null means "not given". */
function readExtra(body: JsonObject, streamOptions: JsonObject | undefined): JsonObject {
  const extra = Object.entries(body).filter(([name, value]) => !SPOKEN.has(name) && value !== null);
  const others = Object.entries(streamOptions ?? {}).filter(([name]) => name !== "include_usage");
  if (others.length > 0) extra.push(["stream_options", Object.fromEntries(others)]);
  return Object.fromEntries(extra);
}

/** `{ [name]: value }`, or nothing: an optional property is missing and never `undefined`. */
function present<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: Value });
}
