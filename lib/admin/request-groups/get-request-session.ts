import { listSessionCalls } from "@/db/queries/request-groups/list-session-calls";
import { type SessionRow, sumSessions } from "@/db/queries/request-groups/list-sessions";
import type { RequestSessionDetail, RequestSessionDetailFilter } from "@/lib/admin-api/schemas/request-groups";
import type { Work } from "../context";
import { defineRead, type Located } from "../define-verb";
import { pageOf } from "../keyset";
import { readPosition } from "../requests/find-page";
import { readableRecords } from "../requests/record-reader";
import { showRecord } from "../requests/show-record";
import { showSession } from "./list-request-sessions";

/** Before and after every record there is. */
const EVER = { from: new Date(0), to: new Date("9999-01-01T00:00:00Z") };

/** One session: what it took, and its calls in their order. One without a call that the actor may see is none. */
export const getRequestSession = defineRead({
  name: "requests.get_session",
  permission: "requests:read",
  kind: "session",
  locate,
  async read(work, session: SessionRow, { sessionId, cursor, limit }: RequestSessionDetailFilter) {
    const newerThan = cursor === undefined ? null : readPosition(cursor);
    const query = { sessionId, newerThan, limit: limit + 1 };
    const rows = await listSessionCalls(work.database.sql, readableRecords(work, "requests:read"), query);
    const { items, nextCursor } = pageOf(rows, limit, (row) => [row.startedAtText, row.id]);
    const detail: RequestSessionDetail = { session: showSession(session), items: items.map(showRecord), nextCursor };
    return detail;
  },
});

/** What is read is narrowed to the actor's teams already. */
async function locate(work: Work, { sessionId }: RequestSessionDetailFilter): Promise<Located<SessionRow> | null> {
  const scope = readableRecords(work, "requests:read");
  const [session] = await sumSessions(work.database.sql, scope, { ids: [sessionId], ...EVER });
  return session === undefined ? null : { target: session, scope: { kind: "anywhere" } };
}
