import type { Price } from "./contract";

/** The tier that prices a whole call with this many input tokens: the last one it reaches. Undefined when it reaches none. */
export function tierFor(price: Price, inputTokens: number): Price["tiers"][number] | undefined {
  return price.tiers.findLast((tier) => inputTokens >= tier.fromInputTokens);
}
