/** How often silence is looked at; a deadline is noticed at most this much late. */
export const TICK_MS = 50;

/** Something that may be silent only for so long. Activity sets `silentMs` to 0. */
export interface Watched {
  silentMs: number;
  /** Infinity: may be silent as long as it likes. */
  mostSilentMs: number;
  onSilent(): void;
}

/**
 * One timer for all connections: setting and clearing a timer for each call, and again for each chunk of a stream, costs more than
 * looking at all of them twenty times a second.
 */
export class Ticker {
  readonly #watched = new Set<Watched>();
  #timer: NodeJS.Timeout | null = null;
  #lastAt = 0;

  watch(watched: Watched): void {
    this.#watched.add(watched);
    if (this.#timer !== null) return;
    this.#lastAt = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  forget(watched: Watched): void {
    this.#watched.delete(watched);
  }

  #tick(): void {
    const now = performance.now();
    // A loop that was held up has not read what came meanwhile.
    const passedMs = Math.min(now - this.#lastAt, 2 * TICK_MS);
    this.#lastAt = now;
    for (const watched of this.#watched) {
      watched.silentMs += passedMs;
      if (watched.silentMs >= watched.mostSilentMs) watched.onSilent();
    }
    if (this.#watched.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }
}
