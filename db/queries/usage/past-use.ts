import type { Database } from "@/db/client";
import type { QuotaRow } from "../quotas-admin/list-quotas";
import { amountOf, tableOf, usedBy } from "./quota-usage";

type Sql = Database["sql"];

/** What one key used in one step; `amount` in the quota's unit, calls those that were let in. */
export interface PastUseRow {
  at: Date;
  keyId: string;
  amount: number;
  calls: number;
  windowStart: Date;
}

/** What each key used per hour of the quota's last whole window and of the one that runs, with the window each hour fell into. */
export async function hourlyUseByKey(sql: Sql, quota: QuotaRow): Promise<PastUseRow[]> {
  return await sql<PastUseRow[]>`
    with now_in as (
      select case when ${quota.window} = 'lifetime' then ${quota.createdAt}::timestamptz else starts end as starts
      from quota_window(${quota.window}, ${quota.timeZone}, now(), ${quota.windowDays}, ${quota.anchor}::date)
    ), before as (
      select starts from quota_window(${quota.window}, ${quota.timeZone}, (select starts from now_in) - interval '1 second',
        ${quota.windowDays}, ${quota.anchor}::date)
    ), used as (
      select hour, key_id, sum(${amountOf(sql, quota)})::float8 as amount, sum(requests - refused)::float8 as calls
      from ${tableOf(sql, quota)}
      where ${usedBy(sql, quota)}
        and hour >= (select case when ${quota.window} = 'lifetime' then now_in.starts else before.starts end from now_in, before)
      group by 1, 2
      having sum(requests - refused) > 0
    ), hours as (
      select hour, starts from (select distinct hour from used) as distinct_hours
      cross join lateral quota_window(${quota.window}, ${quota.timeZone}, hour, ${quota.windowDays}, ${quota.anchor}::date)
    )
    select used.hour as at, used.key_id as "keyId", used.amount, used.calls, hours.starts as "windowStart"
    from used join hours using (hour)
    order by used.hour, used.key_id
    limit 500000`;
}

/** The same of the last 24 hours in steps of ten seconds, for windows that roll; read from the records. */
export async function recentUseByKey(sql: Sql, quota: QuotaRow): Promise<PastUseRow[]> {
  return await sql<PastUseRow[]>`
    select date_bin('10 seconds', started_at, 'epoch') as at, coalesce(key_id, '') as "keyId",
      sum(${amountOf(sql, quota, { ofRecords: true })})::float8 as amount, count(*)::float8 as calls, to_timestamp(0) as "windowStart"
    from request_record
    where ${recordsOf(sql, quota)} and outcome <> 'refused' and started_at >= now() - interval '24 hours'
    group by 1, 2
    order by 1, 2
    limit 500000`;
}

function recordsOf(sql: Sql, { organizationId, scopeKind, scopeId, scopeModelId }: QuotaRow) {
  const everything = sql`organization_id = ${organizationId}`;
  switch (scopeKind) {
    case "organization":
      return everything;
    case "team":
      return sql`${everything} and team_id = ${scopeId}`;
    case "project":
      return sql`${everything} and project_id = ${scopeId}`;
    case "key":
      return sql`${everything} and key_id = ${scopeId}`;
    case "person":
      return sql`${everything} and person_id = ${scopeId}`;
    case "provider":
      return sql`${everything} and provider_id = ${scopeId}`;
    case "model":
      return sql`${everything} and model_id = ${scopeId}`;
    case "key_model":
      return sql`${everything} and key_id = ${scopeId} and model_id = ${scopeModelId}`;
    case "team_model":
      return sql`${everything} and team_id = ${scopeId} and model_id = ${scopeModelId}`;
    case "end_user":
      return sql`${everything} and end_user = ${scopeId}`;
    case "tag":
      return sql`${everything} and ${scopeId} = any(tags)`;
  }
}
