import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { toStrictSchema } from "../anthropic/strict-schema";
import type { Target, TargetCapabilities, UpstreamRequest } from "../contract";
import { fitToModel } from "../fit-to-model";
import { mergeCapabilities } from "../merge-capabilities";
import { refuseLosses } from "../refuse-losses";
import { unsupported } from "../unsupported";
import { authorization } from "./headers";
import { cachesPrefixes, describeBedrock, isClaude } from "./models";
import { planModelFields } from "./plan-model-fields";
import { writeMessages } from "./write-messages";
import { writeSystem } from "./write-system";
import { writeTools } from "./write-tools";

const TIERS: ReadonlyMap<unknown, string> = new Map([
  ["default", "default"],
  ["flex", "flex"],
  ["priority", "priority"],
]);

/**
 * A hub request as a Converse or ConverseStream call (Amazon Bedrock API reference). Throws AppError `unsupported_parameter` for what
 * the model cannot take and that may not be dropped; what is dropped is listed in docs/lossy-translation.md.
 */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  const model = encodeURIComponent(target.upstreamModel);
  return {
    url: `${target.baseUrl}/model/${model}/${request.stream ? "converse-stream" : "converse"}`,
    headers: {
      "content-type": "application/json",
      accept: request.stream ? "application/vnd.amazon.eventstream" : "application/json",
      ...authorization(target),
    },
    body: JSON.stringify(buildBody(request, target)),
  };
}

/** The body of the call. */
export function buildBody(asked: ChatRequest, target: Target): JsonObject {
  refuseLosses(asked, { mostChoices: 1 });
  const facts = describeBedrock(target.upstreamModel);
  const accepts = mergeCapabilities(facts.capabilities, target.capabilities);
  // A Claude that refuses to be forced is asked in words, so only the others are refused here.
  const { forcedTool: _, ...fixed } = accepts;
  const request = fitToModel(asked, { ...target, capabilities: {} }, { ...facts, capabilities: fixed });
  const model = { name: target.upstreamModel, accepts };
  const { fields, isThinking } = planModelFields(request, target, model);
  const system = writeSystem(request, model);
  return withoutUndefined({
    system: system.length > 0 ? system : undefined,
    messages: writeMessages(request.messages, { caches: cachesPrefixes(model.name) }),
    toolConfig: writeTools(request, accepts),
    inferenceConfig: inferenceConfig(request, model, isThinking),
    additionalModelRequestFields: fields,
    outputConfig: outputConfig(request, model),
    serviceTier: tierOf(request.extra.service_tier),
  });
}

/** Of a Claude one of temperature and topP, within its range, and none while it thinks. */
function inferenceConfig(
  { maxOutputTokens, sampling, stop }: ChatRequest,
  model: { name: string; accepts: TargetCapabilities },
  isThinking: boolean,
): JsonObject | undefined {
  const { temperature, topP } = sampling;
  const isBound = isClaude(model.name);
  const config = withoutUndefined({
    maxTokens: maxOutputTokens,
    temperature: isThinking || temperature === undefined ? undefined : Math.min(Math.max(temperature, 0), 1),
    topP: isThinking || (isBound && temperature !== undefined) ? undefined : topP,
    stopSequences: stop.length > 0 ? stop : undefined,
  });
  return Object.keys(config).length > 0 ? config : undefined;
}

/** A schema for the answer. Models that have no structured output are refused; Claude's schemas are closed as Anthropic wants. */
function outputConfig(
  { answerFormat, tools }: ChatRequest,
  { name, accepts }: { name: string; accepts: TargetCapabilities },
): JsonObject | undefined {
  if (answerFormat.kind !== "json_schema") return undefined;
  if (accepts.structuredOutput === false) throw unsupported("response_format", "a JSON schema");
  if (tools.length > 0 && !isClaude(name)) throw unsupported("response_format", "JSON answers together with tools");
  const schema = isClaude(name) ? toStrictSchema(answerFormat.schema) : answerFormat.schema;
  const jsonSchema: JsonObject = { schema: JSON.stringify(schema), name: schemaName(answerFormat.name) };
  return { textFormat: { type: "json_schema", structure: { jsonSchema } } };
}

/** Letters, digits, `_` and `-`, at most 64. */
function schemaName(name: string): string {
  const clean = name.replaceAll(/[^\w-]/g, "_").slice(0, 64);
  return clean === "" ? "answer" : clean;
}

function tierOf(asked: Json | undefined): JsonObject | undefined {
  const type = TIERS.get(asked);
  return type === undefined ? undefined : { type };
}
