import type { JsonObject } from "@/lib/llm/json";
import { inputTokens, outputTokens, type TokenUsage, totalTokens } from "@/lib/llm/usage";

/** Usage as completions report it: totals that include their parts (OpenAI API reference, "The completion object"). */
export function encodeUsage(usage: TokenUsage): JsonObject {
  return {
    prompt_tokens: inputTokens(usage),
    completion_tokens: outputTokens(usage),
    total_tokens: totalTokens(usage),
    prompt_tokens_details: { cached_tokens: usage.cacheRead },
    completion_tokens_details: { reasoning_tokens: usage.reasoning },
  };
}
