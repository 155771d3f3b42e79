import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";

/** Recomputes the roll-ups of one hour (any instant in it) from the records. Writers of roll-ups wait meanwhile. */
export async function rebuildUsageHour(
  sql: Database["sql"],
  scope: { organizationId: string },
  hour: Date,
): Promise<void> {
  await sql`select rebuild_usage_hour(${scope.organizationId}, date_trunc('hour', ${hour.toISOString()}::timestamptz, 'UTC'),
    ${[...LATENCY_BOUNDS_MS]}::int[])`;
}

/**
 * Up to when charts are complete: every exchange that closed and began before is in records and roll-ups. A writer that was not
 * heard of for ten minutes is taken for gone.
 */
export async function rollupWatermark(sql: Database["sql"]): Promise<Date> {
  const [row] = await sql<{ watermark: Date }[]>`
    select least(now(), min(complete_to)) as watermark from ledger_writer where seen_at > now() - interval '10 minutes'`;
  if (row === undefined) throw new Error("an aggregate without group by returned no row");
  return row.watermark;
}
