import type { Database } from "@/db/client";
import { LIST_COLUMNS, type RecordRow } from "./record-columns";
import type { RecordScope } from "./record-scope";
import { matchingRecords, type RecordFilter } from "./request-filter";

/** Position of a row in the order of the list. `startedAt` as the text Postgres gave, so no digit is lost. */
export interface RecordPosition {
  startedAt: string;
  id: string;
}

/** What a page shows: everything older than a position, or everything written since a moment. */
export interface RecordPageQuery {
  filter: RecordFilter;
  olderThan: RecordPosition | null;
  /** Written at or after this; the order of writing, so long calls are not missed. */
  recordedSince: Date | null;
  limit: number;
}

type Sql = Database["sql"];

/** The clock of the database. Read first: what is committed while a list is read is then in the next tail. */
export async function readClock(sql: Sql): Promise<Date> {
  const [clock] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
  if (clock === undefined) throw new Error("a select without from returned no row");
  return clock.at;
}

/** Records newest first with the names they point to. */
export async function listRecords(sql: Sql, scope: RecordScope, query: RecordPageQuery): Promise<RecordRow[]> {
  const { olderThan, recordedSince } = query;
  return sql<RecordRow[]>`
    with page as (
      select * from request_record
      where ${matchingRecords(sql, scope, query.filter)}
        ${recordedSince === null ? sql`` : sql`and recorded_at >= ${recordedSince}`}
        ${olderThan === null ? sql`` : sql`and (started_at, id) < (${olderThan.startedAt}::timestamptz, ${olderThan.id})`}
      order by started_at desc, id desc
      limit ${query.limit}
    )
    select ${sql.unsafe(LIST_COLUMNS)}
    from page
      left join team on team.id = page.team_id
      left join project on project.id = page.project_id
      left join virtual_key on virtual_key.id = page.key_id
      left join provider on provider.id = page.provider_id
    order by page.started_at desc, page.id desc`;
}
