import type { TokenClass } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { roundUpToMicros } from "./round-up-to-micros";

type Tier = Price["tiers"][number];

const INPUT_CLASSES = ["uncachedInput", "cacheRead", "cacheWrite"] as const satisfies readonly TokenClass[];
const OUTPUT_CLASSES = ["output", "reasoning"] as const satisfies readonly TokenClass[];

/**
 * The most a call with these tokens can cost in micro-USD, for the hold: every input token at the dearest input class (a prompt may
 * be written to the cache), every output token at the dearest output class, in the dearest tier up to the one reached.
 * Sound and images are not foreseen. Null when the tier has no price for plain input or output.
 */
export function estimateCost(tokens: { inputTokens: number; outputTokens: number }, price: Price): bigint | null {
  const reachable = price.tiers.filter((tier, index) => index === 0 || tokens.inputTokens >= tier.fromInputTokens);
  let worst: bigint | null = null;
  for (const tier of reachable) {
    const picos = tierCost(tokens, tier);
    if (picos === null) return null;
    if (worst === null || picos > worst) worst = picos;
  }
  return worst === null ? null : roundUpToMicros(worst);
}

function tierCost(tokens: { inputTokens: number; outputTokens: number }, tier: Tier): bigint | null {
  const { uncachedInput, output } = tier.picoUsdPerToken;
  if (uncachedInput === undefined || output === undefined) return null;
  const input = dearest(tier, INPUT_CLASSES) * BigInt(Math.ceil(tokens.inputTokens));
  const made = dearest(tier, OUTPUT_CLASSES) * BigInt(Math.ceil(tokens.outputTokens));
  return input + made + tier.picoUsdPerRequest;
}

function dearest(tier: Tier, classes: readonly TokenClass[]): bigint {
  return classes.reduce((most, name) => {
    const price = tier.picoUsdPerToken[name] ?? 0n;
    return price > most ? price : most;
  }, 0n);
}
