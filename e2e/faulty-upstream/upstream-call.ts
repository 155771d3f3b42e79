import { once } from "node:events";
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Ask, Dialect } from "./dialects/dialect";
import type { Journal, JournalEntry } from "./journal";

/** One request in the hands of a mode. Every byte goes through `write`, so the journal counts it. */
export class UpstreamCall {
  readonly #response: ServerResponse;
  readonly #journal: Journal;
  readonly #gone = new AbortController();

  constructor(
    readonly entry: JournalEntry,
    readonly dialect: Dialect,
    readonly ask: Ask,
    /** What followed the mode's name, by `:`. */
    readonly args: readonly string[],
    readonly canaryUrl: string,
    wiring: { response: ServerResponse; journal: Journal },
  ) {
    this.#response = wiring.response;
    this.#journal = wiring.journal;
    this.#response.on("close", () => {
      if (entry.finishedAt === null) entry.abortedAt = performance.now();
      this.#gone.abort();
      this.#journal.touch();
    });
  }

  /** Fires when the connection is gone, however it ended. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** The caller's whole socket, for what HTTP does not allow. */
  get socket(): Socket | null {
    return this.#response.socket;
  }

  numberArgument(index: number, otherwise: number): number {
    const given = Number(this.args[index]);
    return Number.isFinite(given) && this.args[index] !== undefined ? given : otherwise;
  }

  head(status: number, headers: OutgoingHttpHeaders = {}): void {
    this.#response.writeHead(status, { "x-request-id": `up_${this.entry.id}`, ...headers });
    this.#response.flushHeaders();
  }

  openStream(headers: OutgoingHttpHeaders = {}): void {
    this.head(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache", ...headers });
  }

  /** Waits for room, so a stalled caller stalls us; false when the caller is gone. */
  async write(bytes: string | Uint8Array): Promise<boolean> {
    if (this.signal.aborted) return false;
    this.entry.firstByteAt ??= performance.now();
    this.entry.bytesWritten += Buffer.byteLength(bytes);
    if (this.#response.write(bytes)) return true;
    await Promise.race([once(this.#response, "drain"), once(this.signal, "abort")]);
    return !this.signal.aborted;
  }

  /** Writes each piece on its own, `gapMs` apart. */
  async writeAll(pieces: Iterable<string | Uint8Array>, gapMs = 0): Promise<boolean> {
    for (const piece of pieces) {
      if (!(await this.write(piece))) return false;
      if (gapMs > 0 && !(await this.pause(gapMs))) return false;
    }
    return true;
  }

  /** Lets time pass as a slow provider would; false when the caller left meanwhile. */
  pause(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = () => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        this.signal.removeEventListener("abort", stop);
        resolve(true);
      }, milliseconds);
      if (this.signal.aborted) stop();
      else this.signal.addEventListener("abort", stop, { once: true });
    });
  }

  /** Resolves when the caller gives up. */
  async untilGone(): Promise<void> {
    if (!this.signal.aborted) await once(this.signal, "abort");
  }

  finish(): void {
    if (this.signal.aborted) return;
    this.entry.finishedAt = performance.now();
    this.#response.end();
    this.#journal.touch();
  }

  /** TCP reset: the caller sees ECONNRESET. */
  reset(): void {
    this.entry.finishedAt = performance.now();
    this.#journal.touch();
    this.#response.socket?.resetAndDestroy();
  }

  async answer(status: number, body: unknown, headers: OutgoingHttpHeaders = {}): Promise<void> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const length = Buffer.byteLength(text);
    this.head(status, { "content-type": "application/json", "content-length": length, ...headers });
    await this.write(text);
    this.finish();
  }
}
