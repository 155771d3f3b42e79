import type { Percentiles } from "@/lib/admin-api/schemas/usage";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";

/** Percentiles in milliseconds of a histogram over `LATENCY_BOUNDS_MS`; null when it is empty. */
export function percentilesOf(histogram: readonly number[]): Percentiles {
  return { p50: percentileOf(histogram, 0.5), p95: percentileOf(histogram, 0.95), p99: percentileOf(histogram, 0.99) };
}

/**
 * The value below which `share` of the calls lie, spread evenly inside the bucket it falls into.
 * Above the last bound nothing is known, so that bound is the answer.
 */
export function percentileOf(histogram: readonly number[], share: number): number | null {
  const total = histogram.reduce((sum, calls) => sum + calls, 0);
  if (total === 0) return null;
  const rank = share * total;
  let below = 0;
  for (const [slot, calls] of histogram.entries()) {
    if (calls > 0 && below + calls >= rank) return withinBucket(slot, (rank - below) / calls);
    below += calls;
  }
  return LATENCY_BOUNDS_MS.at(-1) ?? null;
}

function withinBucket(slot: number, part: number): number {
  const lower = LATENCY_BOUNDS_MS[slot - 1] ?? 0;
  const upper = LATENCY_BOUNDS_MS[slot] ?? lower;
  return Math.round(lower + (upper - lower) * part);
}
