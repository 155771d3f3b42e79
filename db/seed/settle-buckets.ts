import type { Database } from "@/db/client";

/**
 * Writes into the buckets of the current windows what the ledger says was used in them. Quotas of the moment have nothing to
 * settle. For seeds: nothing may be running.
 */
export async function settleBuckets({ sql }: Database, organizationId: string): Promise<void> {
  await sql`
    insert into quota_bucket (quota_id, window_start, settled)
    select q.id, now_in.starts,
      case q.unit when 'requests' then (
        select count(*) from request_record r
        where r.organization_id = q.organization_id and r.started_at >= now_in.starts and r.outcome <> 'refused'
          and case q.scope_kind when 'organization' then true when 'team' then r.team_id = q.scope_id
            when 'project' then r.project_id = q.scope_id else r.key_id = q.scope_id end
      ) else (
        select coalesce(sum(case q.unit when 'tokens' then e.input_tokens + e.output_tokens when 'input_tokens' then e.input_tokens when 'output_tokens' then e.output_tokens else e.cost_micros end), 0)::bigint from ledger_entry e
        where e.organization_id = q.organization_id and e.occurred_at >= now_in.starts
          and case q.scope_kind when 'organization' then true when 'team' then e.team_id = q.scope_id
            when 'project' then e.project_id = q.scope_id else e.key_id = q.scope_id end
      ) end
    from quota q
      join organization o on o.id = q.organization_id
      cross join lateral quota_window(q."window", o.time_zone, now()) as now_in
    where q.organization_id = ${organizationId} and q.archived_at is null and q."window" not in ('minute', 'now')
    on conflict (quota_id, window_start) do update set settled = excluded.settled`;
}
