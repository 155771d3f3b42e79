interface Waiter {
  /** Resolves when so many are done. */
  target: number;
  resolve(): void;
}

/** How many exchanges came in, and how many of them need nothing more. */
export class Progress {
  #appended = 0;
  #done = 0;
  #waiters: Waiter[] = [];

  get pending(): number {
    return this.#appended - this.#done;
  }

  add(): void {
    this.#appended += 1;
  }

  finish(count: number): void {
    this.#done += count;
    const done = this.#done;
    const ready = this.#waiters.filter((waiter) => waiter.target <= done);
    this.#waiters = this.#waiters.filter((waiter) => waiter.target > done);
    for (const waiter of ready) waiter.resolve();
  }

  /** Resolves when everything that came in so far is done. */
  caughtUp(): Promise<void> {
    const target = this.#appended;
    return new Promise((resolve) => this.#waiters.push({ target, resolve }));
  }
}
