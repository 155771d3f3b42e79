import type { Database } from "@/db/client";

export type BucketUnit = "hour" | "day" | "week" | "month";

/** Where the bucket begins that `at` (the start of an hour or a day) lies in. An hour of local time can happen twice, so hours are UTC's. */
export function bucketStart(sql: Database["sql"], { unit, timeZone }: { unit: BucketUnit; timeZone: string }) {
  return sql`date_trunc(${unit}, at, ${unit === "hour" ? "UTC" : timeZone})`;
}

/** Sums by day know no hours. */
export function readableBy<Filter extends { days?: unknown }>(filter: Filter, unit: BucketUnit): Filter {
  return unit === "hour" ? { ...filter, days: null } : filter;
}
