import { sql } from "drizzle-orm";
import { policyVersion } from "@/db/schema";
import type { Runner } from "../runner";

/** Tells every gateway, by its poll and by NOTIFY at commit, that what it enforces has changed. Part of the changing transaction. */
export async function bumpPolicyVersion(run: Runner, organizationId: string): Promise<void> {
  await run
    .insert(policyVersion)
    .values({ organizationId, version: 1 })
    .onConflictDoUpdate({
      target: policyVersion.organizationId,
      set: { version: sql`${policyVersion.version} + 1`, changedAt: sql`now()` },
    });
  await run.execute(sql`select pg_notify('policy_changed', ${organizationId})`);
}
