import type { Database } from "@/db/client";

/**
 * The days of a time zone that lie whole within a span: from the midnight `from` up to the midnight `to`. `fromHour` and `toHour` are the
 * hours that begin there or right after, as an hour belongs to the day it begins in.
 */
export interface WholeDays {
  from: Date;
  to: Date;
  fromHour: Date;
  toHour: Date;
}

/**
 * The whole days of each span, null where it has none. A span that reaches into the running hour has all of today, because nothing
 * is recorded ahead of the clock.
 */
export async function findWholeDays(
  { sql }: Pick<Database, "sql">,
  spans: readonly { from: Date; to: Date }[],
  timeZone: string,
): Promise<(WholeDays | null)[]> {
  const rows = await sql<WholeDays[]>`
    with span as (
      select * from unnest(${spans.map(({ from }) => from.toISOString())}::timestamptz[], ${spans.map(({ to }) => to.toISOString())}::timestamptz[])
        with ordinality as given(starts, ends, place)
    ), days as (
      select place,
        (date_trunc('day', starts at time zone ${timeZone} - interval '1 microsecond') + interval '1 day') at time zone ${timeZone} as first,
        case when ends > date_trunc('hour', now())
          then (date_trunc('day', greatest(ends, now()) at time zone ${timeZone}) + interval '1 day') at time zone ${timeZone}
          else date_trunc('day', ends, ${timeZone}) end as last
      from span
    )
    select first as "from", last as "to", date_trunc('hour', first + interval '1 hour' - interval '1 microsecond') as "fromHour",
      date_trunc('hour', last + interval '1 hour' - interval '1 microsecond') as "toHour"
    from days order by place`;
  return rows.map((days) => (days.from < days.to ? days : null));
}
