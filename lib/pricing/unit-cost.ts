import { UNITS, type Units } from "@/lib/llm/units";
import type { Price } from "./contract";

/** Pico-USD of a call's units in one tier; null when it has none, or none of them has a price. */
export function unitCost(units: Units | undefined, tier: Price["tiers"][number]): bigint | null {
  if (units === undefined || tier.picoUsdPerUnit === undefined) return null;
  let picos: bigint | null = null;
  for (const unit of UNITS) {
    const [count, each] = [units[unit], tier.picoUsdPerUnit[unit]];
    if (count === undefined || each === undefined) continue;
    picos = (picos ?? 0n) + each * BigInt(Math.ceil(count));
  }
  return picos;
}
