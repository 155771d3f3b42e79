import { inputTokens, TOKEN_CLASSES, type TokenClass, type TokenUsage } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { roundUpToMicros } from "./round-up-to-micros";
import { tierFor } from "./tier-for";

export interface PricedUsage {
  /** Micro-USD of the whole call, rounded up once. Null: some class it used has no price, so its cost is unknown. */
  costMicros: bigint | null;
  /** Pico-USD (1e-12) of each class that was used and has a price, not rounded; they and the request price make the cost. */
  byClass: Partial<Record<TokenClass, bigint>>;
}

/** A class without a price of its own costs what the plain one does, as providers bill it. Sound has no plain one. */
const PLAIN: Partial<Record<TokenClass, TokenClass>> = {
  cacheRead: "uncachedInput",
  cacheWrite: "uncachedInput",
  image: "uncachedInput",
  reasoning: "output",
};

/** Pico-USD for one token of a class; undefined when neither it nor its plain class has a price. */
function priceOfClass(tier: Price["tiers"][number], name: TokenClass): bigint | undefined {
  const plain = PLAIN[name];
  return tier.picoUsdPerToken[name] ?? (plain === undefined ? undefined : tier.picoUsdPerToken[plain]);
}

/** What a call cost by the tier its input reached. A class that was used without a price makes the cost unknown, never free. */
export function priceOf(usage: TokenUsage, price: Price): PricedUsage {
  const tier = tierFor(price, inputTokens(usage));
  const byClass: PricedUsage["byClass"] = {};
  if (tier === undefined) return { costMicros: null, byClass };
  let picos = tier.picoUsdPerRequest;
  let isKnown = true;
  for (const name of TOKEN_CLASSES) {
    const tokens = usage[name];
    if (tokens === 0) continue;
    const perToken = priceOfClass(tier, name);
    if (perToken === undefined) {
      isKnown = false;
      continue;
    }
    const cost = perToken * BigInt(tokens);
    byClass[name] = cost;
    picos += cost;
  }
  return { costMicros: isKnown ? roundUpToMicros(picos) : null, byClass };
}
