import type { Database } from "@/db/client";
import type { RecordScope } from "../requests/record-scope";
import { bucketStart, readableBy } from "./bucket-start";
import { isAboutModels, type UsageFilter } from "./usage-filter";
import { usageRows } from "./usage-rows";
import { readSums, SUM_COLUMNS, sumColumns, type UsageSums, type UsageSumsRow } from "./usage-sums";

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
  const { bucketing } = query;
  const filter = readableBy(query.filter, bucketing.unit);
  // First by what the rows have, then by bucket: cutting a time zone's days once per row costs more than adding it up.
  const rows = await sql<(UsageSumsRow & { start: Date })[]>`
    select ${bucketStart(sql, bucketing)} as start, ${sumColumns(sql)} from (
      select at, ${sumColumns(sql)} from (${summedRows(sql, scope, filter)}) as rows group by at
    ) as moments
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
    select ${sumColumns(sql)} from (${summedRows(sql, scope, filter)}) as rows`;
  const [row] = rows;
  if (row === undefined) throw new Error("an aggregate without group by returned no row");
  return readSums(row);
}

function summedRows(sql: Database["sql"], scope: RecordScope, filter: UsageFilter) {
  return usageRows(sql, scope, {
    filter,
    columns: SUM_COLUMNS,
    rollUps: { of: isAboutModels(filter) ? "models" : "calls" },
  });
}
