import type { ServerResponse } from "node:http";

const CHECK_MS = 5_000;
const SILENCE_MS = 15_000;
/** A comment: every SSE reader skips it, every proxy sees a live connection. */
const PING = ": ping\n\n";

/** One streamed answer on its way out. Call `wrote` after each frame. */
export interface Beat {
  wrote(): void;
  stop(): void;
}

/** Keeps silent streams open while a model thinks: one coarse timer for all of them. Only whole frames are written, so a ping fits between any two. */
export class Heartbeats {
  readonly #open = new Map<ServerResponse, number>();
  #timer: NodeJS.Timeout | null = null;

  start(response: ServerResponse): Beat {
    this.#timer ??= setInterval(() => this.check(performance.now()), CHECK_MS).unref();
    this.#open.set(response, performance.now());
    return {
      wrote: () => this.#open.set(response, performance.now()),
      stop: () => this.#open.delete(response),
    };
  }

  /** Pings what has been silent too long as of `now` (milliseconds of `performance.now`). */
  check(now: number): void {
    for (const [response, wroteAt] of this.#open) {
      if (now - wroteAt < SILENCE_MS || response.writableNeedDrain) continue;
      response.write(PING);
      this.#open.set(response, now);
    }
  }
}
