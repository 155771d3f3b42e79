import type { Database } from "@/db/client";
import { listStandings } from "@/db/queries/quotas/list-standings";
import { sweepQuotas } from "@/db/queries/quotas/sweep-quotas";
import { withDeadline } from "@/db/queries/with-deadline";
import { AppError } from "@/lib/errors/app-error";
import { Account, type AccountEvents, accountKey, TICK_MS } from "./account";
import { type PlainAmounts, plainEstimate } from "./amount";
import { type Ask, reserveCovered } from "./ask";
import type { Admission, AdmitRequest, BookingQuotas, JournalPosition, Quota, QuotaStanding } from "./contract";
import { Admitted } from "./decide";
import { type HoldBook, type Reserved, ReservedHold } from "./hold";
import { LastSeen } from "./last-seen";
import { limitAt } from "./limit-at";
import { Outage } from "./outage";
import { Pump } from "./pump";
import { ShadowTally, WatchedHold } from "./shadow";
import type { Share } from "./share";
import { resetOf, seenIn, standingOf } from "./standing";
import { StoreClock } from "./store-clock";
import { upkeep } from "./upkeep";

const DEADLINE_MS = 500;
const SWEEP_MS = 10_000;

export interface QuotaEngineOptions {
  /** Best a pool of its own: a database that hangs keeps up to a statement per backoff waiting in it. */
  sql: Database["sql"];
  /** Unlike that of every other engine on the database. */
  processId: string;
  /** Milliseconds, never stepping back. */
  clock?: () => number;
  /** How long one statement may take before callers are told `policy_unavailable`. */
  deadlineMs?: number;
  /** Where this process's journal of ended calls is: told with every booking, so that what a crash left unbooked is known exactly. */
  journal?: () => JournalPosition;
  /** Told of every failed statement; what they carried is kept and tried again. */
  onError?: (error: unknown) => void;
}

/**
 * Quotas that hold across processes: the sum of what is settled, held and lent never exceeds a hard limit, except by what calls
 * cost above their estimate. Answers from memory while the process has a lease, otherwise with one statement for all calls
 * that wait. See README.md for the bounds.
 */
export function createQuotaEngine(options: QuotaEngineOptions): BookingQuotas {
  return new LeasedQuotas(options);
}

class LeasedQuotas implements BookingQuotas {
  readonly #sql: Database["sql"];
  readonly #deadlineMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #clock: StoreClock;
  readonly #book: HoldBook;
  readonly #accounts = new Map<string, Account>();
  readonly #shadow = new ShadowTally();
  readonly #lastSeen = new LastSeen();
  readonly #outage: Outage;
  readonly #pump: Pump;
  readonly #events: AccountEvents;
  readonly #timer: NodeJS.Timeout;
  #sweptAt: number;
  #closed = false;

  constructor(options: QuotaEngineOptions) {
    this.#sql = options.sql;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#onError = options.onError ?? (() => undefined);
    this.#clock = new StoreClock(options.clock ?? (() => performance.timeOrigin + performance.now()));
    this.#book = { live: new Set(), now: () => this.#clock.now() };
    this.#outage = new Outage({
      sql: this.#sql,
      book: this.#book,
      lastSeen: this.#lastSeen,
      accountOf: (quota) => this.#accountOf(quota),
    });
    this.#pump = new Pump({
      sql: this.#sql,
      processId: options.processId,
      clock: this.#clock,
      book: this.#book,
      deadlineMs: this.#deadlineMs,
      onError: this.#onError,
      whileAway: (ask) => (this.#closed ? null : this.#outage.admit(ask)),
      onWanted: (id, subject) => this.#giveHome(accountKey({ id, subject })),
      onCounted: (processes) => this.#outage.noteProcesses(processes),
      shadow: this.#shadow,
      journal: options.journal,
    });
    this.#events = {
      onDirty: (share, account) => this.#note(share, account),
      onLow: () => this.#pump.wake(),
      onRelease: () => this.#pump.wake(),
    };
    this.#sweptAt = this.#clock.own();
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref();
    // An empty statement first: it learns the database's time and lets it plan, so that the first call need not wait for that.
    this.#pump.wake();
  }

  admit(request: AdmitRequest): Promise<Admission> {
    try {
      return this.#admit(request);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #admit(request: AdmitRequest): Promise<Admission> {
    if (this.#closed) {
      throw new AppError("shutting_down", "This gateway is shutting down. Try again: another one will answer.");
    }
    const amounts = plainEstimate(request.estimate, request.quotas);
    return request.quotas.some(isShadow) ? this.#admitWatched(request, amounts) : this.#decide(request, amounts);
  }

  /** Quotas in shadow mode are asked when the call is in: each for itself, nobody waits, and no trouble of theirs matters. */
  async #admitWatched(request: AdmitRequest, amounts: PlainAmounts): Promise<Admission> {
    const enforced = { ...request, quotas: request.quotas.filter((quota) => !quota.shadow) };
    const admission = await this.#decide(enforced, amounts);
    if (admission.kind === "refused" || this.#closed) return admission;
    const watched = request.quotas.filter(isShadow).map((quota) => this.#watch(quota, request, amounts));
    const hold = new WatchedHold(admission.hold, watched);
    return new Admitted(hold, admission.at ?? this.#clock.now(), () => admission.standings, admission.withoutStore);
  }

  /** What a quota in shadow mode says of a call. Rows it leaves in the database are named so that they never mix with the call's. */
  async #watch(quota: Quota, request: AdmitRequest, amounts: PlainAmounts): Promise<Admission | null> {
    const requestId = `${request.requestId}#${quota.id}`;
    try {
      const admission = await this.#decide({ ...request, requestId, quotas: [quota] }, amounts);
      this.#shadow.note(quota.id, admission.kind === "refused", this.#clock.now());
      return admission;
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }

  #decide(request: AdmitRequest, amounts: PlainAmounts): Promise<Admission> {
    const now = this.#clock.own();
    const accounts: Account[] = [];
    const needs: number[] = [];
    let isCovered = true;
    for (const quota of request.quotas) {
      const account = this.#accountOf(quota);
      const need = account.need(amounts);
      accounts.push(account);
      needs.push(need);
      isCovered = isCovered && account.covers(need, now);
    }
    const at = { now, nowMs: this.#clock.toStore(now), until: now + request.holdMs };
    if (isCovered) return Promise.resolve(this.#admitFromMemory({ request, accounts, needs }, at));
    return new Promise((resolve, reject) => {
      const part = reserveCovered({ request, accounts, needs }, at);
      const ask: Ask = { request, accounts, ...part, askedAt: now, expiresAt: at.until, tries: 1, resolve, reject };
      this.#pump.ask(ask);
    });
  }

  #admitFromMemory(
    call: { request: AdmitRequest; accounts: readonly Account[]; needs: readonly number[] },
    at: { nowMs: number; until: number },
  ): Admission {
    const { request, accounts, needs } = call;
    const reserved: Reserved = { places: [], held: [] };
    for (let n = 0; n < accounts.length; n += 1) {
      const need = needs[n] ?? 0;
      const place = accounts[n]?.reserve(need, at) ?? null;
      if (place === null) continue;
      reserved.places.push(place);
      reserved.held.push(need);
    }
    const hold = new ReservedHold({ requestId: request.requestId, expiresAt: at.until }, reserved, this.#book);
    return new Admitted(hold, at.nowMs, () => accounts.map((account) => standingOf(account, at.nowMs)));
  }

  #accountOf(quota: Quota): Account {
    const key = accountKey(quota);
    const known = this.#accounts.get(key);
    if (known === undefined) {
      const account = new Account(quota, this.#clock.own(), this.#events);
      this.#accounts.set(key, account);
      return account;
    }
    if (known.quota !== quota) known.follow(quota);
    return known;
  }

  /** The share may be of an account that was forgotten, when a call settles long after its hold expired. */
  #note(share: Share, account: Account): void {
    const current = this.#accounts.get(account.key) ?? account;
    if (current.readopt(share)) this.#pump.dirty.set(share, current);
  }

  /** What this process has done shows too: it is booked first. */
  async standings(quotas: readonly Quota[]): Promise<QuotaStanding[]> {
    if (quotas.length === 0) return [];
    if (this.#pump.isBehind) await this.#pump.drain(false);
    const rows = await this.#read(() => listStandings(this.#sql, quotas));
    const nowMs = this.#clock.now();
    return rows.flatMap((row, n) => {
      const quota = quotas[n];
      if (quota === undefined) return [];
      const resetsAt = resetOf(quota.window, row.endsAt?.getTime() ?? null, nowMs);
      return [{ quota, limit: limitAt(quota, nowMs), used: row.settled, held: row.held, resetsAt }];
    });
  }

  peek(quota: Quota): { used: number; held: number } | null {
    const key = accountKey(quota);
    const now = this.#clock.now();
    const share = this.#accounts.get(key)?.share ?? null;
    if (share === null) return this.#lastSeen.of(key, now);
    return now >= share.ends ? null : seenIn(share);
  }

  get bookedTo(): number {
    return this.#outage.isOpen ? 0 : this.#pump.bookedTo;
  }

  async #read<T>(query: () => PromiseLike<T>): Promise<T> {
    try {
      return await withDeadline(query(), this.#deadlineMs);
    } catch (error) {
      throw new AppError("policy_unavailable", "Gatehouse cannot read limits at the moment. Try again in a moment.", {
        cause: error,
      });
    }
  }

  async flush(): Promise<void> {
    await this.#catchUp();
    for (const account of this.#accounts.values()) {
      if (account.share !== null && account.share.free > 0) account.share.touch();
    }
    if (this.#pump.isBehind) await this.#pump.drain(true);
  }

  /** What passed while the store was away is booked before anything else is made of it. */
  async #catchUp(): Promise<void> {
    if (this.#outage.isOpen) await this.#read(() => this.#outage.catchUp());
  }

  /** Gives home what it can. What runs on stays held until it expires; with the database away, leases expire by themselves. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    try {
      await this.flush();
    } catch (error) {
      this.#onError(error);
    }
    this.#pump.close();
  }

  #giveHome(key: string): void {
    const account = this.#accounts.get(key);
    if (account === undefined) return;
    account.near = true;
    account.share?.touch();
    this.#pump.wake();
  }

  #tick(): void {
    const now = this.#clock.own();
    const isBorrowing = upkeep({
      accounts: this.#accounts,
      live: this.#book.live,
      now,
      nowMs: this.#clock.toStore(now),
      lastSeen: this.#lastSeen,
    });
    if (this.#pump.isBehind || isBorrowing || this.#outage.isOpen) this.#pump.wake();
    if (this.#outage.isOpen && this.#pump.isAnswered) this.#catchUp().catch(this.#onError);
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    // Others must know of this process, however little it has to say.
    this.#pump.wake();
    this.#read(() => sweepQuotas(this.#sql)).catch(this.#onError);
  }
}

function isShadow(quota: Quota): boolean {
  return quota.shadow;
}
