import type { ChatRequest, ReasoningEffort } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";

/** Thinking tokens by effort; the API takes a budget. */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, "none">, number>> = {
  minimal: 512,
  low: 1024,
  medium: 4096,
  high: 16_384,
  xhigh: 24_576,
  max: 31_000,
};

/** `thinking` for the caller's effort, at most half of the answer's bound; undefined leaves the model its own habit. */
export function planThinking({ reasoningEffort, maxOutputTokens }: ChatRequest): JsonObject | undefined {
  if (reasoningEffort === undefined) return undefined;
  if (reasoningEffort === "none") return { type: "disabled" };
  const half = Math.max(1, Math.floor((maxOutputTokens ?? Number.POSITIVE_INFINITY) / 2));
  return { type: "enabled", token_budget: Math.min(BUDGETS[reasoningEffort], half) };
}
