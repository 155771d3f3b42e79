import type { JsonObject } from "@/lib/llm/json";
import { inputTokens, outputTokens, type ReportedUsage, totalTokens } from "@/lib/llm/usage";

/** Usage as Responses reports it: totals that include their parts (OpenAI API reference, "usage"). */
export function encodeUsage(usage: ReportedUsage): JsonObject {
  return {
    input_tokens: inputTokens(usage),
    input_tokens_details: {
      cached_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite + usage.cacheWriteLong,
    },
    output_tokens: outputTokens(usage),
    output_tokens_details: { reasoning_tokens: usage.reasoning },
    total_tokens: totalTokens(usage),
  };
}
