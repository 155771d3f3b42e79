import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LATENCY_BOUNDS_MS } from "@/lib/ledger/contract";
import { percentileOf, percentilesOf } from "./percentile";

const slots = LATENCY_BOUNDS_MS.length + 1;

function histogramOf(latencies: readonly number[]): number[] {
  const counts = new Array<number>(slots).fill(0);
  for (const ms of latencies) {
    const slot = LATENCY_BOUNDS_MS.findIndex((bound) => ms <= bound);
    const index = slot === -1 ? slots - 1 : slot;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

describe("percentileOf", () => {
  it("is unknown when nothing was measured", () => {
    expect(percentilesOf(new Array<number>(slots).fill(0))).toEqual({ p50: null, p95: null, p99: null });
  });

  it("lies in the bucket of the true percentile, for any latencies", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (latencies, share) => {
          const sorted = latencies.toSorted((left, right) => left - right);
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
          const slot = LATENCY_BOUNDS_MS.findIndex((bound) => exact <= bound);
          const found = percentileOf(histogramOf(latencies), share) ?? Number.NaN;
          expect(found).toBeGreaterThanOrEqual(LATENCY_BOUNDS_MS[slot - 1] ?? 0);
          expect(found).toBeLessThanOrEqual(LATENCY_BOUNDS_MS[slot] ?? 0);
        },
      ),
    );
  });

  it("answers the last bound for what lies above it, never a guess", () => {
    expect(percentileOf(histogramOf([900_000]), 0.5)).toBe(300_000);
  });
});
