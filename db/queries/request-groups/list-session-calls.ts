import type { Database } from "@/db/client";
import type { RecordPosition } from "../requests/list-records";
import { LIST_COLUMNS, type RecordRow } from "../requests/record-columns";
import { type RecordScope, withinScope } from "../requests/record-scope";

export interface SessionCallsQuery {
  sessionId: string;
  newerThan: RecordPosition | null;
  limit: number;
}

/** The calls of one session in their order, the first first, with the names they point to. */
export function listSessionCalls(sql: Database["sql"], scope: RecordScope, query: SessionCallsQuery) {
  const { sessionId, newerThan, limit } = query;
  return sql<RecordRow[]>`
    with page as (
      select * from request_record
      where ${withinScope(sql, scope)} and session_id = ${sessionId}
        ${newerThan === null ? sql`` : sql`and (started_at, id) > (${newerThan.startedAt}::timestamptz, ${newerThan.id})`}
      order by started_at, id limit ${limit}
    )
    select ${sql.unsafe(LIST_COLUMNS)}
    from page
      left join team on team.id = page.team_id
      left join project on project.id = page.project_id
      left join virtual_key on virtual_key.id = page.key_id
      left join provider on provider.id = page.provider_id
    order by page.started_at, page.id`;
}
