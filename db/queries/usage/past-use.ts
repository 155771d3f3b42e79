import type { Database } from "@/db/client";
import type { QuotaRow } from "../quotas-admin/list-quotas";
import { amountOf, tableOf, usedBy } from "./quota-usage";
import { scopeCondition } from "./scope-condition";

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

function recordsOf(sql: Sql, quota: QuotaRow) {
  return scopeCondition(sql, quota, {
    model: (id) => sql`model_id = ${id}`,
    endUser: (user) => sql`end_user = ${user}`,
    tag: (tag) => sql`${tag} = any(tags)`,
  });
}
