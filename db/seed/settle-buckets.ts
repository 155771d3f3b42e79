import type { Database } from "@/db/client";

/**
 * Writes into the buckets of the current windows what the ledger says was used in them; a quota in shadow mode has let pass no more
 * than its limit. Quotas of the moment, and those of each end user, have nothing to settle. For seeds: nothing may be running.
 */
export async function settleBuckets({ sql }: Database, organizationId: string): Promise<void> {
  const isInScope = sql`case q.scope_kind when 'organization' then true when 'team' then used.team_id = q.scope_id
    when 'project' then used.project_id = q.scope_id when 'key' then used.key_id = q.scope_id
    when 'person' then used.person_id = q.scope_id when 'end_user' then used.end_user = q.scope_id
    when 'model' then used.model_id = q.scope_id when 'provider' then used.provider_id = q.scope_id
    when 'tag' then q.scope_id = any(used.tags)
    when 'key_model' then used.key_id = q.scope_id and used.model_id = q.scope_model_id
    when 'team_model' then used.team_id = q.scope_id and used.model_id = q.scope_model_id end`;
  await sql`
    insert into quota_bucket (quota_id, window_start, settled)
    select q.id, now_in.starts, case when q.shadow then least(total.amount, q."limit") else total.amount end
    from quota q
      join organization o on o.id = q.organization_id
      cross join lateral quota_window(q."window", o.time_zone, now(), q.window_days, q.anchor) as now_in
      cross join lateral (select case q.unit
        when 'requests' then (
          select count(*) from request_record used where used.organization_id = q.organization_id
            and used.started_at >= now_in.starts and used.outcome <> 'refused' and ${isInScope})
        else (
          select coalesce(sum(case q.unit when 'tokens' then used.input_tokens + used.output_tokens when 'input_tokens' then used.input_tokens
            when 'output_tokens' then used.output_tokens else used.cost_micros end), 0)::bigint
          from ledger_entry used where used.organization_id = q.organization_id and used.occurred_at >= now_in.starts and ${isInScope})
        end as amount) as total
    where q.organization_id = ${organizationId} and q.archived_at is null and q."window" not in ('minute', 'hour', 'now')
      and (q.scope_kind, q.scope_id) <> ('end_user', '*')
    on conflict (quota_id, subject, window_start) do update set settled = excluded.settled`;
}

/**
 * Says that the windows just settled hold what the ledger says, so that the first comparison after the start does not add up two
 * months again. Nothing may have been booked since.
 */
export async function compareFromNow({ sql }: Database): Promise<void> {
  await sql`select quota_check_open()`;
  await sql`
    update quota_check had set counted = bucket.settled, counted_to = now() from quota_bucket bucket
    where bucket.quota_id = had.quota_id and bucket.subject = had.subject and bucket.window_start = had.window_start`;
}
