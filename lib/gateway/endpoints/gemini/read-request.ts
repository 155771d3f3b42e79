import type { ChatMessage, ChatRequest } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { invalid, notCarried } from "../fields";
import { listOf, optionalProto, protoOf } from "./proto";
import { readAnswerFormat, readEffort, readSampling, readStops, refuseUnspoken } from "./read-config";
import { readContents, readSystem } from "./read-contents";
import { readTools } from "./read-tools";

/** Parameters with a word of their own in the hub, and those whose loss is harmless (docs/lossy-translation.md). */
const SPOKEN: ReadonlySet<string> = new Set([
  "model",
  "contents",
  "systemInstruction",
  "tools",
  "toolConfig",
  "generationConfig",
  "serviceTier",
  "labels",
  "safetySettings",
  "store",
]);

const TIERS: ReadonlyMap<unknown, string> = new Map([
  ["standard", "default"],
  ["flex", "flex"],
  ["priority", "priority"],
]);

/** What the path of a call says, and policy's reading of the numbers in its body. */
export interface CallTerms {
  model: string;
  stream: boolean;
  maxTokens: number | null;
  choices: number;
}

/**
 * A generateContent body in the hub's form (Gemini API reference, "Generating content"). Throws AppError `invalid_request` for a body
 * that is wrong, `unsupported_parameter` for what the hub cannot carry; both name the parameter in Google's words.
 */
export function readGenerateRequest(json: JsonObject, terms: CallTerms): ChatRequest {
  const body = protoOf(json, "");
  const unknown = Object.keys(body).find((name) => !SPOKEN.has(name) && body[name] !== null);
  if (unknown !== undefined) throw notCarried(unknown, "this parameter");
  const config = optionalProto(body.generationConfig, "generationConfig") ?? {};
  refuseUnspoken(config);
  const { tools, toolChoice } = readTools(body);
  const reasoningEffort = readEffort(config);
  const tier = TIERS.get(body.serviceTier);
  const metadata = readLabels(body);
  return {
    model: terms.model,
    messages: readMessages(body),
    tools,
    ...(toolChoice === undefined ? {} : { toolChoice }),
    ...(terms.maxTokens === null ? {} : { maxOutputTokens: terms.maxTokens }),
    sampling: readSampling(config),
    stop: readStops(config),
    answerFormat: readAnswerFormat(config),
    ...(reasoningEffort === undefined ? {} : { reasoningEffort }),
    choices: terms.choices,
    stream: terms.stream,
    includeUsage: true,
    ...(metadata === undefined ? {} : { metadata }),
    extra: tier === undefined ? {} : { service_tier: tier },
  };
}

function readMessages(body: JsonObject): ChatMessage[] {
  const { systemInstruction } = body;
  const system = systemInstruction === undefined || systemInstruction === null ? [] : [readSystem(systemInstruction)];
  return [...system, ...readContents(listOf(body.contents, "contents"))];
}

function readLabels(body: JsonObject): Record<string, string> | undefined {
  const { labels } = body;
  if (labels === undefined || labels === null) return undefined;
  const pairs = Object.entries(protoLabels(labels)).map(([name, value]): [string, string] => {
    if (typeof value !== "string") throw invalid(`labels.${name}`, "`labels` takes strings only.");
    return [name, value];
  });
  return Object.fromEntries(pairs);
}

/** Names of labels are the caller's own: they are no members of a message. */
function protoLabels(labels: JsonObject[string]): JsonObject {
  if (typeof labels === "object" && labels !== null && !Array.isArray(labels)) return labels;
  throw invalid("labels", "`labels` must be an object.");
}
