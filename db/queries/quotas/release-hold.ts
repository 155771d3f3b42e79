import type { Database } from "@/db/client";

/**
 * Gives back at once what one holder (as `listLiveHolds` names it) has of a quota, and says how much: 0 when there is nothing any more.
 * The call itself goes on and pays what it used when it ends. What a living process holds for calls it admitted from its lease cannot
 * be released from outside: it ends with those calls.
 */
export async function releaseHold(
  sql: Database["sql"],
  of: { organizationId: string; quotaId: string; holder: string },
): Promise<bigint> {
  const [row] = await sql<{ amount: bigint }[]>`
    select quota_release(${of.organizationId}, ${of.quotaId}, ${of.holder}) as amount`;
  return row?.amount ?? 0n;
}
