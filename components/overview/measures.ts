import type { ChartUnit } from "../charts/chart-data";
import { axisDuration, formatDuration } from "../ui/format/format-duration";
import { formatCompact, formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";

const MICRO_DIGITS = 6;

/** Dollars on an axis: whole ones short, small ones as exact as they need to be. */
function axisUsd(value: number): string {
  if (value === 0) return "$0";
  if (value >= 1000) return `$${formatCompact(value)}`;
  if (value >= 10) return `$${value.toFixed(0)}`;
  return `$${Number(value.toPrecision(2))}`;
}

const USD: ChartUnit = { format: (value) => formatUsd(value.toFixed(MICRO_DIGITS)), formatAxis: axisUsd };
export const COUNT: ChartUnit = { format: formatCount, formatAxis: formatCompact, whole: true };
export const MILLISECONDS: ChartUnit = { format: formatDuration, formatAxis: axisDuration };

interface Amounts {
  costUsd: string;
  requests: number;
  tokens: number;
}

/** What the usage chart can show, with its words, unit and how to read it from an answer. */
export const MEASURES = {
  spend: { label: "Spend", unit: USD, read: (amounts: Amounts) => Number(amounts.costUsd) },
  running: { label: "Running spend", unit: USD, read: (amounts: Amounts) => Number(amounts.costUsd) },
  requests: { label: "Requests", unit: COUNT, read: (amounts: Amounts) => amounts.requests },
  tokens: { label: "Tokens", unit: COUNT, read: (amounts: Amounts) => amounts.tokens },
};

export type Measure = keyof typeof MEASURES;
