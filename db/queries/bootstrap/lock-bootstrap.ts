import { asc, sql } from "drizzle-orm";
import { organization } from "@/db/schema";
import type { Runner } from "../runner";

/**
 * Waits for any other process that starts at the same moment, then says whether there is an organization. The lock ends with the
 * caller's transaction, so what the first process founds is there when the second one looks.
 */
export async function lockBootstrap(run: Runner): Promise<{ organizationId: string | null }> {
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended('bootstrap', 0))`);
  const [row] = await run
    .select({ id: organization.id })
    .from(organization)
    .orderBy(asc(organization.createdAt))
    .limit(1);
  return { organizationId: row?.id ?? null };
}
