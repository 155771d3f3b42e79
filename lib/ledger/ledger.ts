import type { Database } from "@/db/client";
import { removeLedgerWriter } from "@/db/queries/ledger/write-batch";
import { withDeadline } from "@/db/queries/with-deadline";
import { Batch } from "./batch";
import type { ClosedExchange, Ledger, OpenEntry } from "./contract";
import { deliver } from "./deliver";
import { DiskSpool, MemorySpool, type Spool } from "./spool";

const MAX_BYTES = 1024 * 1024 * 1024;
const MEMORY_BYTES = 32 * 1024 * 1024;
const FLUSH_INTERVAL_MS = 100;
const CLOSE_MS = 10_000;
/** Idle writers say that they are still complete. */
const HEARTBEAT_MS = 5_000;
/** How often a disk that refused is tried again. */
const REOPEN_MS = 5_000;
const BACKOFF_MS = [100, 250, 500, 1_000, 2_500, 5_000] as const;
/** Above this share of the spool's bound, records go without attempts and trace. */
const SHED_ABOVE = 0.8;
const NOT_KEPT: OpenEntry = { update: () => undefined };

export interface LedgerOptions {
  sql: Database["sql"];
  /** Folder of the spools of this host; null keeps what waits in memory only, for tools that can be run again. */
  spoolRoot: string | null;
  /** Bytes the spool may take. */
  maxBytes?: number;
  /** Bytes of waiting records kept in memory as well; what is beyond is read back from the spool. */
  memoryBytes?: number;
  /** How long a closed exchange waits for others to share its transaction. */
  flushIntervalMs?: number;
  /** How long `close` goes on trying. */
  closeTimeoutMs?: number;
  /** Told of every failed attempt, of a disk that refuses, and of every lost record. */
  onError: (error: unknown) => void;
}

/** Opens a spool of this process's own and brings what it takes into Postgres. Throws when the disk refuses already now. */
export function createLedger(options: LedgerOptions): Ledger {
  return new SpooledLedger(options);
}

interface Waiter {
  /** Resolves when so many are done. */
  target: number;
  resolve(): void;
}

class SpooledLedger implements Ledger {
  readonly #options: LedgerOptions;
  readonly #maxBytes: number;
  readonly #memoryBytes: number;
  #spool: Spool;
  #gathering: Batch;
  /** Sealed, oldest first; the first of them may be on its way. */
  #sealed: Batch[] = [];
  #appended = 0;
  #done = 0;
  #lost = 0;
  #waiters: Waiter[] = [];
  #timer: NodeJS.Timeout | null = null;
  #reopening: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;
  #wakeFromPause: (() => void) | null = null;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
    this.#memoryBytes = options.memoryBytes ?? MEMORY_BYTES;
    this.#spool = options.spoolRoot === null ? new MemorySpool() : new DiskSpool(options.spoolRoot);
    this.#gathering = new Batch(this.#spool);
  }

  get pending(): number {
    return this.#appended - this.#done;
  }

  get lost(): number {
    return this.#lost;
  }

  get isFull(): boolean {
    return this.#spool.size >= this.#maxBytes || this.#reopening !== null;
  }

  open(ifInterrupted: ClosedExchange): OpenEntry {
    if (this.isFull) return NOT_KEPT;
    try {
      return this.#spool.open(ifInterrupted);
    } catch (error) {
      this.#abandonDisk(error);
      return NOT_KEPT;
    }
  }

  append(exchange: ClosedExchange, entry: OpenEntry | null = null): void {
    this.#appended += 1;
    if (this.#isClosed || this.#spool.size >= this.#maxBytes) {
      const why = this.#isClosed ? "the ledger is closed" : "the spool is full";
      this.#lose(1, new Error(`record ${exchange.requestId} was lost: ${why}`));
      return;
    }
    this.#add(exchange, entry);
    // A heartbeat may be due much later.
    if (this.#gathering.count === 1) this.#stopTimer();
    if (this.#sealed.length > 0) this.#start();
    else this.#schedule(this.#options.flushIntervalMs ?? FLUSH_INTERVAL_MS);
  }

  async flush(): Promise<void> {
    const target = this.#appended;
    if (this.#done >= target) return;
    const done = new Promise<void>((resolve) => this.#waiters.push({ target, resolve }));
    this.#wakeFromPause?.();
    this.#start();
    await done;
  }

  /** What Postgres did not take by then stays in the spool, for the next process to bring. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    const timeout = new Promise<void>((resolve) =>
      setTimeout(resolve, this.#options.closeTimeoutMs ?? CLOSE_MS).unref(),
    );
    await Promise.race([this.flush(), timeout]);
    this.#isClosed = true;
    this.#stopTimer();
    if (this.#reopening !== null) clearInterval(this.#reopening);
    this.#wakeFromPause?.();
    const left = this.pending;
    if (left > 0 && !this.#spool.isDurable) {
      this.#lose(left, new Error(`${left} records were not written before the ledger had to close`));
    }
    if (left === 0 && this.#appended > 0) await this.#leave();
    this.#spool.close(left === 0);
  }

  #add(exchange: ClosedExchange, entry: OpenEntry | null): void {
    const detail = this.#spool.size < this.#maxBytes * SHED_ABOVE;
    try {
      if (!this.#gathering.add(exchange, detail)) {
        this.#seal();
        this.#gathering.add(exchange, detail);
      }
      if (entry !== null) this.#spool.settle(entry);
    } catch (error) {
      this.#abandonDisk(error);
      this.#gathering.add(exchange, detail);
    }
  }

  /** Closes the batch that is gathered; when memory runs short, the spool alone keeps it. */
  #seal(): void {
    if (this.#gathering.count > 0) this.#sealed.push(this.#gathering);
    const isCrowded = this.#sealed.reduce((sum, batch) => sum + batch.bytes, 0) > this.#memoryBytes;
    if (isCrowded && this.#gathering.spool.isDurable) this.#gathering.release();
    this.#gathering = new Batch(this.#spool);
  }

  /** What is in memory goes on from there; the disk is tried again until it takes a spool. */
  #abandonDisk(error: unknown): void {
    this.#options.onError(error);
    const refusing = this.#spool;
    this.#spool = new MemorySpool();
    this.#seal();
    refusing.close(false);
    const { spoolRoot } = this.#options;
    if (spoolRoot === null || this.#reopening !== null) return;
    this.#reopening = setInterval(() => this.#reopen(spoolRoot), REOPEN_MS).unref();
  }

  #reopen(spoolRoot: string): void {
    try {
      this.#spool = new DiskSpool(spoolRoot);
    } catch (error) {
      this.#options.onError(error);
      return;
    }
    if (this.#reopening !== null) clearInterval(this.#reopening);
    this.#reopening = null;
    this.#seal();
  }

  /** The writer's last word; without it, charts wait for it a while. */
  async #leave(): Promise<void> {
    try {
      await withDeadline(removeLedgerWriter(this.#options.sql, this.#spool.writerId), CLOSE_MS);
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
      const isWaiting = this.#gathering.count > 0 || this.#sealed.length > 0;
      this.#schedule(isWaiting ? (this.#options.flushIntervalMs ?? FLUSH_INTERVAL_MS) : HEARTBEAT_MS);
    });
  }

  async #run(): Promise<void> {
    if (this.#sealed.length === 0) this.#sealed.push(this.#gathering);
    if (this.#sealed.at(-1) === this.#gathering) this.#gathering = new Batch(this.#spool);
    for (let batch = this.#sealed[0]; batch !== undefined && !this.#isClosed; batch = this.#sealed[0]) {
      if (!(await this.#write(batch))) return;
      this.#sealed.shift();
      batch.release();
      batch.spool.delivered(batch.to);
      this.#finish(batch.count);
    }
  }

  /** Until the batch is in; false when the ledger was closed before that. */
  async #write(batch: Batch): Promise<boolean> {
    for (let failures = 0; ; failures += 1) {
      try {
        await this.#deliver(batch);
        return true;
      } catch (error) {
        this.#options.onError(error);
      }
      if (this.#isClosed) return false;
      await this.#pause(BACKOFF_MS[Math.min(failures, BACKOFF_MS.length - 1)] ?? 0);
    }
  }

  async #deliver(batch: Batch): Promise<void> {
    const { spool, from, to } = batch;
    const place = { writerId: spool.writerId, from, to, completeTo: this.#completeAfter(batch) };
    await deliver(this.#options.sql, { ...place, ...batch.content() }, (line, error) => {
      this.#lost += 1;
      this.#options.onError(new Error(`a record was refused by the database: ${line}`, { cause: error }));
    });
  }

  /** What this writer can promise once `batch` is in: nothing else that waits began before. */
  #completeAfter(batch: Batch): number {
    let oldest = Math.min(Date.now(), this.#gathering.oldestStart);
    for (const other of this.#sealed) if (other !== batch) oldest = Math.min(oldest, other.oldestStart);
    return oldest;
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
