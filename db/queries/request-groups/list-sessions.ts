import type { Database } from "@/db/client";
import { type RecordScope, withinScope } from "../requests/record-scope";
import { type GroupSearch, type GroupSpan, partOf, searchGroups } from "./group-search";

type Sql = Database["sql"];

/** Most calls of one session that are added up: some callers say one session for everything. */
export const MOST_ADDED = 2_000;

/** What a session's calls took, in the span that was asked for. */
export interface SessionRow {
  sessionId: string;
  /** For cursors: RFC 3339 UTC, exact to the microsecond. */
  lastSeenText: string;
  firstSeen: Date;
  lastSeen: Date;
  requests: number;
  refused: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  costMicros: bigint;
  unpriced: number;
  endUser: string | null;
  keyId: string | null;
  keyName: string | null;
  /** Only the latest calls are added up. */
  isCut: boolean;
}

/** Sessions by when they were last seen, the latest first. */
export async function listSessions(sql: Sql, scope: RecordScope, search: GroupSearch) {
  const found = await searchGroups(search, (part) => sessionsIn(sql, scope, { search, part }));
  const ids = found.groups.map(({ sessionId }) => sessionId);
  return { rows: await sumSessions(sql, scope, { ids, ...search.filter }), searchedTo: found.searchedTo };
}

/** The sessions that were last seen in a part of the span. */
function sessionsIn(sql: Sql, scope: RecordScope, { search, part }: { search: GroupSearch; part: GroupSpan }) {
  const { filter, olderThan } = search;
  const narrowed = sql`${withinScope(sql, scope)} and session_id is not null
    ${filter.teamId === undefined ? sql`` : sql`and team_id = ${filter.teamId}`}
    ${filter.projectId === undefined ? sql`` : sql`and project_id = ${filter.projectId}`}
    ${filter.keyId === undefined ? sql`` : sql`and key_id = ${filter.keyId}`}
    ${filter.endUser === undefined ? sql`` : sql`and end_user = ${filter.endUser}`}`;
  return sql<{ sessionId: string }[]>`
    with seen as (
      select session_id, max(started_at) as last_seen from request_record
      where ${narrowed} and started_at >= ${part.from} and started_at < ${part.to}
        ${search.search === undefined ? sql`` : sql`and session_id ilike ${partOf(search.search)}`}
      group by session_id
    )
    select session_id as "sessionId" from seen
    where not exists (select from request_record where ${narrowed} and session_id = seen.session_id
        and started_at >= ${part.to} and started_at < ${filter.to})
      ${olderThan === null ? sql`` : sql`and (last_seen, session_id) < (${olderThan.lastSeen}::timestamptz, ${olderThan.name})`}
    order by last_seen desc, session_id desc limit ${part.limit}`;
}

/** What sessions took, in the order of their names' last calls. Sessions without a call in the span are left out. */
export function sumSessions(
  sql: Sql,
  scope: RecordScope,
  { ids, from, to }: { ids: readonly string[]; from: Date; to: Date },
): Promise<SessionRow[]> {
  return sql<SessionRow[]>`
    select wanted.session_id as "sessionId", sums.*, virtual_key.name as "keyName",
      to_char(sums."lastSeen" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastSeenText"
    from unnest(${[...ids]}::text[]) as wanted(session_id)
      cross join lateral (
        select min(started_at) as "firstSeen", max(started_at) as "lastSeen", least(count(*), ${MOST_ADDED})::float8 as requests,
          (count(*) filter (where outcome = 'refused'))::float8 as refused,
          (count(*) filter (where outcome in ('failed', 'interrupted')))::float8 as failed,
          sum(uncached_input + cache_read + cache_write + cache_write_long + audio_input + image)::float8 as "inputTokens",
          sum(output + reasoning + audio_output)::float8 as "outputTokens",
          coalesce(sum(cost_micros), 0)::bigint as "costMicros",
          (count(*) filter (where usage_source <> 'none' and cost_micros is null))::float8 as unpriced,
          (array_agg(end_user order by started_at desc) filter (where end_user is not null))[1] as "endUser",
          (array_agg(key_id order by started_at desc) filter (where key_id is not null))[1] as "keyId",
          count(*) > ${MOST_ADDED} as "isCut"
        from (
          select * from request_record
          where ${withinScope(sql, scope)} and session_id = wanted.session_id and started_at >= ${from} and started_at < ${to}
          order by started_at desc limit ${MOST_ADDED + 1}
        ) as latest
      ) as sums
      left join virtual_key on virtual_key.id = sums."keyId"
    where sums."lastSeen" is not null
    order by sums."lastSeen" desc, wanted.session_id desc`;
}
