import type { Database } from "@/db/client";
import type { RecordScope } from "../requests/record-scope";
import { bucketsOf } from "./usage-buckets";
import { matchingUsage, type UsageFilter } from "./usage-filter";
import { readSums, sumColumns, type UsageSums, type UsageSumsRow } from "./usage-sums";

export interface UsageBucketing {
  unit: "hour" | "day";
  /** IANA name; days start at its midnights. */
  timeZone: string;
}

/** Sums per bucket that has calls, oldest first; at most one row per hour of the span. */
export async function sumUsagePerBucket(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  query: { filter: UsageFilter; bucketing: UsageBucketing },
): Promise<{ start: Date; sums: UsageSums }[]> {
  const { filter, bucketing } = query;
  const rows = await sql<(UsageSumsRow & { start: Date })[]>`
    with buckets as (${bucketsOf(sql, filter, bucketing)})
    select start, ${sumColumns(sql)}
    from usage_hourly join buckets on bucket_hour = hour
    where ${matchingUsage(sql, scope, filter)}
    group by 1
    order by 1
    limit 10000`;
  return rows.map((row) => ({ start: row.start, sums: readSums(row) }));
}

/** Sums over the whole span; zeros when nothing happened. */
export async function sumUsage(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  filter: UsageFilter,
): Promise<UsageSums> {
  const rows = await sql<UsageSumsRow[]>`
    select ${sumColumns(sql)} from usage_hourly where ${matchingUsage(sql, scope, filter)}`;
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate without group by returned no row");
  return readSums(row);
}
