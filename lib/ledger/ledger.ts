import type { Database } from "@/db/client";
import { removeLedgerWriter } from "@/db/queries/ledger/record-exchanges";
import { withDeadline } from "@/db/queries/with-deadline";
import { newId } from "@/lib/crypto/new-id";
import type { ClosedExchange, Ledger } from "./contract";
import { ExchangeQueue, type QueuedExchange } from "./queue";
import { isDataFault, writeBatch } from "./write-batch";

const MAX_BYTES = 64 * 1024 * 1024;
const FLUSH_INTERVAL_MS = 150;
const BATCH_ROWS = 500;
const DEADLINE_MS = 10_000;
/** Idle writers say that they are still complete. */
const HEARTBEAT_MS = 5_000;
const BACKOFF_MS = [100, 250, 500, 1_000, 2_500, 5_000] as const;

export interface LedgerOptions {
  sql: Database["sql"];
  /** Text kept in memory at most while Postgres is away. */
  maxBytes?: number;
  /** How long a closed exchange waits for others to share its transaction. */
  flushIntervalMs?: number;
  /** How long one transaction may take before it is tried again. */
  deadlineMs?: number;
  /** How long `close` goes on trying. */
  closeTimeoutMs?: number;
  /** Told of every failed attempt and of every lost record. */
  onError: (error: unknown) => void;
}

/** A ledger that gathers closed exchanges and writes them in batches, one at a time, until Postgres has them. */
export function createLedger(options: LedgerOptions): Ledger {
  return new BatchedLedger(options);
}

interface Waiter {
  /** Resolves when so many are done. */
  target: number;
  resolve(): void;
}

class BatchedLedger implements Ledger {
  readonly #options: LedgerOptions;
  readonly #queue: ExchangeQueue;
  readonly #writerId = newId("lse");
  #writing: readonly QueuedExchange[] = [];
  #appended = 0;
  #done = 0;
  #lost = 0;
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;
  #wakeFromPause: (() => void) | null = null;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#queue = new ExchangeQueue(options.maxBytes ?? MAX_BYTES);
  }

  get pending(): number {
    return this.#queue.length + this.#writing.length;
  }

  get lost(): number {
    return this.#lost;
  }

  append(exchange: ClosedExchange): void {
    this.#appended += 1;
    if (this.#isClosed || !this.#keep(exchange)) {
      this.#lose(
        1,
        new Error(
          `record ${exchange.requestId} was lost: ${this.#isClosed ? "the ledger is closed" : "memory is full"}`,
        ),
      );
      return;
    }
    // A heartbeat may be due much later.
    if (this.#queue.length === 1) this.#stopTimer();
    if (this.#queue.length >= BATCH_ROWS) this.#start();
    else this.#schedule(this.#options.flushIntervalMs ?? FLUSH_INTERVAL_MS);
  }

  #keep(exchange: ClosedExchange): boolean {
    try {
      return this.#queue.push(exchange);
    } catch (error) {
      this.#options.onError(error);
      return false;
    }
  }

  async flush(): Promise<void> {
    const target = this.#appended;
    if (this.#done >= target) return;
    const done = new Promise<void>((resolve) => this.#waiters.push({ target, resolve }));
    this.#wakeFromPause?.();
    this.#start();
    await done;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    const timeout = new Promise<void>((resolve) =>
      setTimeout(resolve, this.#options.closeTimeoutMs ?? DEADLINE_MS).unref(),
    );
    await Promise.race([this.flush(), timeout]);
    this.#isClosed = true;
    this.#stopTimer();
    this.#wakeFromPause?.();
    const left = this.pending;
    if (left > 0) {
      this.#lose(left, new Error(`${left} records were not written before the ledger had to close`));
      return;
    }
    if (this.#appended > 0) await this.#leave();
  }

  /** The writer's last word; without it, charts wait for it a while. */
  async #leave(): Promise<void> {
    try {
      await this.#withDeadline(removeLedgerWriter(this.#options.sql, this.#writerId));
    } catch (error) {
      this.#options.onError(error);
    }
  }

  #schedule(afterMs: number): void {
    if (this.#timer !== null || this.#running !== null) return;
    this.#timer = setTimeout(() => this.#start(), afterMs).unref();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #start(): void {
    this.#stopTimer();
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#isClosed) return;
      this.#schedule(this.#queue.length > 0 ? 0 : HEARTBEAT_MS);
    });
  }

  async #run(): Promise<void> {
    do {
      this.#writing = this.#queue.take(BATCH_ROWS);
      await this.#write(this.#writing);
      this.#writing = [];
    } while (this.#queue.length > 0 && !this.#isClosed);
  }

  /** Until the rows are in, or one row alone is refused for what it is. */
  async #write(items: readonly QueuedExchange[]): Promise<void> {
    for (let failures = 0; !this.#isClosed || failures === 0; failures += 1) {
      try {
        await this.#attempt(items);
        this.#finish(items.length);
        return;
      } catch (error) {
        if (isDataFault(error) && items.length > 0) {
          await this.#writeHalves(items, error);
          return;
        }
        this.#options.onError(error);
        await this.#pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0);
      }
    }
  }

  async #writeHalves(items: readonly QueuedExchange[], error: unknown): Promise<void> {
    if (items.length === 1) {
      this.#lose(1, error);
      return;
    }
    const middle = items.length >> 1;
    await this.#write(items.slice(0, middle));
    await this.#write(items.slice(middle));
  }

  #attempt(items: readonly QueuedExchange[]): Promise<void> {
    const completeTo = this.#completeAfter(items);
    return this.#withDeadline(writeBatch(this.#options.sql, { items, writerId: this.#writerId, completeTo }));
  }

  /** What this writer can promise once `items` are in: nothing that waits, here or in the other half of a split batch, is older. */
  #completeAfter(items: readonly QueuedExchange[]): Date {
    let oldest = this.#queue.oldestStart() ?? new Date();
    if (items.length === this.#writing.length) return oldest;
    for (const { startedAt } of this.#writing) if (startedAt < oldest) oldest = startedAt;
    return oldest;
  }

  /** A transaction that ends late after all changes nothing when the batch comes again. */
  #withDeadline(work: Promise<void>): Promise<void> {
    return withDeadline(work, this.#options.deadlineMs ?? DEADLINE_MS);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeFromPause = () => {
        clearTimeout(timer);
        this.#wakeFromPause = null;
        resolve();
      };
    });
  }

  #lose(count: number, error: unknown): void {
    this.#lost += count;
    this.#finish(count);
    this.#options.onError(error);
  }

  #finish(count: number): void {
    this.#done += count;
    const done = this.#done;
    const ready = this.#waiters.filter((waiter) => waiter.target <= done);
    this.#waiters = this.#waiters.filter((waiter) => waiter.target > done);
    for (const waiter of ready) waiter.resolve();
  }
}
