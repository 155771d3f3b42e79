import { createHash } from "node:crypto";
import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import type { Target, TargetCapabilities, UpstreamRequest } from "../contract";
import { longestAnswer } from "../fit-to-model";
import { mergeCapabilities } from "../merge-capabilities";
import { refuseLosses } from "../refuse-losses";
import { unsupported } from "../unsupported";
import { keepLastCacheMarks } from "./cache-marks";
import { jsonInstruction, toolInstruction } from "./instructions";
import { type ClaudeFacts, describeClaude } from "./models";
import { planThinking, type ThinkingPlan } from "./plan-thinking";
import { toStrictSchema } from "./strict-schema";
import { writeMessages } from "./write-messages";
import { writeSystem } from "./write-system";
import { writeToolChoice, writeTools } from "./write-tools";

/** The version that still takes sampling parameters; later ones refuse them even at their defaults (changelog of 2026-10-21). */
export const ANTHROPIC_VERSION = "2023-06-01";

/** Sent when neither caller, operator nor our data bound the output; every current model allows it. */
export const FALLBACK_MAX_TOKENS = 32_000;

/**
 * A hub request as a Messages call (Anthropic API reference, "Create a message"). Throws AppError `unsupported_parameter` for what
 * the model cannot take and that may not be dropped; what is dropped is listed in docs/lossy-translation.md.
 */
export function buildRequest(request: ChatRequest, target: Target): UpstreamRequest {
  return {
    url: `${target.baseUrl}/messages`,
    headers: {
      "content-type": "application/json",
      accept: request.stream ? "text/event-stream" : "application/json",
      "anthropic-version": ANTHROPIC_VERSION,
      "x-api-key": target.credential?.reveal() ?? "",
    },
    body: JSON.stringify(buildBody(request, target)),
  };
}

/** The body of the call. */
export function buildBody(request: ChatRequest, target: Target): JsonObject {
  refuseLosses(request, { mostChoices: 1 });
  const facts = describeClaude(target.upstreamModel);
  const accepts = mergeCapabilities(facts.capabilities, target.capabilities);
  if (request.tools.length > 0 && accepts.tools === false) throw unsupported("tools", "tools");
  const maxTokens = maxTokensOf(request, target, facts);
  const thinking = planThinking(request, { accepts, facts, maxTokens });
  const system = writeSystem(request.messages, [toolInstruction(request, accepts), jsonInstruction(request, accepts)]);
  const body = withoutUndefined({
    model: target.upstreamModel,
    max_tokens: maxTokens,
    system: system.length > 0 ? system : undefined,
    messages: writeMessages(request.messages, accepts),
    tools: writeTools(request, accepts),
    tool_choice: writeToolChoice(request, accepts),
    stop_sequences: stopSequences(request.stop),
    stream: request.stream ? true : undefined,
    thinking: thinking.thinking,
    output_config: outputConfig(request, thinking, accepts),
    ...sampling(request, accepts, thinking),
    metadata: request.endUser === undefined ? undefined : { user_id: anonymous(request.endUser) },
    service_tier: serviceTier(request.extra.service_tier),
  });
  return keepLastCacheMarks(body);
}

/** The caller's bound within the model's own; without one the model's own maximum, because a lower default cuts agents short. */
function maxTokensOf(request: ChatRequest, target: Target, facts: ClaudeFacts): number {
  const most = longestAnswer(target, facts) ?? FALLBACK_MAX_TOKENS;
  return Math.min(request.maxOutputTokens ?? most, most);
}

function stopSequences(stop: readonly string[]): Json | undefined {
  const words = stop.filter((word) => word.trim() !== "");
  return words.length > 0 ? words : undefined;
}

/** One of temperature and top_p (newer models refuse both together), scaled into what Claude takes, and none while it thinks. */
function sampling(
  request: ChatRequest,
  accepts: TargetCapabilities,
  { isThinking }: ThinkingPlan,
): Record<string, Json | undefined> {
  const { temperature, topP, topK } = request.sampling;
  if (accepts.sampling === false) return {};
  if (isThinking) return { top_p: topP !== undefined && topP >= 0.95 ? Math.min(topP, 1) : undefined };
  if (temperature !== undefined) return { temperature: Math.min(Math.max(temperature, 0), 1), top_k: topK };
  return { top_p: topP, top_k: topK };
}

function outputConfig(
  request: ChatRequest,
  { effort }: ThinkingPlan,
  accepts: TargetCapabilities,
): JsonObject | undefined {
  const { answerFormat } = request;
  const format =
    answerFormat.kind === "json_schema" && accepts.structuredOutput !== false
      ? { type: "json_schema", schema: toStrictSchema(answerFormat.schema) }
      : undefined;
  if (effort === undefined && format === undefined) return undefined;
  return withoutUndefined({ effort, format });
}

/** A pseudonym: Anthropic asks for no personal data here. */
function anonymous(endUser: string): string {
  return createHash("sha256").update(endUser).digest("hex");
}

function serviceTier(asked: Json | undefined): string | undefined {
  if (asked === undefined) return undefined;
  return asked === "default" || asked === "flex" ? "standard_only" : "auto";
}
