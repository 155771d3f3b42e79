import { arrayOf, countOf, objectOf } from "@/lib/llm/read-json";
import { NO_USAGE, type ReportedUsage, servedAs } from "@/lib/llm/usage";

/**
 * Usage of a Converse body or a `metadata` event in disjoint classes; undefined when it carries none that can be trusted.
 * `inputTokens` excludes both cache counts; thinking is inside `outputTokens` (API reference, "ReportedUsage").
 */
export function readUsage(chunk: unknown): ReportedUsage | undefined {
  const body = objectOf(chunk);
  const usage = objectOf(body?.usage);
  const uncachedInput = countOf(usage?.inputTokens);
  const output = countOf(usage?.outputTokens);
  if (uncachedInput === undefined || output === undefined) return undefined;
  const written = countOf(usage?.cacheWriteInputTokens) ?? 0;
  const cacheWriteLong = Math.min(keptAnHour(usage?.cacheDetails), written);
  const counts = {
    ...NO_USAGE,
    uncachedInput,
    cacheRead: countOf(usage?.cacheReadInputTokens) ?? 0,
    cacheWrite: written - cacheWriteLong,
    cacheWriteLong,
    output,
  };
  return servedAs(counts, objectOf(body?.serviceTier)?.type);
}

function keptAnHour(details: unknown): number {
  return arrayOf(details).reduce<number>((sum, value) => {
    const detail = objectOf(value);
    return detail?.ttl === "1h" ? sum + (countOf(detail.inputTokens) ?? 0) : sum;
  }, 0);
}
