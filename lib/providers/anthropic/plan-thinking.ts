import type { ChatRequest, ReasoningEffort } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import type { ClaudeFacts } from "./models";
import { isOwnReasoning } from "./own-reasoning";

/** The `thinking` and `output_config.effort` members of a call. */
export interface ThinkingPlan {
  thinking: JsonObject | undefined;
  effort: string | undefined;
  /** The model thinks in this call, so sampling is restricted. */
  isThinking: boolean;
}

interface Model {
  accepts: TargetCapabilities;
  facts: ClaudeFacts;
  maxTokens: number;
}

const NOTHING: ThinkingPlan = { thinking: undefined, effort: undefined, isThinking: false };
/** Anthropic takes no smaller thinking budget. */
export const LEAST_BUDGET = 1024;

/** Thinking tokens where a model takes a budget instead of an effort. */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, "none">, number>> = {
  minimal: LEAST_BUDGET,
  low: LEAST_BUDGET,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
};

/**
 * What the caller's reasoning effort becomes. A forced tool wins over thinking, because only thinking is a matter of degree.
 * The budget takes at most half of max_tokens, which bounds thinking and answer together, as it does in the caller's dialect.
 */
export function planThinking(request: ChatRequest, model: Model): ThinkingPlan {
  const { reasoningEffort: effort } = request;
  const kind = model.accepts.thinking ?? "adaptive";
  if (effort === undefined || kind === "none") return NOTHING;
  return kind === "budget" ? planBudget(request, effort, model) : planAdaptive(request, effort, model);
}

function planAdaptive(request: ChatRequest, effort: ReasoningEffort, { facts, accepts }: Model): ThinkingPlan {
  if (effort === "none") {
    return facts.canDisableThinking ? { ...NOTHING, thinking: { type: "disabled" } } : { ...NOTHING, effort: "low" };
  }
  const level = levelOf(effort, facts);
  if (forcesTool(request) && accepts.forcedTool !== false) return { ...NOTHING, effort: level };
  return { thinking: { type: "adaptive" }, effort: level, isThinking: true };
}

function levelOf(effort: Exclude<ReasoningEffort, "none">, facts: ClaudeFacts): string {
  if (effort === "minimal") return "low";
  return !facts.hasHighestEfforts && (effort === "xhigh" || effort === "max") ? "high" : effort;
}

function planBudget(request: ChatRequest, effort: ReasoningEffort, { maxTokens }: Model): ThinkingPlan {
  const fits = maxTokens > LEAST_BUDGET;
  if (effort === "none" || !fits || forcesTool(request) || endsWithAssistant(request) || lacksOwnReasoning(request)) {
    return NOTHING;
  }
  const budget = Math.max(LEAST_BUDGET, Math.min(BUDGETS[effort], Math.floor(maxTokens / 2)));
  return { thinking: { type: "enabled", budget_tokens: budget }, effort: undefined, isThinking: true };
}

function forcesTool({ toolChoice }: ChatRequest): boolean {
  return toolChoice?.kind === "required" || toolChoice?.kind === "named";
}

function endsWithAssistant({ messages }: ChatRequest): boolean {
  return messages.at(-1)?.role === "assistant";
}

/** A tool cycle still running must begin with the thinking that started it; a client that lost it gets an answer without thinking. */
function lacksOwnReasoning({ messages }: ChatRequest): boolean {
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  const cycle = messages.slice(lastUser + 1).filter(({ role }) => role === "assistant");
  return cycle.some(
    ({ content }) =>
      content.some(({ type }) => type === "tool_call") && !content.some((block) => isOwnReasoning(block)),
  );
}
