import type { Database } from "@/db/client";

/**
 * Up to where of its spool a process that is gone had booked what it settled; null when that is not known any more. A statement of
 * its own that is still being carried out is waited for, and one that comes later is refused: what is read here stays true.
 */
export async function readBookedOffset(sql: Database["sql"], writerId: string): Promise<number | null> {
  const [row] = await sql<{ offset: bigint | null }[]>`
    update quota_process set sequence = 9223372036854775807 where writer_id = ${writerId}
    returning booked_offset as "offset"`;
  return row?.offset == null ? null : Number(row.offset);
}

/** Exchanges of a dead process that its windows may miss. */
export interface Unbooked {
  /** Ids of those that ended after the process last booked. */
  closed: readonly string[];
  /** Those it may have been in the middle of; what became of them is in their records. `startedAt` in epoch ms. */
  open: readonly { id: string; startedAt: number }[];
}

/** Books what a dead process had not, once its spool is in the ledger, and forgets the writer; once, however often it is asked. */
export async function settleRecovered(
  sql: Database["sql"],
  writerId: string,
  { closed, open }: Unbooked,
): Promise<void> {
  const starts = open.map(({ startedAt }) => new Date(startedAt).toISOString());
  await sql`select quota_settle_recovered(${writerId}, ${[...closed]}::text[], ${open.map(({ id }) => id)}::text[],
    ${starts}::timestamptz[])`;
}
