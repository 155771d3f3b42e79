import type { ServiceTier } from "@/lib/llm/usage";

interface Tier {
  fromInputTokens: number;
  serviceTier?: ServiceTier | undefined;
}

/**
 * The tier that prices a whole call with this many input tokens, answered with this class of service: the last one it reaches. A
 * price that says nothing of the class prices it as usual. Undefined when it reaches none.
 */
export function tierFor<Found extends Tier>(
  price: { tiers: readonly Found[] },
  inputTokens: number,
  serviceTier?: ServiceTier,
): Found | undefined {
  const reached = (of: ServiceTier | undefined) =>
    price.tiers.findLast((tier) => tier.serviceTier === of && inputTokens >= tier.fromInputTokens);
  return (serviceTier === undefined ? undefined : reached(serviceTier)) ?? reached(undefined);
}
