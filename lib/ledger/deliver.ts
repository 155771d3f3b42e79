import type { Database } from "@/db/client";
import { type BatchToWrite, writeBatch } from "@/db/queries/ledger/write-batch";

/** SQLSTATE classes that blame the data: trying again cannot help, a smaller batch can. */
const DATA_FAULTS = new Set(["22", "23"]);
const UNIQUE_VIOLATION = "23505";

/** A line that Postgres refuses for what it is, and why. */
export type RejectedLine = (line: string, error: unknown) => void;

/**
 * Brings a batch into Postgres and gives how many records it wrote. When one of its lines is refused for what it is, the others
 * are written all the same. Throws the driver's error when the store is to blame; then the batch may come again.
 */
export async function deliver(sql: Database["sql"], batch: BatchToWrite, onReject: RejectedLine): Promise<number> {
  try {
    return await writeBatch(sql, batch);
  } catch (error) {
    const code = faultOf(error);
    if (code === null) throw error;
    // A record that is there already makes the sums wrong: Postgres sorts it out.
    if (code === UNIQUE_VIOLATION && batch.sums !== null) return deliver(sql, { ...batch, sums: null }, onReject);
    const written = await deliverParts(sql, batch, { error, onReject });
    await writeBatch(sql, { ...batch, lines: "", sums: null });
    return written;
  }
}

/** Halves, down to the line that is to blame, without moving the writer on: each half may come again. */
async function deliverParts(
  sql: Database["sql"],
  batch: BatchToWrite,
  fault: { error: unknown; onReject: RejectedLine },
): Promise<number> {
  const lines = batch.lines.split("\n").filter((line) => line !== "");
  if (lines.length <= 1) {
    for (const line of lines) fault.onReject(line, fault.error);
    return 0;
  }
  const middle = lines.length >> 1;
  let written = 0;
  for (const half of [lines.slice(0, middle), lines.slice(middle)]) {
    written += await deliverHalf(sql, { ...batch, to: batch.from, lines: half.join("\n"), sums: null }, fault.onReject);
  }
  return written;
}

async function deliverHalf(sql: Database["sql"], half: BatchToWrite, onReject: RejectedLine): Promise<number> {
  try {
    return await writeBatch(sql, half);
  } catch (error) {
    if (faultOf(error) === null) throw error;
    return deliverParts(sql, half, { error, onReject });
  }
}

/** Whether the store refused data for what it is: trying again cannot help. */
export function isDataFault(error: unknown): boolean {
  return faultOf(error) !== null;
}

/** The SQLSTATE of an error that one of the rows is to blame for; null for everything else. */
function faultOf(error: unknown): string | null {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.length === 5 && DATA_FAULTS.has(code.slice(0, 2)) ? code : null;
}
