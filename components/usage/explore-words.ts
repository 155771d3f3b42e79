import type { UsageBreakdown, UsageCell } from "@/lib/admin-api/client/usage";
import type { ChartUnit } from "../charts/chart-data";
import { axisDuration, formatDuration } from "../ui/format/format-duration";
import { formatCompact, formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";

/** Everything calls can be told apart by; `token_class` is of the tokens, not of the calls. */
export const GROUPINGS = {
  team: "Team",
  project: "Project",
  key: "Key",
  person: "Person",
  end_user: "End user",
  model: "Model",
  provider: "Provider",
  tag: "Tag",
  cost_centre: "Cost centre",
  token_class: "Token class",
} as const;

export type Grouping = keyof typeof GROUPINGS;
export const GROUPING_NAMES = Object.keys(GROUPINGS) as Grouping[];

export const TOKEN_CLASS_WORDS = {
  uncachedInput: "Input",
  cacheRead: "Input from cache",
  cacheWrite: "Cache write",
  cacheWriteLong: "Cache write, long",
  output: "Output",
  reasoning: "Reasoning",
  audioInput: "Audio in",
  audioOutput: "Audio out",
  image: "Images",
} as const satisfies Record<keyof NonNullable<UsageCell["tokenClasses"]>, string>;

function axisUsd(value: number): string {
  if (value === 0) return "$0";
  if (value >= 1000) return `$${formatCompact(value)}`;
  return value >= 10 ? `$${value.toFixed(0)}` : `$${Number(value.toPrecision(2))}`;
}

export const USD: ChartUnit = { format: (value) => formatUsd(value.toFixed(6)), formatAxis: axisUsd };
const COUNT: ChartUnit = { format: formatCount, formatAxis: formatCompact, whole: true };
const MILLISECONDS: ChartUnit = { format: formatDuration, formatAxis: axisDuration };

interface Measure {
  label: string;
  unit: ChartUnit;
  /** Whether groups can be stacked: latencies do not add up. */
  adds: boolean;
  read: (cell: UsageCell) => number | null;
}

/** What the chart can show. */
export const MEASURES = {
  cost: { label: "Spend", unit: USD, adds: true, read: (cell) => Number(cell.costUsd) },
  tokens: { label: "Tokens", unit: COUNT, adds: true, read: (cell) => cell.tokens },
  requests: { label: "Requests", unit: COUNT, adds: true, read: (cell) => cell.requests },
  errors: { label: "Errors", unit: COUNT, adds: true, read: (cell) => cell.failed },
  refusals: { label: "Refusals", unit: COUNT, adds: true, read: (cell) => cell.refused },
  p50: { label: "Latency p50", unit: MILLISECONDS, adds: false, read: (cell) => cell.duration?.p50 ?? null },
  p95: { label: "Latency p95", unit: MILLISECONDS, adds: false, read: (cell) => cell.duration?.p95 ?? null },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof MEASURES;
export const MEASURE_NAMES = Object.keys(MEASURES) as MeasureName[];

/** "team", "end user", "tag feature". */
export function groupingWords({ by, tagName }: Pick<UsageBreakdown, "by" | "tagName">): string {
  return by === "tag" && tagName !== null ? `tag ${tagName}` : GROUPINGS[by].toLowerCase();
}
