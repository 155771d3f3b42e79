import type { Database } from "@/db/client";
import { exchangeQuotas } from "@/db/queries/quotas/exchange-quotas";
import { DeadlineExceeded, withDeadline } from "@/db/queries/with-deadline";
import { AppError } from "@/lib/errors/app-error";
import type { Account } from "./account";
import { type Ask, giveBack } from "./ask";
import { Batch } from "./batch";
import type { Admission, JournalPosition } from "./contract";
import { decide, settleCovered } from "./decide";
import type { HoldBook } from "./hold";
import type { ShadowTally } from "./shadow";
import type { Share } from "./share";
import type { Bookings, CarriedOut, Message } from "./statement";
import type { StoreClock } from "./store-clock";

/** One statement carries so many calls and lines at most, so that none takes long. */
const CALLS_PER_STATEMENT = 256;
const LINES_PER_STATEMENT = 400;
/** A call that finds no room while others have idle leases asks again this often, and this long at most. */
const RECALL_RETRY_MS = 40;
const RECALL_LIMIT_MS = 1_000;
const BACKOFF_MS = [0, 100, 250, 500, 1_000, 2_000] as const;
const TRIES = 2;
/** A process learns this often, while it has something to say, how many there are. */
const COUNT_MS = 2_000;
/** Calls that go on while we drain may dirty their shares again. */
const DRAIN_ROUNDS = 50;

export interface PumpOptions {
  sql: Database["sql"];
  processId: string;
  clock: StoreClock;
  book: HoldBook;
  deadlineMs: number;
  onError: (error: unknown) => void;
  /** Decides a call without the store; null when it must be told that limits cannot be checked. */
  whileAway: (ask: Ask) => Admission | null;
  /** Called by id and subject of a quota. */
  onWanted: (quotaId: string, subject: string) => void;
  /** Called with how many processes share the store. */
  onCounted: (processes: number) => void;
  shadow: ShadowTally;
  /** Where the process's journal of ended calls is. */
  journal: (() => JournalPosition) | undefined;
}

/**
 * The one conversation of this process with the database: while a statement is on its way, calls and bookings gather for the
 * next, so a busy quota costs one statement for many calls.
 */
export class Pump {
  readonly dirty = new Map<Share, Account>();
  readonly #options: PumpOptions;
  #queue: Ask[] = [];
  #waiting: Ask[] = [];
  #due = false;
  #home = false;
  #running: Promise<void> | null = null;
  #recallTimer: NodeJS.Timeout | null = null;
  #sequence = Math.floor(Date.now() * 1000);
  #replay: Message["replay"] = null;
  /** Calls that were told that limits cannot be checked, and may have taken something all the same. */
  #void: string[] = [];
  /** The last statement that was answered. */
  #answered = 0;
  #countedAt = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #bookedTo = 0;
  #openAt = 0;

  constructor(options: PumpOptions) {
    this.#options = options;
  }

  /** Decides a call with the database; its promises settle when the answer is there. */
  ask(ask: Ask): void {
    if (this.isDown) this.#refuseUnavailable(ask, undefined);
    else {
      this.#queue.push(ask);
      this.kick();
    }
  }

  /** Whether the database failed so lately that asking again would only make callers wait. */
  get isDown(): boolean {
    return this.#options.clock.own() < this.#openAt;
  }

  /** Whether the last statement was answered. */
  get isAnswered(): boolean {
    return this.#failures === 0;
  }

  /** Whether there is something the database was not told, or has not answered yet. */
  get isBehind(): boolean {
    return this.#hasNews || this.#running !== null;
  }

  /** Epoch ms of the database's clock: everything that happened before is told, and was answered. */
  get bookedTo(): number {
    return this.isBehind ? this.#bookedTo : this.#options.clock.now();
  }

  get #hasNews(): boolean {
    return this.dirty.size > 0 || this.#replay !== null || this.#options.shadow.hasNews || this.#void.length > 0;
  }

  /** Tells the database what changed, soon. */
  wake(): void {
    this.#due = true;
    this.kick();
  }

  kick(): void {
    if (this.#running !== null || this.isDown) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#hasWork()) this.kick();
    });
  }

  /** Resolves when everything known now is told; with `home`, free parts are given back. Throws when the database is away. */
  async drain(home: boolean): Promise<void> {
    this.#home = home;
    try {
      for (let round = 0; round === 0 || (home && this.isBehind && round < DRAIN_ROUNDS); round += 1) {
        this.#due = true;
        this.kick();
        await this.#running;
        if (this.isDown) throw unavailable(undefined, this.#openAt - this.#options.clock.own());
      }
    } finally {
      this.#home = false;
    }
  }

  close(): void {
    if (this.#recallTimer !== null) clearTimeout(this.#recallTimer);
    this.#abandon([...this.#queue, ...this.#waiting], undefined);
    this.#queue = [];
    this.#waiting = [];
  }

  #hasWork(): boolean {
    return !this.isDown && (this.#queue.length > 0 || this.#due);
  }

  async #run(): Promise<void> {
    // Everything the current turn of the event loop asks goes into one statement.
    await Promise.resolve();
    while (this.#hasWork()) {
      const isRecovered = this.#replay === null || (await this.#sendReplay(this.#replay));
      if (isRecovered) await this.#sendBatch();
    }
  }

  async #sendReplay(replay: NonNullable<Message["replay"]>): Promise<boolean> {
    const message = { ...new Batch([], this.#options.clock).message([]), replay };
    try {
      await this.#exchange(message);
      this.#replay = null;
      return true;
    } catch (error) {
      this.#failed(error, []);
      return false;
    }
  }

  async #sendBatch(): Promise<void> {
    const batch = this.#collect();
    const voided = this.#void;
    try {
      const collectedAt = this.#options.clock.now();
      const isAll = this.dirty.size === 0;
      if (isAll) batch.bookings.booked = this.#position(collectedAt);
      const answer = await this.#exchange(batch.message(voided));
      if (isAll) this.#bookedTo = collectedAt;
      this.#void = this.#void.slice(voided.length);
      const admitted = (n: number) => (answer.refusals?.[n] ?? null) === null;
      batch.apply(answer.lines, admitted);
      this.#settleAsks(batch, answer);
      for (const [quotaId, subject] of answer.wanted) this.#options.onWanted(quotaId, subject);
    } catch (error) {
      this.#keepBookings(batch.bookings);
      batch.undo();
      this.#void = [...this.#void, ...batch.rows];
      this.#failed(error, batch.asks);
    }
  }

  #position(at: number): Bookings["booked"] {
    const position = this.#options.journal?.() ?? null;
    return position === null ? null : { writer: position.writerId, offset: position.end, at };
  }

  #collect(): Batch {
    const { clock, book, shadow } = this.#options;
    this.#queue = this.#queue.filter((ask) => !settleCovered(ask, clock, book));
    const batch = new Batch(this.#queue.splice(0, CALLS_PER_STATEMENT), clock);
    batch.bookings.shadow.push(...shadow.take());
    for (const [share, account] of this.dirty) {
      if (batch.size >= LINES_PER_STATEMENT) break;
      this.dirty.delete(share);
      // A share that was asked for is in the batch already.
      if (share.dirty) batch.add(share, account, this.#home);
    }
    this.#due = this.dirty.size > 0;
    return batch;
  }

  async #exchange(news: Omit<Message, "answered" | "count">): Promise<CarriedOut> {
    const { sql, processId, clock, deadlineMs } = this.#options;
    this.#sequence += 1;
    const sentAt = clock.own();
    const message = { ...news, answered: this.#answered, count: sentAt - this.#countedAt >= COUNT_MS };
    const answer = await withDeadline(
      exchangeQuotas(sql, processId, { sequence: this.#sequence, message }),
      deadlineMs,
    );
    if (answer.stale === true) throw new Error("the database carried out a later statement of this process");
    this.#answered = this.#sequence;
    if (message.count) this.#countedAt = sentAt;
    if (answer.processes !== null) this.#options.onCounted(answer.processes);
    clock.observe(answer.now, sentAt);
    this.#failures = 0;
    return answer;
  }

  #settleAsks(batch: Batch, answer: CarriedOut): void {
    const { clock, book } = this.#options;
    batch.asks.forEach((ask, n) => {
      const refusing = batch.refusalsOf(n, answer);
      const mayWait = clock.own() - ask.askedAt < RECALL_LIMIT_MS;
      const shareOf = (account: Account) => batch.shareOf(account);
      const verdict = decide({ ask, refusing, nowMs: answer.now, mayWait, shareOf }, book);
      if (verdict === "wait") this.#wait(ask);
      else {
        if (verdict.kind === "refused") giveBack(ask, book.now());
        ask.resolve(verdict);
      }
    });
  }

  #wait(ask: Ask): void {
    this.#waiting.push(ask);
    this.#recallTimer ??= setTimeout(() => {
      this.#recallTimer = null;
      this.#queue.push(...this.#waiting.splice(0));
      this.kick();
    }, RECALL_RETRY_MS);
  }

  /** What a statement booked whose answer never came is repeated until we know that it counts once. */
  #keepBookings(bookings: Bookings): void {
    if (bookings.marks.length + bookings.ended.length + bookings.shadow.length === 0) return;
    this.#replay = { ...bookings, sequence: this.#sequence };
  }

  #failed(error: unknown, asks: readonly Ask[]): void {
    const { clock, onError } = this.#options;
    this.#failures += 1;
    const backoffMs = BACKOFF_MS[Math.min(this.#failures - 1, BACKOFF_MS.length - 1)] ?? 0;
    this.#openAt = clock.own() + (error instanceof DeadlineExceeded ? Math.max(backoffMs, 250) : backoffMs);
    this.#due = this.#hasNews;
    onError(error);
    const again = this.isDown ? [] : asks.filter((ask) => ask.tries < TRIES);
    for (const ask of again) ask.tries += 1;
    this.#abandon(
      asks.filter((ask) => !again.includes(ask)),
      error,
    );
    this.#queue.unshift(...again);
    if (!this.isDown) return;
    this.#abandon(this.#queue.splice(0), error);
    this.#abandon(this.#waiting.splice(0), error);
  }

  #abandon(asks: readonly Ask[], cause: unknown): void {
    for (const ask of asks) this.#refuseUnavailable(ask, cause);
  }

  #refuseUnavailable(ask: Ask, cause: unknown): void {
    const admission = this.#options.whileAway(ask);
    if (admission !== null) {
      ask.resolve(admission);
      return;
    }
    giveBack(ask, this.#options.book.now());
    ask.reject(unavailable(cause, this.#openAt - this.#options.clock.own()));
  }
}

function unavailable(cause: unknown, waitMs: number): AppError {
  return new AppError("policy_unavailable", "Gatehouse cannot check limits at the moment. Try again in a moment.", {
    internal: "the database did not answer the quota statement in time",
    retryAfterMs: Math.max(100, Math.ceil(waitMs)),
    ...(cause === undefined ? {} : { cause }),
  });
}
