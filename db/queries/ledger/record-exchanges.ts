import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";

export interface ExchangeBatch {
  /** A JSON array of objects whose keys are the columns of `request_record`. */
  rows: string;
  /** When each used secret was last used, in the batch. */
  secretUses: ReadonlyMap<string, Date>;
  writerId: string;
  /** Everything of this writer that closed and began before is in Postgres once this batch is. */
  completeTo: Date;
}

/** Writes records, ledger entries, roll-ups and last uses in one transaction. The same batch again changes nothing. */
export async function recordExchanges(sql: Database["sql"], batch: ExchangeBatch): Promise<void> {
  const secrets = [...batch.secretUses.keys()];
  const uses = [...batch.secretUses.values()].map((used) => used.toISOString());
  await sql`select record_exchanges(${batch.rows}::text::json, ${[...LATENCY_BOUNDS_MS]}::int[], ${batch.writerId},
    ${batch.completeTo.toISOString()}::timestamptz), note_secret_use(${secrets}::text[], ${uses}::timestamptz[])`;
}

/** A writer that wrote everything and stopped holds nobody's charts back. */
export async function removeLedgerWriter(sql: Database["sql"], writerId: string): Promise<void> {
  await sql`delete from ledger_writer where id = ${writerId}`;
}
