import type { Database } from "@/db/client";
import type { RecordScope } from "../requests/record-scope";
import { matchingUsage, USAGE_COLUMNS, type UsageDimension, type UsageFilter } from "./usage-filter";

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

/** The biggest groups by cost, then by requests, at most `limit`. */
export async function rankUsage(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  query: { filter: UsageFilter; by: UsageDimension; limit: number },
): Promise<RankedUsage[]> {
  const column = sql(USAGE_COLUMNS[query.by]);
  return await sql<RankedUsage[]>`
    select ${column} as id, sum(cost_micros)::bigint as "costMicros", sum(requests)::float8 as requests,
      sum(${sql.unsafe(TOKENS)})::float8 as tokens, sum(unpriced)::float8 as unpriced
    from usage_hourly
    where ${matchingUsage(sql, scope, query.filter)}
    group by ${column}
    order by sum(cost_micros) desc, sum(requests) desc, ${column}
    limit ${query.limit}`;
}
