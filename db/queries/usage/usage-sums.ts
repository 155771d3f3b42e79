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

/** `sum` of `bigint` counts in `numeric`, which is several times slower than the machine's own numbers. */
const COUNTS = ["requests", "ok", "refused", "failed", "aborted", "unpriced", "simulated"];
const TOKENS = [
  "uncached_input",
  "cache_read",
  "cache_write",
  "cache_write_long",
  "output",
  "reasoning",
  "audio_input",
  "audio_output",
  "image",
];

/** What of a row of roll-ups `sumColumns` adds up. */
export const SUM_COLUMNS = [...COUNTS, ...TOKENS, "cost_micros", "ttft_histogram", "duration_histogram"];

/** One `sum` per slot: unnesting the arrays would make 54 rows out of each. */
function sumSlots(column: "ttft_histogram" | "duration_histogram"): string {
  const slots = Array.from(
    { length: HISTOGRAM_SLOTS },
    (_, slot) => `coalesce(sum(${column}[${slot + 1}]::float8), 0)`,
  );
  return `array[${slots.join(", ")}]::text[]`;
}

/** The select list that `readSums` reads; it can be added up again by itself. */
export function sumColumns(sql: Sql) {
  const plain = [...COUNTS, ...TOKENS].map((column) => `coalesce(sum(${column}::float8), 0) as ${column}`);
  return sql`${sql.unsafe(plain.join(", "))}, coalesce(sum(cost_micros), 0)::bigint as cost_micros,
    ${sql.unsafe(sumSlots("ttft_histogram"))} as ttft_histogram,
    ${sql.unsafe(sumSlots("duration_histogram"))} as duration_histogram`;
}

/** Both together. */
export function addSums(one: UsageSums, other: UsageSums): UsageSums {
  const slots = (a: number[], b: number[]) => (a.length === 0 ? b : a.map((count, slot) => count + (b[slot] ?? 0)));
  const usage = Object.entries(one.usage).map(([name, tokens]) => [
    name,
    tokens + other.usage[name as keyof TokenUsage],
  ]);
  return {
    requests: one.requests + other.requests,
    ok: one.ok + other.ok,
    refused: one.refused + other.refused,
    failed: one.failed + other.failed,
    aborted: one.aborted + other.aborted,
    unpriced: one.unpriced + other.unpriced,
    simulated: one.simulated + other.simulated,
    costMicros: one.costMicros + other.costMicros,
    usage: Object.fromEntries(usage) as unknown as TokenUsage,
    ttftHistogram: slots(one.ttftHistogram, other.ttftHistogram),
    durationHistogram: slots(one.durationHistogram, other.durationHistogram),
  };
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
