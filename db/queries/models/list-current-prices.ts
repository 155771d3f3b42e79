import { and, desc, eq, lte, sql } from "drizzle-orm";
import { priceVersion } from "@/db/schema";
import type { Runner } from "../runner";
import type { PriceVersionRow } from "./list-price-versions";

/** The version in force of everything that has one. */
export async function listCurrentPrices(run: Runner, organizationId: string): Promise<PriceVersionRow[]> {
  return await run
    .selectDistinctOn([priceVersion.providerId, priceVersion.upstreamModel])
    .from(priceVersion)
    .where(and(eq(priceVersion.organizationId, organizationId), lte(priceVersion.effectiveFrom, sql`now()`)))
    .orderBy(priceVersion.providerId, priceVersion.upstreamModel, desc(priceVersion.version))
    .limit(10_000);
}
