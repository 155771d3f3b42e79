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

export const SCOPES: Record<QuotaScopeKind, { one: string; many: string }> = {
  organization: { one: "Organization", many: "Organization" },
  team: { one: "Team", many: "Teams" },
  team_model: { one: "Team", many: "Teams at one model" },
  project: { one: "Project", many: "Projects" },
  key: { one: "Key", many: "Keys" },
  key_model: { one: "Key", many: "Keys at one model" },
  person: { one: "Person", many: "People" },
  end_user: { one: "End user", many: "End users" },
  tag: { one: "Tag", many: "Tags" },
  model: { one: "Model", many: "Models" },
  provider: { one: "Provider", many: "Providers" },
};

/** The kinds of scope, outermost first. */
export const SCOPE_KINDS = Object.keys(SCOPES) as QuotaScopeKind[];

/** Whose quota it is: "Team Search", "Key search-production at gpt-5-mini", "Each end user". */
export function scopeName(scope: QuotaView["scope"]): string {
  if (scope.kind === "end_user" && scope.id === "*") return "Each end user";
  const name = `${SCOPES[scope.kind].one} ${scope.name}`;
  return scope.model ? `${name} at ${scope.model.name}` : name;
}

/** Whose quota it is, seen from a key: "Team Search", "This key at gpt-5-mini". */
export function scopeNameFromKey(scope: QuotaView["scope"]): string {
  if (scope.kind === "key") return "This key";
  return scope.kind === "key_model" ? `This key at ${scope.model?.name ?? "one model"}` : scopeName(scope);
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

/** A limit of nothing refuses every call; that is not the same as no limit. */
export function refusesAll(quota: { limit: string; hard: boolean; shadow?: boolean }): boolean {
  return quota.hard && quota.shadow !== true && Number(quota.limit) === 0;
}

/** The quota as the bar takes it; null when its standing is not known, as for an archived one. */
export function standingOf(quota: QuotaView): QuotaStanding | null {
  if (quota.standing === null) return null;
  const { settled, held, resetsAt } = quota.standing;
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
