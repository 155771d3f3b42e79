import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";
import type { TokenUsage } from "@/lib/llm/usage";
import { type RecordScope, withinScope } from "../requests/record-scope";
import { bucketsOf } from "./usage-buckets";
import { conditionsOf, type UsageFilter } from "./usage-filter";

type Sql = Database["sql"];

/** How calls can be told apart; `tag` by the values of one name. */
export const EXPLORE_DIMENSIONS = [
  "team",
  "project",
  "key",
  "person",
  "end_user",
  "model",
  "provider",
  "tag",
  "cost_centre",
] as const;
export type ExploreDimension = (typeof EXPLORE_DIMENSIONS)[number];

export type ExploreUnit = "hour" | "day" | "week" | "month";

export interface ExploreQuery {
  filter: UsageFilter;
  /** The span before, to compare with. */
  previous: { from: Date; to: Date };
  by: ExploreDimension;
  /** Of `tag`. */
  tagName: string;
  bucketing: { unit: ExploreUnit; timeZone: string };
}

/** What adds up over hours. */
export interface ExploreSums {
  costMicros: bigint;
  requests: number;
  refused: number;
  failed: number;
  aborted: number;
  unpriced: number;
  usage: TokenUsage;
}

/** One group of the table: null is everything beyond those named, an empty id what had none. */
export interface ExploredGroup extends ExploreSums {
  id: string | null;
  previous: { costMicros: bigint; requests: number; tokens: number };
}

export interface ExploredCell extends ExploreSums {
  start: Date;
  id: string | null;
  /** Counts per bound of `LATENCY_BOUNDS_MS`; null where latency was not asked for. */
  durations: number[] | null;
}

const COUNTS = ["requests", "refused", "failed", "aborted", "unpriced"] as const;
const TOKENS = {
  uncachedInput: "uncached_input",
  cacheRead: "cache_read",
  cacheWrite: "cache_write",
  cacheWriteLong: "cache_write_long",
  output: "output",
  reasoning: "reasoning",
  audioInput: "audio_input",
  audioOutput: "audio_output",
  image: "image",
} as const satisfies Record<keyof TokenUsage, string>;
const COLUMNS = ["cost_micros", ...COUNTS, ...Object.values(TOKENS)];
const PLACES = ["team_id", "project_id", "key_id", "person_id", "model_name", "provider_id"];
const ALL_TOKENS = Object.values(TOKENS).join(" + ");

/** Money adds up in `numeric`; counts in the machine's own numbers, which are several times faster and exact up to 2^53. */
function exactly(column: string): string {
  return column === "cost_micros" ? column : `${column}::float8`;
}

/** The biggest groups by cost and then requests, and everything beyond them as null, each beside the span before. One scan. */
export async function rankGroups(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  query: ExploreQuery & { limit: number },
): Promise<ExploredGroup[]> {
  const { filter, previous } = query;
  const now = `hour >= date_trunc('hour', '${filter.from.toISOString()}'::timestamptz)`;
  const sums = [...COLUMNS.map((column) => `sum(${exactly(column)}) filter (where ${now}) as ${column}`)];
  const before = ["cost_micros", "requests"].map(
    (column) => `sum(${exactly(column)}) filter (where not ${now}) as before_${column}`,
  );
  const tokens = `sum((${ALL_TOKENS})::float8) filter (where not ${now}) as before_tokens`;
  const whole = { ...filter, from: new Date(Math.min(previous.from.getTime(), filter.from.getTime())) };
  const rows = await sql<Record<string, string | null>[]>`
    with groups as materialized (
      select ${idOf(sql, query.by)} as id, ${sql.unsafe([...sums, ...before, tokens].join(", "))}
      from ${source(sql, scope, { ...query, filter: whole })}
      where hour >= date_trunc('hour', ${filter.from}::timestamptz)
        or (hour >= date_trunc('hour', ${previous.from}::timestamptz) and hour < ${previous.to}::timestamptz)
      group by 1
    ), ranked as (
      select *, row_number() over (order by coalesce(cost_micros, 0) desc, coalesce(requests, 0) desc, id) as place from groups
      where requests <> 0 or before_requests <> 0
    )
    select case when place <= ${query.limit} then id end as id, min(place) as place,
      ${sql.unsafe([...COLUMNS, "before_cost_micros", "before_requests", "before_tokens"].map((one) => `coalesce(sum(${one}), 0)::text as ${one}`).join(", "))}
    from ranked group by 1 order by min(place)`;
  return rows.map((row) => ({
    id: row.id ?? null,
    ...readSums(row),
    previous: {
      costMicros: BigInt(row.before_cost_micros ?? 0),
      requests: Number(row.before_requests),
      tokens: Number(row.before_tokens),
    },
  }));
}

/** Sums per bucket and named group, everything else as null, oldest first. */
export async function exploreSeries(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  query: ExploreQuery & { groupIds: readonly string[]; latency: boolean },
): Promise<ExploredCell[]> {
  const slots = Array.from(
    { length: LATENCY_BOUNDS_MS.length + 1 },
    (_, slot) => `sum(duration_histogram[${slot + 1}]::int)`,
  );
  const sums = COLUMNS.map((column) => `sum(${exactly(column)})::text as ${column}`);
  const rows = await sql<(Record<string, string | null> & { start: Date; bins: string[] | null })[]>`
    with buckets as (${bucketsOf(sql, query.filter, query.bucketing)})
    select start, case when ${idOf(sql, query.by)} = any(${[...query.groupIds]}) then ${idOf(sql, query.by)} end as id,
      ${sql.unsafe(sums.join(", "))}, ${query.latency ? sql.unsafe(`array[${slots.join(", ")}]::text[]`) : sql`null`} as bins
    from ${source(sql, scope, query)} join buckets on bucket_hour = hour
    group by 1, 2 order by 1, 2
    limit 200000`;
  return rows.map((row) => ({
    start: row.start,
    id: row.id ?? null,
    ...readSums(row),
    durations: row.bins?.map(Number) ?? null,
  }));
}

/** Names of tags that calls in the span carried, the most used first. */
export async function listTagNames(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  span: { from: Date; to: Date },
): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select substr(kind, 5) as name from usage_label_hourly
    where ${withinScope(sql, scope)} and kind like 'tag:%' and hour >= date_trunc('hour', ${span.from}::timestamptz) and hour < ${span.to}::timestamptz
    group by kind order by sum(requests) desc, kind
    limit 50`;
  return rows.map((row) => row.name);
}

function idOf(sql: Sql, by: ExploreDimension) {
  switch (by) {
    case "team":
      return sql`team_id`;
    case "project":
      return sql`project_id`;
    case "key":
      return sql`key_id`;
    case "person":
      return sql`person_id`;
    case "model":
      return sql`model_name`;
    case "provider":
      return sql`provider_id`;
    case "end_user":
    case "tag":
      return sql`label`;
    case "cost_centre":
      return sql`coalesce(cost_centre, '')`;
  }
}

/**
 * The rows to add up. Grouped by a label, calls that carry none are what is left when those that do are taken away, so that groups
 * always add up to the whole. Narrowed to a label, only calls that carry it are there.
 */
function source(sql: Sql, scope: RecordScope, query: ExploreQuery) {
  const { filter, by } = query;
  const kind = by === "tag" ? `tag:${query.tagName}` : "end_user";
  const label = filter.label;
  const matching = sql`${withinScope(sql, scope)} and ${conditionsOf(sql, filter)}`;
  const plain = sql.unsafe([...PLACES, "hour", ...COLUMNS].join(", "));
  if (by === "end_user" || by === "tag") {
    const labelled = sql`select label, ${plain} from usage_label_hourly where ${matching} and kind = ${kind}
      ${label === undefined ? sql`` : sql`and label = ${label.value}`}`;
    if (label !== undefined) return sql`(${labelled}) as rows`;
    const less = sql.unsafe([...PLACES, "hour", ...COLUMNS.map((column) => `-${column}`)].join(", "));
    return sql`(${labelled} union all select '', ${plain} from usage_hourly where ${matching}
      union all select '', ${less} from usage_label_hourly where ${matching} and kind = ${kind}) as rows`;
  }
  const table =
    label === undefined
      ? sql`(select ${plain}, duration_histogram from usage_hourly where ${matching}) as rows`
      : sql`(select ${plain}, null::bigint[] as duration_histogram from usage_label_hourly
          where ${matching} and kind = ${label.kind} and label = ${label.value}) as rows`;
  if (by !== "cost_centre") return table;
  return sql`${table} left join (
      select p.id, coalesce(p.cost_centre, t.cost_centre, '') as cost_centre from project p join team t on t.id = p.team_id
      where p.organization_id = ${scope.organizationId}
      union all select '', ''
    ) as payer on payer.id = rows.project_id`;
}

function readSums(row: Record<string, unknown>): ExploreSums {
  const number = (column: string) => Number(row[column] ?? 0);
  const usage = Object.fromEntries(Object.entries(TOKENS).map(([name, column]) => [name, number(column)]));
  return {
    costMicros: BigInt(String(row.cost_micros ?? 0)),
    requests: number("requests"),
    refused: number("refused"),
    failed: number("failed"),
    aborted: number("aborted"),
    unpriced: number("unpriced"),
    usage: usage as Record<keyof TokenUsage, number>,
  };
}
