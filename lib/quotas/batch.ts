import type { Account } from "./account";
import type { Ask } from "./ask";
import { ROLLING_SECONDS, type Share } from "./share";
import type { Asks, Bookings, Line, LineAnswer, Message } from "./statement";
import type { StoreClock } from "./store-clock";

/** How long a lease lasts without renewal: a process that vanished is missed this long. */
export const LEASE_MS = 10_000;
/** We stop using a lease a little before the database stops counting on it. */
const LEASE_SAFETY_MS = 500;
/** A lease nobody used this long goes home. */
export const IDLE_MS = 2_000;

interface SentLine {
  account: Account;
  share: Share | null;
  free: number;
  want: number;
}

/** One statement in the making: lines for everything that changed or is asked for, and what to do with the answer. */
export class Batch {
  readonly asks: readonly Ask[];
  readonly bookings: Bookings = { marks: [], ended: [] };
  readonly #clock: StoreClock;
  readonly #lines: Line[] = [];
  readonly #sent: SentLine[] = [];
  readonly #lineOf = new Map<Account, number>();
  readonly #asked: Asks = { ids: [], ms: [], ends: [], calls: [], lines: [], needs: [] };
  #sentAt = 0;

  constructor(asks: readonly Ask[], clock: StoreClock) {
    this.asks = asks;
    this.#clock = clock;
    const demand = new Map<Account, number>();
    for (const ask of asks) {
      for (const { account, need } of ask.shorts) demand.set(account, (demand.get(account) ?? 0) + need);
    }
    for (const [account, need] of demand) this.#addAsked(account, need);
    for (const ask of asks) this.#addCall(ask);
  }

  get size(): number {
    return this.#lines.length;
  }

  /** Everything free of an asked quota goes back before calls are decided, so that no room hides here. */
  #addAsked(account: Account, need: number): void {
    const after = account.share?.ends ?? 0;
    if (account.share !== null && this.#clock.now() >= account.share.ends * 1000) account.retire();
    const { share } = account;
    if (share !== null) this.#book(share);
    this.#lineOf.set(account, this.#lines.length + 1);
    const terms = { free: 0, want: account.want(need, 0) };
    if (share !== null) {
      this.#push(account, share, terms);
      return;
    }
    this.#lines.push({ ...lineOf(account, terms), w: null, e: null, after, held: 0, until: 0 });
    this.#sent.push({ account, share: null, ...terms });
  }

  #addCall(ask: Ask): void {
    const asked = this.#asked;
    asked.ids.push(ask.request.requestId);
    asked.ms.push(Math.max(0, Math.round(ask.expiresAt - this.#clock.own())));
    for (const { account, need } of ask.shorts) {
      asked.calls.push(asked.ids.length);
      asked.lines.push(this.#lineOf.get(account) ?? 0);
      asked.needs.push(need);
    }
    asked.ends.push(asked.needs.length);
  }

  /** Tells how a share stands; `home` sends its free part back. */
  add(share: Share, account: Account, home: boolean): void {
    if (account.share === share && this.#lineOf.has(account)) return;
    const now = this.#clock.own();
    const isOver = account.share !== share || this.#clock.now() >= share.ends * 1000;
    const isIdle = now - account.lastUsedAt > IDLE_MS && account.used === 0;
    const stays = !home && !isOver && !isIdle && !account.near && share.validUntil > now;
    const free = stays ? share.free : 0;
    const wanted = stays ? account.want(0, free) : 0;
    this.#book(share);
    // Topping up is worth it when more than half is gone.
    this.#push(account, share, { free, want: wanted > free ? wanted : 0 });
  }

  #push(account: Account, share: Share, terms: { free: number; want: number }): void {
    this.#lines.push({
      ...lineOf(account, terms),
      w: share.starts,
      e: Number.isFinite(share.ends) ? share.ends : null,
      after: 0,
      held: share.running,
      until: Math.ceil(this.#clock.toStore(share.runningUntil) / 1000),
    });
    this.#sent.push({ account, share, ...terms });
    share.free = terms.free;
    share.low = 0;
  }

  /** Moves what a share has to book into the statement. */
  #book(share: Share): void {
    share.dirty = false;
    const { marks, ended } = this.bookings;
    const q = share.owner.quota.id;
    if (share.unbooked !== 0) marks.push({ q, w: share.starts, s: share.unbooked, h: 0 });
    for (const r of share.endedRows) ended.push({ q, w: share.starts, r });
    share.settledThere += share.unbooked;
    share.unbooked = 0;
    share.endedRows = [];
    const oldest = this.#clock.now() / 1000 - ROLLING_SECONDS;
    for (const second of share.seconds.values()) {
      if (second.start < oldest) share.seconds.delete(second.start);
      else if (second.settled !== 0 || second.held !== 0) {
        marks.push({ q, w: second.start, s: second.settled, h: second.held });
        second.settled = 0;
        second.held = 0;
      }
    }
    share.settledThere += share.settledInSeconds;
    share.heldBeside += share.heldInSeconds;
    share.settledInSeconds = 0;
    share.heldInSeconds = 0;
  }

  message(voided: string[]): Message {
    this.#sentAt = this.#clock.own();
    return {
      replay: null,
      ...this.bookings,
      void: voided,
      lease_ms: LEASE_MS,
      lines: this.#lines,
      asks: this.#asked,
    };
  }

  /** Takes over the answer's lines; afterwards every asked account has a share. Amounts admitted since sending stay subtracted. */
  apply(lines: readonly LineAnswer[], admitted: (ask: number) => boolean): void {
    const live = this.#admittedLive(admitted);
    lines.forEach((answer, n) => {
      const sent = this.#sent[n];
      const line = this.#lines[n];
      if (sent === undefined || line === undefined) return;
      const [starts, ends, settled, held, leased, elsewhere, extra, free, running] = answer;
      const { account } = sent;
      const share = sent.share ?? account.open(starts, ends ?? Number.POSITIVE_INFINITY);
      share.free = Math.max(0, share.free - (sent.free - free)) + extra;
      share.settledThere = settled;
      share.heldBeside = held - running - (live.get(account) ?? 0);
      share.elsewhere = elsewhere;
      share.room = Number(account.quota.limit) - settled - held - leased;
      share.low = Math.floor(share.free / 4);
      share.syncedAt = this.#sentAt;
      share.validUntil = this.#validUntil(share, line);
      if (sent.want > 0) account.near = extra === 0;
    });
  }

  /** The answer never came: how leases stand is told again, which also returns what may have been lent. */
  undo(): void {
    for (const { share } of this.#sent) share?.touch();
  }

  /**
   * A limit of zero, and terms that changed while we asked, are not for memory to decide. What never refuses needs no lease:
   * it goes on counting here while the database is away.
   */
  #validUntil(share: Share, line: Line): number {
    const { limit, hard } = share.owner.quota;
    if ((hard && limit === 0n) || limit.toString() !== line.l) return 0;
    const end = Number.isFinite(share.ends) ? this.#clock.toOwn(share.ends * 1000) : Number.POSITIVE_INFINITY;
    return hard ? Math.min(this.#sentAt + LEASE_MS - LEASE_SAFETY_MS, end) : end;
  }

  /** What line n of the answer, from 1, is about. */
  accountAt(line: number): Account | undefined {
    return this.#sent[line - 1]?.account;
  }

  #admittedLive(admitted: (ask: number) => boolean): Map<Account, number> {
    const live = new Map<Account, number>();
    this.asks.forEach((ask, n) => {
      if (!admitted(n)) return;
      for (const { account, need } of ask.shorts) {
        if (account.mode === "live") live.set(account, (live.get(account) ?? 0) + need);
      }
    });
    return live;
  }
}

function lineOf(
  account: Account,
  terms: { free: number; want: number },
): Omit<Line, "w" | "e" | "after" | "held" | "until"> {
  const { quota } = account;
  return {
    q: quota.id,
    k: quota.window,
    z: quota.timeZone,
    m: account.mode,
    hard: quota.hard,
    l: quota.limit.toString(),
    ...terms,
    least: account.least,
  };
}
