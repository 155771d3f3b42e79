import type { Database } from "@/db/client";

/** What the records say of one call. */
export interface RecordedCall {
  name: string;
  outcome: string;
  costMicros: bigint | null;
  input: bigint;
  output: bigint;
  /** Entries of the ledger that agree with it. */
  entries: bigint;
}

/** Every record by the caller's name for its call, with the ledger entries of the same amounts. */
export async function readRecords(database: Database): Promise<RecordedCall[]> {
  return database.sql<RecordedCall[]>`
    select record.end_user as name, outcome, record.cost_micros as "costMicros", uncached_input as input, output,
      (select count(*) from ledger_entry as entry where entry.request_id = record.id
        and entry.cost_micros is not distinct from record.cost_micros and entry.input_tokens = record.uncached_input
        and entry.output_tokens = record.output) as entries
    from request_record as record where record.end_user is not null`;
}

export interface Totals {
  calls: bigint;
  micros: bigint;
  input: bigint;
  output: bigint;
}

/** The sums of records, ledger and roll-ups, over calls that were let in; they must be one and the same. */
export async function readTotals(database: Database): Promise<{ records: Totals; ledger: Totals; rollUps: Totals }> {
  const { sql } = database;
  const [records] = await sql<Totals[]>`select count(*) as calls, coalesce(sum(cost_micros), 0)::bigint as micros,
    sum(uncached_input)::bigint as input, sum(output)::bigint as output from request_record where admitted_at is not null`;
  const [ledger] = await sql<Totals[]>`select count(*) as calls, coalesce(sum(cost_micros), 0)::bigint as micros,
    sum(input_tokens)::bigint as input, sum(output_tokens)::bigint as output from ledger_entry`;
  const [rollUps] = await sql<
    Totals[]
  >`select sum(requests)::bigint - (select count(*) from request_record where admitted_at is null) as calls,
    sum(cost_micros)::bigint as micros, sum(uncached_input)::bigint as input, sum(output)::bigint as output from usage_hourly`;
  if (records === undefined || ledger === undefined || rollUps === undefined) throw new Error("a sum gave no row");
  return { records, ledger, rollUps };
}

/** What the windows of the key's quotas say, by unit. */
export async function readWindows(database: Database, keyId: string): Promise<Record<string, bigint>> {
  const rows = await database.sql<{ unit: string; settled: bigint }[]>`
    select quota.unit, sum(bucket.settled)::bigint as settled from quota_bucket as bucket join quota on quota.id = bucket.quota_id
    where quota.scope_id = ${keyId} group by 1`;
  return Object.fromEntries(rows.map(({ unit, settled }) => [unit, settled]));
}
