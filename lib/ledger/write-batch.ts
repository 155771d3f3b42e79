import type { Database } from "@/db/client";
import { recordExchanges } from "@/db/queries/ledger/record-exchanges";
import type { QueuedExchange } from "./queue";

/** SQLSTATE classes that blame the data: trying again cannot help, a smaller batch can. */
const DATA_FAULTS = new Set(["22", "23"]);

export interface WrittenBatch {
  items: readonly QueuedExchange[];
  writerId: string;
  completeTo: Date;
}

/** One transaction; safe to repeat after a lost answer. Throws the driver's error. */
export async function writeBatch(sql: Database["sql"], batch: WrittenBatch): Promise<void> {
  const secretUses = new Map<string, Date>();
  for (const { secretId, startedAt } of batch.items) {
    if (secretId === null) continue;
    const known = secretUses.get(secretId);
    if (known === undefined || known < startedAt) secretUses.set(secretId, startedAt);
  }
  await recordExchanges(sql, {
    rows: `[${batch.items.map((item) => item.core + item.detail).join(",")}]`,
    secretUses,
    writerId: batch.writerId,
    completeTo: batch.completeTo,
  });
}

/** Whether one of the rows is to blame, and not the database or the way to it. */
export function isDataFault(error: unknown): boolean {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.length === 5 && DATA_FAULTS.has(code.slice(0, 2));
}
