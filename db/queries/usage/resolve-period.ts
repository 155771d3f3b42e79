import type { Database } from "@/db/client";

export type UsagePeriod = "24h" | "7d" | "30d" | "90d" | "month" | "last_month";

/** A span of time, the span to compare it with, and the database's own time. `to` may lie ahead: a month has an end. */
export interface ResolvedPeriod {
  from: Date;
  to: Date;
  previousFrom: Date;
  previousTo: Date;
  now: Date;
}

/** Rolling periods end now and begin at the start of an hour or a day of the organization's. */
const ROLLING = {
  "24h": { unit: "hour", back: "23 hours", shift: "24 hours" },
  "7d": { unit: "day", back: "6 days", shift: "7 days" },
  "30d": { unit: "day", back: "29 days", shift: "30 days" },
  "90d": { unit: "day", back: "89 days", shift: "90 days" },
} as const;

type Sql = Pick<Database, "sql">;

/** What a named period is in `timeZone`, by the database's clock. A running month is compared with the same stretch of the last one. */
export async function resolvePeriod(database: Sql, period: UsagePeriod, timeZone: string): Promise<ResolvedPeriod> {
  if (period === "month") return resolveMonth(database, timeZone);
  if (period === "last_month") return resolveLastMonth(database, timeZone);
  const { unit, back, shift } = ROLLING[period];
  const rows = await database.sql<ResolvedPeriod[]>`
    with span as (
      select (date_trunc(${unit}, now() at time zone ${timeZone}) - ${back}::interval) at time zone ${timeZone} as "from"
    )
    select "from", now() as "to", "from" - ${shift}::interval as "previousFrom", now() - ${shift}::interval as "previousTo", now()
    from span`;
  return only(rows);
}

async function resolveMonth({ sql }: Sql, timeZone: string): Promise<ResolvedPeriod> {
  const rows = await sql<ResolvedPeriod[]>`
    with month as (select date_trunc('month', now() at time zone ${timeZone}) as start),
    span as (
      select start at time zone ${timeZone} as "from", (start + interval '1 month') at time zone ${timeZone} as "to",
        (start - interval '1 month') at time zone ${timeZone} as "previousFrom"
      from month
    )
    select *, least("previousFrom" + (now() - "from"), "from") as "previousTo", now() from span`;
  return only(rows);
}

async function resolveLastMonth({ sql }: Sql, timeZone: string): Promise<ResolvedPeriod> {
  const rows = await sql<ResolvedPeriod[]>`
    with month as (select date_trunc('month', now() at time zone ${timeZone}) as start)
    select (start - interval '1 month') at time zone ${timeZone} as "from", start at time zone ${timeZone} as "to",
      (start - interval '2 months') at time zone ${timeZone} as "previousFrom",
      (start - interval '1 month') at time zone ${timeZone} as "previousTo", now()
    from month`;
  return only(rows);
}

/** A span of the reader's own, compared with the one of the same length before it. */
export async function resolveSpan({ sql }: Sql, from: Date, to: Date): Promise<ResolvedPeriod> {
  const rows = await sql<{ now: Date }[]>`select now()`;
  const lengthMs = to.getTime() - from.getTime();
  return { from, to, previousFrom: new Date(from.getTime() - lengthMs), previousTo: from, now: only(rows).now };
}

/** Starts of the buckets from `from` up to `to`, and where the last one ends. */
export async function listBuckets(
  { sql }: Sql,
  span: { from: Date; to: Date },
  bucketing: { unit: "hour" | "day" | "week" | "month"; timeZone: string },
): Promise<{ start: Date; end: Date }[]> {
  const { unit } = bucketing;
  // An hour of local time can happen twice, so hours are counted in UTC.
  const zone = unit === "hour" ? "UTC" : bucketing.timeZone;
  const step = `1 ${unit}`;
  return await sql<{ start: Date; end: Date }[]>`
    select local at time zone ${zone} as start, (local + ${step}::interval) at time zone ${zone} as "end"
    from generate_series(
      date_trunc(${unit}, ${span.from}::timestamptz at time zone ${zone}),
      (${span.to}::timestamptz at time zone ${zone}) - interval '1 microsecond',
      ${step}::interval
    ) as local
    order by 1
    limit 10000`;
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error("a select without from returned no row");
  return row;
}
