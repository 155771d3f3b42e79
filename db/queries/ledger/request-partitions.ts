import type { Database } from "@/db/client";
import { isLockNotAvailable } from "../lock-not-available";

type Sql = Database["sql"];

/** Partitions are made so many days ahead. */
const DAYS_AHEAD = 7;
/** Somebody is nearly always in the middle of something; a moment without anybody comes soon. */
const DROP_TRIES = 50;
const DELETE_AT_ONCE = 1_000;

export type PartitionedTable = "request_record" | "request_text";

/** Makes the daily partitions of request records and texts from today (UTC) to a week ahead; call at start and daily. Gives how many days were made. */
export async function ensureRequestPartitions(sql: Sql): Promise<number> {
  const [row] = await sql<{ made: number }[]>`
    select ensure_request_partitions((now() at time zone 'UTC')::date, ${DAYS_AHEAD + 1}) as made`;
  return row?.made ?? 0;
}

/**
 * Retention: drops the days (UTC) before that of `before`, oldest first, and what older calls left in the net. Gives how many went.
 * Writers wait a tenth of a second at most: a table that is in use is left, `pause`d for and tried again, and what is still in use then
 * stays for the next round.
 */
export async function dropRequestPartitionsBefore(
  sql: Sql,
  table: PartitionedTable,
  { before, pause }: { before: Date; pause(): Promise<void> },
): Promise<number> {
  const day = before.toISOString();
  const partitions = await sql<{ name: string }[]>`
    select * from request_partitions_before(${table}, (${day}::timestamptz at time zone 'UTC')::date) as name`;
  let dropped = 0;
  let tries = DROP_TRIES;
  for (const { name } of partitions) {
    while (!(await isDropped(sql, name))) {
      tries -= 1;
      if (tries === 0) return dropped;
      await pause();
    }
    dropped += 1;
  }
  await sql`delete from ${sql(`${table}_default`)} where started_at < date_trunc('day', ${day}::timestamptz, 'UTC')`;
  return dropped;
}

async function isDropped(sql: Sql, name: string): Promise<boolean> {
  try {
    await sql`select drop_request_partition(${name})`;
    return true;
  } catch (error) {
    if (isLockNotAvailable(error)) return false;
    throw error;
  }
}

/** Up to when (UTC) nothing of either table is kept any more by anybody. */
export async function readRetention(sql: Sql): Promise<Record<PartitionedTable, Date>> {
  const [row] = await sql<{ records: Date; texts: Date }[]>`
    select now() - make_interval(days => coalesce(max(record_days), 400)) as records,
      now() - make_interval(days => greatest(coalesce(max(text_days), 30), (select max(text_days) from project))) as texts
    from organization`;
  if (row === undefined) throw new Error("an aggregate without group by returned no row");
  return { request_record: row.records, request_text: row.texts };
}

/** Deletes texts that are past what their own project keeps, some at a time. Gives how many. */
export async function deleteExpiredTexts(sql: Sql): Promise<number> {
  let deleted = 0;
  for (;;) {
    const [row] = await sql<{ deleted: number }[]>`select delete_expired_texts(${DELETE_AT_ONCE}) as deleted`;
    deleted += row?.deleted ?? 0;
    if ((row?.deleted ?? 0) < DELETE_AT_ONCE) return deleted;
  }
}
