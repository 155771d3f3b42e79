import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf } from "@/lib/llm/read-json";
import { splitUsage } from "@/lib/llm/split-usage";
import { type ReportedUsage, servedAs } from "@/lib/llm/usage";

/**
 * Usage of a response or chunk in disjoint classes; undefined when it carries none that can be trusted. `promptTokenCount` includes
 * cached tokens, `candidatesTokenCount` excludes thoughts (Gemini API reference, "UsageMetadata").
 */
export function readUsage(chunk: unknown): ReportedUsage | undefined {
  const usage = objectOf(objectOf(chunk)?.usageMetadata);
  const prompt = countOf(usage?.promptTokenCount);
  if (usage === undefined || prompt === undefined) return undefined;
  const thoughts = countOf(usage.thoughtsTokenCount) ?? 0;
  const candidates = countOf(usage.candidatesTokenCount) ?? 0;
  const counts = splitUsage({
    input: prompt + (countOf(usage.toolUsePromptTokenCount) ?? 0),
    output: candidates + thoughts,
    cacheRead: countOf(usage.cachedContentTokenCount),
    audioInput: uncached(usage, "AUDIO"),
    image: uncached(usage, "IMAGE"),
    reasoning: thoughts,
    audioOutput: ofModality(usage.candidatesTokensDetails, "AUDIO"),
  });
  return servedAs(counts, usage.serviceTier);
}

/** Tokens of one kind that were not read from the cache, where they are counted already. */
function uncached(usage: JsonObject, modality: string): number {
  return Math.max(0, ofModality(usage.promptTokensDetails, modality) - ofModality(usage.cacheTokensDetails, modality));
}

function ofModality(details: unknown, modality: string): number {
  return arrayOf(details).reduce<number>((sum, value) => {
    const detail = objectOf(value);
    return detail?.modality === modality ? sum + (countOf(detail.tokenCount) ?? 0) : sum;
  }, 0);
}
