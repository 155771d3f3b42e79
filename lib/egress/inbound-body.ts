/** Bytes kept for a slow reader before the upstream is asked to wait. */
const HIGH_WATER_BYTES = 64 * 1024;

/** How much of a released body is swallowed, and how long its end may take, before the connection is given up. */
const SWALLOW_BYTES = 64 * 1024;
const SWALLOW_MS = 1_000;

/** The connection behind a body, as far as a body steers it. */
export interface Flow {
  pause(): void;
  resume(): void;
  /** Closes the connection: nobody wants the rest. */
  abort(): void;
}

type Next = IteratorResult<Uint8Array, undefined>;
const END: Next = { done: true, value: undefined };

/**
 * An answer's body, pulled chunk by chunk. A hand-written iterator instead of a Node stream: on a call of one kilobyte the
 * stream machinery costs more than everything Gatehouse decides (docs/decisions/0003).
 */
export class InboundBody implements AsyncIterable<Uint8Array>, AsyncIterator<Uint8Array, undefined> {
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #flow: Flow | null;
  #isPaused = false;
  #isEnded = false;
  #swallowed: number | null = null;
  #failure: Error | null = null;
  #waiting: { resolve(next: Next): void; reject(error: Error): void } | null = null;

  constructor(flow: Flow) {
    this.#flow = flow;
  }

  push(chunk: Uint8Array): void {
    if (this.#swallowed !== null) {
      this.#swallow(chunk.length);
      return;
    }
    const waiting = this.#waiting;
    if (waiting !== null) {
      this.#waiting = null;
      waiting.resolve({ done: false, value: chunk });
      return;
    }
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.length;
    if (this.#queuedBytes > HIGH_WATER_BYTES && !this.#isPaused) {
      this.#isPaused = true;
      this.#flow?.pause();
    }
  }

  /** The connection serves others from now on. */
  end(): void {
    this.#flow = null;
    this.#isEnded = true;
    this.#waiting?.resolve(END);
    this.#waiting = null;
  }

  fail(error: Error): void {
    this.#flow = null;
    this.#failure = error;
    this.#isEnded = true;
    this.#waiting?.reject(error);
    this.#waiting = null;
  }

  [Symbol.asyncIterator](): AsyncIterator<Uint8Array, undefined> {
    return this;
  }

  next(): Promise<Next> {
    const chunk = this.#queue.shift();
    if (chunk !== undefined) {
      this.#queuedBytes -= chunk.length;
      this.#resumeWhenEmpty();
      return Promise.resolve({ done: false, value: chunk });
    }
    if (this.#failure !== null) return Promise.reject(this.#failure);
    if (this.#isEnded) return Promise.resolve(END);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  return(): Promise<Next> {
    if (!this.#isEnded) {
      this.#isEnded = true;
      this.#queue.length = 0;
      this.#flow?.abort();
    }
    return Promise.resolve(END);
  }

  /** Nobody reads on, but the end should be near: lets it come, within bounds. */
  release(): void {
    if (this.#isEnded || this.#swallowed !== null) return;
    this.#swallowed = 0;
    this.#queue.length = 0;
    if (this.#isPaused) this.#flow?.resume();
    setTimeout(() => void this.return(), SWALLOW_MS).unref();
  }

  #swallow(bytes: number): void {
    this.#swallowed = (this.#swallowed ?? 0) + bytes;
    if (this.#swallowed > SWALLOW_BYTES) void this.return();
  }

  #resumeWhenEmpty(): void {
    if (!this.#isPaused || this.#queue.length > 0) return;
    this.#isPaused = false;
    this.#flow?.resume();
  }
}
