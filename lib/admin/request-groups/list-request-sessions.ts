import { listSessions, type SessionRow } from "@/db/queries/request-groups/list-sessions";
import type { RequestSession, RequestSessionFilter, RequestSessionPage } from "@/lib/admin-api/schemas/request-groups";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { groupSearch, nextCursorOf, showSums } from "./group-page";

/** Sessions whose calls the actor may see, by when they were last seen. */
export const listRequestSessions = defineRead({
  name: "requests.list_sessions",
  permission: "requests:read",
  locate: anywhere,
  async read(work, _target, input: RequestSessionFilter): Promise<RequestSessionPage> {
    const scope = readableRecords(work, "requests:read");
    const { rows, searchedTo } = await listSessions(work.database.sql, scope, groupSearch(work, input));
    const shown = rows.slice(0, input.limit);
    const last = rows.length > input.limit ? shown.at(-1) : undefined;
    const position = last === undefined ? null : { lastSeen: last.lastSeenText, name: last.sessionId };
    return {
      items: shown.map(showSession),
      nextCursor: nextCursorOf(position, searchedTo),
      searchedTo: searchedTo?.toISOString() ?? null,
    };
  },
});

export function showSession(row: SessionRow): RequestSession {
  const { sessionId, endUser, keyId, keyName, isCut } = row;
  const key = keyId === null ? null : { id: keyId, name: keyName ?? keyId };
  return { sessionId, endUser, key, isCut, ...showSums(row) };
}
