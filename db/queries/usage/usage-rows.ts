import type { Database } from "@/db/client";
import { type RecordScope, withinScope } from "../requests/record-scope";
import { placesOf, type UsageFilter } from "./usage-filter";

type Sql = Database["sql"];

/** Which roll-ups: of every call, told apart or by team, model and provider only, or of those that carry a label of one kind. */
export type RollUps = { of: "calls" } | { of: "models" } | { of: "labels"; kind: string; label?: string | undefined };

const DAILY = { calls: "usage_daily", models: "usage_model_daily", labels: "usage_label_daily" } as const;

/**
 * The rows to add up, as a query: the days of the filter that are whole from sums by day, what is left at its ends hour by hour. Each
 * has `at`, where its hour or day begins, and the columns asked for.
 */
export function usageRows(
  sql: Sql,
  scope: RecordScope,
  query: { filter: UsageFilter; columns: readonly string[]; rollUps?: RollUps },
) {
  const { filter, columns, rollUps = { of: "calls" } } = query;
  const { from, to, days } = filter;
  const hourly = sql(rollUps.of === "labels" ? "usage_label_hourly" : "usage_hourly");
  const daily = sql(DAILY[rollUps.of]);
  const which = sql`${withinScope(sql, scope)} ${placesOf(sql, filter)} ${labelled(sql, rollUps)}`;
  const sums = sql.unsafe(columns.join(", "));
  const hours = (first: Date, end: Date) => sql`
    select hour as at, ${sums} from ${hourly} where ${which} and hour >= date_trunc('hour', ${first}::timestamptz) and hour < ${end}::timestamptz`;
  if (!days) return hours(from, to);
  // An end without hours is left out, so that the usual question is planned as what it is, a scan of one table.
  return sql`
    select day as at, ${sums} from ${daily} where ${which} and day >= ${days.from}::timestamptz and day < ${days.to}::timestamptz
    ${days.from > from ? sql`union all ${hours(from, days.fromHour)}` : sql``}
    ${days.toHour < to ? sql`union all ${hours(days.toHour, to)}` : sql``}`;
}

function labelled(sql: Sql, rollUps: RollUps) {
  if (rollUps.of !== "labels") return sql``;
  const { kind, label } = rollUps;
  return label === undefined ? sql`and kind = ${kind}` : sql`and kind = ${kind} and label = ${label}`;
}
