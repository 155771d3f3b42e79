import type { Account } from "./account";
import type { QuotaRefusal, QuotaStanding, QuotaWindow } from "./contract";
import { limitAt } from "./limit-at";
import { type Share, spanMsOf } from "./share";

/** A call that ends makes room for the next; nobody knows when, so ask again soon. */
const CONCURRENCY_RETRY_MS = 1_000;
/** Waiting for a budget's next window is only sensible when it is this near. */
const BUDGET_RETRY_MS = 60_000;

/** Where a quota stands as far as this process knows, `nowMs` being the database's time. */
export function standingOf(account: Account, nowMs: number): QuotaStanding {
  const { quota, share } = account;
  const limit = limitAt(account.quota, nowMs);
  if (share === null) return { quota, limit, used: 0n, held: 0n, resetsAt: resetOf(quota.window, null, nowMs) };
  const { used, held } = seenIn(share);
  return {
    quota,
    limit,
    used: BigInt(Math.max(0, Math.round(used))),
    held: BigInt(Math.max(0, Math.round(held))),
    resetsAt: resetOf(quota.window, share.ends, nowMs),
  };
}

/** Amounts of a window as far as this process knows. */
export function seenIn(share: Share): { used: number; held: number } {
  return {
    used: share.settledThere + share.unbooked + share.settledInSlices,
    held: share.heldBeside + share.running + share.heldInSlices,
  };
}

/** Epoch ms at which everything counted now is gone at the latest; null for what never resets by itself. */
export function resetOf(window: QuotaWindow, endsAt: number | null, nowMs: number): number | null {
  switch (window) {
    case "minute":
    case "hour":
      return Math.round(nowMs) + spanMsOf(window);
    case "day":
    case "week":
    case "month":
    case "quarter":
    case "days":
      return endsAt === null || !Number.isFinite(endsAt) ? null : endsAt;
    case "lifetime":
    case "now":
      return null;
  }
}

/** One quota that refuses a call: how much is needed above the room, and what a rolling window holds slice by slice. */
export interface Refusal {
  account: Account;
  need: number;
  missing: number;
  slices: readonly (readonly [start: number, amount: number])[];
}

/** No window ever has room for the call: it needs more than one call may hold. */
export function isTooLarge({ account, need }: Refusal): boolean {
  return account.share !== null && account.share.bound > 0 && account.hard && need > account.share.cap;
}

/** What the caller is told of the quota that refuses. A rolling window resets for this call when it may try again. */
export function explain(refusal: Refusal, nowMs: number, retryAfterMs: number | null): QuotaRefusal {
  const { account, need } = refusal;
  const standing = standingOf(account, nowMs);
  return {
    ...standing,
    resetsAt: account.sliceMs > 0 && retryAfterMs !== null ? Math.round(nowMs + retryAfterMs) : standing.resetsAt,
    reason: isTooLarge(refusal) ? "call_too_large" : "no_room",
    need: BigInt(need),
    maxPerCall: BigInt(account.share?.cap ?? 0),
  };
}

/** How long until the quota may let the call pass, ms; null when waiting does not help. */
export function retryAfter(refusal: Refusal, nowMs: number): number | null {
  const { quota, share } = refusal.account;
  if (isTooLarge(refusal)) return null;
  switch (quota.window) {
    case "minute":
    case "hour":
      return waitForSlices(refusal, nowMs);
    case "now":
      return limitAt(quota, nowMs) > 0n ? CONCURRENCY_RETRY_MS : null;
    case "lifetime":
      return null;
    case "day":
    case "week":
    case "month":
    case "quarter":
    case "days": {
      const left = share === null ? Number.POSITIVE_INFINITY : share.ends - nowMs;
      return limitAt(quota, nowMs) > 0n && left <= BUDGET_RETRY_MS ? Math.max(1, Math.ceil(left)) : null;
    }
  }
}

function waitForSlices(refusal: Refusal, nowMs: number): number | null {
  let freed = 0;
  for (const [start, amount] of refusal.slices) {
    freed += amount;
    if (freed >= refusal.missing) return Math.max(1, Math.ceil(start + spanMsOf(refusal.account.quota.window) - nowMs));
  }
  return null;
}

/**
 * The tightest of the quotas that refuse: the one that stays shut longest, since waiting for another would not help;
 * among equals the one with the largest share of its limit missing.
 */
export function tightest(refusals: readonly Refusal[], nowMs: number): Refusal | null {
  let found: Refusal | null = null;
  for (const refusal of refusals) if (found === null || isTighter(refusal, found, nowMs)) found = refusal;
  return found;
}

function isTighter(one: Refusal, other: Refusal, nowMs: number): boolean {
  const difference = shutFor(one, nowMs) - shutFor(other, nowMs);
  if (difference !== 0 && !Number.isNaN(difference)) return difference > 0;
  return missingShare(one) > missingShare(other);
}

function shutFor(refusal: Refusal, nowMs: number): number {
  const wait = retryAfter(refusal, nowMs);
  if (wait !== null) return wait;
  const { account } = refusal;
  const resetsAt = resetOf(account.quota.window, account.share?.ends ?? null, nowMs);
  return isTooLarge(refusal) || limitAt(account.quota, nowMs) === 0n || resetsAt === null
    ? Number.POSITIVE_INFINITY
    : resetsAt - nowMs;
}

function missingShare(refusal: Refusal): number {
  return refusal.missing / Math.max(1, Number(refusal.account.quota.limit));
}
