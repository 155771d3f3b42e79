import type { PolicyRows } from "@/db/queries/policy/load-policy-rows";
import { UNITS } from "@/lib/llm/units";
import { TOKEN_CLASSES } from "@/lib/llm/usage";
import type { Price } from "@/lib/pricing/contract";

/** A price version as it is calculated with: amounts as numbers, tiers ascending. */
export function toPrice(row: Pick<PolicyRows["prices"][number], "id" | "version" | "source" | "tiers">): Price {
  const tiers = row.tiers.map((tier) => {
    const picoUsdPerToken: Price["tiers"][number]["picoUsdPerToken"] = {};
    for (const name of TOKEN_CLASSES) {
      const pico = tier.picoUsdPerToken[name];
      if (pico !== undefined) picoUsdPerToken[name] = BigInt(pico);
    }
    return {
      fromInputTokens: tier.fromInputTokens,
      ...(tier.serviceTier === undefined ? {} : { serviceTier: tier.serviceTier }),
      picoUsdPerToken,
      picoUsdPerRequest: BigInt(tier.picoUsdPerRequest ?? "0"),
      ...(tier.picoUsdPerUnit === undefined ? {} : { picoUsdPerUnit: toUnitPrices(tier.picoUsdPerUnit) }),
    };
  });
  return {
    id: row.id,
    version: row.version,
    source: row.source,
    tiers: tiers.toSorted((a, b) => a.fromInputTokens - b.fromInputTokens),
  };
}

function toUnitPrices(stored: Partial<Record<string, string>>): NonNullable<Price["tiers"][number]["picoUsdPerUnit"]> {
  const known = UNITS.flatMap((unit) => (stored[unit] === undefined ? [] : [[unit, BigInt(stored[unit])] as const]));
  return Object.fromEntries(known);
}
