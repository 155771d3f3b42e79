import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";

export interface BatchToWrite {
  writerId: string;
  /** Where the batch begins and ends in the writer's spool. Equal: the writer does not move on. */
  from: number;
  to: number;
  /** Everything of this writer that closed and began before is in Postgres once this batch is, epoch ms. */
  completeTo: number;
  /**
   * Everything this process admitted before has ended and is in the ledger and in the windows of quotas, epoch ms of the database's
   * clock; null says nothing new about that.
   */
  settledTo: number | null;
  /** Lines of lib/ledger/exchange-line.ts. */
  lines: string;
  /** Lines of lib/ledger/roll-up-sums.ts; null lets Postgres leave out what it has and add up the rest. */
  sums: string | null;
}

/**
 * Writes records, ledger entries and roll-ups in one transaction; the same batch again changes nothing. Gives
 * how many records were not there before. Throws the driver's error, `unique_violation` when sums are given and a record of the batch is there already.
 */
export async function writeBatch(sql: Database["sql"], batch: BatchToWrite): Promise<number> {
  const [row] = await sql<{ written: number }[]>`
    select write_batch(${batch.writerId}, ${batch.from}::float8::bigint, ${batch.to}::float8::bigint,
      to_timestamp(${batch.completeTo}::float8 / 1000), to_timestamp(${batch.settledTo}::float8 / 1000), ${batch.lines}, ${batch.sums},
      ${[...LATENCY_BOUNDS_MS]}::int[]) as written`;
  return row?.written ?? 0;
}

/** How far Postgres has got with a writer's spool; null when it never heard of the writer. */
export async function readDelivered(sql: Database["sql"], writerId: string): Promise<number | null> {
  const [row] = await sql<{ delivered: bigint }[]>`select delivered from ledger_writer where id = ${writerId}`;
  return row === undefined ? null : Number(row.delivered);
}

/** A writer that wrote everything and stopped holds nobody's charts back. */
export async function removeLedgerWriter(sql: Database["sql"], writerId: string): Promise<void> {
  await sql`delete from ledger_writer where id = ${writerId}`;
}
