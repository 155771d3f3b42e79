import { AppError } from "@/lib/errors/app-error";
import type { Amounts, Quota, QuotaUnit, Used } from "./contract";

/** Amounts as plain numbers, for arithmetic on the hot path; exact up to 2^53 micro-USD, nine billion dollars. */
export interface PlainAmounts {
  costMicros: number;
  inputTokens: number;
  outputTokens: number;
}

/**
 * No call may need more: ten million dollars, or as many tokens. A caller may ask for any number of tokens, and amounts that do not
 * fit the database would fail the statement that everybody's calls wait for.
 */
const MOST_MICROS = 10_000_000_000_000;
const MOST_TOKENS = 1_000_000_000_000;

/**
 * What a call may need, or `model_unpriced` when money is limited and the price unknown.
 * Throws TypeError for amounts no call can have: a NaN in a total would let everything pass.
 */
export function plainEstimate(estimate: Amounts, quotas: readonly Quota[]): PlainAmounts {
  const inputTokens = wholeTokens(estimate.inputTokens);
  const outputTokens = wholeTokens(estimate.outputTokens);
  if (estimate.costMicros === null) {
    if (quotas.some((quota) => quota.hard && !quota.shadow && quota.unit === "usd_micros")) {
      throw new AppError("model_unpriced", "This model has no price yet, and a budget applies. Ask an administrator.");
    }
    return { costMicros: 0, inputTokens, outputTokens };
  }
  if (estimate.costMicros < 0n) throw new TypeError(`an estimate of ${estimate.costMicros} micro-USD makes no sense`);
  return { costMicros: Math.min(Number(estimate.costMicros), MOST_MICROS), inputTokens, outputTokens };
}

function wholeTokens(count: number): number {
  const whole = Math.ceil(count);
  if (whole >= 0 && whole <= Number.MAX_SAFE_INTEGER) return Math.min(whole, MOST_TOKENS);
  throw new TypeError(`an estimate of ${count} tokens makes no sense`);
}

/** How much of a quota a call needs: a call is one request and one of those running at once. */
export function needOf(unit: QuotaUnit, amounts: PlainAmounts): number {
  switch (unit) {
    case "usd_micros":
      return amounts.costMicros;
    case "tokens":
      return amounts.inputTokens + amounts.outputTokens;
    case "input_tokens":
      return amounts.inputTokens;
    case "output_tokens":
      return amounts.outputTokens;
    case "requests":
    case "concurrent":
      return 1;
  }
}

/** What a call that held `held` of a quota really used of it. A call that ended runs no more. */
export function usedOf(quota: Quota, actual: Used, held: number): number {
  if (quota.unit === "concurrent") return 0;
  if (quota.unit === "requests") return requestsOf(quota, actual, held);
  const isElsewhere = actual.providerId !== undefined && actual.providerId !== quota.scopeId;
  if (quota.scopeKind === "provider" && isElsewhere) return 0;
  return plainUse(amountOf(quota.unit, actual), held);
}

function amountOf(unit: Exclude<QuotaUnit, "requests" | "concurrent">, actual: Amounts): number {
  switch (unit) {
    case "usd_micros":
      return Number(actual.costMicros ?? 0n);
    case "tokens":
      return Math.ceil(actual.inputTokens + actual.outputTokens);
    case "input_tokens":
      return Math.ceil(actual.inputTokens);
    case "output_tokens":
      return Math.ceil(actual.outputTokens);
  }
}

/** Only requests to providers are settled; all others were booked on admission. */
function requestsOf(quota: Quota, actual: Used, held: number): number {
  if (actual.attempts !== undefined) {
    return actual.attempts.reduce((count, { providerId }) => (providerId === quota.scopeId ? count + 1 : count), 0);
  }
  return actual.providerId === undefined || actual.providerId === quota.scopeId ? held : 0;
}

/** An impossible count books what was held: that is the most we promised, and nothing is no answer. */
function plainUse(used: number, held: number): number {
  return used >= 0 && used <= Number.MAX_SAFE_INTEGER ? used : held;
}
