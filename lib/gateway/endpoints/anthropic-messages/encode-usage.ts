import type { JsonObject } from "@/lib/llm/json";
import { NO_USAGE, outputTokens, type TokenUsage } from "@/lib/llm/usage";

/** Counts as Anthropic reports them: the input without both cache counts, the output with what was thought. */
export function encodeCounts(usage: TokenUsage): JsonObject {
  return {
    input_tokens: usage.uncachedInput + usage.audioInput + usage.image,
    cache_creation_input_tokens: usage.cacheWrite,
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: outputTokens(usage),
    output_tokens_details: usage.reasoning === 0 ? null : { thinking_tokens: usage.reasoning },
    server_tool_use: null,
  };
}

/** `usage` of a message. */
export function encodeUsage(usage: TokenUsage): JsonObject {
  return { ...encodeCounts(usage), cache_creation: null, inference_geo: null, service_tier: "standard", speed: null };
}

/** What stands in for counts the upstream never told, because no client does without them. */
export function guessedUsage(uncachedInput: number, madeChars: number): TokenUsage {
  return { ...NO_USAGE, uncachedInput, output: Math.ceil(madeChars / 4) };
}
