import { listRecords, type RecordPosition, readClock } from "@/db/queries/requests/list-records";
import type { RecordScope } from "@/db/queries/requests/record-scope";
import { namesOne, type RecordFilter } from "@/db/queries/requests/request-filter";
import { searchRecords } from "@/db/queries/requests/search-records";
import type { RequestPage } from "@/lib/admin-api/schemas/requests";
import type { AdminContext } from "../context";
import { invalidCursor, pageOf, readCursor, writeCursor } from "../keyset";
import { showRecord } from "./show-record";
import { tailCursor } from "./tail-cursor";

/** A list that names no beginning goes back this far. */
const DEFAULT_SPAN_MS = 30 * 86_400_000;
/** Calls that are just beginning on a process whose clock is ahead. */
const AHEAD_MS = 3_600_000;
const BUDGET_MS = 500;
/** Sorts before every id. */
const BEFORE_ALL_IDS = "0";

interface PageWanted {
  filter: RecordFilter;
  cursor: string | undefined;
  limit: number;
}

/** One page of a search, newest first; what it did not get to in its time is behind `nextCursor`. */
export async function findPage(
  { database, now }: Pick<AdminContext, "database" | "now">,
  scope: RecordScope,
  { filter, cursor, limit }: PageWanted,
): Promise<RequestPage> {
  const olderThan = cursor === undefined ? null : readPosition(cursor);
  const readAt = await readClock(database.sql);
  const page = { olderThan, limit: limit + 1 };
  const to = filter.to ?? new Date(readAt.getTime() + AHEAD_MS);
  const from = filter.from ?? new Date(to.getTime() - DEFAULT_SPAN_MS);
  const began = now().getTime();
  const elapsedMs = () => now().getTime() - began;
  const { rows, searchedTo } = namesOne(filter)
    ? { rows: await listRecords(database.sql, scope, { ...page, filter, recordedSince: null }), searchedTo: null }
    : await searchRecords(database.sql, scope, {
        ...page,
        filter: { ...filter, from, to },
        budgetMs: BUDGET_MS,
        elapsedMs,
      });
  const { items, nextCursor } = pageOf(rows, limit, (row) => [row.startedAtText, row.id]);
  return {
    items: items.map(showRecord),
    nextCursor: searchedTo === null ? nextCursor : writeCursor([positionText(searchedTo), BEFORE_ALL_IDS]),
    searchedTo: searchedTo?.toISOString() ?? null,
    tailCursor: tailCursor(readAt),
  };
}

/** As `startedAtText` has it. */
function positionText(at: Date): string {
  return at.toISOString().replace("Z", "000Z");
}

/** Where a page of records ended. Throws `invalid_cursor`. */
export function readPosition(cursor: string): RecordPosition {
  const [startedAt = "", id = ""] = readCursor(cursor, 2);
  const time = new Date(startedAt);
  const isTime = !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === startedAt.slice(0, 19);
  if (isTime && /^[\d-]{10}T[\d:]{8}\.\d{6}Z$/.test(startedAt)) return { startedAt, id };
  throw invalidCursor();
}
