import type { QuotaOutlookView, QuotaView } from "@/lib/admin-api/client/quotas";
import type { ChartPoint, ChartSeries } from "../charts/chart-data";
import { formatBucket } from "../ui/format/format-time";
import { amountText } from "./quota-words";

type Unit = QuotaView["unit"];

/** What is left of the limit over the window: as it was, as expected, and at the bounds. */
export const BURN_DOWN_SERIES: readonly ChartSeries[] = [
  { key: "left", label: "Left", colour: "var(--series-1)" },
  { key: "expected", label: "Expected", colour: "var(--series-3)" },
  { key: "best", label: "At best", colour: "var(--series-other)" },
  { key: "worst", label: "At worst", colour: "var(--series-5)" },
];

/** The chart's points: the past up to now, then what is ahead. Nothing is left below zero. */
export function burnDown({ spent, forecast, limitNow, now }: QuotaOutlookView): ChartPoint[] {
  const limit = Number(limitNow);
  const left = (used: string) => Math.max(0, limit - Number(used));
  const points = new Map<string, ChartPoint>();
  for (const { at, used } of spent) points.set(at, { start: at, complete: at < now, values: { left: left(used) } });
  for (const { at, expected, low, high } of forecast?.path ?? []) {
    const values = { ...points.get(at)?.values, expected: left(expected), best: left(low), worst: left(high) };
    points.set(at, { start: at, complete: false, values });
  }
  return [...points.values()].sort((a, b) => Date.parse(a.start) - Date.parse(b.start));
}

/** Where the window is going, in sentences: its end, and when the limit is reached if it is. */
export function outlookWords(
  outlook: QuotaOutlookView,
  unit: Unit,
  timeZone: string,
): { end: string; reaches: string } {
  const { forecast, endsAt, limitNow, step } = outlook;
  const when = (iso: string) => formatBucket(iso, step, timeZone);
  if (forecast === null) return { end: "Too little was used to say where this is going.", reaches: "" };
  const { end, reaches, confidence, basis } = forecast;
  const text = (amount: string) => amountText(amount, unit);
  const by = endsAt === null ? `in 90 days, ${when(end.at)}` : `by ${when(endsAt)}`;
  const span = step === "day" ? "days" : "hours";
  return {
    end: `On course for ${text(end.expected)} of ${text(limitNow)} ${by}; four times of five between ${text(end.low)} and ${text(end.high)}. Confidence ${confidence}, from ${basis} ${span}.`,
    reaches: reachesWords(reaches, when),
  };
}

function reachesWords(
  reaches: NonNullable<QuotaOutlookView["forecast"]>["reaches"],
  when: (iso: string) => string,
): string {
  const { expected, earliest, latest } = reaches;
  if (expected !== null) {
    const bounds = [earliest && `at the earliest ${when(earliest)}`, latest && `at the latest ${when(latest)}`];
    return `Used up on ${when(expected)}${bounds.some(Boolean) ? `, ${bounds.filter(Boolean).join(", ")}` : ""}.`;
  }
  return earliest === null ? "It is not expected to be used up." : `It may be used up from ${when(earliest)} on.`;
}
