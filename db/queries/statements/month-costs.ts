import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** What one project, model and provider cost in a span; who pays for the project is read as it is now. */
export interface MonthCost {
  costCentre: string;
  teamId: string;
  projectId: string;
  modelName: string;
  providerId: string;
  costMicros: bigint;
  requests: number;
  tokens: number;
}

/** A month as the statements know it, where it begins and ends in the organization's time zone. */
export interface MonthSpan {
  /** First day, `2026-11-01`. */
  month: string;
  from: Date;
  to: Date;
}

const TOKENS = sql.raw(
  "uncached_input + cache_read + cache_write + cache_write_long + output + reasoning + audio_input + audio_output + image",
);

interface CostRow extends Record<string, unknown> {
  month: string;
  cost_centre: string;
  team_id: string;
  project_id: string;
  model_name: string;
  provider_id: string;
  cost: string;
  requests: string;
  tokens: string;
}

/** Costs of some months by the roll-ups, in one scan; calls without cost, such as refused ones, are counted. */
export async function monthCosts(
  run: Runner,
  organizationId: string,
  months: readonly MonthSpan[],
): Promise<Map<string, MonthCost[]>> {
  if (months.length === 0) return new Map();
  const spans = sql.join(
    months.map(
      ({ month, from, to }) =>
        sql`(${month}::text, ${from.toISOString()}::timestamptz, ${to.toISOString()}::timestamptz)`,
    ),
    sql`, `,
  );
  const rows = await run.execute<CostRow>(sql`
    with span(month, from_at, to_at) as (values ${spans}),
    used as (
      select span.month, team_id, project_id, model_name, provider_id, sum(cost_micros) as cost, sum(requests) as requests,
        sum(${TOKENS}) as tokens
      from usage_hourly join span on hour >= span.from_at and hour < span.to_at
      where organization_id = ${organizationId}
        and hour >= (select min(from_at) from span) and hour < (select max(to_at) from span)
      group by 1, 2, 3, 4, 5
    )
    select used.month, coalesce(project.cost_centre, team.cost_centre, '') as cost_centre, used.team_id, used.project_id,
      used.model_name, used.provider_id, used.cost::text, used.requests::text, used.tokens::text
    from used left join project on project.id = used.project_id left join team on team.id = project.team_id
    order by used.month, used.cost desc, used.project_id, used.model_name, used.provider_id`);
  return Map.groupBy([...rows].map(readRow), (row) => row.month) as Map<string, (MonthCost & { month: string })[]>;
}

/** Whether anything was called in a span. */
export async function hasUsage(run: Runner, organizationId: string, span: { from: Date; to: Date }): Promise<boolean> {
  const [row] = await run.execute<{ used: boolean }>(sql`
    select exists (select from usage_hourly where organization_id = ${organizationId}
      and hour >= ${span.from.toISOString()}::timestamptz and hour < ${span.to.toISOString()}::timestamptz) as used`);
  return row?.used ?? false;
}

/** Months in which anything was called, up to now, newest first. */
export async function monthsWithUsage(run: Runner, organizationId: string, timeZone: string): Promise<string[]> {
  // A month at a time, by the index: the newest hour before the month just found.
  const rows = await run.execute<{ month: string }>(sql`
    with recursive found(month) as (
      select date_trunc('month', max(hour), ${timeZone}) from usage_hourly where organization_id = ${organizationId}
      union all
      select (select date_trunc('month', max(hour), ${timeZone}) from usage_hourly
        where organization_id = ${organizationId} and hour < found.month)
      from found where found.month is not null
    )
    select to_char(month at time zone ${timeZone}, 'YYYY-MM-DD') as month from found where month is not null limit 120`);
  return [...rows].map((row) => row.month);
}

/** Where a month begins and ends, the database's time, and up to when roll-ups are complete. */
export async function resolveMonth(
  run: Runner,
  month: string,
  timeZone: string,
): Promise<MonthSpan & { now: Date; completeTo: Date }> {
  const [row] = await run.execute<Record<"from_ms" | "to_ms" | "now_ms" | "complete_ms", number>>(sql`
    select extract(epoch from ${month}::timestamp at time zone ${timeZone})::float8 * 1000 as from_ms,
      extract(epoch from (${month}::timestamp + interval '1 month') at time zone ${timeZone})::float8 * 1000 as to_ms,
      extract(epoch from now())::float8 * 1000 as now_ms,
      extract(epoch from (select least(now(), min(complete_to)) from ledger_writer
        where seen_at > now() - interval '10 minutes'))::float8 * 1000 as complete_ms`);
  if (row === undefined) throw new Error("a select without from returned no row");
  const { from_ms, to_ms, now_ms, complete_ms } = row;
  return {
    month,
    from: new Date(from_ms),
    to: new Date(to_ms),
    now: new Date(now_ms),
    completeTo: new Date(complete_ms),
  };
}

function readRow(row: CostRow): MonthCost & { month: string } {
  return {
    month: row.month,
    costCentre: row.cost_centre,
    teamId: row.team_id,
    projectId: row.project_id,
    modelName: row.model_name,
    providerId: row.provider_id,
    costMicros: BigInt(row.cost),
    requests: Number(row.requests),
    tokens: Number(row.tokens),
  };
}
