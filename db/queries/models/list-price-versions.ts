import { and, desc, eq } from "drizzle-orm";
import { priceVersion } from "@/db/schema";
import type { Runner } from "../runner";

export type PriceVersionRow = typeof priceVersion.$inferSelect;

/** What a price belongs to: one upstream model at one provider, however many deployments call it. */
export interface Priced {
  providerId: string;
  upstreamModel: string;
}

/** Every version, newest first. */
export async function listPriceVersions(run: Runner, organizationId: string, of: Priced): Promise<PriceVersionRow[]> {
  return await run
    .select()
    .from(priceVersion)
    .where(
      and(
        eq(priceVersion.organizationId, organizationId),
        eq(priceVersion.providerId, of.providerId),
        eq(priceVersion.upstreamModel, of.upstreamModel),
      ),
    )
    .orderBy(desc(priceVersion.version))
    .limit(500);
}
