import { insertPriceVersion } from "@/db/queries/models/insert-price-version";
import type { Priced, PriceVersionRow } from "@/db/queries/models/list-price-versions";
import type { PriceTier } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import type { Work } from "../context";

/** Adds the next version of a price, in force from now on. The caller holds the provider's lock. */
export function addPriceVersion(
  work: Work,
  of: Priced,
  price: { tiers: PriceTier[]; source: string },
): Promise<PriceVersionRow> {
  return insertPriceVersion(work.run, work.organizationId, { ...of, ...price, id: newId("prc") });
}

/** Where a price that somebody typed comes from; a simulated provider's says so. */
export function sourceOfTyped(provider: { simulated: boolean }): string {
  return provider.simulated ? "simulated" : "operator";
}
