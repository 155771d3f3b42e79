import { listRecords, type RecordPosition } from "@/db/queries/requests/list-records";
import type { RecordFilter } from "@/db/queries/requests/request-filter";
import type { RequestFilter, RequestPage } from "@/lib/admin-api/schemas/requests";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import { microsFromUsd } from "@/lib/money";
import { anywhere, defineRead } from "../define-verb";
import { invalidCursor, pageOf, readCursor } from "../keyset";
import { readableRecords } from "./record-reader";
import { showRecord } from "./show-record";

/** A transaction that began this long before a tail was read may still commit rows the tail did not see. */
const TAIL_OVERLAP_MS = 2_000;
const OUTCOMES = new Set(["ok", "refused", "failed", "aborted", "interrupted"]);

/** Exchanges the actor may see, newest first; older ones by cursor, or those written since a tail cursor. */
export const listRequests = defineRead({
  name: "requests.list",
  permission: "requests:read",
  locate: anywhere,
  async read(work, _target, input: RequestFilter): Promise<RequestPage> {
    const olderThan = input.cursor === undefined ? null : readPosition(input.cursor);
    const { rows, readAt } = await listRecords(work.database, readableRecords(work, "requests:read"), {
      filter: readFilter(input),
      olderThan,
      recordedSince: input.after === undefined ? null : readTailCursor(input.after),
      limit: input.limit + 1,
    });
    const { items, nextCursor } = pageOf(rows, input.limit, (row) => [row.startedAtText, row.id]);
    const tailCursor = new Date(readAt.getTime() - TAIL_OVERLAP_MS).toISOString();
    return { items: items.map(showRecord), nextCursor, tailCursor };
  },
});

function readFilter(input: RequestFilter): RecordFilter {
  return {
    ...input,
    from: input.from === undefined ? undefined : new Date(input.from),
    to: input.to === undefined ? undefined : new Date(input.to),
    outcomes: input.outcome === undefined ? undefined : readOutcomes(input.outcome),
    ...statusRange(input.status),
    minCostMicros: input.minCostUsd === undefined ? undefined : (microsFromUsd(input.minCostUsd) ?? undefined),
    text: input.q,
  };
}

function readOutcomes(text: string): string[] {
  const outcomes = text.split(",");
  if (outcomes.every((outcome) => OUTCOMES.has(outcome))) return outcomes;
  throw invalidField("outcome", `must be one or several of ${[...OUTCOMES].join(", ")}, separated by commas`);
}

/** `429` is one status, `5xx` a hundred. */
function statusRange(status: string | undefined): Pick<RecordFilter, "statusFrom" | "statusTo"> {
  if (status === undefined) return {};
  if (!status.endsWith("xx")) return { statusFrom: Number(status), statusTo: Number(status) };
  const hundreds = Number(status.charAt(0)) * 100;
  return { statusFrom: hundreds, statusTo: hundreds + 99 };
}

function readPosition(cursor: string): RecordPosition {
  const [startedAt = "", id = ""] = readCursor(cursor, 2);
  const time = new Date(startedAt);
  const isTime = !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 19) === startedAt.slice(0, 19);
  if (isTime && /^[\d-]{10}T[\d:]{8}\.\d{6}Z$/.test(startedAt)) return { startedAt, id };
  throw invalidCursor();
}

function readTailCursor(after: string): Date {
  const since = new Date(after);
  if (!Number.isNaN(since.getTime())) return since;
  throw new AdminError("invalid_cursor", "Send back a tailCursor exactly as this route gave it, or leave after out.");
}
