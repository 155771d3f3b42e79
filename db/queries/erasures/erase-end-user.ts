import { desc, eq, sql } from "drizzle-orm";
import { requestErasure } from "@/db/schema";
import { deleteAllExports } from "../request-exports/request-exports";
import type { Runner } from "../runner";

/** What an erasure touched. Rows keep their money, under a name that means nothing. */
export interface ErasedCounts {
  texts: number;
  records: number;
  ledgerEntries: number;
  chartSums: number;
  quotaWindows: number;
  exports: number;
}

interface Erasing {
  organizationId: string;
  endUser: string;
  /** What stands where the end user stood: sums by end user stay, and nobody can tell of whom. */
  pseudonym: string;
}

/**
 * Erases an end user in the caller's transaction: their texts go; in records, ledger, sums and quotas a pseudonym takes their place; from
 * records, what came with their calls (session, address, client) goes too. Files that were exported go whole, as they may name them.
 */
export async function eraseEndUser(
  run: Runner,
  { organizationId, endUser, pseudonym }: Erasing,
): Promise<ErasedCounts> {
  const count = async (statement: ReturnType<typeof sql>): Promise<number> => {
    const [row] = await run.execute<{ n: number }>(
      sql`with touched as (${statement} returning 1) select count(*)::int as n from touched`,
    );
    return row?.n ?? 0;
  };
  const texts = await count(sql`
    delete from request_text where (id, started_at) in (
      select id, started_at from request_record where organization_id = ${organizationId} and end_user = ${endUser})
      or (organization_id = ${organizationId} and end_user = ${endUser})`);
  const ledgerEntries = await count(sql`
    update ledger_entry set end_user = ${pseudonym} where organization_id = ${organizationId} and end_user = ${endUser}
      and request_id in (select id from request_record where organization_id = ${organizationId} and end_user = ${endUser})`);
  const records = await count(sql`
    update request_record set end_user = ${pseudonym}, session_id = null, client_address = null, user_agent = null
    where organization_id = ${organizationId} and end_user = ${endUser}`);
  const chartSums = await count(sql`
    update usage_label_hourly set label = ${pseudonym}
    where organization_id = ${organizationId} and kind = 'end_user' and label = left(${endUser}, 200)`);
  await run.execute(sql`
    update usage_label_daily set label = ${pseudonym}
    where organization_id = ${organizationId} and kind = 'end_user' and label = left(${endUser}, 200)`);
  let quotaWindows = 0;
  for (const table of ["quota_bucket", "quota_check"] as const)
    quotaWindows += await count(sql`
      update ${sql.identifier(table)} set subject = ${pseudonym} where subject = ${endUser}
        and quota_id in (select id from quota where organization_id = ${organizationId} and scope_kind = 'end_user')`);
  const exports = await deleteAllExports(run, organizationId);
  return { texts, records, ledgerEntries, chartSums, quotaWindows, exports };
}

/** Whether a limit of the organization is about this end user alone. */
export async function hasOwnQuota(run: Runner, organizationId: string, endUser: string): Promise<boolean> {
  const rows = await run.execute(sql`
    select from quota where organization_id = ${organizationId} and scope_kind = 'end_user' and scope_id = ${endUser} and archived_at is null`);
  return rows.length > 0;
}

/** Rows that still name the end user: 0 once they are erased. */
export async function countNaming(run: Runner, organizationId: string, endUser: string): Promise<number> {
  const [row] = await run.execute<{ n: number }>(sql`
    select (select count(*) from request_record where organization_id = ${organizationId} and end_user = ${endUser})::int
      + (select count(*) from request_text where organization_id = ${organizationId} and end_user = ${endUser})::int
      + (select count(*) from usage_label_hourly where organization_id = ${organizationId} and kind = 'end_user' and label = left(${endUser}, 200))::int
      + (select count(*) from usage_label_daily where organization_id = ${organizationId} and kind = 'end_user' and label = left(${endUser}, 200))::int as n`);
  return row?.n ?? 0;
}

export async function insertErasure(run: Runner, row: typeof requestErasure.$inferInsert): Promise<void> {
  await run.insert(requestErasure).values(row);
}

/** Erasures with their signed statements, newest first. */
export async function listErasures(run: Runner, organizationId: string) {
  return run
    .select()
    .from(requestErasure)
    .where(eq(requestErasure.organizationId, organizationId))
    .orderBy(desc(requestErasure.erasedAt), desc(requestErasure.id))
    .limit(100);
}
