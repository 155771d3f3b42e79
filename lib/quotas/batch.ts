import type { Account } from "./account";
import type { Ask } from "./ask";
import type { Quota, QuotaGrant } from "./contract";
import { type ListedCall, type Share, spanMsOf } from "./share";
import type { Refusal } from "./standing";
import type { Asks, Bookings, CallRow, CarriedOut, Line, LineAnswer, Message } from "./statement";
import type { StoreClock } from "./store-clock";
import { nextFall, sameSplit, sameTerms } from "./terms";

/** How long a lease lasts without renewal: a process that vanished is missed this long. */
export const LEASE_MS = 10_000;
/** We stop using a lease a little before the database stops counting on it. */
const LEASE_SAFETY_MS = 500;
/** A lease nobody used this long goes home. */
export const IDLE_MS = 2_000;

interface SentLine {
  account: Account;
  /** The terms it was asked under. */
  quota: Quota;
  share: Share | null;
  free: number;
  want: number;
}

/** One statement in the making: lines for everything that changed or is asked for, and what to do with the answer. */
export class Batch {
  readonly asks: readonly Ask[];
  readonly bookings: Bookings = { marks: [], ended: [], shadow: [], booked: null };
  readonly #clock: StoreClock;
  readonly #lines: Line[] = [];
  readonly #sent: SentLine[] = [];
  readonly #lineOf = new Map<Account, number>();
  readonly #asked: Asks = { ids: [], ms: [], ends: [], calls: [], lines: [], needs: [] };
  readonly #listings: ListedCall[] = [];
  readonly #listed: CallRow[] = [];
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
    if (account.share !== null && this.#clock.now() >= account.share.ends) account.retire();
    const { share } = account;
    if (share !== null) this.#book(share);
    this.#lineOf.set(account, this.#lines.length + 1);
    const terms = { free: 0, want: this.#mayBorrow(account) ? account.want(need, 0) : 0 };
    if (share !== null) {
      this.#push(account, share, terms);
      return;
    }
    this.#lines.push({ ...lineOf(account, terms), w: null, e: null, after, held: 0, until: 0 });
    this.#sent.push({ account, quota: account.quota, share: null, ...terms });
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
    const isOver = account.share !== share || this.#clock.now() >= share.ends;
    const isIdle = now - account.lastUsedAt > IDLE_MS && account.used === 0;
    const stays = !home && !isOver && !isIdle && !account.near && share.validUntil > now;
    const free = stays ? share.free : 0;
    const wanted = stays && this.#mayBorrow(account) ? account.want(0, free) : 0;
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
      held: share.running - this.#list(share),
      until: Math.ceil(this.#clock.toStore(share.runningUntil)),
    });
    this.#sent.push({ account, quota: account.quota, share, ...terms });
    share.free = terms.free;
    share.low = 0;
  }

  /** Moves calls that are to get rows of their own into the statement; says how much of the share they hold. */
  #list(share: Share): number {
    if (share.listings.length === 0) return 0;
    const { id: q, subject: u } = share.owner.quota;
    let sum = 0;
    for (const listing of share.listings) {
      if (!listing.send()) continue;
      const x = Math.round(this.#clock.toStore(listing.expiresAt));
      this.#listings.push(listing);
      this.#listed.push({ q, u, w: share.starts, r: listing.row, a: listing.amount, x });
      sum += listing.amount;
    }
    share.listings = [];
    return sum;
  }

  /** Moves what a share has to book into the statement. */
  #book(share: Share): void {
    share.dirty = false;
    const { marks, ended } = this.bookings;
    const { id: q, subject: u, window } = share.owner.quota;
    if (share.unbooked !== 0) marks.push({ q, u, w: share.starts, s: share.unbooked, h: 0 });
    for (const r of share.endedRows) ended.push({ q, u, w: share.starts, r });
    share.settledThere += share.unbooked;
    share.unbooked = 0;
    share.endedRows = [];
    const oldest = this.#clock.now() - spanMsOf(window);
    for (const slice of share.slices.values()) {
      if (slice.start < oldest) share.slices.delete(slice.start);
      else if (slice.settled !== 0 || slice.held !== 0) {
        marks.push({ q, u, w: slice.start, s: slice.settled, h: slice.held });
        slice.settled = 0;
        slice.held = 0;
      }
    }
    share.settledThere += share.settledInSlices;
    share.heldBeside += share.heldInSlices;
    share.settledInSlices = 0;
    share.heldInSlices = 0;
  }

  message(voided: string[]): Omit<Message, "answered" | "count"> {
    this.#sentAt = this.#clock.own();
    return {
      replay: null,
      ...this.bookings,
      list: this.#listed,
      void: voided,
      lease_ms: LEASE_MS,
      lines: this.#lines,
      asks: this.#asked,
    };
  }

  /** Takes over the answer's lines; afterwards every asked account has a share. Amounts admitted since sending stay subtracted. */
  apply(lines: readonly LineAnswer[], admitted: (ask: number) => boolean): void {
    const live = this.#admittedLive(admitted);
    for (const listing of this.#listings) listing.confirm();
    lines.forEach((answer, n) => {
      const sent = this.#sent[n];
      const line = this.#lines[n];
      if (sent === undefined || line === undefined) return;
      const [starts, ends, settled, held, leased, elsewhere, extra, free, running, bound] = answer;
      const { account } = sent;
      const share = sent.share ?? account.open(starts, ends ?? Number.POSITIVE_INFINITY);
      sent.share = share;
      share.free = Math.max(0, share.free - (sent.free - free)) + extra;
      share.settledThere = settled;
      share.heldBeside = held - running - (live.get(account) ?? 0);
      share.elsewhere = elsewhere;
      share.room = bound - settled - held - leased;
      share.bound = bound;
      share.cap = Math.floor((bound * line.p) / 100);
      share.low = Math.floor(share.free / 4);
      share.syncedAt = this.#sentAt;
      share.validUntil = sameTerms(sent.quota, account.quota) ? this.#validUntil(share, account, bound) : 0;
      // A share that already has its part of the room gets no more of it, and is not near for that.
      if (sent.want > 0) account.near = extra === 0 && share.free < account.least;
      if (account.share === share && !sameSplit(sent.quota, account.quota)) account.retire();
    });
  }

  /** The answer never came: how leases stand is told again, which also returns what may have been lent. */
  undo(): void {
    for (const { share } of this.#sent) share?.touch();
    for (const listing of this.#listings) listing.retry();
  }

  /** Rows that may be there when the answer was lost. */
  get rows(): string[] {
    return [...this.asks.map((ask) => ask.request.requestId), ...this.#listings.map((listing) => listing.row)];
  }

  /**
   * A limit of zero, and one that is about to fall, are not for memory to decide. What never refuses needs no lease: it goes on
   * counting here while the database is away.
   */
  #validUntil(share: Share, { quota, hard }: Account, bound: number): number {
    const end = this.#clock.toOwn(share.ends);
    if (!hard) return end;
    if (bound <= 0) return 0;
    const fall = this.#clock.toOwn(nextFall(quota, this.#clock.now())) - LEASE_SAFETY_MS;
    return Math.min(this.#sentAt + LEASE_MS - LEASE_SAFETY_MS, end, fall);
  }

  /** What is lent shortly before the limit falls could not be used. */
  #mayBorrow({ quota }: Account): boolean {
    const now = this.#clock.now();
    return quota.grants.length === 0 || nextFall(quota, now) - now > 2 * LEASE_SAFETY_MS;
  }

  /** Where the answer put what was asked of an account. */
  shareOf(account: Account): Share | null {
    return this.#sent[(this.#lineOf.get(account) ?? 0) - 1]?.share ?? null;
  }

  /** What refuses call n; null when nothing does, empty when that is not known any more. Only after `apply`. */
  refusalsOf(n: number, answer: CarriedOut): Refusal[] | null {
    const ask = this.asks[n];
    const refusing = answer.refusals?.[n] ?? null;
    if (refusing === null || ask === undefined) return null;
    return refusing.flatMap((line) => {
      const account = this.#sent[line - 1]?.account;
      const need = ask.shorts.find((short) => short.account === account)?.need;
      if (account?.share == null || need === undefined) return [];
      return [{ account, need, missing: need - account.share.room, slices: answer.lines[line - 1]?.[10] ?? [] }];
    });
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
  const isCapped = quota.unit !== "requests" && quota.unit !== "concurrent";
  return {
    q: quota.id,
    u: quota.subject,
    k: quota.window,
    z: quota.timeZone,
    d: quota.windowDays,
    a: quota.anchor,
    m: account.mode,
    hard: account.hard,
    l: quota.limit.toString(),
    g: quota.grants.length === 0 ? null : quota.grants.map(grantOf),
    p: isCapped ? quota.maxCallPercent : 100,
    ...terms,
    least: account.least,
  };
}

function grantOf({ amount, startsAt, endsAt }: QuotaGrant): [amount: string, from: number, until: number] {
  return [amount.toString(), Math.round(startsAt), Math.round(endsAt)];
}
