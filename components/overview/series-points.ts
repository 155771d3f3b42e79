import type { UsageBreakdown, UsageOverview, UsagePoint } from "@/lib/admin-api/client/usage";
import type { ChartPoint, ChartSeries } from "../charts/chart-data";
import { MEASURES, type Measure } from "./measures";

export interface Plotted {
  series: ChartSeries[];
  points: ChartPoint[];
}

/** The period as one series. */
export function totalSeries(overview: UsageOverview, measure: Measure): Plotted {
  const { label, read } = MEASURES[measure];
  return {
    series: [{ key: "total", label, colour: "var(--series-1)" }],
    points: overview.series.map((point) => ({
      start: point.start,
      complete: point.complete,
      values: { total: read({ ...point, tokens: point.inputTokens + point.outputTokens }) },
    })),
  };
}

/** The period split by what the breakdown was asked for; calls without a team, key and so on are named for what they are. */
export function brokenDownSeries(breakdown: UsageBreakdown, measure: Measure): Plotted {
  const { read } = MEASURES[measure];
  return {
    series: breakdown.groups.map((group) => ({
      key: group.id,
      label: group.id === "" ? `No ${breakdown.by}` : group.name,
    })),
    points: breakdown.series.map((point) => ({
      start: point.start,
      complete: point.complete,
      values: Object.fromEntries(Object.entries(point.values).map(([id, amounts]) => [id, read(amounts)])),
    })),
  };
}

/** Each series summed up from the period's start; a bucket without calls keeps the level. */
export function runningSeries(plotted: Plotted): Plotted {
  const sums = new Map<string, number>();
  const points = plotted.points.map((point) => {
    for (const { key } of plotted.series) sums.set(key, (sums.get(key) ?? 0) + (point.values[key] ?? 0));
    return { ...point, values: Object.fromEntries(sums) };
  });
  return { series: plotted.series, points };
}

/** How calls ended; refusals are policy at work, failures are not. */
export function outcomeSeries(overview: UsageOverview): Plotted {
  return {
    series: [
      { key: "ok", label: "Finished", colour: "var(--good)" },
      { key: "refused", label: "Refused by policy", colour: "var(--warn)" },
      { key: "failed", label: "Failed", colour: "var(--bad)" },
      { key: "aborted", label: "Aborted by the caller", colour: "var(--series-other)" },
    ],
    points: overview.series.map(({ start, complete, ok, refused, failed, aborted }) => ({
      start,
      complete,
      values: { ok, refused, failed, aborted },
    })),
  };
}

/** Percentiles over time of one of the two latencies. */
export function latencySeries(overview: UsageOverview, of: "ttft" | "duration"): Plotted {
  const values = (point: UsagePoint) => ({ p50: point[of].p50, p95: point[of].p95, p99: point[of].p99 });
  return {
    series: [
      { key: "p50", label: "p50", colour: "var(--series-1)" },
      { key: "p95", label: "p95", colour: "var(--series-3)" },
      { key: "p99", label: "p99", colour: "var(--series-5)" },
    ],
    points: overview.series.map((point) => ({ start: point.start, complete: point.complete, values: values(point) })),
  };
}

/** The span a bucket covers: up to the next bucket, or its own length when it is the last. */
export function bucketSpan(
  starts: readonly string[],
  start: string,
  bucket: "hour" | "day",
): { from: string; to: string } {
  const next = starts[starts.indexOf(start) + 1];
  const length = bucket === "hour" ? 3_600_000 : 86_400_000;
  return { from: start, to: next ?? new Date(Date.parse(start) + length).toISOString() };
}
