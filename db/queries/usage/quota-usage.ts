import type { Database } from "@/db/client";
import type { QuotaRow } from "../quotas-admin/list-quotas";
import { scopeCondition } from "./scope-condition";

type Sql = Database["sql"];
type Used = Pick<QuotaRow, "organizationId" | "scopeKind" | "scopeId" | "scopeModelId" | "unit">;

const INPUT = "uncached_input + cache_read + cache_write + cache_write_long + audio_input + image";
const OUTPUT = "output + reasoning + audio_output";

/** What of a roll-up counts in a quota of this unit; calls that were refused never do. */
const AMOUNTS: Record<Exclude<QuotaRow["unit"], "concurrent">, string> = {
  usd_micros: "cost_micros",
  tokens: `${INPUT} + ${OUTPUT}`,
  input_tokens: INPUT,
  output_tokens: OUTPUT,
  requests: "requests - refused",
};

/** One step of a quota's time: a local day or an hour, with its place in the week (1–7) or day (0–23). */
export interface UsageStep {
  start: Date;
  end: Date;
  slot: number;
}

/** The window of a quota that is now; `ends` is null where it never ends. */
export async function currentWindow(
  sql: Sql,
  quota: Pick<QuotaRow, "window" | "windowDays" | "anchor" | "timeZone" | "createdAt">,
): Promise<{ starts: Date; ends: Date | null; now: Date }> {
  const [row] = await sql<{ starts: Date; ends: Date | null; now: Date }[]>`
    select case when ${quota.window} = 'lifetime' then ${quota.createdAt}::timestamptz else starts end as starts, ends, now()
    from quota_window(${quota.window}, ${quota.timeZone}, now(), ${quota.windowDays}, ${quota.anchor}::date)`;
  if (row === undefined) throw new Error("quota_window returned no row");
  return row;
}

/** Steps of the local calendar that touch the span, oldest first. */
export async function listSteps(
  sql: Sql,
  span: { from: Date; to: Date },
  step: { unit: "hour" | "day"; timeZone: string },
): Promise<UsageStep[]> {
  const length = `1 ${step.unit}`;
  // An hour of local time can happen twice, so hours are counted in UTC.
  const zone = step.unit === "hour" ? "UTC" : step.timeZone;
  return await sql<UsageStep[]>`
    select local at time zone ${zone} as start, (local + ${length}::interval) at time zone ${zone} as "end",
      (case ${step.unit} when 'hour' then extract(hour from local at time zone ${zone} at time zone ${step.timeZone})
        else extract(isodow from local) end)::int as slot
    from generate_series(
      date_trunc(${step.unit}, ${span.from}::timestamptz at time zone ${zone}),
      (${span.to}::timestamptz at time zone ${zone}) - interval '1 microsecond',
      ${length}::interval) as local
    order by 1
    limit 10000`;
}

/** What a quota's scope used per step that used anything, in the quota's unit, by the roll-ups; calls at once are not in them. */
export async function quotaUsage(
  sql: Sql,
  quota: Used,
  query: { from: Date; to: Date; unit: "hour" | "day"; timeZone: string },
): Promise<{ start: Date; amount: number }[]> {
  if (quota.unit === "concurrent") return [];
  const zone = query.unit === "hour" ? "UTC" : query.timeZone;
  return await sql<{ start: Date; amount: number }[]>`
    select date_trunc(${query.unit}, hour, ${zone}) as start, sum(${amountOf(sql, quota)})::float8 as amount
    from ${tableOf(sql, quota)}
    where ${usedBy(sql, quota)} and hour >= date_trunc('hour', ${query.from}::timestamptz) and hour < ${query.to}::timestamptz
    group by 1
    order by 1
    limit 10000`;
}

/** What of a row counts in a quota of this unit; of records, a call is one row. */
export function amountOf(sql: Sql, { unit }: Used, { ofRecords = false } = {}) {
  if (unit === "concurrent") return sql`0`;
  return sql.unsafe(unit === "requests" && ofRecords ? "1" : AMOUNTS[unit]);
}

/** The roll-ups that know the scope. */
export function tableOf(sql: Sql, { scopeKind }: Used) {
  return scopeKind === "tag" || scopeKind === "end_user" ? sql`usage_label_hourly` : sql`usage_hourly`;
}

/** The scope as a condition on the roll-ups. */
export function usedBy(sql: Sql, quota: Used) {
  return scopeCondition(sql, quota, {
    model: (id) => sql`model_name = (select name from model where id = ${id})`,
    endUser: (user) => sql`kind = 'end_user' and label = left(${user}, 200)`,
    tag: (tag) => sql`kind = ${`tag:${tag.split("=", 1)[0]}`} and label = ${tag.slice(tag.indexOf("=") + 1)}`,
  });
}
