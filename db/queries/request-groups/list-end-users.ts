import type { Database } from "@/db/client";
import { type RecordScope, withinScope } from "../requests/record-scope";
import { type GroupSearch, type GroupSpan, partOf, searchGroups } from "./group-search";

type Sql = Database["sql"];

/** What one end user's calls took, in the span that was asked for. Names are cut at 200 characters, as in the roll-up. */
export interface EndUserRow {
  endUser: string;
  /** For cursors: the hour, RFC 3339 UTC. */
  lastHourText: string;
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

/** End users by the hour they were last seen in, the latest first: read from the roll-up, not from records. */
export async function listEndUsers(sql: Sql, scope: RecordScope, search: GroupSearch) {
  const found = await searchGroups(search, (part) => endUsersIn(sql, scope, { search, part }));
  const names = found.groups.map(({ label }) => label);
  return { rows: await sumEndUsers(sql, scope, { names, ...search.filter }), searchedTo: found.searchedTo };
}

function endUsersIn(sql: Sql, scope: RecordScope, { search, part }: { search: GroupSearch; part: GroupSpan }) {
  const { filter, olderThan } = search;
  const narrowed = sql`${withinScope(sql, scope)} and kind = 'end_user'
    ${filter.teamId === undefined ? sql`` : sql`and team_id = ${filter.teamId}`}
    ${filter.projectId === undefined ? sql`` : sql`and project_id = ${filter.projectId}`}
    ${filter.keyId === undefined ? sql`` : sql`and key_id = ${filter.keyId}`}`;
  return sql<{ label: string }[]>`
    with seen as (
      select label, max(hour) as last_hour from usage_label_hourly
      where ${narrowed} and hour >= ${part.from} and hour < ${part.to}
        ${search.search === undefined ? sql`` : sql`and label ilike ${partOf(search.search)}`}
      group by label
    )
    select label from seen
    where not exists (select from usage_label_hourly where ${narrowed} and label = seen.label
        and hour >= ${part.to} and hour < ${filter.to})
      ${olderThan === null ? sql`` : sql`and (last_hour, label) < (${olderThan.lastSeen}::timestamptz, ${olderThan.name})`}
    order by last_hour desc, label desc limit ${part.limit}`;
}

/** What end users took; those without a call in the span are left out. */
export function sumEndUsers(
  sql: Sql,
  scope: RecordScope,
  { names, from, to }: { names: readonly string[]; from: Date; to: Date },
): Promise<EndUserRow[]> {
  return sql<EndUserRow[]>`
    select wanted.label as "endUser", sums.*, coalesce(first.at, sums."firstHour") as "firstSeen", coalesce(last.at, sums."lastHour") as "lastSeen",
      to_char(sums."lastHour" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastHourText"
    from unnest(${[...names]}::text[]) as wanted(label)
      cross join lateral (
        select min(hour) as "firstHour", max(hour) as "lastHour", sum(requests)::float8 as requests, sum(refused)::float8 as refused,
          sum(failed)::float8 as failed,
          sum(uncached_input + cache_read + cache_write + cache_write_long + audio_input + image)::float8 as "inputTokens",
          sum(output + reasoning + audio_output)::float8 as "outputTokens",
          sum(cost_micros)::bigint as "costMicros", sum(unpriced)::float8 as unpriced
        from usage_label_hourly
        where ${withinScope(sql, scope)} and kind = 'end_user' and label = wanted.label and hour >= ${from} and hour < ${to}
      ) as sums
      left join lateral (
        select started_at as at from request_record where ${withinScope(sql, scope)} and end_user = wanted.label
          and started_at >= ${from} and started_at < ${to}
        order by started_at limit 1
      ) as first on true
      left join lateral (
        select started_at as at from request_record where ${withinScope(sql, scope)} and end_user = wanted.label
          and started_at >= ${from} and started_at < ${to}
        order by started_at desc limit 1
      ) as last on true
    where sums.requests is not null
    order by sums."lastHour" desc, wanted.label desc`;
}
