import type { Cell, Finding } from "../control";
import type { Met } from "../met";
import type { CallRecord } from "../workshop/contract";

/** A refusal the table of errors names. */
export interface Refusal {
  status: number;
  code: string;
  /** Whose quota must have refused; left out: no quota is meant. */
  scope?: string;
}

/** `200, answered whole`, `429 budget_exceeded of the key`. */
export function sayMet(cell: Cell, met: Met): string {
  if (isAnswered(cell, met)) return `${met.status}, answered`;
  const { code, scope } = cell.sample.readRefusal(met.text);
  if (code === null) return `${met.status}, ${met.text === "" ? "nothing" : "no whole answer"}`;
  return `${met.status} ${code}${scope === null ? "" : ` of the ${scope}`}`;
}

/** Whether the call was served to its end. */
export function isAnswered(cell: Cell, met: Met): boolean {
  return cell.sample.isWhole(met, cell.column);
}

/** Whether the call met exactly this refusal. */
export function isRefused(cell: Cell, met: Met, refusal: Refusal): boolean {
  const words = cell.sample.readRefusal(met.text);
  const scopeFits = refusal.scope === undefined || words.scope === refusal.scope;
  return met.status === refusal.status && words.code === refusal.code && scopeFits;
}

/** The record of a refused call that cost nobody anything: nothing went upstream, nothing was billed. */
export function isUntouched(record: CallRecord | null): boolean {
  return record?.outcome === "refused" && record.attemptCount === 0 && Number(record.costUsd ?? 0) === 0;
}

/** `recorded as refused, 0 attempts, $0`. */
export function sayRecord(record: CallRecord | null): string {
  if (record === null) return "not recorded";
  const attempts = record.attemptCount === 1 ? "1 attempt" : `${record.attemptCount} attempts`;
  const cost = record.costUsd === null ? "no cost" : `$${record.costUsd}`;
  return `recorded as ${record.outcome}, ${attempts}, ${cost}`;
}

/** The finding that `met` must be this refusal, with nothing upstream and nothing billed. */
export async function expectUntouched(cell: Cell, met: Met, refusal: Refusal): Promise<Finding> {
  const record = await cell.recordOf(met.requestId);
  return {
    passed: isRefused(cell, met, refusal) && isUntouched(record),
    expected: `${sayRefusal(refusal)}; nothing upstream, nothing billed`,
    seen: `${sayMet(cell, met)}; ${sayRecord(record)}`,
    requestIds: [met.requestId],
  };
}

/** `429 budget_exceeded of the key`. */
export function sayRefusal({ status, code, scope }: Refusal): string {
  return `${status} ${code}${scope === undefined ? "" : ` of the ${scope}`}`;
}

/** Ids of the records behind calls that have one. */
export function idsOf(calls: readonly Met[]): string[] {
  return calls.map((met) => met.requestId).filter((id) => id !== "");
}

/** `7 × 200, answered; 3 × 429 budget_exceeded of the key`, in the order they first came. */
export function tally(cell: Cell, calls: readonly Met[]): string {
  const counts = new Map<string, number>();
  for (const met of calls) {
    const words = sayMet(cell, met);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => `${count} × ${words}`).join("; ");
}
