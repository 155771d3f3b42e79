import type { Database } from "@/db/client";

/** Partitions are made so many days ahead. */
const DAYS_AHEAD = 7;

/** Makes the daily partitions of request records from today (UTC) to a week ahead; call at start and daily. Gives how many were made. */
export async function ensureRequestPartitions(sql: Database["sql"]): Promise<number> {
  const [row] = await sql<{ made: number }[]>`
    select ensure_request_partitions((now() at time zone 'UTC')::date, ${DAYS_AHEAD + 1}) as made`;
  return row?.made ?? 0;
}

/** Retention: drops the days (UTC) before that of `before`. Gives how many partitions went. */
export async function dropRequestPartitionsBefore(sql: Database["sql"], before: Date): Promise<number> {
  const [row] = await sql<{ dropped: number }[]>`
    select drop_request_partitions_before((${before.toISOString()}::timestamptz at time zone 'UTC')::date) as dropped`;
  return row?.dropped ?? 0;
}
