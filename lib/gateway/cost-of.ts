import type { Units } from "@/lib/llm/units";
import { type ReportedUsage, totalTokens, type UsageSource } from "@/lib/llm/usage";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import { type PricedUsage, priceOf } from "@/lib/pricing/price-of";

/** What a call cost, as it is booked and exactly. */
export type Cost = Pick<PricedUsage, "costMicros" | "costPicos">;

export const UNKNOWN_COST: Cost = { costMicros: null, costPicos: null };

/** Unknown while there is no usage, or the price of a used class is unknown. */
export function costOf({ usage, usageSource, units, chargesApart, target }: Used): Cost {
  return usageSource === "none" || !target?.price
    ? UNKNOWN_COST
    : priceOf(usage, target.price, { units, apart: chargesApart });
}

/** Nobody reads a prompt without a token: zeros are how some servers report nothing, unless the call is charged by something else. */
export function saysNothing(usage: ReportedUsage, units: Units | undefined): boolean {
  return units === undefined && totalTokens(usage) === 0;
}

interface Used {
  usage: ReportedUsage;
  usageSource: UsageSource;
  /** Beside tokens. */
  units: Units | undefined;
  chargesApart: boolean;
  target: DeploymentPolicy | null;
}
