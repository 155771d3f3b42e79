import type { Quota } from "./contract";

/** How a unit is kept: requests are booked on admission, calls running at once are never booked, the rest is held and settled. */
export type Mode = "count" | "hold" | "live";

/** The quota a share is a share of, as far as the share needs to know it. */
export interface ShareOwner {
  readonly quota: Quota;
  readonly mode: Mode;
  readonly rolling: boolean;
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
  /** Gives `held` back and books `used`, which may be more. `second` is now, in seconds of the database's clock. */
  end(held: number, used: number, second: number): void;
}

/** Seconds after which what was admitted no longer counts in a rolling minute: the minute, and the second it began in. */
export const ROLLING_SECONDS = 61;

/**
 * What this process has of one bucket: its free part answers calls from memory, its running part belongs to calls that have
 * not ended, and what was settled or ended waits here until the next statement tells the database.
 */
export class Share implements Place {
  readonly owner: ShareOwner;
  /** Start and end of the window, seconds of the epoch. */
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
  readonly seconds = new Map<number, Second>();
  /** What the seconds have to tell, added up. */
  settledInSeconds = 0;
  heldInSeconds = 0;
  #latest: Second | null = null;
  dirty = false;
  /** Below this the pump is asked for more before calls have to wait. */
  low = 0;
  syncedAt = 0;
  /** The bucket as the last answer showed it, without what is running here. */
  settledThere = 0;
  heldBeside = 0;
  elsewhere = 0;
  room = 0;

  constructor(owner: ShareOwner, starts: number, ends: number) {
    this.owner = owner;
    this.starts = starts;
    this.ends = ends;
  }

  get share(): Share {
    return this;
  }

  /** Counts at once what is used by being admitted. */
  count(need: number, second: number): void {
    this.spend(need);
    if (this.owner.rolling) this.second(second).change(need, 0);
    else this.unbooked += need;
    this.touch();
  }

  /** Takes back what `count` counted for a call that was then refused by another quota. */
  uncount(need: number, second: number): void {
    if (this.owner.rolling) this.second(second).change(-need, 0);
    else this.unbooked -= need;
    if (this.owner.hard) this.free += need;
    this.touch();
  }

  /** Holds `need` until its call ends. */
  hold(need: number, second: number, until: number): Place {
    this.spend(need);
    this.touch();
    this.open += 1;
    if (this.owner.rolling) return this.second(second).hold(need);
    this.running += need;
    if (until > this.runningUntil) this.runningUntil = until;
    return this;
  }

  /** The same for what the database has already put on record, as it does for calls near the limit. */
  adopt(need: number, call: { requestId: string; second: number; until: number }): Place {
    if (this.owner.mode === "hold") {
      if (!this.owner.rolling) return new Row(this, call.requestId);
      this.open += 1;
      return this.second(call.second);
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

  second(start: number): Second {
    if (this.#latest?.start === start) return this.#latest;
    const known = this.seconds.get(start);
    const second = known ?? new Second(this, start);
    if (known === undefined) this.seconds.set(start, second);
    this.#latest = second;
    return second;
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

/** What was admitted in one second of a rolling minute and not yet told to the database, as changes. */
export class Second implements Place {
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
    this.share.settledInSeconds += settled;
    this.share.heldInSeconds += held;
  }

  end(held: number, used: number, second: number): void {
    if (second - this.start >= ROLLING_SECONDS) {
      // It fell out of the minute long ago, so there is nothing left to free or to book.
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
