import type { Quota, QuotaStanding, QuotaUnit } from "@/lib/quotas/contract";
import { scopeName, unitName } from "./quota-words";

/** One quota as numbers; `free` never below zero. */
interface Seen {
  standing: QuotaStanding;
  limit: number;
  free: number;
  share: number;
}

/** The tightest of all quotas, and the tightest rolling ones of requests and of tokens. Shadow quotas refuse nothing. */
export function quotaHeaders(headers: Record<string, string>, standings: readonly QuotaStanding[]): void {
  let all: Seen | null = null;
  let requests: Seen | null = null;
  let tokens: Seen | null = null;
  for (const standing of standings) {
    const { quota } = standing;
    if (quota.shadow) continue;
    const seen = see(standing);
    if (all === null || seen.share < all.share) all = seen;
    if (!isRateLimit(quota)) continue;
    if (quota.unit === "requests") requests = lessFree(requests, seen);
    else if (quota.unit === "tokens") tokens = lessFree(tokens, seen);
  }
  if (requests !== null) addRequests(headers, requests);
  if (tokens !== null) addTokens(headers, tokens);
  if (all !== null) headers["x-gatehouse-quota"] = quotaText(all);
}

/** What SDKs pace themselves by: it refuses, and waiting a little helps. Budgets are no rate limits. */
function isRateLimit({ window, hard }: Quota): boolean {
  return hard && (window === "minute" || window === "hour");
}

function lessFree(one: Seen | null, other: Seen): Seen {
  return one === null || other.free < one.free ? other : one;
}

function addRequests(headers: Record<string, string>, { limit, free, standing }: Seen): void {
  headers["x-ratelimit-limit-requests"] = String(limit);
  headers["x-ratelimit-remaining-requests"] = String(free);
  headers["x-ratelimit-reset-requests"] = `${resetSeconds(standing)}s`;
}

function addTokens(headers: Record<string, string>, { limit, free, standing }: Seen): void {
  headers["x-ratelimit-limit-tokens"] = String(limit);
  headers["x-ratelimit-remaining-tokens"] = String(free);
  headers["x-ratelimit-reset-tokens"] = `${resetSeconds(standing)}s`;
}

function see(standing: QuotaStanding): Seen {
  const limit = Number(standing.limit);
  const rest = limit - Number(standing.used) - Number(standing.held);
  const free = Math.max(0, rest);
  return { standing, limit, free, share: limit > 0 ? free / limit : 0 };
}

/** What of a quota's header is the same on every call. */
const STARTS = new WeakMap<Quota, string>();

/** `team:search;unit=usd;window=month;used=142.10;held=3.20;limit=200.00;reset=842093`; reset in seconds, left out when it never does. */
function quotaText({ standing, limit }: Seen): string {
  const { quota } = standing;
  let start = STARTS.get(quota);
  if (start === undefined) {
    const window = quota.windowDays === null ? quota.window : `${quota.windowDays}d`;
    start = `${quota.scopeKind}:${encodeURIComponent(scopeName(quota))};unit=${unitName(quota.unit)};window=${window};used=`;
    STARTS.set(quota, start);
  }
  const used = amountText(Number(standing.used), quota.unit);
  const held = amountText(Number(standing.held), quota.unit);
  const text = `${start}${used};held=${held};limit=${amountText(limit, quota.unit)}`;
  return standing.resetsAt === null ? text : `${text};reset=${resetSeconds(standing)}`;
}

function resetSeconds({ resetsAt }: QuotaStanding): number {
  return resetsAt === null ? 60 : Math.max(0, Math.ceil((resetsAt - Date.now()) / 1000));
}

function amountText(value: number, unit: QuotaUnit): string {
  return unit === "usd_micros" ? usd(value) : String(value);
}

const MICROS_PER_USD = 1_000_000;
const MICROS_PER_CENT = 10_000;

/** `usdFromMicros` for plain numbers of micro-USD, exact below 2^53. */
export function usd(micros: number): string {
  const whole = Math.floor(micros / MICROS_PER_USD);
  const rest = micros - whole * MICROS_PER_USD;
  if (rest % MICROS_PER_CENT === 0) return `${whole}.${String(100 + rest / MICROS_PER_CENT).slice(1)}`;
  const digits = String(MICROS_PER_USD + rest);
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === 48) end -= 1;
  return `${whole}.${digits.slice(1, end)}`;
}
