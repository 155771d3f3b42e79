import { countOf, objectOf } from "@/lib/llm/read-json";
import { splitUsage } from "@/lib/llm/split-usage";
import type { TokenUsage } from "@/lib/llm/usage";

/**
 * Usage of an answer or of a `message-end` event in disjoint classes; undefined when it carries none that can be trusted. What is
 * billed counts (`billed_units`), not what the model saw with Cohere's own preamble (`tokens`); thinking is inside the output.
 */
export function readUsage(chunk: unknown): TokenUsage | undefined {
  const body = objectOf(chunk);
  const usage = objectOf(body?.usage) ?? objectOf(objectOf(body?.delta)?.usage);
  const billed = objectOf(usage?.billed_units);
  const counted = billed ?? objectOf(usage?.tokens);
  const input = countOf(counted?.input_tokens);
  const output = countOf(counted?.output_tokens);
  if (input === undefined || output === undefined) return undefined;
  return splitUsage({ input, output, cacheRead: billed === undefined ? countOf(usage?.cached_tokens) : undefined });
}
