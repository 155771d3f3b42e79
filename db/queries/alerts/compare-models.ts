import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";

/** How calls of one model went in a span. Histograms as in `usage_hourly`. */
export interface ModelSpan {
  /** Those that reached a provider. */
  calls: number;
  failed: number;
  ttft: number[];
  duration: number[];
}

/** A model now (this hour and the one before) beside the seven days before that. */
export interface ModelComparison {
  model: string;
  now: ModelSpan;
  before: ModelSpan;
}

interface Row {
  model: string;
  isNow: boolean;
  calls: number;
  failed: number;
  ttft: string[];
  duration: string[];
}

/** Every model that was called this hour or the one before, from roll-ups. */
export async function compareModels(
  { sql }: Pick<Database, "sql">,
  organizationId: string,
): Promise<ModelComparison[]> {
  const rows = await sql<Row[]>`
    with span as (select date_trunc('hour', now(), 'UTC') - interval '1 hour' as starts)
    select model_name as model, hour >= starts as "isNow", sum(requests - refused)::float8 as calls, sum(failed)::float8 as failed,
      ${sql.unsafe(sumSlots("ttft_histogram"))} as ttft, ${sql.unsafe(sumSlots("duration_histogram"))} as duration
    from usage_hourly cross join span
    where organization_id = ${organizationId} and hour >= starts - interval '7 days' and model_name <> ''
      and model_name in (select model_name from usage_hourly, span where organization_id = ${organizationId} and hour >= starts)
    group by 1, 2
    limit 10000`;
  return [...Map.groupBy(rows, (row) => row.model)].map(([model, spans]) => ({
    model,
    now: spanOf(spans.find((row) => row.isNow)),
    before: spanOf(spans.find((row) => !row.isNow)),
  }));
}

function spanOf(row: Row | undefined): ModelSpan {
  if (row === undefined) return { calls: 0, failed: 0, ttft: [], duration: [] };
  return { calls: row.calls, failed: row.failed, ttft: row.ttft.map(Number), duration: row.duration.map(Number) };
}

function sumSlots(column: "ttft_histogram" | "duration_histogram"): string {
  const slots = Array.from(
    { length: LATENCY_BOUNDS_MS.length + 1 },
    (_, slot) => `coalesce(sum(${column}[${slot + 1}]), 0)`,
  );
  return `array[${slots.join(", ")}]::text[]`;
}
