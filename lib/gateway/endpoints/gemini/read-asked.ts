import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject, objectOf } from "@/lib/llm/read-json";
import { serviceTierOf } from "@/lib/llm/usage";
import { partsOf } from "@/lib/sizing/prompt-parts";
import { guessInput } from "@/lib/sizing/size-input";
import type { Asked, CallNeeds } from "../../asked";
import type { CallHead } from "../../endpoint";
import { scanJson } from "../../json/scan-json";
import type { JsonBody } from "../../steps/read-json-body";
import { invalid } from "../fields";
import { readModelPath } from "../read-model-path";
import { OWN_PROOF } from "./own-reasoning";
import { optionalProto, protoOf, spellingOf } from "./proto";
import { readGenerateRequest } from "./read-request";
import { refuseForeignObjects } from "./refuse-foreign-objects";

const MOST_CHOICES = 8;
/** Settings that policy reads: two of one name would let it and the upstream read different ones. */
const UNIQUE: ReadonlySet<string> = new Set([
  "maxOutputTokens",
  "max_output_tokens",
  "candidateCount",
  "candidate_count",
]);
/** The body as a whole was bounded when it was read. */
const UNBOUNDED = { maxDepth: Number.POSITIVE_INFINITY, maxKeys: Number.POSITIVE_INFINITY, uniqueKeys: UNIQUE };

/** What policy needs of a generateContent call; the rest is for the upstream to judge. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: JsonBody, head: Pick<CallHead, "path">): Asked {
  const json = protoOf(body.json, "");
  const { model, verb } = readModelPath(head.path);
  requireSameModel(json, model);
  requireContents(json);
  refuseForeignObjects(json, body.bytes);
  const config = optionalProto(json.generationConfig, "generationConfig") ?? {};
  const configName = spellingOf(body.json, "generationConfig");
  refuseDoubledSettings(body, configName);
  const stream = verb === "streamGenerateContent";
  const choices = readCount(config, "candidateCount", MOST_CHOICES) ?? 1;
  const maxTokens = readCount(config, "maxOutputTokens");
  const prompt = partsOf(body.json, body.scan.members);
  return {
    model,
    alsoKinds: ["image", "speech"],
    stream,
    includeUsage: true,
    hidesReasoning: objectOf(config.thinkingConfig)?.includeThoughts !== true,
    streamOptions: undefined,
    maxTokens,
    maxTokensMembers: [`${configName}.${spellingOf(objectOf(body.json[configName]) ?? {}, "maxOutputTokens")}`],
    choices,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: null,
    serviceTier: serviceTierOf(json.serviceTier),
    needs: readNeeds(json, config),
    // Proofs that were made here for another provider mean nothing to Google's models: the call is written anew, without them.
    ...(body.bytes.includes(OWN_PROOF) ? { isForeign: true as const } : {}),
    body,
    toHub: () => readGenerateRequest(body.json, { model, stream, maxTokens, choices }),
  };
}

/** The same of a countTokens call, whose body holds contents or a whole call. */
export function readCounted(body: JsonBody, head: Pick<CallHead, "path">): Asked {
  const name = spellingOf(body.json, "generateContentRequest");
  const whole = objectOf(body.json[name]);
  const span = body.scan.members.find(({ key }) => key === name);
  if (whole === undefined || span === undefined) return readAsked(body, head);
  const bytes = body.bytes.subarray(span.valueStart, span.valueEnd);
  const { model: _own, ...json } = whole;
  return { ...readAsked({ bytes, json, scan: scanJson(bytes, UNBOUNDED) }, head), body };
}

/** The path names the model; a body that names another one is a mistake somewhere. */
function requireSameModel(json: JsonObject, model: string): void {
  const named = json.model;
  if (named === undefined || named === null || named === model || named === `models/${model}`) return;
  throw invalid("model", "The body names another `model` than the path. Leave it out of the body.");
}

function requireContents({ contents }: JsonObject): void {
  if (!Array.isArray(contents)) throw invalid("contents", "`contents` must be a list of contents.");
  if (contents.length === 0) throw invalid("contents", "`contents` is empty. Send at least one content.");
}

/** The top level was checked when the body was read. */
function refuseDoubledSettings({ bytes, scan }: JsonBody, name: string): void {
  const span = scan.members.find(({ key }) => key === name);
  if (span === undefined) return;
  scanJson(bytes.subarray(span.valueStart, span.valueEnd), UNBOUNDED);
}

/** Protobuf's JSON would take a number in quotes too; policy and upstream read the same one this way. */
function readCount(config: JsonObject, name: string, max = Number.MAX_SAFE_INTEGER): number | null {
  const value: Json | undefined = config[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= max) return value;
  const most = max < Number.MAX_SAFE_INTEGER ? ` and at most ${max}` : "";
  throw invalid(`generationConfig.${name}`, `\`${name}\` must be a whole number of at least 1${most}.`);
}

function readNeeds(json: JsonObject, config: JsonObject): CallNeeds {
  const schemas = [config.responseSchema, config.responseJsonSchema, config._responseJsonSchema];
  const toolConfig = objectOf(json.toolConfig);
  const calling = objectOf(toolConfig?.functionCallingConfig ?? toolConfig?.function_calling_config);
  return {
    jsonSchema: schemas.some(isJsonObject),
    forcedTool: calling?.mode === "ANY",
    sampling: ["temperature", "topP", "topK"].some((name) => config[name] !== undefined && config[name] !== null),
  };
}
