import { needOf, type PlainAmounts } from "./amount";
import type { Quota } from "./contract";
import { leastLease, smoothRate, wantedLease } from "./lease-size";
import { type Mode, type Place, Share, type ShareOwner, sliceMsOf } from "./share";
import { sameSplit, sameTerms } from "./terms";

/** How often use is measured and told to the database. */
export const TICK_MS = 200;

/** What accounts tell the pump. */
export interface AccountEvents {
  onDirty(share: Share, account: Account): void;
  onLow(): void;
  onRelease(): void;
}

/** One quota as this process knows it: its terms, what is borrowed of it, and how busy it is. */
export class Account implements ShareOwner {
  quota: Quota;
  /** What the engine knows it by. */
  readonly key: string;
  readonly mode: Mode;
  readonly sliceMs: number;
  /** Decides what passes; a quota in shadow mode does so for itself alone. */
  hard: boolean;
  /** Of the window that is now. */
  share: Share | null = null;
  /** Of windows that are over, while calls admitted in them run. */
  readonly older = new Set<Share>();
  /** The database lends nothing now: every call asks, and what calls give back goes home at once. */
  near = false;
  rate = 0;
  /** Units admitted since the last tick. */
  used = 0;
  largestNeed = 0;
  lastUsedAt: number;
  readonly #events: AccountEvents;

  constructor(quota: Quota, now: number, events: AccountEvents) {
    this.quota = quota;
    this.lastUsedAt = now;
    this.key = accountKey(quota);
    this.hard = quota.hard || quota.shadow;
    this.mode = modeOf(quota);
    this.sliceMs = sliceMsOf(quota.window);
    this.#events = events;
  }

  onDirty(share: Share): void {
    this.#events.onDirty(share, this);
  }

  onLow(): void {
    this.#events.onLow();
  }

  onRelease(): void {
    this.#events.onRelease();
  }

  /** Takes over the terms of a newer policy. What was borrowed under others is not used any more and goes home. */
  follow(quota: Quota): void {
    const before = this.quota;
    this.quota = quota;
    if (sameTerms(quota, before)) return;
    this.hard = quota.hard || quota.shadow;
    if (!sameSplit(quota, before)) this.retire();
    if (this.share === null) return;
    this.share.validUntil = 0;
    this.share.touch();
  }

  need(amounts: PlainAmounts): number {
    return needOf(this.quota.unit, amounts);
  }

  /** Whether a call can be admitted from memory. */
  covers(need: number, now: number): boolean {
    const { share } = this;
    if (share === null || now >= share.validUntil) return false;
    return !this.hard || (need <= share.free && need <= share.cap);
  }

  /** Admits a part of a call from memory; null when nothing stays held. Only after `covers`. */
  reserve(need: number, at: { nowMs: number; until: number }): Place | null {
    const { share } = this;
    if (share === null) return null;
    if (need > this.largestNeed) this.largestNeed = need;
    if (this.mode === "count") {
      share.count(need, at.nowMs);
      return null;
    }
    return share.hold(need, at.nowMs, at.until);
  }

  /** The share of a window the database named; an earlier one stays only for the calls that run in it. */
  open(starts: number, ends: number): Share {
    if (this.share?.starts === starts) return this.share;
    this.retire();
    for (const share of this.older) {
      if (share.starts !== starts) continue;
      this.older.delete(share);
      this.share = share;
      return share;
    }
    this.share = new Share(this, starts, ends);
    return this.share;
  }

  /** The window is over: what was borrowed goes home, running calls end where they began. */
  retire(): void {
    if (this.share === null) return;
    this.older.add(this.share);
    this.share.touch();
    this.share = null;
  }

  /**
   * Takes back a share that was dropped while empty and is used again, by a call that settles after its hold expired.
   * False when another one stands for the same window by now and has taken over what there is to tell.
   */
  readopt(share: Share): boolean {
    if (this.share === share || this.older.has(share)) return true;
    const twin = this.share?.starts === share.starts ? this.share : null;
    if (twin === null) {
      this.older.add(share);
      return true;
    }
    twin.unbooked += share.unbooked;
    twin.endedRows.push(...share.endedRows);
    share.unbooked = 0;
    share.endedRows = [];
    share.dirty = false;
    twin.touch();
    return false;
  }

  /** Called at every tick: notes how busy the account was. */
  tick(now: number): void {
    this.rate = smoothRate(this.rate, this.used, TICK_MS / 1000);
    if (this.used > 0) this.lastUsedAt = now;
    else this.largestNeed *= 0.9;
    this.used = 0;
  }

  want(need: number, free: number): number {
    const rate = Math.max(this.rate, (this.used * 1000) / TICK_MS);
    return this.hard ? wantedLease({ rate, need, free }) : 0;
  }

  get least(): number {
    return leastLease(this.largestNeed);
  }
}

/** Each subject of a quota has an account of its own. */
export function accountKey({ id, subject }: Pick<Quota, "id" | "subject">): string {
  return subject === "" ? id : `${id} ${subject}`;
}

/** Requests to a provider are only known to be used when it was asked. */
function modeOf({ unit, scopeKind }: Quota): Mode {
  if (unit === "concurrent") return "live";
  return unit === "requests" && scopeKind !== "provider" ? "count" : "hold";
}
