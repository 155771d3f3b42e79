import type postgres from "postgres";
import type { Breaker } from "./breaker";
import { Deadline } from "./deadline";
import { type DriverQuery, innerQuery } from "./driver";
import type { TransactionBody } from "./guard-transaction";
import { QueryTask } from "./query-task";
import { Slot } from "./slot";
import { ConnectionLost, DeadlineExceeded, endsConnection, isStoreFailure } from "./store-failure";
import type { Task } from "./task";
import { TransactionTask } from "./transaction-task";

/** How long a cancelled statement may take to say so before its connection is hung up. */
const CANCEL_GRACE_MS = 250;
const PROBE_DEADLINE_MS = 500;
/** Connections are renewed at this age, so that a pool follows its server's address. */
const LIFETIME_MS = 45 * 60_000;

export interface PoolOptions {
  /** Connections at most. */
  size: number;
  breaker: Breaker;
}

/**
 * Connections that each carry one statement or transaction at a time, and a queue before them. Everything has a deadline that
 * begins when it is asked, so waiting for a connection counts. What misses it is cancelled; a connection that does not even
 * answer that is hung up and replaced, so a frozen server never keeps the pool.
 */
export class BoundedPool {
  readonly #breaker: Breaker;
  readonly #model: postgres.Sql;
  readonly #size: number;
  readonly #slots = new Set<Slot>();
  readonly #idle: Slot[] = [];
  #queue: Task[] = [];
  #isClosed = false;
  #onQuiet: (() => void) | null = null;

  /** `model` makes queries and holds the options; it never connects. */
  constructor(model: postgres.Sql, options: PoolOptions) {
    this.#model = model;
    this.#size = options.size;
    this.#breaker = options.breaker;
    this.#breaker.onOpen((refusal) => this.#refuseWaiting(() => refusal));
  }

  /** Runs one query within `deadlineMs`. */
  runQuery(query: DriverQuery, deadlineMs: number): void {
    this.#submit(new QueryTask(query, deadlineMs, { isProbe: false }));
  }

  /** Runs a transaction within `deadlineMs` from now to its commit. */
  begin<T>(work: { options: string; body: TransactionBody<T>; deadlineMs: number }): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#submit(new TransactionTask(work, { resolve, reject }));
    });
  }

  /** Refuses what waits, lets what runs end within `timeoutMs`, and hangs up. */
  async close(timeoutMs: number): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#refuseWaiting(() => ended());
    if (this.#idle.length < this.#slots.size) await this.#quiet(timeoutMs);
    const slots = [...this.#slots];
    this.#slots.clear();
    await Promise.all(slots.map((slot) => (this.#idle.includes(slot) ? slot.end() : slot.destroy(ended()))));
  }

  #quiet(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#onQuiet = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #submit(task: Task): void {
    const refusal = this.#isClosed ? ended() : task.isProbe ? null : this.#breaker.refusal();
    if (refusal !== null) {
      task.fail(refusal);
      return;
    }
    task.deadline = new Deadline(task.deadlineMs, () => this.#expire(task));
    this.#queue.push(task);
    this.#dispatch();
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const slot = this.#idle.pop() ?? this.#connect();
      if (slot === null) return;
      const task = this.#queue.shift();
      if (task !== undefined) this.#start(task, slot);
    }
  }

  #connect(): Slot | null {
    if (this.#slots.size >= this.#size) return null;
    const slot = new Slot(this.#model, Date.now(), (lost) => this.#forget(lost));
    this.#slots.add(slot);
    return slot;
  }

  #start(task: Task, slot: Slot): void {
    task.slot = slot;
    task.run(slot, (error) => this.#ended(task, slot, error));
  }

  /** What ran on a slot came to its end, in time or not. `error` is null when it succeeded. */
  #ended(task: Task, slot: Slot, error: unknown): void {
    task.deadline?.clear();
    if (task.grace !== null) clearTimeout(task.grace);
    if (!task.isExpired) this.#judge(error);
    if (error !== null && endsConnection(error) && !(task.isExpired && isCancelled(error))) slot.destroy(lossOf(error));
    else if (Date.now() - slot.bornAt > LIFETIME_MS) slot.destroy(new ConnectionLost("its time was over"));
    if (this.#slots.has(slot)) this.#idle.push(slot);
    this.#settled();
  }

  #judge(error: unknown): void {
    if (error !== null && isStoreFailure(error)) this.#breaker.failed(error);
    else this.#breaker.succeeded();
  }

  #settled(): void {
    if (this.#isClosed && this.#idle.length >= this.#slots.size) this.#onQuiet?.();
    if (!this.#isClosed) this.#dispatch();
  }

  #expire(task: Task): void {
    const failure = new DeadlineExceeded(task.deadlineMs);
    task.isExpired = true;
    task.fail(failure);
    const { slot } = task;
    if (slot === null) this.#queue = this.#queue.filter((waiting) => waiting !== task);
    else {
      slot.cancel(task.query);
      task.grace = setTimeout(() => slot.destroy(failure), CANCEL_GRACE_MS);
    }
    this.#breaker.failed(failure);
  }

  /** A slot's connection is gone: its place is free, and a busy one's task hears of it from the driver. */
  #forget(slot: Slot): void {
    this.#slots.delete(slot);
    const place = this.#idle.indexOf(slot);
    if (place !== -1) this.#idle.splice(place, 1);
    // Not at once: the driver is in the middle of telling those who waited on it.
    setImmediate(() => this.#settled());
  }

  #refuseWaiting(why: () => Error): void {
    const waiting = this.#queue.filter((task) => !task.isProbe || this.#isClosed);
    this.#queue = this.#queue.filter((task) => !waiting.includes(task));
    for (const task of waiting) {
      task.deadline?.clear();
      task.fail(why());
    }
  }

  /** Asks past the breaker whether the store serves. A standby answers too, but it does not. */
  async probe(): Promise<void> {
    const query = this.#model.unsafe("select current_setting('transaction_read_only') as read_only");
    const inner = innerQuery(query);
    if (inner !== null)
      inner.handler = (asked) => this.#submit(new QueryTask(asked, PROBE_DEADLINE_MS, { isProbe: true }));
    const [row] = await query;
    if (row?.read_only !== "off") throw new Error("the database only reads: it is a standby, or is being replaced");
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "57014";
}

function lossOf(error: unknown): Error {
  return error instanceof Error ? error : new ConnectionLost(String(error));
}

function ended(): Error {
  return Object.assign(new Error("the pool is closed"), { code: "CONNECTION_ENDED" });
}
