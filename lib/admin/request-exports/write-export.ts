import type { DatabaseFaces } from "@/db/client";
import { addExportPart, endRequestExport, type RequestExportRow } from "@/db/queries/request-exports/request-exports";
import { listRecords, type RecordPosition } from "@/db/queries/requests/list-records";
import { type RequestSummary, requestQuery } from "@/lib/admin-api/schemas/requests";
import { readFilter } from "../requests/read-filter";
import { showRecord } from "../requests/show-record";

const ROWS_AT_ONCE = 2_000;
/** A file that a spreadsheet opens, and Postgres keeps without trouble. */
const MOST_ROWS = 1_000_000;

/** What a file begins with, and its line of a call. */
export interface FileForm {
  head: string;
  line(request: RequestSummary): string;
}

/** Writes an export that was claimed to its end: newest first, page by page, each page a piece of the file. */
export async function writeExport(database: DatabaseFaces, row: RequestExportRow, form: FileForm): Promise<void> {
  const filter = readFilter(requestQuery.parse(row.filter));
  const scope = { organizationId: row.organizationId, teamIds: row.teamIds };
  const [from, to] = [filter.from?.getTime() ?? 0, filter.to?.getTime() ?? 0];
  let olderThan: RecordPosition | null = null;
  let [rows, bytes] = [0, 0];
  for (let place = 0; ; place += 1) {
    const page = await listRecords(database.sql, scope, {
      filter,
      olderThan,
      recordedSince: null,
      limit: ROWS_AT_ONCE,
    });
    const lines = page.map((record) => form.line(showRecord(record))).join("");
    const content = Buffer.from(place === 0 ? form.head + lines : lines);
    const last = page.at(-1);
    rows += page.length;
    bytes += content.length;
    const reached = last === undefined ? from : last.startedAt.getTime();
    const percent = Math.min(99, Math.round(((to - reached) / Math.max(1, to - from)) * 100));
    if (!(await addExportPart(database.orm, { exportId: row.id, place, content }, { rows, bytes, percent }))) return;
    if (page.length < ROWS_AT_ONCE || rows >= MOST_ROWS || last === undefined) break;
    olderThan = { startedAt: last.startedAtText, id: last.id };
  }
  await endRequestExport(database.orm, row.id, { failure: null, isCut: rows >= MOST_ROWS });
}
