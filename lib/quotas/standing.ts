import type { Account } from "./account";
import type { QuotaStanding, QuotaWindow } from "./contract";
import type { Share } from "./share";
import { ROLLING_SECONDS } from "./share";

/** A call that ends makes room for the next; nobody knows when, so ask again soon. */
const CONCURRENCY_RETRY_MS = 1_000;
/** Waiting for a budget's next window is only sensible when it is this near. */
const BUDGET_RETRY_MS = 60_000;

/** Where a quota stands as far as this process knows, `nowMs` being the database's time. */
export function standingOf(account: Account, nowMs: number): QuotaStanding {
  const { quota, share } = account;
  if (share === null) return { quota, used: 0n, held: 0n, resetsAt: resetOf(quota.window, null, nowMs) };
  const { used, held } = seenIn(share);
  return {
    quota,
    used: BigInt(Math.max(0, Math.round(used))),
    held: BigInt(Math.max(0, Math.round(held))),
    resetsAt: resetOf(quota.window, share.ends, nowMs),
  };
}

/** Amounts of a window as far as this process knows. */
export function seenIn(share: Share): { used: number; held: number } {
  return {
    used: share.settledThere + share.unbooked + share.settledInSeconds,
    held: share.heldBeside + share.running + share.heldInSeconds,
  };
}

/** Epoch ms at which everything counted now is gone at the latest; null for what never resets by itself. */
export function resetOf(window: QuotaWindow, endsSeconds: number | null, nowMs: number): number | null {
  switch (window) {
    case "minute":
    case "hour":
      return Math.round(nowMs) + ROLLING_SECONDS * 1000;
    case "day":
    case "week":
    case "month":
    case "quarter":
    case "days":
      return endsSeconds === null || !Number.isFinite(endsSeconds) ? null : endsSeconds * 1000;
    case "lifetime":
    case "now":
      return null;
  }
}

/** One quota that refuses a call: how much is needed above the room, and what a rolling minute holds second by second. */
export interface Refusal {
  account: Account;
  missing: number;
  seconds: readonly (readonly [second: number, amount: number])[];
}

/** How long until the quota may let the call pass, ms; null when waiting does not help. */
export function retryAfter(refusal: Refusal, nowMs: number): number | null {
  const { quota, share } = refusal.account;
  switch (quota.window) {
    case "minute":
    case "hour":
      return waitForSeconds(refusal, nowMs);
    case "now":
      return quota.limit > 0n ? CONCURRENCY_RETRY_MS : null;
    case "lifetime":
      return null;
    case "day":
    case "week":
    case "month":
    case "quarter":
    case "days": {
      const left = share === null ? Number.POSITIVE_INFINITY : share.ends * 1000 - nowMs;
      return quota.limit > 0n && left <= BUDGET_RETRY_MS ? Math.max(1, Math.ceil(left)) : null;
    }
  }
}

function waitForSeconds(refusal: Refusal, nowMs: number): number | null {
  let freed = 0;
  for (const [second, amount] of refusal.seconds) {
    freed += amount;
    if (freed >= refusal.missing) return Math.max(1, Math.ceil((second + ROLLING_SECONDS) * 1000 - nowMs));
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
  const resetsAt = resetOf(refusal.account.quota.window, refusal.account.share?.ends ?? null, nowMs);
  return refusal.account.quota.limit === 0n || resetsAt === null ? Number.POSITIVE_INFINITY : resetsAt - nowMs;
}

function missingShare(refusal: Refusal): number {
  return refusal.missing / Math.max(1, Number(refusal.account.quota.limit));
}
