import { countOf, objectOf } from "@/lib/llm/read-json";
import { NO_USAGE, type TokenUsage } from "@/lib/llm/usage";

/**
 * Usage of a Converse body or a `metadata` event in disjoint classes; undefined when it carries none that can be trusted.
 * `inputTokens` excludes both cache counts; thinking is inside `outputTokens` (API reference, "TokenUsage").
 */
export function readUsage(chunk: unknown): TokenUsage | undefined {
  const usage = objectOf(objectOf(chunk)?.usage);
  const uncachedInput = countOf(usage?.inputTokens);
  const output = countOf(usage?.outputTokens);
  if (uncachedInput === undefined || output === undefined) return undefined;
  return {
    ...NO_USAGE,
    uncachedInput,
    cacheRead: countOf(usage?.cacheReadInputTokens) ?? 0,
    cacheWrite: countOf(usage?.cacheWriteInputTokens) ?? 0,
    output,
  };
}
