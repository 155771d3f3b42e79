import type { RecordPrice } from "@/db/queries/requests/find-record";
import type { PriceTier } from "@/db/schema";
import type { RequestCostLine } from "@/lib/admin-api/schemas/requests";
import { UNITS, type Units } from "@/lib/llm/units";
import { inputTokens, type ReportedUsage, TOKEN_CLASSES } from "@/lib/llm/usage";
import { unitPriceOf } from "@/lib/pricing/price-of";
import { tierFor } from "@/lib/pricing/tier-for";
import { decimalFromScaled } from "../models/decimal";

const PER_MILLION_PLACES = 6;
const PICO_PLACES = 12;

/**
 * A call's cost by token class, exact to the pico-dollar, with the tier that priced it. Classes without tokens are left out;
 * a class the price does not know has a null cost; units are there where the price charges by them. Without a price every line is null.
 */
export function costLines(
  usage: ReportedUsage,
  price: RecordPrice | null,
  units: Units = {},
): { tier: PriceTier | undefined; lines: RequestCostLine[] } {
  const tier = price === null ? undefined : tierFor(price, inputTokens(usage), usage.serviceTier);
  const lines: RequestCostLine[] = TOKEN_CLASSES.filter((name) => usage[name] > 0).map((name) => {
    const unit = tier === undefined ? undefined : unitPriceOf(tier.picoUsdPerToken, name);
    return {
      class: name,
      tokens: usage[name],
      usdPerMillionTokens: unit === undefined ? null : decimalFromScaled(BigInt(unit), PER_MILLION_PLACES),
      costUsd: unit === undefined ? null : decimalFromScaled(BigInt(unit) * BigInt(usage[name]), PICO_PLACES),
    };
  });
  for (const unit of UNITS) {
    const [count, each] = [units[unit], tier?.picoUsdPerUnit?.[unit]];
    if (count === undefined || each === undefined) continue;
    const costUsd = decimalFromScaled(BigInt(each) * BigInt(count), PICO_PLACES);
    lines.push({ class: unit, tokens: count, usdPerMillionTokens: null, costUsd });
  }
  const fee = BigInt(tier?.picoUsdPerRequest ?? "0");
  if (fee === 0n) return { tier, lines };
  const line = {
    class: "request" as const,
    tokens: 0,
    usdPerMillionTokens: null,
    costUsd: decimalFromScaled(fee, PICO_PLACES),
  };
  return { tier, lines: [...lines, line] };
}
