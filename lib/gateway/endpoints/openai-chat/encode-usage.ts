import type { JsonObject } from "@/lib/llm/json";
import { inputTokens, outputTokens, type TokenUsage, totalTokens } from "@/lib/llm/usage";

/** Usage as Chat Completions reports it: totals that include their parts (OpenAI API reference, "usage"). */
export function encodeUsage(usage: TokenUsage): JsonObject {
  return {
    prompt_tokens: inputTokens(usage),
    completion_tokens: outputTokens(usage),
    total_tokens: totalTokens(usage),
    prompt_tokens_details: {
      cached_tokens: usage.cacheRead,
      cache_write_tokens: usage.cacheWrite + usage.cacheWriteLong,
      audio_tokens: usage.audioInput,
      image_tokens: usage.image,
    },
    completion_tokens_details: {
      reasoning_tokens: usage.reasoning,
      audio_tokens: usage.audioOutput,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
