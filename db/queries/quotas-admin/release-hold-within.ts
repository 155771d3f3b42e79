import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** Like `releaseHold` of db/queries/quotas, inside the transaction of a change: how much was given back, 0 when there is nothing any more. */
export async function releaseHoldWithin(
  run: Runner,
  organizationId: string,
  of: { quotaId: string; holder: string },
): Promise<bigint> {
  const rows = await run.execute<{ amount: string | bigint | null }>(
    sql`select quota_release(${organizationId}, ${of.quotaId}, ${of.holder}) as amount`,
  );
  return BigInt(rows[0]?.amount ?? 0);
}
