import type { Database } from "@/db/client";
import { LIST_COLUMNS, type RecordRow } from "./record-columns";
import type { RecordScope } from "./record-scope";
import { matchingRecords, type RecordFilter } from "./request-filter";

type Sql = Database["sql"];

/** Whose records, narrowed how. */
export interface RecordInterest {
  scope: RecordScope;
  filter: RecordFilter;
}

/** A record, and which of the interests it fits, in their order. */
export interface FollowedRecord extends RecordRow {
  fits: boolean[];
  /** More fitted exactly these than are answered. */
  isCut: boolean;
}

export interface RecordFollowing {
  organizationId: string;
  interests: readonly RecordInterest[];
  recordedSince: Date;
  /** Records that were answered before. */
  known: readonly string[];
  /** Most records of those that fit the same interests, so that what is rare is not pushed out by what is common. */
  limit: number;
}

/** A call that began longer ago than this before it was recorded is not news: it needs no look into every day that is kept. */
const LONGEST_CALL = "7 days";

/** What was recorded since, newest first, for all interests in one look: each is a column of the same scan, by the list's own condition. */
export async function followRecords(sql: Sql, following: RecordFollowing): Promise<FollowedRecord[]> {
  const { organizationId, interests, recordedSince, known, limit } = following;
  const fits = interests
    .map(({ scope, filter }) => sql`coalesce((${matchingRecords(sql, scope, filter)}), false)`)
    .reduce((all, one) => sql`${all}, ${one}`);
  return sql<FollowedRecord[]>`
    with recent as (
      select id, started_at, recorded_at, array[${fits}] as fits from request_record
      where organization_id = ${organizationId} and recorded_at >= ${recordedSince}
        and started_at >= ${recordedSince}::timestamptz - ${LONGEST_CALL}::interval
        and id <> all(${[...known]})
    ), ranked as (
      select *, row_number() over (partition by fits order by recorded_at desc, id desc) as place,
        count(*) over (partition by fits) > ${limit} as is_cut
      from recent where true = any(fits)
    ), page as (
      select request_record.*, ranked.fits, ranked.is_cut from ranked
        join request_record on request_record.id = ranked.id and request_record.started_at = ranked.started_at
      where place <= ${limit}
    )
    select ${sql.unsafe(LIST_COLUMNS)}, page.fits, page.is_cut as "isCut"
    from page
      left join team on team.id = page.team_id
      left join project on project.id = page.project_id
      left join virtual_key on virtual_key.id = page.key_id
      left join provider on provider.id = page.provider_id
    order by page.started_at desc, page.id desc`;
}
