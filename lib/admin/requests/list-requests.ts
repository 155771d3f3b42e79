import { listRecords, readClock } from "@/db/queries/requests/list-records";
import type { RequestFilter, RequestPage } from "@/lib/admin-api/schemas/requests";
import type { Work } from "../context";
import { anywhere, defineRead } from "../define-verb";
import { findPage } from "./find-page";
import { readFilter } from "./read-filter";
import { readableRecords } from "./record-reader";
import { showRecord } from "./show-record";
import { readTailCursor, tailCursor } from "./tail-cursor";

/** Exchanges the actor may see, newest first; older ones by cursor, or those written since a tail cursor. */
export const listRequests = defineRead({
  name: "requests.list",
  permission: "requests:read",
  locate: anywhere,
  async read(work, _target, input: RequestFilter): Promise<RequestPage> {
    if (input.after !== undefined) return tail(work, input, readTailCursor(input.after));
    const { cursor, limit } = input;
    return findPage(work, readableRecords(work, "requests:read"), { filter: readFilter(input), cursor, limit });
  },
});

async function tail(work: Work, input: RequestFilter, recordedSince: Date): Promise<RequestPage> {
  const { sql } = work.database;
  const readAt = await readClock(sql);
  const page = { filter: readFilter(input), olderThan: null, recordedSince, limit: input.limit };
  const rows = await listRecords(sql, readableRecords(work, "requests:read"), page);
  return { items: rows.map(showRecord), nextCursor: null, searchedTo: null, tailCursor: tailCursor(readAt) };
}
