import type { Database } from "@/db/client";
import { listRecords, type RecordPosition } from "./list-records";
import type { RecordRow } from "./record-columns";
import type { RecordScope } from "./record-scope";
import type { RecordFilter } from "./request-filter";

const MINUTE_MS = 60_000;
const FIRST_SPAN_MS = 60 * MINUTE_MS;
const LEAST_SPAN_MS = 5 * MINUTE_MS;
/** A span is made for about this long a look. */
const LOOK_MS = 120;
const MOST_GROWTH = 6;

export interface RecordSearch {
  filter: RecordFilter & { from: Date; to: Date };
  olderThan: RecordPosition | null;
  limit: number;
  /** When it has taken this long, it says how far it got. */
  budgetMs: number;
  /** Milliseconds, for the budget. */
  elapsedMs(): number;
}

export interface FoundRecords {
  rows: RecordRow[];
  /** Everything from here on was looked at; null when that is all of it, or the limit was reached. */
  searchedTo: Date | null;
}

/**
 * Records newest first, looked for in spans from the newest back: whatever the filter, an answer comes in about the budget, and a rare
 * match in ten million records takes several. Spans grow while they are quick.
 */
export async function searchRecords(
  sql: Database["sql"],
  scope: RecordScope,
  search: RecordSearch,
): Promise<FoundRecords> {
  const { filter, olderThan, limit } = search;
  const rows: RecordRow[] = [];
  let to = olderThan === null ? filter.to : new Date(Math.min(filter.to.getTime(), after(olderThan)));
  let spanMs = FIRST_SPAN_MS;
  while (to > filter.from) {
    const from = new Date(Math.max(filter.from.getTime(), to.getTime() - spanMs));
    const startedMs = search.elapsedMs();
    const page = { filter: { ...filter, from, to }, olderThan, recordedSince: null, limit: limit - rows.length };
    rows.push(...(await listRecords(sql, scope, page)));
    if (rows.length >= limit) return { rows, searchedTo: null };
    const tookMs = Math.max(1, search.elapsedMs() - startedMs);
    spanMs = Math.max(LEAST_SPAN_MS, spanMs * Math.min(MOST_GROWTH, LOOK_MS / tookMs));
    to = from;
    if (search.elapsedMs() > search.budgetMs && to > filter.from) return { rows, searchedTo: to };
  }
  return { rows, searchedTo: null };
}

/** The first millisecond that is surely behind a position. */
function after({ startedAt }: RecordPosition): number {
  return new Date(startedAt).getTime() + 1;
}
