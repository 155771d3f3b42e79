/** A deadline passes in so many steps. */
const STEPS = 10;
/** A process that is busy itself waits this many times as long at most. */
const MOST_TIMES = 3;

/**
 * Calls `onMissed` after `ms`, unless cleared. Counts our own time only as far as we looked for the answer: a process that was
 * busy for half a second must not take its own lateness for the store's, refuse calls and open the breaker.
 */
export class Deadline {
  readonly #timer: NodeJS.Timeout;
  readonly #giveUpAt: number;
  readonly #onMissed: () => void;
  #left = STEPS;
  #isOver = false;

  constructor(ms: number, onMissed: () => void) {
    this.#onMissed = onMissed;
    this.#giveUpAt = performance.now() + ms * MOST_TIMES;
    this.#timer = setTimeout(() => this.#step(), ms / STEPS);
  }

  #step(): void {
    this.#left -= 1;
    if (this.#left > 0 && performance.now() < this.#giveUpAt) {
      this.#timer.refresh();
      return;
    }
    // What has arrived by now is looked at before anybody is told that nothing came.
    setImmediate(() => {
      if (this.#isOver) return;
      this.#isOver = true;
      this.#onMissed();
    });
  }

  clear(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
