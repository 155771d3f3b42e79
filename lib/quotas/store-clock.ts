const FRESH_MS = 30_000;

/** The database's time, from our own clock and the answers that carried it; off by half a round trip at most. */
export class StoreClock {
  readonly #clock: () => number;
  #offsetMs = 0;
  #roundTripMs = Number.POSITIVE_INFINITY;
  #observedAt = 0;

  /** `clock` gives milliseconds and never steps back. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  own(): number {
    return this.#clock();
  }

  /** Epoch ms as the database counts. */
  now(): number {
    return this.#clock() + this.#offsetMs;
  }

  /** What the database's `epochMs` is on our own clock. */
  toOwn(epochMs: number): number {
    return epochMs - this.#offsetMs;
  }

  toStore(ownMs: number): number {
    return ownMs + this.#offsetMs;
  }

  /** An answer given at `storeMs` to a statement sent at `sentAt`: the quickest of late tells the difference best. */
  observe(storeMs: number, sentAt: number): void {
    const receivedAt = this.#clock();
    const roundTripMs = receivedAt - sentAt;
    if (roundTripMs > this.#roundTripMs && receivedAt - this.#observedAt < FRESH_MS) return;
    this.#offsetMs = storeMs - (sentAt + receivedAt) / 2;
    this.#roundTripMs = roundTripMs;
    this.#observedAt = receivedAt;
  }
}
