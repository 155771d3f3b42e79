import { describe, expect, it } from "vitest";
import type { UsageBreakdown } from "@/lib/admin-api/client/usage";
import { NO_USAGE } from "@/lib/llm/usage";
import { brokenDownSeries, bucketSpan, runningSeries } from "./series-points";

const amounts = { costUsd: "1.250000", requests: 4, tokens: 900, refused: 0, failed: 0, aborted: 0 };
const tokenClasses = { ...NO_USAGE };
const group = {
  ...amounts,
  unpricedRequests: 0,
  tokenClasses,
  previous: { costUsd: "0.00", requests: 0, tokens: 0 },
};
const breakdown: UsageBreakdown = {
  from: "2026-11-20T00:00:00Z",
  to: "2026-11-20T02:00:00Z",
  bucket: "hour",
  timeZone: "UTC",
  completeTo: "2026-11-20T01:00:00Z",
  by: "team",
  tagName: null,
  previousFrom: "2026-11-19T22:00:00Z",
  previousTo: "2026-11-20T00:00:00Z",
  groups: [
    { ...group, id: "team_a", name: "Search", share: 0.9 },
    { ...group, id: "", name: "", share: 0.1 },
  ],
  series: [
    { start: "2026-11-20T00:00:00Z", complete: true, values: { team_a: amounts, "": amounts } },
    { start: "2026-11-20T01:00:00Z", complete: false, values: { team_a: amounts } },
  ],
};

describe("brokenDownSeries", () => {
  it("names calls that belong to nobody instead of leaving a blank", () => {
    expect(brokenDownSeries(breakdown, "spend").series[1]?.label).toBe("No team");
  });
  it("leaves a group without calls out of the bucket", () => {
    expect(brokenDownSeries(breakdown, "requests").points[1]?.values).toEqual({ team_a: 4 });
  });
});

describe("runningSeries", () => {
  it("never falls, also where a series has no calls", () => {
    const running = runningSeries(brokenDownSeries(breakdown, "requests"));
    expect(running.points.map((point) => point.values)).toEqual([
      { team_a: 4, "": 4 },
      { team_a: 8, "": 4 },
    ]);
  });
});

describe("bucketSpan", () => {
  const starts = breakdown.series.map((point) => point.start);
  it("ends where the next bucket begins, and the last one after its own length", () => {
    expect(bucketSpan(starts, "2026-11-20T00:00:00Z", "hour").to).toBe("2026-11-20T01:00:00Z");
    expect(bucketSpan(starts, "2026-11-20T01:00:00Z", "hour").to).toBe("2026-11-20T02:00:00.000Z");
  });
});
