import type { Units } from "@/lib/llm/units";
import { inputTokens, type ReportedUsage, TOKEN_CLASSES, type TokenClass, totalTokens } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { roundUpToMicros } from "./round-up-to-micros";
import { tierFor } from "./tier-for";
import { unitCost } from "./unit-cost";

export interface PricedUsage {
  /** Micro-USD of the whole call, rounded up once. Null: some class it used has no price, so its cost is unknown. */
  costMicros: bigint | null;
  /** The same exactly, in pico-USD (1e-12). */
  costPicos: bigint | null;
  /** Pico-USD (1e-12) of each class that was used and has a price, not rounded; they and the request price make the cost. */
  byClass: Partial<Record<TokenClass, bigint>>;
}

/** What a call used beside tokens. */
interface PricedUnits {
  units?: Units | undefined;
  /** Another model's than the tokens: neither's price stands for the other. */
  apart?: boolean;
}

/** A class without a price of its own costs what the plain one does, as providers bill it. Sound has no plain one. */
const PLAIN: Partial<Record<TokenClass, TokenClass>> = {
  cacheRead: "uncachedInput",
  cacheWrite: "uncachedInput",
  cacheWriteLong: "cacheWrite",
  image: "uncachedInput",
  reasoning: "output",
};

/** What one token of a class costs by a tier: its own price, else that of the plainer class. Undefined when none has one. */
export function unitPriceOf<Unit>(prices: Partial<Record<TokenClass, Unit>>, name: TokenClass): Unit | undefined {
  const plain = PLAIN[name];
  return prices[name] ?? (plain === undefined ? undefined : unitPriceOf(prices, plain));
}

/**
 * What a call cost by the tier its input and its class of service reached. A class that was used without a price makes the cost unknown,
 * never free; unless the call is charged by its units, which then stand for what has no price of its own.
 */
export function priceOf(usage: ReportedUsage, price: Price, { units, apart = false }: PricedUnits = {}): PricedUsage {
  const tier = tierFor(price, inputTokens(usage), usage.serviceTier);
  const byClass: PricedUsage["byClass"] = {};
  if (tier === undefined) return { costMicros: null, costPicos: null, byClass };
  const byUnit = unitCost(units, tier);
  let picos = tier.picoUsdPerRequest + (byUnit ?? 0n);
  // Units alone, without a price for them, say nothing of the cost.
  let isKnown = units === undefined || byUnit !== null || (totalTokens(usage) > 0 && !apart);
  for (const name of TOKEN_CLASSES) {
    const tokens = usage[name];
    if (tokens === 0) continue;
    const perToken = unitPriceOf(tier.picoUsdPerToken, name);
    if (perToken === undefined) {
      isKnown &&= byUnit !== null && !apart;
      continue;
    }
    const cost = perToken * BigInt(tokens);
    byClass[name] = cost;
    picos += cost;
  }
  return isKnown
    ? { costMicros: roundUpToMicros(picos), costPicos: picos, byClass }
    : { costMicros: null, costPicos: null, byClass };
}
