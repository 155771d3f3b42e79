import { type PriceTier, priceVersion } from "@/db/schema";
import type { Runner } from "../runner";
import type { Priced, PriceVersionRow } from "./list-price-versions";
import { listPriceVersions } from "./list-price-versions";

/**
 * Adds the next version, in force from now on. Two at once would take the same number; the unique index refuses one,
 * so the caller holds the lock of the provider's row.
 */
export async function insertPriceVersion(
  run: Runner,
  organizationId: string,
  row: Priced & { id: string; tiers: PriceTier[]; source: string },
): Promise<PriceVersionRow> {
  const [newest] = await listPriceVersions(run, organizationId, row);
  const [inserted] = await run
    .insert(priceVersion)
    .values({ ...row, organizationId, version: (newest?.version ?? 0) + 1 })
    .returning();
  if (inserted === undefined) throw new Error("an insert returned no row");
  return inserted;
}
