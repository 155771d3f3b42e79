import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import type { QuotaStanding } from "../ui/quota-standing";

export type QuotaUnit = QuotaView["unit"];
export type QuotaWindow = QuotaView["window"];

export const UNITS: readonly { value: QuotaUnit; label: string; hint: string }[] = [
  { value: "usd", label: "Spend", hint: "What calls cost, in USD" },
  { value: "requests", label: "Requests", hint: "How many calls begin" },
  { value: "tokens", label: "Tokens", hint: "Tokens in and out, of every class" },
  { value: "input_tokens", label: "Input tokens", hint: "What models read, cached or not" },
  { value: "output_tokens", label: "Output tokens", hint: "What models write, reasoning included" },
  { value: "concurrent", label: "Calls at once", hint: "How many may run at the same time" },
];

const WINDOWS: readonly { value: QuotaWindow; label: string; per: string }[] = [
  { value: "minute", label: "Per minute", per: "per minute" },
  { value: "hour", label: "Per hour", per: "per hour" },
  { value: "day", label: "Per day", per: "per day" },
  { value: "week", label: "Per week", per: "per week" },
  { value: "month", label: "Per month", per: "per month" },
  { value: "quarter", label: "Per quarter", per: "per quarter" },
  { value: "days", label: "Every so many days", per: "every so many days" },
  { value: "lifetime", label: "In total, forever", per: "in total" },
];

/** Windows that go with a unit; calls at once are counted now, so they have none to choose. */
export function windowsOf(unit: QuotaUnit): readonly { value: QuotaWindow; label: string }[] {
  return unit === "concurrent" ? [] : WINDOWS;
}

/** The day on which a window begins unless another one is chosen. */
export function usualBeginning(window: QuotaWindow): string {
  switch (window) {
    case "week":
      return "Monday";
    case "month":
      return "the 1st";
    case "quarter":
      return "the 1st of January, April, July and October";
    default:
      return "the 1st of January";
  }
}

/** The window a new quota of this unit usually has. */
export function usualWindow(unit: QuotaUnit): QuotaWindow {
  if (unit === "usd") return "month";
  return unit === "concurrent" ? "now" : "minute";
}

/** What a quota limits: "Spend per month", "Tokens per 14 days", "Calls at once". */
export function quotaName(of: { unit: QuotaUnit; window: QuotaWindow; windowDays?: number | null }): string {
  const label = UNITS.find((one) => one.value === of.unit)?.label ?? of.unit;
  const per = of.windowDays ? `per ${formatDays(of.windowDays)}` : WINDOWS.find((one) => one.value === of.window)?.per;
  return per === undefined ? label : `${label} ${per}`;
}

const NOUNS: Record<Exclude<QuotaUnit, "usd">, string> = {
  tokens: "tokens",
  input_tokens: "input tokens",
  output_tokens: "output tokens",
  requests: "requests",
  concurrent: "at once",
};

/** The limit alone: "$200", "60,000 tokens", "8 calls at once". */
export function limitText({ unit, limit }: { unit: QuotaUnit; limit: string }): string {
  if (unit === "usd") return formatUsd(limit, { wholeWhenRound: true });
  return `${formatCount(Number(limit))} ${NOUNS[unit]}`;
}

/** An amount of a quota: "$3.20", "12,000 tokens", "8". */
export function amountText(amount: string, unit: QuotaUnit): string {
  if (unit === "usd") return formatUsd(amount);
  return unit === "concurrent" ? formatCount(Number(amount)) : limitText({ unit, limit: amount });
}

/** Whether a window is always the last minute or hour, and never begins anew. */
export const isRolling = (window: QuotaWindow) => window === "minute" || window === "hour";

/** Over which time a quota counts, in words. */
export function windowText({ window, windowDays }: { window: QuotaWindow; windowDays: number | null }): string {
  switch (window) {
    case "minute":
    case "hour":
      return `The last ${window}, rolling`;
    case "days":
      return `Every ${formatDays(windowDays ?? 1)}`;
    case "lifetime":
      return "Everything since it was set";
    case "now":
      return "Calls that run at the same time";
    default:
      return `Every calendar ${window}`;
  }
}

/** A limit of nothing refuses every call; that is not the same as no limit. */
export function refusesAll(quota: { limit: string; hard: boolean; shadow?: boolean }): boolean {
  return quota.hard && quota.shadow !== true && Number(quota.limit) === 0;
}

/** The quota as the bar takes it; null when its standing is not known, as for an archived one. */
export function standingOf(quota: QuotaView): QuotaStanding | null {
  if (quota.standing === null) return null;
  const { settled, held } = quota.standing;
  // What rolls does not reset: it frees up second by second.
  const resetsAt = isRolling(quota.window) ? null : quota.standing.resetsAt;
  return { unit: quota.unit, limit: quota.limitNow, hard: quota.hard, settled, held, resetsAt };
}

const UNIT_ORDER = UNITS.map((unit) => unit.value);
const WINDOW_ORDER = WINDOWS.map((window) => window.value);

/** Money first, then requests, tokens, calls at once; shorter windows before longer ones. */
export function byUnit(a: QuotaView, b: QuotaView): number {
  return (
    UNIT_ORDER.indexOf(a.unit) - UNIT_ORDER.indexOf(b.unit) ||
    WINDOW_ORDER.indexOf(a.window) - WINDOW_ORDER.indexOf(b.window)
  );
}

function formatDays(days: number): string {
  return days === 1 ? "1 day" : `${days} days`;
}
