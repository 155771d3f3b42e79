import type { GroupPosition, GroupSearch } from "@/db/queries/request-groups/group-search";
import type { RequestSessionFilter } from "@/lib/admin-api/schemas/request-groups";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { invalidCursor, readCursor, writeCursor } from "../keyset";

const DEFAULT_SPAN_MS = 30 * 86_400_000;
/** Calls that are just beginning on a process whose clock is ahead. */
const AHEAD_MS = 3_600_000;
const BUDGET_MS = 800;
const BEFORE_ALL_NAMES = " ";

/** What a page of groups looks for: one more than it shows. Throws `invalid_cursor`. */
export function groupSearch({ now }: Work, input: RequestSessionFilter): GroupSearch {
  const began = now().getTime();
  const to = input.to === undefined ? new Date(began + AHEAD_MS) : new Date(input.to);
  const from = input.from === undefined ? new Date(to.getTime() - DEFAULT_SPAN_MS) : new Date(input.from);
  const { teamId, projectId, keyId, endUser, search } = input;
  return {
    filter: { teamId, projectId, keyId, endUser, from, to },
    search,
    olderThan: input.cursor === undefined ? null : readPosition(input.cursor),
    limit: input.limit + 1,
    budgetMs: BUDGET_MS,
    elapsedMs: () => now().getTime() - began,
  };
}

/** Where the next page begins: behind the last row that is shown, or where a search ran out of time. */
export function nextCursorOf(last: GroupPosition | null, searchedTo: Date | null): string | null {
  if (last !== null) return writeCursor([last.lastSeen, last.name]);
  return searchedTo === null ? null : writeCursor([searchedTo.toISOString(), BEFORE_ALL_NAMES]);
}

interface Sums {
  firstSeen: Date;
  lastSeen: Date;
  requests: number;
  refused: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: bigint;
  unpriced: number;
}

export function showSums(row: Sums) {
  const { requests, refused, failed, inputTokens, outputTokens } = row;
  return {
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
    requests,
    refused,
    failed,
    inputTokens,
    outputTokens,
    costUsd: usdFromMicros(row.costMicros),
    unpricedRequests: row.unpriced,
  };
}

function readPosition(cursor: string): GroupPosition {
  const [lastSeen = "", name = ""] = readCursor(cursor, 2);
  if (/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3,6}Z$/.test(lastSeen) && !Number.isNaN(Date.parse(lastSeen)))
    return { lastSeen, name };
  throw invalidCursor();
}
