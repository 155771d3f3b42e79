import type { Database } from "@/db/client";

/** What one person's calls took on one day of the organization. */
export interface PersonDay {
  /** Local midnight. */
  start: Date;
  costMicros: bigint;
  requests: number;
  tokens: number;
}

/** The last `days` days, today last, those without calls too: calls that counted in the person's quotas. */
export async function sumPersonDays(
  { sql }: Pick<Database, "sql">,
  organizationId: string,
  query: { personId: string; timeZone: string; days: number },
): Promise<PersonDay[]> {
  const { personId, timeZone, days } = query;
  const rows = await sql<{ start: Date; costMicros: bigint; requests: bigint; tokens: bigint }[]>`
    with day as (
      select date_trunc('day', now() at time zone ${timeZone}) - make_interval(days => n) as local
      from generate_series(0, ${days - 1}::int) n
    ), used as (
      select date_trunc('day', hour at time zone ${timeZone}) as local, sum(cost_micros)::bigint as cost,
        sum(requests)::bigint as requests,
        sum(uncached_input + cache_read + cache_write + cache_write_long + output + reasoning + audio_input + audio_output + image)::bigint as tokens
      from usage_hourly
      where organization_id = ${organizationId} and person_id = ${personId}
        and hour >= (select min(local) at time zone ${timeZone} from day)
      group by 1
    )
    select day.local at time zone ${timeZone} as start, coalesce(cost, 0)::bigint as "costMicros",
      coalesce(requests, 0)::bigint as requests, coalesce(tokens, 0)::bigint as tokens
    from day left join used using (local) order by 1`;
  return rows.map(({ start, costMicros, requests, tokens }) => ({
    start: new Date(start),
    costMicros: BigInt(costMicros),
    requests: Number(requests),
    tokens: Number(tokens),
  }));
}
