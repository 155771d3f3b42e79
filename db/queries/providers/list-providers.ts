import { asc, count, eq } from "drizzle-orm";
import { deployment, provider } from "@/db/schema";
import type { Runner } from "../runner";
import type { ProviderRow } from "./find-provider";

/** Every provider with how many deployments it has, by name. */
export async function listProviders(
  run: Runner,
  organizationId: string,
): Promise<(ProviderRow & { deploymentCount: number })[]> {
  const rows = await run
    .select({ row: provider, deploymentCount: count(deployment.id) })
    .from(provider)
    .leftJoin(deployment, eq(deployment.providerId, provider.id))
    .where(eq(provider.organizationId, organizationId))
    .groupBy(provider.id)
    .orderBy(asc(provider.name), asc(provider.id))
    .limit(500);
  return rows.map(({ row, deploymentCount }) => ({ ...row, deploymentCount }));
}
