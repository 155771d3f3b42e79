import { describe, expect, it } from "vitest";
import type { UsageBreakdown, UsageCell } from "@/lib/admin-api/client/usage";
import { NO_USAGE } from "@/lib/llm/usage";
import { bucketSpan, comparedSeries, groupedSeries, groupLabel, tokenClassSeries } from "./explore-points";

const cell = (costUsd: string, p95 = 100): UsageCell => ({
  costUsd,
  requests: 1,
  tokens: 30,
  refused: 0,
  failed: 0,
  aborted: 0,
  tokenClasses: { ...NO_USAGE, uncachedInput: 10, output: 20 },
  duration: { p50: 50, p95, p99: 200 },
});

function breakdownOf(groups: number): UsageBreakdown {
  const ids = Array.from({ length: groups }, (_, n) => `team_${n}`);
  const amounts = { costUsd: "1.00", requests: 1, tokens: 30, refused: 0, failed: 0, aborted: 0, unpricedRequests: 0 };
  const previous = { costUsd: "0.00", requests: 0, tokens: 0 };
  return {
    from: "2026-11-20T12:00:00.000Z",
    to: "2026-11-22T00:00:00.000Z",
    previousFrom: "2026-11-19T00:00:00.000Z",
    previousTo: "2026-11-20T12:00:00.000Z",
    bucket: "day",
    timeZone: "UTC",
    completeTo: "2026-11-22T00:00:00.000Z",
    by: "team",
    tagName: null,
    groups: ids.map((id) => ({ ...amounts, id, name: id, share: 0, tokenClasses: NO_USAGE, previous })),
    series: ["2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"].map((start) => ({
      start,
      complete: true,
      values: Object.fromEntries(ids.map((id) => [id, cell("1.00")])),
    })),
  };
}

describe("groupedSeries", () => {
  it("charts eight groups and adds the others up, so that a stack is the whole", () => {
    const { series, points } = groupedSeries(breakdownOf(11), "cost");
    expect(series.map((one) => one.key)).toHaveLength(9);
    expect(points[0]?.values.other).toBe(3);
    expect(Object.values(points[0]?.values ?? {}).reduce((sum: number, value) => sum + (value ?? 0), 0)).toBe(11);
  });

  it("never adds latencies up", () => {
    const { series, points } = groupedSeries(breakdownOf(11), "p95");
    expect(series).toHaveLength(8);
    expect(points[0]?.values.other).toBeUndefined();
  });
});

it("token classes are those that were used, of all groups together", () => {
  const { series, points } = tokenClassSeries(breakdownOf(3));
  expect(series.map((one) => one.key)).toEqual(["uncachedInput", "output"]);
  expect(points[1]?.values.output).toBe(60);
});

it("a comparison lays the period before under this one, bucket by bucket, and leaves out what it had none of", () => {
  const before = { ...breakdownOf(1), series: breakdownOf(1).series.slice(0, 1) };
  expect(comparedSeries(breakdownOf(2), before, "cost").points.map((point) => point.values)).toEqual([
    { now: 2, before: 1 },
    { now: 2, before: null },
  ]);
});

it("a bucket's span ends at the next bucket and never leaves the period", () => {
  const breakdown = breakdownOf(1);
  expect(bucketSpan(breakdown, "2026-11-20T00:00:00.000Z")).toEqual({
    from: "2026-11-20T12:00:00.000Z",
    to: "2026-11-21T00:00:00.000Z",
  });
  expect(bucketSpan(breakdown, "2026-11-21T00:00:00.000Z").to).toBe(breakdown.to);
});

it("names what calls lack instead of leaving a blank", () => {
  expect(groupLabel({ id: "", name: "None" }, { by: "tag", tagName: "feature" })).toBe("No tag feature");
});
