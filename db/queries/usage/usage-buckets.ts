import type { Database } from "@/db/client";

/**
 * The hours of a span (`bucket_hour`) with the bucket each lies in (`start`). The days of a time zone are cut once per hour of the span:
 * per row of the roll-ups that would cost more than adding it up.
 */
export function bucketsOf(
  sql: Database["sql"],
  { from, to }: { from: Date; to: Date },
  { unit, timeZone }: { unit: "hour" | "day" | "week" | "month"; timeZone: string },
) {
  return sql`
    select bucket_hour, date_trunc(${unit}, bucket_hour, ${unit === "hour" ? "UTC" : timeZone}) as start
    from generate_series(date_trunc('hour', ${from}::timestamptz), ${to}::timestamptz, interval '1 hour') as bucket_hour`;
}
