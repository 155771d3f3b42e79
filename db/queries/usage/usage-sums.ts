import type { Database } from "@/db/client";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";
import type { TokenUsage } from "@/lib/llm/usage";

type Sql = Database["sql"];

/** Everything that adds up over hours. Histograms count calls per bound of `LATENCY_BOUNDS_MS`, one more for those above. */
export interface UsageSums {
  requests: number;
  ok: number;
  refused: number;
  failed: number;
  aborted: number;
  unpriced: number;
  simulated: number;
  costMicros: bigint;
  usage: TokenUsage;
  ttftHistogram: number[];
  durationHistogram: number[];
}

const HISTOGRAM_SLOTS = LATENCY_BOUNDS_MS.length + 1;

/** One `sum` per slot: unnesting the arrays would make 54 rows out of each. */
function sumSlots(column: "ttft_histogram" | "duration_histogram"): string {
  const slots = Array.from({ length: HISTOGRAM_SLOTS }, (_, slot) => `coalesce(sum(${column}[${slot + 1}]), 0)`);
  return `array[${slots.join(", ")}]::text[]`;
}

/** The select list that `readSums` reads. */
export function sumColumns(sql: Sql) {
  return sql`
    coalesce(sum(requests), 0)::float8 as requests, coalesce(sum(ok), 0)::float8 as ok,
    coalesce(sum(refused), 0)::float8 as refused, coalesce(sum(failed), 0)::float8 as failed,
    coalesce(sum(aborted), 0)::float8 as aborted, coalesce(sum(unpriced), 0)::float8 as unpriced,
    coalesce(sum(simulated), 0)::float8 as simulated, coalesce(sum(cost_micros), 0)::bigint as cost_micros,
    coalesce(sum(uncached_input), 0)::float8 as uncached_input, coalesce(sum(cache_read), 0)::float8 as cache_read,
    coalesce(sum(cache_write), 0)::float8 as cache_write, coalesce(sum(cache_write_long), 0)::float8 as cache_write_long,
    coalesce(sum(output), 0)::float8 as output,
    coalesce(sum(reasoning), 0)::float8 as reasoning, coalesce(sum(audio_input), 0)::float8 as audio_input,
    coalesce(sum(audio_output), 0)::float8 as audio_output, coalesce(sum(image), 0)::float8 as image,
    ${sql.unsafe(sumSlots("ttft_histogram"))} as ttft_histogram,
    ${sql.unsafe(sumSlots("duration_histogram"))} as duration_histogram`;
}

export interface UsageSumsRow {
  requests: number;
  ok: number;
  refused: number;
  failed: number;
  aborted: number;
  unpriced: number;
  simulated: number;
  cost_micros: bigint;
  uncached_input: number;
  cache_read: number;
  cache_write: number;
  cache_write_long: number;
  output: number;
  reasoning: number;
  audio_input: number;
  audio_output: number;
  image: number;
  ttft_histogram: string[];
  duration_histogram: string[];
}

export function readSums(row: UsageSumsRow): UsageSums {
  return {
    requests: row.requests,
    ok: row.ok,
    refused: row.refused,
    failed: row.failed,
    aborted: row.aborted,
    unpriced: row.unpriced,
    simulated: row.simulated,
    costMicros: row.cost_micros,
    usage: {
      uncachedInput: row.uncached_input,
      cacheRead: row.cache_read,
      cacheWrite: row.cache_write,
      cacheWriteLong: row.cache_write_long,
      output: row.output,
      reasoning: row.reasoning,
      audioInput: row.audio_input,
      audioOutput: row.audio_output,
      image: row.image,
    },
    ttftHistogram: row.ttft_histogram.map(Number),
    durationHistogram: row.duration_histogram.map(Number),
  };
}
