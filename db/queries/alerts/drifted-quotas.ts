import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** What the comparison of quotas with the ledger found wrong in the last day, and set right. */
export interface RecentDrift {
  windows: number;
  driftedAt: Date;
  /** One of the quotas. */
  quotaId: string;
}

/** Null: every window was right. */
export async function findRecentDrift(run: Runner, organizationId: string): Promise<RecentDrift | null> {
  const [row] = await run.execute<{ windows: number; drifted: string | null; quotaId: string }>(sql`
    select count(*)::int as windows, quota_ms(max(c.drifted_at))::text as drifted, (array_agg(c.quota_id order by c.drifted_at desc))[1] as "quotaId"
    from quota_check c join quota q on q.id = c.quota_id
    where q.organization_id = ${organizationId} and c.drifted_at > now() - interval '1 day'`);
  if (row === undefined || row.drifted === null) return null;
  return { windows: row.windows, quotaId: row.quotaId, driftedAt: new Date(Number(row.drifted)) };
}
