import type { Quota, QuotaWindow } from "./contract";

/** How a unit is kept: requests are booked on admission, calls running at once are never booked, the rest is held and settled. */
export type Mode = "count" | "hold" | "live";

/** The quota a share is a share of, as far as the share needs to know it. */
export interface ShareOwner {
  readonly quota: Quota;
  readonly mode: Mode;
  /** Length of a slice of a rolling window, ms; 0 when the window does not roll. */
  readonly sliceMs: number;
  readonly hard: boolean;
  /** The database lends nothing now: what calls give back goes home at once. */
  readonly near: boolean;
  /** Units admitted since the last tick. */
  used: number;
  /** The share has something to tell. */
  onDirty(share: Share): void;
  /** The free part runs low. */
  onLow(): void;
  /** Something came back while the quota is near its limit. */
  onRelease(): void;
}

/** Where an amount is held until its call ends. */
export interface Place {
  readonly share: Share;
  /** Gives `held` back and books `used`, which may be more. `nowMs` is the database's time. */
  end(held: number, used: number, nowMs: number): void;
}

/** A call on its way from the lease to a row of its own (listing.ts). */
export interface ListedCall {
  readonly row: string;
  readonly amount: number;
  /** Ms of the own clock. */
  readonly expiresAt: number;
  send(): boolean;
  confirm(): void;
  retry(): void;
}

/** A rolling window is counted in so many slices; what was admitted counts for the window and the slice it was admitted in. */
const SLICES = 120;
const WINDOW_MS: Partial<Record<QuotaWindow, number>> = { minute: 60_000, hour: 3_600_000 };

/** How long one slice of a window is, ms; 0 for windows that do not roll. */
export function sliceMsOf(window: QuotaWindow): number {
  return (WINDOW_MS[window] ?? 0) / SLICES;
}

/** How long what was admitted counts in a rolling window, ms. */
export function spanMsOf(window: QuotaWindow): number {
  return sliceMsOf(window) * (SLICES + 1);
}

/**
 * What this process has of one bucket: its free part answers calls from memory, its running part belongs to calls that have
 * not ended, and what was settled or ended waits here until the next statement tells the database.
 */
export class Share implements Place {
  readonly owner: ShareOwner;
  /** Start and end of the window, epoch ms. */
  readonly starts: number;
  readonly ends: number;
  free = 0;
  running = 0;
  /** When the last running call expires, ms of the own clock. */
  runningUntil = 0;
  /** Memory may answer until then, ms of the own clock. */
  validUntil = 0;
  /** Calls not ended that have something here. */
  open = 0;
  unbooked = 0;
  endedRows: string[] = [];
  /** Calls that are to get rows of their own, and how many have or will. */
  listings: ListedCall[] = [];
  listed = 0;
  readonly slices = new Map<number, Slice>();
  /** What the slices have to tell, added up. */
  settledInSlices = 0;
  heldInSlices = 0;
  #latest: Slice | null = null;
  dirty = false;
  /** Below this the pump is asked for more before calls have to wait. */
  low = 0;
  syncedAt = 0;
  /** The bucket as the last answer showed it, without what is running here. */
  settledThere = 0;
  heldBeside = 0;
  elsewhere = 0;
  room = 0;
  /** The limit that held at the last answer, and the most of it that one call may hold. */
  bound = 0;
  cap = 0;

  constructor(owner: ShareOwner, starts: number, ends: number) {
    this.owner = owner;
    this.starts = starts;
    this.ends = ends;
  }

  get share(): Share {
    return this;
  }

  /** Counts at once what is used by being admitted. */
  count(need: number, nowMs: number): void {
    this.spend(need);
    if (this.owner.sliceMs > 0) this.slice(nowMs).change(need, 0);
    else this.unbooked += need;
    this.touch();
  }

  /** Takes back what `count` counted for a call that was then refused by another quota. */
  uncount(need: number, nowMs: number): void {
    if (this.owner.sliceMs > 0) this.slice(nowMs).change(-need, 0);
    else this.unbooked -= need;
    if (this.owner.hard) this.free += need;
    this.touch();
  }

  /** Holds `need` until its call ends. */
  hold(need: number, nowMs: number, until: number): Place {
    this.spend(need);
    this.touch();
    this.open += 1;
    if (this.owner.sliceMs > 0) return this.slice(nowMs).hold(need);
    this.running += need;
    if (until > this.runningUntil) this.runningUntil = until;
    return this;
  }

  /** The same for what the database has already put on record, as it does for calls near the limit. */
  adopt(need: number, call: { requestId: string; nowMs: number; until: number }): Place {
    if (this.owner.mode === "hold") {
      if (this.owner.sliceMs === 0) return new Row(this, call.requestId);
      this.open += 1;
      return this.slice(call.nowMs);
    }
    this.open += 1;
    this.running += need;
    if (call.until > this.runningUntil) this.runningUntil = call.until;
    return this;
  }

  end(held: number, used: number): void {
    this.running -= held;
    this.unbooked += used;
    this.close(held, used);
  }

  /** What was not used is free again at once; what was used above the hold comes out of the free part as far as it goes. */
  close(held: number, used: number): void {
    this.open -= 1;
    if (this.owner.hard) this.free = Math.max(0, this.free + held - used);
    this.touch();
    if (this.owner.near) this.owner.onRelease();
  }

  slice(nowMs: number): Slice {
    const { sliceMs } = this.owner;
    const start = Math.floor(nowMs / sliceMs) * sliceMs;
    if (this.#latest?.start === start) return this.#latest;
    const known = this.slices.get(start);
    const slice = known ?? new Slice(this, start);
    if (known === undefined) this.slices.set(start, slice);
    this.#latest = slice;
    return slice;
  }

  touch(): void {
    if (this.dirty) return;
    this.dirty = true;
    this.owner.onDirty(this);
  }

  private spend(need: number): void {
    const { owner } = this;
    owner.used += need;
    if (!owner.hard) return;
    this.free -= need;
    if (this.free < this.low) {
      this.low = 0;
      owner.onLow();
    }
  }

  /** Nothing here that the database does not know, and nothing that needs it. */
  get isEmpty(): boolean {
    return this.free === 0 && this.running === 0 && this.open === 0 && !this.dirty;
  }
}

/** What was admitted in one slice of a rolling window and not yet told to the database, as changes. */
export class Slice implements Place {
  readonly share: Share;
  readonly start: number;
  settled = 0;
  held = 0;

  constructor(share: Share, start: number) {
    this.share = share;
    this.start = start;
  }

  hold(need: number): Place {
    this.change(0, need);
    return this;
  }

  change(settled: number, held: number): void {
    this.settled += settled;
    this.held += held;
    this.share.settledInSlices += settled;
    this.share.heldInSlices += held;
  }

  end(held: number, used: number, nowMs: number): void {
    if (nowMs - this.start >= spanMsOf(this.share.owner.quota.window)) {
      // It fell out of the window long ago, so there is nothing left to free or to book.
      this.share.close(0, 0);
      return;
    }
    this.change(used, -held);
    this.share.close(held, used);
  }
}

/** A hold the database keeps a row for, because the call was admitted near the limit. */
export class Row implements Place {
  readonly share: Share;
  readonly requestId: string;

  constructor(share: Share, requestId: string) {
    this.share = share;
    this.requestId = requestId;
    share.open += 1;
  }

  end(held: number, used: number): void {
    const { share } = this;
    share.heldBeside = Math.max(0, share.heldBeside - held);
    share.unbooked += used;
    share.endedRows.push(this.requestId);
    share.close(0, Math.max(0, used - held));
  }
}
