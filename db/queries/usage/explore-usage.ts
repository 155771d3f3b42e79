import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";
import type { TokenUsage } from "@/lib/llm/usage";
import { type RecordScope, withinScope } from "../requests/record-scope";
import { type BucketUnit, bucketStart, readableBy } from "./bucket-start";
import { isAboutModels, USAGE_COLUMNS, type UsageFilter } from "./usage-filter";
import { type RollUps, usageRows } from "./usage-rows";

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

export interface ExploreQuery {
  filter: UsageFilter;
  /** The span before, to compare with. */
  previous: Pick<UsageFilter, "from" | "to" | "days">;
  by: ExploreDimension;
  /** Of `tag`. */
  tagName: string;
  bucketing: { unit: BucketUnit; timeZone: string };
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
const HISTOGRAM_SLOTS = LATENCY_BOUNDS_MS.length + 1;
/** What the smallest roll-ups tell apart. */
const BROAD = new Set<ExploreDimension>(["team", "model", "provider"]);
const PLACES = { ...USAGE_COLUMNS, person: "person_id" } as const;
const ALL_TOKENS = Object.values(TOKENS).join(" + ");

/** Money adds up in `numeric`; counts in the machine's own numbers, which are several times faster and exact up to 2^53. */
function exactly(column: string): string {
  return column === "cost_micros" ? column : `${column}::float8`;
}

/** The biggest groups by cost and then requests, and everything beyond them as null, each beside the span before. */
export async function rankGroups(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  query: ExploreQuery & { limit: number },
): Promise<ExploredGroup[]> {
  const before = { ...query, filter: { ...query.filter, ...query.previous } };
  const sums = COLUMNS.map((column) => `sum(${exactly(column)}) as ${column}`);
  const sumsBefore = ["cost_micros", "requests"].map((column) => `sum(${exactly(column)}) as before_${column}`);
  const tokens = `sum((${ALL_TOKENS})::float8) as before_tokens`;
  const all = [...COLUMNS, "before_cost_micros", "before_requests", "before_tokens"];
  const rows = await sql<Record<string, string | null>[]>`
    with now as materialized (
      select ${idOf(sql, query.by)} as id, ${sql.unsafe(sums.join(", "))} from ${source(sql, scope, query)} group by 1
    ), before as materialized (
      select ${idOf(sql, query.by)} as id, ${sql.unsafe([...sumsBefore, tokens].join(", "))} from ${source(sql, scope, before)} group by 1
    ), ranked as (
      select *, row_number() over (order by coalesce(cost_micros, 0) desc, coalesce(requests, 0) desc, id) as place
      from now full join before using (id)
      where requests <> 0 or before_requests <> 0
    )
    select case when place <= ${query.limit} then id end as id, min(place) as place,
      ${sql.unsafe(all.map((one) => `coalesce(sum(${one}), 0)::text as ${one}`).join(", "))}
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
  const { bucketing, groupIds, latency } = query;
  const filter = readableBy(query.filter, bucketing.unit);
  const slots = Array.from({ length: HISTOGRAM_SLOTS }, (_, slot) => `sum(duration_histogram[${slot + 1}]::float8)`);
  const sums = COLUMNS.map((column) => `sum(${exactly(column)}) as ${column}`);
  if (latency) sums.push(`array[${slots.join(", ")}] as duration_histogram`);
  const named = sql`case when ${idOf(sql, query.by)} = any(${[...groupIds]}) then ${idOf(sql, query.by)} end`;
  // First by what the rows have, then by bucket: cutting a time zone's days once per row costs more than adding it up.
  const rows = await sql<(Record<string, string | null> & { start: Date; duration_histogram?: number[] })[]>`
    select ${bucketStart(sql, bucketing)} as start, id, ${sql.unsafe(sums.join(", "))} from (
      select at, ${named} as id, ${sql.unsafe(sums.join(", "))} from ${source(sql, scope, { ...query, filter })} group by 1, 2
    ) as moments
    group by 1, 2 order by 1, 2
    limit 200000`;
  return rows.map((row) => ({
    start: row.start,
    id: row.id ?? null,
    ...readSums(row),
    durations: row.duration_histogram ?? null,
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
  if (by === "end_user" || by === "tag") return sql`label`;
  if (by === "cost_centre") return sql`coalesce(cost_centre, '')`;
  return sql.unsafe(PLACES[by]);
}

/**
 * The rows to add up. Grouped by a label, calls that carry none are what is left when those that do are taken away, so that groups
 * always add up to the whole. Narrowed to a label, only calls that carry it are there.
 */
function source(sql: Sql, scope: RecordScope, query: ExploreQuery) {
  const { filter, by } = query;
  const label = filter.label;
  if (by === "end_user" || by === "tag") {
    const kind = by === "tag" ? `tag:${query.tagName}` : "end_user";
    const rows = (columns: string[], rollUps: RollUps) => usageRows(sql, scope, { filter, columns, rollUps });
    const labelled = rows(["label", ...COLUMNS], { of: "labels", kind, label: label?.value });
    if (label !== undefined) return sql`(${labelled}) as rows`;
    const less = COLUMNS.map((column) => `-${column} as ${column}`);
    return sql`(${labelled} union all ${rows(["'' as label", ...COLUMNS], { of: "calls" })}
      union all ${rows(["'' as label", ...less], { of: "labels", kind })}) as rows`;
  }
  const place = by === "cost_centre" ? "project_id" : PLACES[by];
  const table =
    label === undefined
      ? usageRows(sql, scope, {
          filter,
          columns: [place, ...COLUMNS, "duration_histogram"],
          rollUps: { of: BROAD.has(by) && isAboutModels(filter) ? "models" : "calls" },
        })
      : usageRows(sql, scope, {
          filter,
          columns: [place, ...COLUMNS, "null::bigint[] as duration_histogram"],
          rollUps: { of: "labels", kind: label.kind, label: label.value },
        });
  if (by !== "cost_centre") return sql`(${table}) as rows`;
  return sql`(${table}) as rows left join (
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
