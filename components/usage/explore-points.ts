import type { UsageBreakdown, UsageCell, UsageGroup } from "@/lib/admin-api/client/usage";
import type { ChartPoint, ChartSeries } from "../charts/chart-data";
import { groupingWords, MEASURES, type MeasureName, TOKEN_CLASS_WORDS } from "./explore-words";

const CHARTED = 8;
const OTHER = "other";

interface Plotted {
  series: ChartSeries[];
  points: ChartPoint[];
}

type TokenClass = keyof typeof TOKEN_CLASS_WORDS;

/** What a group is called: nameless calls are named for what they lack. */
export function groupLabel(
  group: Pick<UsageGroup, "id" | "name">,
  breakdown: Pick<UsageBreakdown, "by" | "tagName">,
): string {
  return group.id === "" ? `No ${groupingWords(breakdown)}` : group.name;
}

/** The eight biggest groups and everything else as one. Where groups do not add up, the rest is left out. */
export function groupedSeries(breakdown: UsageBreakdown, measure: MeasureName): Plotted {
  const { read, adds } = MEASURES[measure];
  const named = breakdown.groups.filter((group) => group.id !== OTHER);
  const charted = named.slice(0, CHARTED);
  const shown = new Set(charted.map((group) => group.id));
  const hasRest = adds && breakdown.groups.length > charted.length;
  return {
    series: [
      ...charted.map((group) => ({ key: group.id, label: groupLabel(group, breakdown) })),
      ...(hasRest ? [{ key: OTHER, label: "Other" }] : []),
    ],
    points: breakdown.series.map(({ start, complete, values }) => {
      const own: Record<string, number | null> = {};
      for (const [id, cell] of Object.entries(values)) {
        if (shown.has(id)) own[id] = read(cell);
        else if (adds) own[OTHER] = (own[OTHER] ?? 0) + (read(cell) ?? 0);
      }
      return { start, complete, values: own };
    }),
  };
}

/** All tokens by class. */
export function tokenClassSeries(breakdown: UsageBreakdown): Plotted {
  const classes = Object.keys(TOKEN_CLASS_WORDS) as TokenClass[];
  const of = (cell: UsageCell, name: TokenClass) => cell.tokenClasses?.[name] ?? 0;
  const points = breakdown.series.map(({ start, complete, values }) => ({
    start,
    complete,
    values: Object.fromEntries(
      classes.map((name) => [name, Object.values(values).reduce((sum, cell) => sum + of(cell, name), 0)]),
    ),
  }));
  const used = classes.filter((name) => points.some((point) => (point.values[name] ?? 0) > 0));
  return { series: used.map((key) => ({ key, label: TOKEN_CLASS_WORDS[key] })), points };
}

/** The whole of now beside the whole of before, bucket by bucket. */
export function comparedSeries(now: UsageBreakdown, before: UsageBreakdown, measure: MeasureName): Plotted {
  const { read } = MEASURES[measure];
  const total = (values: Record<string, UsageCell> | undefined) =>
    values === undefined ? null : Object.values(values).reduce((sum, cell) => sum + (read(cell) ?? 0), 0);
  return {
    series: [
      { key: "now", label: "This period", colour: "var(--series-1)" },
      { key: "before", label: "The period before", colour: "var(--series-other)" },
    ],
    points: now.series.map(({ start, complete, values }, index) => ({
      start,
      complete,
      values: { now: total(values), before: total(before.series[index]?.values) },
    })),
  };
}

/** The span a bucket covers, cut to the period. */
export function bucketSpan(breakdown: UsageBreakdown, start: string): { from: string; to: string } {
  const index = breakdown.series.findIndex((point) => point.start === start);
  const from = Date.parse(start) < Date.parse(breakdown.from) ? breakdown.from : start;
  return { from, to: breakdown.series[index + 1]?.start ?? breakdown.to };
}
