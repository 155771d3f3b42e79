import { inputTokens, TOKEN_CLASSES, type TokenUsage } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { unitPriceOf } from "./price-of";
import { roundUpToMicros } from "./round-up-to-micros";
import { tierFor } from "./tier-for";

/** What is supposed to be otherwise. Percents from 0 to 100; null leaves it as it was. */
export interface Supposition {
  /** Of the input tokens, how many the provider's cache would have held. */
  promptCachePercent: number | null;
  /** Of the calls, how many would not have reached a provider at all. */
  answeredPercent: number;
}

const HUNDRED = 10_000n;

/**
 * What the calls of a period would have cost by another price, micro-USD, rounded up; null where a class they used has none. The
 * tier is that of their average call, as sums do not know each call's length.
 */
export function reprice(
  used: { usage: TokenUsage; requests: number },
  price: Price,
  suppose: Supposition,
): bigint | null {
  if (used.requests === 0) return 0n;
  const tier = tierFor(price, inputTokens(used.usage) / used.requests);
  if (tier === undefined) return null;
  const usage = withCache(used.usage, suppose.promptCachePercent);
  let picos = tier.picoUsdPerRequest * BigInt(used.requests);
  for (const name of TOKEN_CLASSES) {
    if (usage[name] === 0) continue;
    const perToken = unitPriceOf(tier.picoUsdPerToken, name);
    if (perToken === undefined) return null;
    picos += perToken * BigInt(usage[name]);
  }
  const paid = HUNDRED - BigInt(Math.round(suppose.answeredPercent * 100));
  return roundUpToMicros((picos * paid) / HUNDRED);
}

/** The same input with another share of it read from the provider's cache. What was written to the cache stays. */
function withCache(usage: TokenUsage, percent: number | null): TokenUsage {
  if (percent === null) return usage;
  const readable = usage.uncachedInput + usage.cacheRead;
  const cacheRead = Math.round((readable * percent) / 100);
  return { ...usage, cacheRead, uncachedInput: readable - cacheRead };
}
