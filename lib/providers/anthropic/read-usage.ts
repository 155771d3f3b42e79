import type { JsonObject } from "@/lib/llm/json";
import { countOf, objectOf } from "@/lib/llm/read-json";
import type { ReportedUsage } from "@/lib/llm/usage";
import { NO_USAGE, servedAs, withSearches } from "@/lib/llm/usage";

/**
 * Usage of a message body, or of a `message_start` event, in disjoint classes; undefined when it carries none that can be trusted.
 * `input_tokens` excludes both cache counts, `output_tokens` includes thinking (Anthropic API reference, "usage").
 */
export function readUsage(chunk: unknown): ReportedUsage | undefined {
  const body = objectOf(chunk);
  return usageOf(objectOf(body?.usage) ?? objectOf(objectOf(body?.message)?.usage));
}

/** One `usage` object; see readUsage. */
export function usageOf(usage: JsonObject | undefined): ReportedUsage | undefined {
  const uncachedInput = countOf(usage?.input_tokens);
  const made = countOf(usage?.output_tokens);
  if (uncachedInput === undefined || made === undefined) return undefined;
  const thinking = countOf(objectOf(usage?.output_tokens_details)?.thinking_tokens) ?? 0;
  const reasoning = Math.min(thinking, made);
  const written = countOf(usage?.cache_creation_input_tokens) ?? 0;
  const anHour = countOf(objectOf(usage?.cache_creation)?.ephemeral_1h_input_tokens) ?? 0;
  const cacheWriteLong = Math.min(anHour, written);
  const counts = {
    ...NO_USAGE,
    uncachedInput,
    cacheRead: countOf(usage?.cache_read_input_tokens) ?? 0,
    cacheWrite: written - cacheWriteLong,
    cacheWriteLong,
    output: made - reasoning,
    reasoning,
  };
  const searches = countOf(objectOf(usage?.server_tool_use)?.web_search_requests) ?? 0;
  return withSearches(servedAs(counts, usage?.speed === "fast" ? "priority" : usage?.service_tier), searches);
}
