import type { ChatRequest, ReasoningEffort } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import type { GeminiFacts, ThinkingLevel } from "./models";

interface Model {
  facts: GeminiFacts;
  accepts: TargetCapabilities;
  maxOutputTokens: number | undefined;
}

const LEVELS: Readonly<Record<ReasoningEffort, ThinkingLevel>> = {
  none: "MINIMAL",
  minimal: "MINIMAL",
  low: "LOW",
  medium: "MEDIUM",
  high: "HIGH",
  xhigh: "HIGH",
  max: "HIGH",
};

const BUDGETS: Readonly<Record<ReasoningEffort, number>> = {
  none: 0,
  minimal: 512,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 24_576,
  max: 24_576,
};

const ORDER: readonly ThinkingLevel[] = ["MINIMAL", "LOW", "MEDIUM", "HIGH"];

/**
 * `thinkingConfig` for the caller's reasoning effort; undefined leaves the model its own habit. A level the model does not have
 * becomes the next higher one. Thoughts are shown when the caller asked the model to reason.
 */
export function planThinking({ reasoningEffort: effort }: ChatRequest, model: Model): JsonObject | undefined {
  if (effort === undefined || model.accepts.thinking === "none") return undefined;
  const shown = effort === "none" || effort === "minimal" ? {} : { includeThoughts: true };
  if (model.accepts.thinking === "budget") return { thinkingBudget: budgetOf(effort, model), ...shown };
  return { thinkingLevel: levelOf(effort, model.facts), ...shown };
}

function levelOf(effort: ReasoningEffort, { levels }: GeminiFacts): ThinkingLevel {
  const wanted = ORDER.indexOf(LEVELS[effort]);
  return levels.find((level) => ORDER.indexOf(level) >= wanted) ?? "HIGH";
}

function budgetOf(effort: ReasoningEffort, { facts, maxOutputTokens }: Model): number {
  const half = maxOutputTokens === undefined ? Number.POSITIVE_INFINITY : Math.floor(maxOutputTokens / 2);
  return Math.max(facts.leastBudget, Math.min(BUDGETS[effort], half));
}
