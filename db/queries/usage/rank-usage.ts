import type { Database } from "@/db/client";
import type { RecordScope } from "../requests/record-scope";
import { USAGE_COLUMNS, type UsageDimension, type UsageFilter } from "./usage-filter";
import { usageRows } from "./usage-rows";

/** One team, project, key, model or provider in a ranking. An empty id is a call that had none. */
export interface RankedUsage {
  id: string;
  costMicros: bigint;
  requests: number;
  tokens: number;
  unpriced: number;
}

const TOKENS =
  "uncached_input + cache_read + cache_write + cache_write_long + output + reasoning + audio_input + audio_output + image";
const SUMMED = ["cost_micros", "requests", "unpriced", `${TOKENS} as tokens`];

/** The biggest groups of each dimension by cost, then by requests, at most `limit` of each. One scan for all. */
export async function rankUsage<By extends UsageDimension>(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  query: { filter: UsageFilter; by: readonly By[]; limit: number },
): Promise<Record<By, RankedUsage[]>> {
  const columns = query.by.map((by) => USAGE_COLUMNS[by]);
  const sets = columns.map((column) => `(${column})`).join(", ");
  const which = columns.map((column, place) => `when grouping(${column}) = 0 then ${place}`).join(" ");
  const rows = await sql<(RankedUsage & { place: number })[]>`
    with groups as (
      select case ${sql.unsafe(which)} end as place, coalesce(${sql.unsafe(columns.join(", "))}) as id,
        sum(cost_micros)::bigint as "costMicros", sum(requests::float8) as requests,
        sum(tokens::float8) as tokens, sum(unpriced::float8) as unpriced
      from (${usageRows(sql, scope, { filter: query.filter, columns: [...columns, ...SUMMED] })}) as rows
      group by grouping sets (${sql.unsafe(sets)})
    ), ranked as (
      select *, row_number() over (partition by place order by "costMicros" desc, requests desc, id) as rank from groups
    )
    select place, id, "costMicros", requests, tokens, unpriced from ranked where rank <= ${query.limit} order by place, rank`;
  const entries = query.by.map((by, place) => [by, rows.filter((row) => row.place === place).map(withoutPlace)]);
  return Object.fromEntries(entries) as Record<By, RankedUsage[]>;
}

function withoutPlace({ place: _, ...ranked }: RankedUsage & { place: number }): RankedUsage {
  return ranked;
}
