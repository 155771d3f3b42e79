import type { FrameWriter } from "./chunked-writer";

const CHECK_MS = 5_000;
const SILENCE_MS = 15_000;
/** A comment: every SSE reader skips it, every proxy sees a live connection. Some dialects have a frame of their own. */
const PING = ": ping\n\n";

/** One streamed answer on its way out. */
export interface Beat {
  writer: FrameWriter;
  /** When a frame was last written, as of `performance.now`. Whoever writes keeps it. */
  wroteAt: number;
  /** The reader is behind: a ping would only make it wait longer. */
  isBehind: boolean;
  frame: string;
}

/** Keeps silent streams open while a model thinks: one coarse timer for all. Only whole frames are written, so a ping fits between any two. */
export class Heartbeats {
  readonly #open = new Set<Beat>();
  #timer: NodeJS.Timeout | null = null;

  start(writer: FrameWriter, frame: string | null = PING): Beat {
    this.#timer ??= setInterval(() => this.check(performance.now()), CHECK_MS).unref();
    const beat = { writer, wroteAt: performance.now(), isBehind: false, frame: frame ?? "" };
    if (frame !== null) this.#open.add(beat);
    return beat;
  }

  stop(beat: Beat): void {
    this.#open.delete(beat);
  }

  /** Pings what has been silent too long as of `now`. */
  check(now: number): void {
    for (const beat of this.#open) {
      if (now - beat.wroteAt < SILENCE_MS || beat.isBehind) continue;
      beat.writer.write(beat.frame);
      beat.wroteAt = now;
    }
  }
}
