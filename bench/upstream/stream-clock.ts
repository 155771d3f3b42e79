import type { Socket } from "node:net";
import type { Script } from "./answers";

const GAP_MS = 20;

interface LiveStream {
  socket: Socket;
  next: number;
  script: Script;
}

/** Sends every live stream one event each 20 ms. One ticker and 20 slots, because a timer per event costs more than the event. */
export class StreamClock {
  readonly #slots: Set<LiveStream>[] = Array.from({ length: GAP_MS }, () => new Set());
  #timer: NodeJS.Timeout | null = null;
  #lastTick = 0;
  #live = 0;

  /** Takes over a socket whose head and first event are already sent. */
  add(socket: Socket, script: Script): void {
    const stream = { socket, next: 1, script };
    this.#start();
    // The slot of the tick that was served last comes round again in 20 ms.
    this.#slots[this.#lastTick % GAP_MS]?.add(stream);
    this.#live += 1;
  }

  #start(): void {
    if (this.#timer !== null) return;
    this.#lastTick = Math.floor(performance.now());
    this.#timer = setInterval(() => this.#tick(), 1);
  }

  #tick(): void {
    const now = Math.floor(performance.now());
    while (this.#lastTick < now) {
      this.#lastTick += 1;
      const slot = this.#slots[this.#lastTick % GAP_MS];
      if (slot !== undefined) for (const stream of slot) this.#advance(stream, slot);
    }
    if (this.#live > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #advance(stream: LiveStream, slot: Set<LiveStream>): void {
    const frame = stream.script.frames[stream.next];
    stream.next += 1;
    const open = !stream.socket.destroyed;
    if (open) stream.socket.write(frame ?? stream.script.ending);
    if (open && frame !== undefined) return;
    slot.delete(stream);
    this.#live -= 1;
  }
}
