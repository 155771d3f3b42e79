import type { JsonObject } from "@/lib/llm/json";
import { isJsonObject, objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import { partsOf } from "@/lib/sizing/prompt-parts";
import { guessInput } from "@/lib/sizing/size-input";
import type { Asked, CallNeeds } from "../../asked";
import type { CallHead } from "../../endpoint";
import { maySay } from "../../json/may-say";
import type { JsonBody } from "../../steps/read-json-body";
import { invalid, optionalBoolean, optionalCount, optionalObject, optionalText } from "../fields";
import { readMessagesRequest } from "./read-request";
import { readRelayHeaders } from "./relay-headers";

/** The word of a `cache_control` that keeps for an hour; found elsewhere, a hold is only larger than it had to be. */
const AN_HOUR = ['"1h"'];
const CONTROL = /\p{Cc}/gu;
const MAX_END_USER_CHARS = 512;

/** What policy needs of a Messages body; the rest is for the upstream to judge. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: JsonBody, head: Pick<CallHead, "headers">): Asked {
  const { json } = body;
  const { messages } = json;
  const model = optionalText(json, "model");
  if (model === undefined || model === "") {
    throw invalid("model", "`model` must be a model's name. GET /api/v1/models lists them.");
  }
  if (!Array.isArray(messages)) throw invalid("messages", "`messages` must be a list of messages.");
  if (messages.length === 0) throw invalid("messages", "`messages` is empty. Send at least one message.");
  const maxTokens = optionalCount(json, "max_tokens") ?? null;
  const prompt = partsOf(json, body.scan.members);
  return {
    model,
    stream: optionalBoolean(json, "stream") ?? false,
    includeUsage: true,
    hidesReasoning: objectOf(json.thinking)?.display === "omitted",
    streamOptions: undefined,
    maxTokens,
    maxTokensMembers: maxTokens === null ? [] : ["max_tokens"],
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: readEndUser(json),
    // What is answered faster costs several times the usual price.
    ...(json.speed === "fast" ? { serviceTier: "priority" as const } : {}),
    mayBeCut: json.context_management !== undefined && json.context_management !== null,
    cachesLong: maySay(body.bytes, AN_HOUR),
    needs: readNeeds(json),
    relayHeaders: readRelayHeaders(head.headers),
    body,
    toHub: () => readMessagesRequest(json),
  };
}

/**
 * `metadata.user_id` as the ledger and the windows of quotas can store it. Claude Code writes an object there as JSON text, with an id
 * of the session in it: its account, or else its device, is who the user is.
 */
function readEndUser(json: JsonObject): string | null {
  const text = textOf(optionalObject(json, "metadata")?.user_id);
  if (text === undefined) return null;
  const written = text.startsWith("{") ? objectOf(parseJson(text)) : undefined;
  const own = [written?.account_uuid, written?.device_id].find((id) => typeof id === "string" && id !== "");
  return (textOf(own) ?? text).slice(0, MAX_END_USER_CHARS).toWellFormed().replace(CONTROL, "");
}

function readNeeds(json: JsonObject): CallNeeds {
  const choice = objectOf(json.tool_choice)?.type;
  return {
    jsonSchema: isJsonObject(objectOf(json.output_config)?.format) || isJsonObject(json.output_format),
    forcedTool: choice === "any" || choice === "tool",
    sampling: ["temperature", "top_p", "top_k"].some((name) => json[name] !== undefined && json[name] !== null),
  };
}
