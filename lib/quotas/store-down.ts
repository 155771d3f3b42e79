import type { Account } from "./account";
import type { OnStoreDown } from "./contract";
import type { Reserved } from "./hold";
import type { LateBookings } from "./late-bookings";
import { limitAt } from "./limit-at";
import { type Place, Share, spanMsOf } from "./share";

/** Of a `last_known` quota's limit a process lets pass at most this much per outage (of a rolling limit: per window). */
export const LAST_KNOWN_PERCENT = 10;

export interface StoreDownOptions {
  late: LateBookings;
  /** What was last seen of an account's window that is now; null when nothing was. */
  lastSeen(account: Account, nowMs: number): { used: number; held: number } | null;
  /** How many processes shared the store when it was last heard of. */
  processes(): number;
}

interface Need {
  account: Account;
  need: number;
}

/** What may pass here without the store, and what did. */
interface Allowance {
  total: number;
  spent: number;
  running: number;
  /** Rolling limits: until when, epoch ms of the database's clock. */
  until: number;
}

/**
 * Decides calls that need the store while it is away, by each quota's `onStoreDown`. `last_known` lets pass what was left when last
 * seen, divided by the processes, at most LAST_KNOWN_PERCENT of the limit; `allow` lets everything pass, and so does a quota that
 * never refuses. All of it is counted and booked when the store is back.
 */
export class StoreDown {
  readonly #options: StoreDownOptions;
  readonly #allowances = new Map<string, Allowance>();
  #isActive = false;

  constructor(options: StoreDownOptions) {
    this.#options = options;
  }

  /** Whether calls were admitted without the store since it was last heard of. */
  get isActive(): boolean {
    return this.#isActive;
  }

  /** Reserves all of `needs`, or null when one of them may not pass. */
  admit(needs: readonly Need[], nowMs: number): Reserved | null {
    if (!needs.every(({ account, need }) => this.#mayPass(account, need, nowMs))) return null;
    this.#isActive = true;
    const reserved: Reserved = { places: [], held: [] };
    for (const { account, need } of needs) this.#reserve(account, need, { nowMs, reserved });
    return reserved;
  }

  /** The store is back and knows what was admitted: the next outage begins anew. */
  over(): void {
    this.#allowances.clear();
    this.#isActive = false;
  }

  #mayPass(account: Account, need: number, nowMs: number): boolean {
    switch (ruleOf(account)) {
      case "deny":
        return false;
      case "allow":
        return true;
      case "last_known": {
        const { total, spent, running } = this.#allowanceOf(account, nowMs);
        return spent + running + need <= total && need <= largestCall(account, nowMs);
      }
    }
  }

  #reserve(account: Account, need: number, call: { nowMs: number; reserved: Reserved }): void {
    const allowance = ruleOf(account) === "last_known" ? this.#allowanceOf(account, call.nowMs) : null;
    const { late } = this.#options;
    if (account.mode === "count") {
      if (allowance !== null) allowance.spent += need;
      late.note(account.quota, call.nowMs, need);
      return;
    }
    if (allowance !== null) allowance.running += need;
    call.reserved.places.push(new PlaceWithoutStore(account, { atMs: call.nowMs, allowance, late }));
    call.reserved.held.push(need);
  }

  #allowanceOf(account: Account, nowMs: number): Allowance {
    const known = this.#allowances.get(account.key);
    if (known !== undefined && nowMs < known.until) return known;
    const until = account.sliceMs > 0 ? nowMs + spanMsOf(account.quota.window) : Number.POSITIVE_INFINITY;
    const allowance = { total: this.#totalOf(account, nowMs), spent: 0, running: known?.running ?? 0, until };
    this.#allowances.set(account.key, allowance);
    return allowance;
  }

  #totalOf(account: Account, nowMs: number): number {
    const limit = Number(limitAt(account.quota, nowMs));
    const processes = Math.max(1, this.#options.processes());
    // Calls that run at once spend nothing: each process has its part of the limit.
    if (account.mode === "live") return Math.floor(limit / processes);
    const seen = this.#options.lastSeen(account, nowMs);
    if (seen === null) return 0;
    const left = Math.max(0, limit - seen.used - seen.held);
    return Math.floor(Math.min(left / processes, (limit * LAST_KNOWN_PERCENT) / 100));
  }
}

/** A quota that refuses nobody while the store answers refuses nobody without it; one in shadow mode counts only what it can judge. */
export function ruleOf({ hard, quota }: Pick<Account, "hard" | "quota">): OnStoreDown {
  if (quota.shadow) return "deny";
  return hard ? quota.onStoreDown : "allow";
}

function largestCall({ quota, mode }: Account, nowMs: number): number {
  const isCapped = mode === "hold" && quota.unit !== "requests";
  return isCapped ? (Number(limitAt(quota, nowMs)) * quota.maxCallPercent) / 100 : Number.POSITIVE_INFINITY;
}

/** Where a call admitted without the store holds its amount; what it used is booked late, in the window it was admitted in. */
class PlaceWithoutStore implements Place {
  /** Only names the quota: nothing is ever borrowed or told through it. */
  readonly share: Share;
  readonly #account: Account;
  readonly #from: { atMs: number; allowance: Allowance | null; late: LateBookings };

  constructor(account: Account, from: { atMs: number; allowance: Allowance | null; late: LateBookings }) {
    this.share = new Share(account, from.atMs, Number.POSITIVE_INFINITY);
    this.#account = account;
    this.#from = from;
  }

  end(held: number, used: number): void {
    const { allowance, late, atMs } = this.#from;
    if (allowance !== null) allowance.running -= held;
    if (this.#account.mode === "live") return;
    if (allowance !== null) allowance.spent += used;
    if (used > 0) late.note(this.#account.quota, atMs, used);
  }
}
