import type { AnswerFormat, ReasoningEffort, SamplingSettings } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { listOf, optionalProto } from "./proto";
import { readSchema } from "./read-schema";

const CONFIG = "generationConfig";

const SAMPLING = {
  temperature: "temperature",
  topP: "topP",
  topK: "topK",
  presencePenalty: "presencePenalty",
  frequencyPenalty: "frequencyPenalty",
  seed: "seed",
} as const satisfies Record<keyof SamplingSettings, string>;

/** What the hub has a word for, and the resolution of pictures, which is a hint on cost. */
const SPOKEN: ReadonlySet<string> = new Set([
  ...Object.values(SAMPLING),
  "candidateCount",
  "maxOutputTokens",
  "stopSequences",
  "responseMimeType",
  "responseSchema",
  "responseJsonSchema",
  "_responseJsonSchema",
  "responseModalities",
  "responseLogprobs",
  "thinkingConfig",
  "mediaResolution",
]);

const LEVELS: ReadonlyMap<Json | undefined, ReasoningEffort> = new Map<Json | undefined, ReasoningEffort>([
  ["MINIMAL", "minimal"],
  ["LOW", "low"],
  ["MEDIUM", "medium"],
  ["HIGH", "high"],
]);

/** The largest budget of each effort, as Google's own OpenAI endpoint maps them. */
const EFFORT_OF_BUDGET: readonly [number, ReasoningEffort][] = [
  [0, "none"],
  [512, "minimal"],
  [1024, "low"],
  [8192, "medium"],
  [Number.POSITIVE_INFINITY, "high"],
];

/** Refuses members of `generationConfig` that the hub has no word for, naming the first. Throws AppError `unsupported_parameter`. */
export function refuseUnspoken(config: JsonObject): void {
  const unknown = Object.keys(config).find((name) => !SPOKEN.has(name) && config[name] !== null);
  if (unknown !== undefined) throw notCarried(`${CONFIG}.${unknown}`, "this setting");
  if (config.responseLogprobs === true) throw notCarried(`${CONFIG}.responseLogprobs`, "log probabilities");
  const modalities = listOf(config.responseModalities, `${CONFIG}.responseModalities`);
  const other = modalities.find((modality) => modality !== "TEXT");
  if (other !== undefined) throw notCarried(`${CONFIG}.responseModalities`, "answers that are not text");
}

export function readSampling(config: JsonObject): SamplingSettings {
  const read: SamplingSettings = {};
  for (const name of Object.values(SAMPLING)) {
    const value = config[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "number") throw invalid(`${CONFIG}.${name}`, `\`${name}\` must be a number.`);
    read[name] = value;
  }
  return read;
}

export function readStops(config: JsonObject): string[] {
  const words = listOf(config.stopSequences, `${CONFIG}.stopSequences`);
  if (words.every((word) => typeof word === "string")) return words.filter((word) => word !== "");
  throw invalid(`${CONFIG}.stopSequences`, "`stopSequences` must be an array of strings.");
}

/** A schema in any of its spellings, or JSON of any shape. A schema counts only with the media type that goes with it. */
export function readAnswerFormat(config: JsonObject): AnswerFormat {
  const type = config.responseMimeType ?? "text/plain";
  if (type === "text/plain") return { kind: "text" };
  if (type !== "application/json") throw notCarried(`${CONFIG}.responseMimeType`, "answers of this media type");
  const schema = schemaOf(config);
  return schema === undefined
    ? { kind: "json_object" }
    : { kind: "json_schema", name: "answer", schema, strict: false };
}

function schemaOf(config: JsonObject): JsonObject | undefined {
  const standard = config.responseJsonSchema ?? config._responseJsonSchema;
  if (isJsonObject(standard)) return standard;
  const { responseSchema } = config;
  if (responseSchema === undefined || responseSchema === null) return undefined;
  return readSchema(responseSchema, `${CONFIG}.responseSchema`);
}

/** How much the model shall think: a level, or a budget in tokens; −1 leaves it to the model. */
export function readEffort(config: JsonObject): ReasoningEffort | undefined {
  const path = `${CONFIG}.thinkingConfig`;
  const thinking = optionalProto(config.thinkingConfig, path);
  if (thinking === undefined) return undefined;
  const { thinkingLevel: level, thinkingBudget: budget } = thinking;
  if (level !== undefined && level !== null && level !== "THINKING_LEVEL_UNSPECIFIED") {
    const effort = LEVELS.get(typeof level === "string" ? level.toUpperCase() : level);
    if (effort === undefined)
      throw invalid(`${path}.thinkingLevel`, "`thinkingLevel` must be one of MINIMAL, LOW, MEDIUM, HIGH.");
    return effort;
  }
  if (budget === undefined || budget === null || budget === -1) return undefined;
  if (typeof budget !== "number") throw invalid(`${path}.thinkingBudget`, "`thinkingBudget` must be a number.");
  return EFFORT_OF_BUDGET.find(([most]) => budget <= most)?.[1];
}
