import { AppError } from "@/lib/errors/app-error";
import type { Admission, Amounts, Quota, QuotaRefusal } from "@/lib/quotas/contract";
import { amount, amountWords, scopeName, scopeWords, unitName, windowWords } from "./quota-words";

type Refused = Extract<Admission, { kind: "refused" }>;

/**
 * The error for a refusing quota: whose it is, how much of what is used and held, what the call would have needed, when it resets
 * and where to ask for more. `estimate` is what the call would have held.
 */
export function explainRefusal(
  refused: Refused,
  estimate: Amounts & { isTask?: boolean },
  publicUrl: string,
): AppError {
  const { by, retryAfterMs } = refused;
  const { quota, reason } = by;
  const tooLarge = reason === "call_too_large";
  const resetsAt = by.resetsAt === null ? null : new Date(by.resetsAt).toISOString().replace(/\.\d+Z$/, "Z");
  const url = requestUrl(quota, publicUrl);
  const sentence = tooLarge ? tooLargeSentence(by, estimate) : `${fullSentence(by)} ${adviceOf(resetsAt, refused)}`;
  return new AppError(
    quota.unit === "usd_micros" ? "budget_exceeded" : "rate_limit_exceeded",
    `${sentence} Ask for more: ${url}`,
    {
      ...(retryAfterMs === null || tooLarge ? { shouldRetry: false } : { retryAfterMs }),
      refusal: {
        scope: quota.scopeKind,
        scope_name: scopeName(quota),
        unit: unitName(quota.unit),
        window: quota.window,
        used: amount(by.used, quota.unit),
        held: amount(by.held, quota.unit),
        limit: amount(by.limit, quota.unit),
        needed: amount(by.need, quota.unit),
        reason,
        resets_at: resetsAt,
        quota_id: quota.id,
        request_url: url,
      },
    },
  );
}

/** The form that asks for more of a quota, filled in. */
export function requestUrl(quota: Quota, publicUrl: string): string {
  return `${publicUrl}/access-requests/new?kind=quota&quota=${quota.id}`;
}

function fullSentence({ quota, used, held, limit, need }: QuotaRefusal): string {
  const whose = `${kindOf(quota)} of ${scopeWords(quota)}`;
  const window = windowWords(quota);
  if (limit === 0n) return `${whose} allows nothing: its limit is ${amountWords(0n, quota.unit)} ${window}.`;
  const spent = quota.unit === "usd_micros" ? amountWords(used, quota.unit) : used.toString();
  const share = `${spent} of ${amountWords(limit, quota.unit)}`;
  if (quota.unit === "concurrent") return `${whose} is reached: ${limit} ${limit === 1n ? "call" : "calls"} at once.`;
  const verb = quota.unit === "usd_micros" || held === 1n ? "is" : "are";
  const inFlight = held === 0n ? "" : `, and ${amountWords(held, quota.unit)} ${verb} held for calls in flight`;
  const taken = `${share} ${window}${inFlight}`;
  if (used + held >= limit) return `${whose} is ${quota.unit === "usd_micros" ? "used up" : "reached"}: ${taken}.`;
  return `${whose} has too little left for this call, which may need ${amountWords(need, quota.unit)}: ${taken}.`;
}

function tooLargeSentence({ quota, need, maxPerCall }: QuotaRefusal, estimate: Amounts & { isTask?: boolean }): string {
  const { unit, maxCallPercent } = quota;
  const whole = `the ${kindOf(quota).toLowerCase()} of ${scopeWords(quota)}`;
  const made =
    maxCallPercent === 100
      ? `This call may need ${amountWords(need, unit)}, more than ${whole} in whole: ${amountWords(maxPerCall, unit)} ${windowWords(quota)}.`
      : `This call may need ${amountWords(need, unit)}, and one call may hold at most ${amountWords(maxPerCall, unit)}, ${maxCallPercent} % of ${whole}.`;
  const advice = estimate.isTask === true ? LESS : lowerAdvice(quota, maxPerCall, estimate);
  return `${made} ${advice} Trying the same call again does not help.`;
}

/** Calls that are no chat have no bound to lower. */
const LESS = "Send or ask for less in one call, or call a cheaper model.";

/** What makes the call fit. Where the unit is tokens it can be said exactly. */
function lowerAdvice({ unit }: Quota, most: bigint, { inputTokens, outputTokens }: Amounts): string {
  const now = `(now ${outputTokens} for a prompt of about ${inputTokens} tokens)`;
  switch (unit) {
    case "output_tokens":
      return `Lower max_tokens ${now} to ${most} or less.`;
    case "tokens": {
      const room = Number(most) - inputTokens;
      if (room > 0) return `Lower max_tokens ${now} to ${room} or less.`;
      return `Send a shorter prompt and lower max_tokens ${now}.`;
    }
    case "input_tokens":
      return `Send a prompt of at most ${most} tokens; this one has about ${inputTokens}.`;
    default:
      return `Lower max_tokens ${now}, send a shorter prompt, or call a cheaper model.`;
  }
}

function kindOf(quota: Quota): string {
  if (quota.unit === "usd_micros") return "Budget";
  if (quota.unit === "concurrent") return "Concurrency limit";
  return quota.window === "minute" || quota.window === "hour" ? "Rate limit" : "Limit";
}

function adviceOf(resetsAt: string | null, { by, retryAfterMs }: Refused): string {
  if (retryAfterMs !== null) return `Try again in ${Math.max(1, Math.ceil(retryAfterMs / 1000))} s.`;
  if (by.limit === 0n) return "Waiting does not help.";
  return resetsAt === null ? "It does not reset by itself." : `Resets ${resetsAt}.`;
}
