import type { JsonObject } from "@/lib/llm/json";
import { NO_USAGE, outputTokens, type ReportedUsage } from "@/lib/llm/usage";

/** Counts as Anthropic reports them: the input without both cache counts, the output with what was thought. */
export function encodeCounts(usage: ReportedUsage): JsonObject {
  return {
    input_tokens: usage.uncachedInput + usage.audioInput + usage.image,
    cache_creation_input_tokens: usage.cacheWrite + usage.cacheWriteLong,
    cache_read_input_tokens: usage.cacheRead,
    output_tokens: outputTokens(usage),
    output_tokens_details: usage.reasoning === 0 ? null : { thinking_tokens: usage.reasoning },
    server_tool_use: null,
  };
}

/** `usage` of a message. */
export function encodeUsage(usage: ReportedUsage): JsonObject {
  const { cacheWrite, cacheWriteLong, serviceTier } = usage;
  const creation = { ephemeral_5m_input_tokens: cacheWrite, ephemeral_1h_input_tokens: cacheWriteLong };
  return {
    ...encodeCounts(usage),
    cache_creation: cacheWriteLong === 0 ? null : creation,
    inference_geo: null,
    service_tier: serviceTier === "priority" || serviceTier === "batch" ? serviceTier : "standard",
    speed: null,
  };
}

/** What stands in for counts the upstream never told, because no client does without them. */
export function guessedUsage(uncachedInput: number, madeChars: number): ReportedUsage {
  return { ...NO_USAGE, uncachedInput, output: Math.ceil(madeChars / 4) };
}
