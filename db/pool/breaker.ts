import { StoreUnavailable } from "./store-failure";

export type BreakerState = "closed" | "open" | "half_open";

/** How a pool's store does, for readiness and the portal's health page. */
export interface StoreHealth {
  pool: string;
  /** `half_open` while it is being probed. */
  state: BreakerState;
  /** When it last changed between answering and not. */
  since: Date;
  /** What failed last; null while it answers. */
  trouble: string | null;
}

export interface BreakerOptions {
  pool: string;
  /** Asks the store something small that fails when it does not serve; bounded by the breaker's owner. */
  probe(): Promise<void>;
  /** Told once per change between answering and not. */
  onChange?: ((health: StoreHealth) => void) | undefined;
  clock?: () => number;
}

/** Failures in a row after which nobody is made to wait any more. */
const FAILURES = 3;
/** Two failures are enough when nothing succeeded for this long in between: "by elapsed failure", not by kind of error. */
const ELAPSED_MS = 1_000;
/** How often a store that does not answer is probed. */
const PROBE_EVERY_MS = 250;

/**
 * Counts time-outs and errors of one store alike. Open, it refuses at once; it closes when a probe succeeds, so no caller is
 * ever made the probe, and a store that comes back is noticed without traffic.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  readonly #clock: () => number;
  #state: BreakerState = "closed";
  #since: Date;
  #failures = 0;
  #firstFailureAt = 0;
  #cause: unknown = null;
  /** One for the whole time it is open: a thousand refused callers cost no thousand stack traces. */
  #refusal: StoreUnavailable | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #opened: ((refusal: StoreUnavailable) => void)[] = [];
  #isStopped = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? Date.now;
    this.#since = new Date(this.#clock());
  }

  get health(): StoreHealth {
    const trouble = this.#state === "closed" ? null : messageOf(this.#cause);
    return { pool: this.#options.pool, state: this.#state, since: this.#since, trouble };
  }

  /** Calls `told` whenever it opens, so that what waits in a queue need not wait on. */
  onOpen(told: (refusal: StoreUnavailable) => void): void {
    this.#opened.push(told);
  }

  /** What a caller is told now instead of being made to wait; null when it may ask. */
  refusal(): StoreUnavailable | null {
    return this.#refusal;
  }

  /** The store answered. While it is open only the probe counts: an answer may have been on its way for long. */
  succeeded(): void {
    this.#failures = 0;
  }

  /** The store did not answer in time, or failed. */
  failed(error: unknown): void {
    const now = this.#clock();
    if (this.#failures === 0) this.#firstFailureAt = now;
    this.#failures += 1;
    this.#cause = error;
    if (this.#state !== "closed") return;
    const isElapsed = this.#failures > 1 && now - this.#firstFailureAt >= ELAPSED_MS;
    if (this.#failures >= FAILURES || isElapsed) this.#open();
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #open(): void {
    this.#enter("open");
    const refusal = this.refusal();
    if (refusal !== null) for (const told of this.#opened) told(refusal);
    this.#probeSoon();
  }

  #probeSoon(): void {
    if (this.#isStopped) return;
    const waitMs = PROBE_EVERY_MS * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => void this.#probe(), waitMs).unref();
  }

  async #probe(): Promise<void> {
    this.#state = "half_open";
    try {
      await this.#options.probe();
    } catch (error) {
      this.#cause = error;
      this.#state = "open";
      this.#probeSoon();
      return;
    }
    this.#failures = 0;
    if (!this.#isStopped) this.#enter("closed");
  }

  #enter(state: "open" | "closed"): void {
    this.#state = state;
    this.#since = new Date(this.#clock());
    const terms = { since: this.#since, retryAfterMs: PROBE_EVERY_MS * 2, cause: this.#cause };
    this.#refusal = state === "closed" ? null : new StoreUnavailable(this.#options.pool, terms);
    this.#options.onChange?.(this.health);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
