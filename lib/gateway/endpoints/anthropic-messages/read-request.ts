import { createHash } from "node:crypto";
import type { ChatRequest, SamplingSettings } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { textOf } from "@/lib/llm/read-json";
import {
  invalid,
  notCarried,
  optionalBoolean,
  optionalCount,
  optionalList,
  optionalNumber,
  optionalObject,
  optionalText,
} from "../fields";
import { readEffort } from "./read-effort";
import { readMessages } from "./read-messages";
import { readAnswerFormat, readToolChoice, readTools } from "./read-tools";

/** Parameters with a word in the hub. */
const SPOKEN = [
  "model",
  "messages",
  "system",
  "max_tokens",
  "stream",
  "tools",
  "tool_choice",
  "temperature",
  "top_p",
  "top_k",
  "stop_sequences",
  "thinking",
  "output_config",
  "output_format",
  "metadata",
];

/** Hints on cost, speed and housekeeping: answers mean the same without them (docs/lossy-translation.md). */
const HINTS = [
  "cache_control",
  "context_management",
  "service_tier",
  "speed",
  "diagnostics",
  "betas",
  "user_profile_id",
  "workspace_id",
  "billing_policy",
];
const KNOWN: ReadonlySet<string> = new Set([...SPOKEN, ...HINTS]);

/** Upstreams bound the length of a user's id. */
const MAX_USER_CHARS = 64;

/**
 * A Messages body in the hub's form (Anthropic API reference, "Create a Message"). Throws AppError `invalid_request` for a body that
 * is wrong, `unsupported_parameter` for what only Anthropic can do; both name the parameter.
 */
export function readMessagesRequest(body: JsonObject): ChatRequest {
  refuseUnknown(body);
  const model = optionalText(body, "model");
  if (model === undefined || model === "")
    throw invalid("model", "Give the name of a `model`. GET /models lists yours.");
  const messages = optionalList(body, "messages") ?? [];
  if (messages.length === 0) throw invalid("messages", "`messages` must be an array with at least one message.");
  const tools = readTools(body);
  const maxOutputTokens = optionalCount(body, "max_tokens");
  const reasoningEffort = readEffort(body);
  const endUser = readUser(body);
  return {
    model,
    messages: readMessages(body.system, messages),
    tools,
    ...readToolChoice(body, tools),
    ...(maxOutputTokens === undefined ? {} : { maxOutputTokens }),
    sampling: readSampling(body),
    stop: readStop(body),
    answerFormat: readAnswerFormat(body),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
    choices: 1,
    stream: optionalBoolean(body, "stream") ?? false,
    includeUsage: true,
    ...(endUser === undefined ? {} : { endUser }),
    extra: {},
  };
}

/** Where data is handled, tools of other servers, containers with state: what is not known to be harmless is refused by name. */
function refuseUnknown(body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    if (KNOWN.has(name) || isNothing(value)) continue;
    throw notCarried(name, "this parameter of Anthropic's");
  }
}

function isNothing(value: Json): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function readSampling(body: JsonObject): SamplingSettings {
  const temperature = optionalNumber(body, "temperature");
  const topP = optionalNumber(body, "top_p");
  const topK = optionalNumber(body, "top_k");
  return {
    ...(temperature === undefined ? {} : { temperature }),
    ...(topP === undefined ? {} : { topP }),
    ...(topK === undefined ? {} : { topK }),
  };
}

function readStop(body: JsonObject): string[] {
  const words = optionalList(body, "stop_sequences") ?? [];
  if (words.every((word) => typeof word === "string")) return words.filter((word) => word !== "");
  throw invalid("stop_sequences", "`stop_sequences` must be a list of strings.");
}

/** `metadata.user_id`; one that is longer than upstreams take goes as its hash. */
function readUser(body: JsonObject): string | undefined {
  const user = textOf(optionalObject(body, "metadata")?.user_id);
  if (user === undefined || user.length <= MAX_USER_CHARS) return user;
  return createHash("sha256").update(user).digest("hex");
}
