import { AppError } from "@/lib/errors/app-error";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";
import { serviceTierOf } from "@/lib/llm/usage";
import { partsOf } from "@/lib/sizing/prompt-parts";
import { guessInput } from "@/lib/sizing/size-input";
import type { Asked, CallNeeds } from "../../asked";
import { maySay } from "../../json/may-say";
import type { JsonBody } from "../../steps/read-json-body";
import { readEndUser } from "../end-user";
import { readChatRequest } from "./read-request";

const MAX_CHOICES = 128;
/** Servers differ in which of them they obey where both are sent. */
const MAX_TOKENS = ["max_completion_tokens", "max_tokens"] as const;
/** The word of a prompt cache that keeps for longer than usual; found elsewhere, a hold is only larger than it had to be. */
const HALF_A_DAY = ['"12h"'];

/** What policy needs of a Chat Completions body; the rest is for the upstream to judge. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: JsonBody): Asked {
  const { json } = body;
  const { model, messages } = json;
  if (typeof model !== "string" || model === "")
    throw invalid("model", "`model` must be a model's name. GET /api/v1/models lists them.");
  if (!Array.isArray(messages)) throw invalid("messages", "`messages` must be a list of messages.");
  if (messages.length === 0) throw invalid("messages", "`messages` is empty. Send at least one message.");
  const choices = readCount(json, "n", MAX_CHOICES) ?? 1;
  const bounds = MAX_TOKENS.flatMap((name) => readCount(json, name) ?? []);
  const prompt = partsOf(json, body.scan.members);
  const streamOptions = readStreamOptions(json.stream_options);
  return {
    model,
    stream: readBoolean(json, "stream"),
    includeUsage: streamOptions?.include_usage === true,
    streamOptions,
    maxTokens: bounds.length === 0 ? null : Math.max(...bounds),
    maxTokensMembers: MAX_TOKENS.filter((name) => json[name] !== undefined && json[name] !== null),
    choices,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: readEndUser(json.user),
    serviceTier: serviceTierOf(json.service_tier),
    cachesLong: maySay(body.bytes, HALF_A_DAY),
    needs: readNeeds(json),
    body,
    toHub: () => readChatRequest(json),
  };
}

function readNeeds({ response_format: format, tool_choice: choice, ...json }: JsonObject): CallNeeds {
  return {
    jsonSchema: isJsonObject(format) && format.type === "json_schema",
    forcedTool: choice === "required" || isJsonObject(choice),
    sampling: ["temperature", "top_p", "top_k"].some((name) => json[name] !== undefined && json[name] !== null),
  };
}

function readBoolean(json: JsonObject, name: string): boolean {
  const value = json[name];
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  throw invalid(name, `\`${name}\` must be true or false.`);
}

function readCount(json: JsonObject, name: string, max = Number.MAX_SAFE_INTEGER): number | null {
  const value = json[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  throw invalid(
    name,
    `\`${name}\` must be a whole number of at least 1${max < Number.MAX_SAFE_INTEGER ? ` and at most ${max}` : ""}.`,
  );
}

function readStreamOptions(value: Json | undefined): JsonObject | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw invalid("stream_options", "`stream_options` must be an object.");
}

function invalid(param: string, sentence: string): AppError {
  return new AppError("invalid_request", sentence, { param });
}
