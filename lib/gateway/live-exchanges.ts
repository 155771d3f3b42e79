import type { EndedBy, Exchange } from "./exchange";

const SWEEP_MS = 1_000;

/** The calls being served: one coarse timer ends those past their deadline and spools what the others have made; a drain ends them all. */
export class LiveExchanges {
  readonly #live = new Set<Exchange>();
  readonly #totalMs: number;
  readonly #timer: NodeJS.Timeout;
  #onEmpty: (() => void) | null = null;

  constructor(totalMs: number) {
    this.#totalMs = totalMs;
    this.#timer = setInterval(() => this.#sweep(), SWEEP_MS).unref();
  }

  get size(): number {
    return this.#live.size;
  }

  add(exchange: Exchange): void {
    this.#live.add(exchange);
  }

  remove(exchange: Exchange): void {
    this.#live.delete(exchange);
    if (this.#live.size === 0) this.#onEmpty?.();
  }

  /** Ends every live call; resolves when the last one has closed. */
  async endAll(by: EndedBy): Promise<void> {
    if (this.#live.size === 0) return;
    const empty = new Promise<void>((resolve) => {
      this.#onEmpty = resolve;
    });
    for (const exchange of this.#live) exchange.end(by);
    await empty;
  }

  /** Asks what could go on for long to end as soon as it has nothing under way. */
  askToEnd(): void {
    for (const exchange of this.#live) exchange.onDrain?.();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #sweep(): void {
    for (const exchange of this.#live) {
      if (exchange.elapsedMs() > (exchange.limitMs ?? this.#totalMs)) exchange.end("deadline");
      else exchange.noteProgress();
    }
  }
}
