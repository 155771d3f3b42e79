import { removeLedgerWriter } from "@/db/queries/ledger/write-batch";
import { withDeadline } from "@/db/queries/with-deadline";
import { Batch } from "./batch";
import type { ClosedExchange, JournaledLedger, OpenEntry, SaidText } from "./contract";
import { deliver } from "./deliver";
import type { LedgerOptions } from "./ledger-options";
import { Progress } from "./progress";
import type { Spool } from "./spool";
import { SpoolSwitch } from "./spool-switch";
import { TextWriter } from "./text-writer";

const MAX_BYTES = 1024 * 1024 * 1024;
const MEMORY_BYTES = 32 * 1024 * 1024;
const FLUSH_INTERVAL_MS = 100;
const CLOSE_MS = 10_000;
const HEARTBEAT_MS = 5_000;
const BACKOFF_MS = [100, 250, 500, 1_000, 2_500, 5_000] as const;
/** Above this share of the spool's bound, records go without attempts and trace. */
const SHED_ABOVE = 0.8;
const NOT_KEPT: OpenEntry = { update: () => undefined };

/** Opens a spool of this process's own and brings what it takes into Postgres. Throws when the disk refuses already now. */
export function createLedger(options: LedgerOptions): JournaledLedger {
  return new SpooledLedger(options);
}

class SpooledLedger implements JournaledLedger {
  readonly #options: LedgerOptions;
  readonly #maxBytes: number;
  readonly #memoryBytes: number;
  readonly #spools: SpoolSwitch;
  /** Given up, while batches of theirs are on their way. */
  readonly #retired = new Set<Spool>();
  /** When exchanges that run were admitted, epoch ms of the database's clock. */
  readonly #running = new Map<string, number>();
  #gathering: Batch;
  /** Sealed, oldest first; the first of them may be on its way. */
  #sealed: Batch[] = [];
  readonly #progress = new Progress();
  readonly #texts: TextWriter;
  #lost = 0;
  #timer: NodeJS.Timeout | null = null;
  #delivering: Promise<void> | null = null;
  #isClosed = false;
  #wakeFromPause: (() => void) | null = null;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#maxBytes = options.maxBytes ?? MAX_BYTES;
    this.#memoryBytes = options.memoryBytes ?? MEMORY_BYTES;
    const { spoolRoot: root, onError } = options;
    const reopen = options.reopenMs === undefined ? {} : { reopenMs: options.reopenMs };
    const onSwitch = () => this.#seal();
    this.#spools = new SpoolSwitch({ root, maxBytes: this.#maxBytes, onError, onSwitch, ...reopen });
    this.#gathering = new Batch(this.#spool);
    this.#texts = new TextWriter({ sql: options.sql, onError });
    // A writer that nobody knows of yet could hold back what nobody waits for.
    if (this.#spool.isDurable) this.#schedule(0);
  }

  get #spool(): Spool {
    return this.#spools.current;
  }

  get pending(): number {
    return this.#progress.pending;
  }

  get lost(): number {
    return this.#lost;
  }

  get writerId(): string {
    return this.#spool.writerId;
  }

  journal(): { writerId: string; end: number } {
    this.#spool.write();
    return this.#spool;
  }

  get isFull(): boolean {
    return this.#spools.isRefusing || this.#spool.size >= this.#maxBytes;
  }

  open(ifInterrupted: ClosedExchange): OpenEntry {
    const { requestId, admittedAt } = ifInterrupted;
    if (admittedAt !== null) this.#running.set(requestId, admittedAt);
    if (this.isFull) return NOT_KEPT;
    try {
      return this.#spool.open(ifInterrupted);
    } catch (error) {
      this.#spools.abandon(error);
      return NOT_KEPT;
    }
  }

  append(exchange: ClosedExchange, entry: OpenEntry | null = null, said: SaidText | null = null): void {
    this.#progress.add();
    this.#running.delete(exchange.requestId);
    if (this.#isClosed || !this.#hasRoom) {
      const why = this.#isClosed ? "the ledger is closed" : "the spool is full";
      this.#lose(1, new Error(`record ${exchange.requestId} was lost: ${why}`));
      return;
    }
    this.#add(exchange, entry);
    if (said !== null) this.#texts.add(exchange, said);
    // A heartbeat may be due much later.
    if (this.#gathering.count === 1) this.#stopTimer();
    if (this.#sealed.length > 0) this.#start();
    else this.#schedule(this.#options.flushIntervalMs ?? FLUSH_INTERVAL_MS);
  }

  /** While the disk refuses, what waits is bounded as memory is. */
  get #hasRoom(): boolean {
    return this.#spool.size < (this.#spools.isRefusing ? this.#memoryBytes : this.#maxBytes);
  }

  async flush(): Promise<void> {
    await Promise.all([this.#flushRecords(), this.#texts.flush()]);
  }

  async #flushRecords(): Promise<void> {
    if (this.pending === 0) return;
    const done = this.#progress.caughtUp();
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
    this.#spools.stop();
    this.#wakeFromPause?.();
    // A heartbeat on its way would bring back the writer that says goodbye.
    if (this.#delivering !== null) await Promise.race([this.#delivering, timeout]);
    const left = this.pending;
    if (left > 0 && !this.#spool.isDurable) {
      this.#lose(left, new Error(`${left} records were not written before the ledger had to close`));
    }
    // What never ended here becomes an interrupted record by whoever finds the spool.
    const isOver = left === 0 && this.#running.size === 0;
    if (isOver) await this.#leave(this.#spool);
    this.#spool.close(isOver);
  }

  #add(exchange: ClosedExchange, entry: OpenEntry | null): void {
    const detail = this.#spool.size < this.#maxBytes * SHED_ABOVE;
    try {
      if (!this.#gathering.add(exchange, detail)) {
        this.#seal();
        this.#gathering.add(exchange, detail);
      }
    } catch (error) {
      this.#spools.abandon(error);
      this.#gathering.add(exchange, detail);
    }
    if (entry !== null) this.#spool.settle(entry);
  }

  /** Closes the batch that is gathered; when memory runs short, the spool alone keeps it. */
  #seal(): void {
    const { spool } = this.#gathering;
    if (this.#gathering.count > 0) this.#sealed.push(this.#gathering);
    const isCrowded = this.#sealed.reduce((sum, batch) => sum + batch.bytes, 0) > this.#memoryBytes;
    if (isCrowded && spool.write()) this.#gathering.release();
    this.#gathering = new Batch(this.#spool);
    if (spool !== this.#spool) this.#retired.add(spool);
  }

  /** The writer's last word; without it, charts wait for it a while. */
  async #leave(spool: Spool): Promise<void> {
    try {
      await withDeadline(removeLedgerWriter(this.#options.sql, spool.writerId), CLOSE_MS);
    } catch (error) {
      this.#options.onError(error);
    }
  }

  /** Spools that were given up have said everything once none of their batches is left and the one after them is known. */
  async #leaveRetired(delivered: Spool): Promise<void> {
    if (this.#retired.size === 0 || delivered !== this.#spool) return;
    for (const spool of this.#retired) {
      if (this.#sealed.some((batch) => batch.spool === spool)) continue;
      this.#retired.delete(spool);
      await this.#leave(spool);
    }
  }

  #schedule(afterMs: number): void {
    if (this.#timer !== null || this.#delivering !== null) return;
    this.#timer = setTimeout(() => this.#start(), afterMs).unref();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #start(): void {
    this.#stopTimer();
    this.#delivering ??= this.#run().finally(() => {
      this.#delivering = null;
      if (this.#isClosed) return;
      const isWaiting = this.#gathering.count > 0 || this.#sealed.length > 0;
      const { flushIntervalMs = FLUSH_INTERVAL_MS, heartbeatMs = HEARTBEAT_MS } = this.#options;
      this.#schedule(isWaiting ? flushIntervalMs : heartbeatMs);
    });
  }

  async #run(): Promise<void> {
    if (this.#sealed.length === 0) this.#sealed.push(this.#gathering);
    if (this.#sealed.at(-1) === this.#gathering) this.#gathering = new Batch(this.#spool);
    for (let batch = this.#sealed[0]; batch !== undefined && !this.#isClosed; batch = this.#sealed[0]) {
      if (!(await this.#write(batch))) return;
      this.#sealed.shift();
      batch.release();
      this.#letGo(batch);
      this.#progress.finish(batch.count);
      await this.#leaveRetired(batch.spool);
    }
  }

  /** A disk that does not give back what is not needed any more costs room, and nothing else. */
  #letGo({ spool, to }: Batch): void {
    try {
      spool.delivered(to);
    } catch (error) {
      this.#options.onError(error);
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
    // Postgres must not have what a crash takes from the spool: there the call would still be running, and be billed once more.
    spool.write();
    const place = { writerId: spool.writerId, from, to, ...this.#promiseAfter(batch) };
    await deliver(this.#options.sql, { ...place, ...batch.content() }, (line, error) => {
      this.#lost += 1;
      this.#options.onError(new Error(`a record was refused by the database: ${line}`, { cause: error }));
    });
  }

  /**
   * What this process can promise once `batch` is in: nothing else that waits began before `completeTo`, and what was admitted
   * before `settledTo` has ended, is in the ledger and in the windows of its quotas.
   */
  #promiseAfter(batch: Batch): { completeTo: number; settledTo: number } {
    let completeTo = Date.now();
    let settledTo = this.#options.bookedTo?.() ?? Number.POSITIVE_INFINITY;
    for (const other of [this.#gathering, ...this.#sealed]) {
      if (other === batch) continue;
      completeTo = Math.min(completeTo, other.oldestStart);
      settledTo = Math.min(settledTo, other.oldestAdmission);
    }
    for (const admittedAt of this.#running.values()) settledTo = Math.min(settledTo, admittedAt);
    return { completeTo, settledTo: Number.isFinite(settledTo) ? settledTo : Date.now() };
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
    this.#progress.finish(count);
    this.#options.onError(error);
  }
}
