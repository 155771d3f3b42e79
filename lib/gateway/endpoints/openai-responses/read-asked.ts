import { AppError } from "@/lib/errors/app-error";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { serviceTierOf } from "@/lib/llm/usage";
import { partsOf } from "@/lib/sizing/prompt-parts";
import { guessInput } from "@/lib/sizing/size-input";
import type { Asked, CallNeeds } from "../../asked";
import { maySay } from "../../json/may-say";
import type { JsonBody } from "../../steps/read-json-body";
import { invalid, optionalBoolean, optionalObject, optionalText } from "../fields";
import { readOutputBound, readResponsesRequest } from "./read-request";

/** The word of a prompt cache that keeps for longer than usual; found elsewhere, a hold is only larger than it had to be. */
const HALF_A_DAY = ['"12h"'];
const CONTROL = /\p{Cc}/gu;
const MAX_END_USER_CHARS = 512;

/** What policy needs of a Responses body; the rest is for the upstream to judge. Throws AppError with `param`. */
export function readAsked(body: JsonBody): Asked {
  const asked = readResponsesShape(body);
  const objectIds = referencedIds(body.json);
  if (objectIds.length === 0) return asked;
  // What they hold is read by the model too, and nobody here knows how much it is.
  asked.prompt.references += 1;
  return { ...asked, objectIds };
}

/** The same for a Responses body on any path, without what only the relay lane can do. */
export function readResponsesShape(body: JsonBody): Asked {
  const { json } = body;
  refuseUnmetered(json);
  const model = optionalText(json, "model");
  if (model === undefined || model === "")
    throw invalid("model", "`model` must be a model's name. GET /api/v1/models lists them.");
  const maxTokens = readOutputBound(json);
  const prompt = partsOf(json, body.scan.members);
  return {
    model,
    stream: optionalBoolean(json, "stream") ?? false,
    includeUsage: true,
    streamOptions: optionalObject(json, "stream_options"),
    maxTokens: maxTokens ?? null,
    maxTokensMembers: ["max_output_tokens"],
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: readEndUser(json),
    serviceTier: serviceTierOf(json.service_tier),
    mayBeCut: json.truncation === "auto" || isGiven(json.context_management) || isGiven(json.previous_response_id),
    cachesLong: maySay(body.bytes, HALF_A_DAY),
    needs: readNeeds(json),
    body,
    toHub: () => readResponsesRequest(json),
  };
}

/**
 * What would be made after the call is over, and so by nobody who is charged for it; and conversations, whose ids are not made
 * here and so belong to nobody.
 */
function refuseUnmetered(json: JsonObject): void {
  if (json.background === true)
    throw refused("background", "Answers in the background cannot be metered. Stream instead.");
  if (json.conversation !== undefined && json.conversation !== null) {
    throw refused("conversation", "Conversations are not kept here. Send `input`, or `previous_response_id`.");
  }
}

function refused(param: string, sentence: string): AppError {
  return new AppError("unsupported_parameter", sentence, { param });
}

/** Ids of what an earlier call made and this one builds on. */
function referencedIds(json: JsonObject): string[] {
  const previous = optionalText(json, "previous_response_id");
  const items = arrayOf(json.input).flatMap((value) => idsOfItem(objectOf(value) ?? {}));
  return [...new Set(previous === undefined ? items : [previous, ...items])];
}

/**
 * An item is a reference where it says so and where it says nothing: that is what `type` is when it is left out. A picture without its
 * bytes stands for the one that was made, and code that ran for the container it ran in (OpenAI API reference, "Create a model response").
 */
function idsOfItem({ type, id, role, result, container_id: container }: JsonObject): string[] {
  const isReference =
    type === "item_reference" ||
    (!isGiven(type) && !isGiven(role)) ||
    (type === "image_generation_call" && !isGiven(result));
  const ids = [isReference ? id : undefined, type === "code_interpreter_call" ? container : undefined];
  return ids.flatMap((one) => textOf(one) ?? []);
}

function readNeeds(json: JsonObject): CallNeeds {
  const { tool_choice: choice } = json;
  return {
    jsonSchema: objectOf(objectOf(json.text)?.format)?.type === "json_schema",
    forcedTool: choice === "required" || objectOf(choice) !== undefined,
    sampling: ["temperature", "top_p"].some((name) => isGiven(json[name])),
  };
}

function isGiven(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

/** As the ledger and the windows of quotas can store it. */
function readEndUser(json: JsonObject): string | null {
  const user = optionalText(json, "user");
  return user === undefined ? null : user.slice(0, MAX_END_USER_CHARS).toWellFormed().replace(CONTROL, "");
}
