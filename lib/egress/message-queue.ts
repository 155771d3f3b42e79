import type { SocketMessage } from "./contract";

/** Bytes kept for a slow reader before the other side is asked to wait. */
const HIGH_WATER_BYTES = 256 * 1024;

/** The connection behind a queue, as far as a reader's pace steers it. */
interface Flow {
  pause(): void;
  resume(): void;
}

type Next = IteratorResult<SocketMessage, undefined>;
const END: Next = { done: true, value: undefined };

/** Messages between a socket that pushes and one reader that pulls. What came before the end is still read after it. */
export class MessageQueue implements AsyncIterableIterator<SocketMessage, undefined> {
  readonly #flow: Flow;
  readonly #queue: SocketMessage[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #isEnded = false;
  #waiting: ((next: Next) => void) | null = null;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  push(message: SocketMessage): void {
    if (this.#isEnded) return;
    const waiting = this.#waiting;
    if (waiting !== null) {
      this.#waiting = null;
      waiting({ done: false, value: message });
      return;
    }
    this.#queue.push(message);
    this.#queuedBytes += message.bytes.length;
    if (this.#queuedBytes <= HIGH_WATER_BYTES || this.#isPaused) return;
    this.#isPaused = true;
    this.#flow.pause();
  }

  end(): void {
    this.#isEnded = true;
    this.#waiting?.(END);
    this.#waiting = null;
  }

  next(): Promise<Next> {
    const message = this.#queue.shift();
    if (message === undefined) {
      if (this.#isEnded) return Promise.resolve(END);
      return new Promise((resolve) => {
        this.#waiting = resolve;
      });
    }
    this.#queuedBytes -= message.bytes.length;
    if (this.#isPaused && this.#queuedBytes <= HIGH_WATER_BYTES / 2) {
      this.#isPaused = false;
      this.#flow.resume();
    }
    return Promise.resolve({ done: false, value: message });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
