import type { UsageQuery } from "@/lib/admin-api/client/usage";
import type { RangePreset, TimeRange } from "../ui/time-range";

/** Periods of the overview; the server knows where the organization's months begin. */
export const OVERVIEW_PERIODS: readonly RangePreset[] = [
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
  { value: "month", label: "This month" },
  { value: "last_month", label: "Last month" },
];

export const DEFAULT_PERIOD = "month";

type Period = NonNullable<UsageQuery["period"]>;

function isPeriod(preset: string): preset is Period {
  return OVERVIEW_PERIODS.some((period) => period.value === preset);
}

/** The question to the API for a chosen range and bucket; `auto` leaves the bucket to the server. */
export function periodQuery(range: TimeRange, bucket: "auto" | "hour" | "day"): UsageQuery {
  const size = bucket === "auto" ? {} : { bucket };
  if (range.kind === "fixed") return { from: range.from, to: range.to, ...size };
  return { period: isPeriod(range.preset) ? range.preset : DEFAULT_PERIOD, ...size };
}

/** The range in the middle of a sentence: "this month", "last 7 days", "the chosen span". */
export function periodWords(range: TimeRange): string {
  if (range.kind === "fixed") return "the chosen span";
  const label = OVERVIEW_PERIODS.find((period) => period.value === range.preset)?.label ?? "This month";
  return label.slice(0, 1).toLowerCase() + label.slice(1);
}

/** The same words at the end of a sentence: "in the last 7 days", "this month". */
export function inPeriod(words: string): string {
  if (words === "this month" || words === "last month") return words;
  return words.startsWith("the ") ? `in ${words}` : `in the ${words}`;
}
