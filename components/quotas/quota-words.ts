import type { QuotaView } from "@/lib/admin-api/client/quotas";
import { formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import type { QuotaStanding } from "../ui/quota-standing";

export type QuotaUnit = QuotaView["unit"];
export type QuotaWindow = QuotaView["window"];
export type QuotaScopeKind = QuotaView["scope"]["kind"];

export const UNITS: readonly { value: QuotaUnit; label: string; hint: string }[] = [
  { value: "usd", label: "Spend", hint: "What calls cost, in USD" },
  { value: "requests", label: "Requests", hint: "How many calls begin" },
  { value: "tokens", label: "Tokens", hint: "Tokens in and out, of every class" },
  { value: "concurrent", label: "Calls at once", hint: "How many may run at the same time" },
];

const WINDOWS: readonly { value: QuotaWindow; label: string; per: string }[] = [
  { value: "minute", label: "Per minute", per: "per minute" },
  { value: "day", label: "Per day", per: "per day" },
  { value: "week", label: "Per week", per: "per week" },
  { value: "month", label: "Per month", per: "per month" },
  { value: "lifetime", label: "In total, forever", per: "in total" },
];

/** Windows that go with a unit; calls at once are counted now, so they have none to choose. */
export function windowsOf(unit: QuotaUnit): readonly { value: QuotaWindow; label: string }[] {
  return unit === "concurrent" ? [] : WINDOWS;
}

/** The window a new quota of this unit usually has. */
export function usualWindow(unit: QuotaUnit): QuotaWindow {
  if (unit === "usd") return "month";
  return unit === "concurrent" ? "now" : "minute";
}

/** What a quota limits: "Spend per month", "Calls at once". */
export function quotaName({ unit, window }: { unit: QuotaUnit; window: QuotaWindow }): string {
  const label = UNITS.find((one) => one.value === unit)?.label ?? unit;
  const per = WINDOWS.find((one) => one.value === window)?.per;
  return per === undefined ? label : `${label} ${per}`;
}

const SCOPES: Record<QuotaScopeKind, string> = {
  organization: "Organization",
  team: "Team",
  project: "Project",
  key: "This key",
};

/** Whose quota it is, seen from a key: "Team Search", "This key". */
export function scopeName(scope: QuotaView["scope"]): string {
  return scope.kind === "key" ? SCOPES.key : `${SCOPES[scope.kind]} ${scope.name}`;
}

/** The limit alone: "$200", "60,000 tokens", "8 calls at once". */
export function limitText({ unit, limit }: { unit: QuotaUnit; limit: string }): string {
  if (unit === "usd") return formatUsd(limit, { wholeWhenRound: true });
  return `${formatCount(Number(limit))} ${unit === "concurrent" ? "at once" : unit}`;
}

/** A limit of nothing refuses every call; that is not the same as no limit. */
export function refusesAll(quota: { limit: string; hard: boolean }): boolean {
  return quota.hard && Number(quota.limit) === 0;
}

/** The quota as the bar takes it; null when its standing is not known, as for an archived one. */
export function standingOf(quota: QuotaView): QuotaStanding | null {
  if (quota.standing === null) return null;
  const { settled, held, resetsAt } = quota.standing;
  return { unit: quota.unit, limit: quota.limit, hard: quota.hard, settled, held, resetsAt };
}

const UNIT_ORDER: Record<QuotaUnit, number> = { usd: 0, requests: 1, tokens: 2, concurrent: 3 };

/** Money first, then requests, tokens, calls at once. */
export function byUnit(a: QuotaView, b: QuotaView): number {
  return UNIT_ORDER[a.unit] - UNIT_ORDER[b.unit] || a.window.localeCompare(b.window);
}
