import { AppError } from "@/lib/errors/app-error";
import type { QuotaStanding, QuotaUnit, QuotaWindow } from "@/lib/quotas/contract";

const WINDOW_WORDS: Record<QuotaWindow, string> = {
  minute: "per minute",
  hour: "per hour",
  day: "today",
  week: "this week",
  month: "this month",
  quarter: "this quarter",
  days: "in this window",
  lifetime: "in total",
  now: "at once",
};

const UNIT_WORDS: Record<Exclude<QuotaUnit, "usd_micros">, string> = {
  tokens: "tokens",
  input_tokens: "input tokens",
  output_tokens: "output tokens",
  requests: "requests",
  concurrent: "calls",
};

/** The error for a refusing quota: whose it is, how much is used of what, when it resets, and where to ask for more. */
export function explainRefusal(by: QuotaStanding, retryAfterMs: number | null, publicUrl: string): AppError {
  const { quota } = by;
  const isBudget = quota.unit === "usd_micros";
  const used = amount(by.used, quota.unit);
  const limit = amount(quota.limit, quota.unit);
  const resetsAt = by.resetsAt === null ? null : new Date(by.resetsAt).toISOString().replace(".000Z", "Z");
  const query = new URLSearchParams({ scope: quota.scopeKind, id: quota.scopeId });
  const requestUrl = `${publicUrl}/${quota.scopeKind === "key" ? `keys/${quota.scopeId}` : "teams"}?${query}`;
  const sentence = isBudget
    ? `Budget of ${quota.scopeKind} "${quota.scopeName}" is used up: $${used} of $${limit} ${WINDOW_WORDS[quota.window]}${heldWords(by)}.`
    : `Rate limit of ${quota.scopeKind} "${quota.scopeName}" is reached: ${limit} ${UNIT_WORDS[unitOf(quota.unit)]} ${WINDOW_WORDS[quota.window]}${heldWords(by)}.`;
  return new AppError(
    isBudget ? "budget_exceeded" : "rate_limit_exceeded",
    `${sentence} ${adviceOf(resetsAt, retryAfterMs)} See or raise it: ${requestUrl}`,
    {
      ...(retryAfterMs === null ? {} : { retryAfterMs }),
      refusal: {
        scope: quota.scopeKind,
        scope_name: quota.scopeName,
        unit: isBudget ? "usd" : quota.unit,
        used,
        limit,
        resets_at: resetsAt,
        request_url: requestUrl,
      },
    },
  );
}

/** An amount in its unit as a decimal string; micro-USD become USD with at least two decimals. */
export function amount(value: bigint, unit: QuotaUnit): string {
  if (unit !== "usd_micros") return value.toString();
  const micros = (value % 1_000_000n)
    .toString()
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `${value / 1_000_000n}.${micros}`;
}

function unitOf(unit: QuotaUnit): Exclude<QuotaUnit, "usd_micros"> {
  return unit === "usd_micros" ? "requests" : unit;
}

function heldWords(by: QuotaStanding): string {
  if (by.held === 0n || by.quota.unit === "concurrent") return "";
  return by.quota.unit === "usd_micros"
    ? `, and $${amount(by.held, by.quota.unit)} is held for calls in flight`
    : `, of which ${by.held} are held for calls in flight`;
}

function adviceOf(resetsAt: string | null, retryAfterMs: number | null): string {
  if (retryAfterMs !== null) return `Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`;
  return resetsAt === null ? "It does not reset by itself." : `Resets ${resetsAt}.`;
}
