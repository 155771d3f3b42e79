import type { Socket } from "node:net";
import { atEndOfTurn } from "@/lib/end-of-turn";
import { EgressError } from "../contract";
import type { Flow } from "../inbound-body";
import { toEgressError } from "../to-egress-error";
import { type BodyReader, bodyReader, type Stretch } from "./body-reader";
import type { Call } from "./call";
import { badResponse, HEAD_BYTES_MAX, type ResponseHead, readHead } from "./read-head";
import type { Ticker, Watched } from "./ticker";
import { writeHead } from "./write-head";

/** An idle connection goes after this, or a second before the server said it would. */
const IDLE_MS = 30_000;
const IDLE_MARGIN_MS = 1_000;
/** A connection that ends this soon after it was used again had ended before: the upstream never saw the call. */
const STALE_MS = 1_000;
/** Heads before the real one, such as 103. */
const EARLY_HEADS_MAX = 16;
/** A body up to here travels with its head in one write. */
const ONE_WRITE_BYTES = 64 * 1024;
const HEAD_END = Buffer.from("\r\n\r\n");

/** What a connection tells its pool. */
export interface ConnectionOwner {
  onFree(connection: Connection): void;
  onGone(connection: Connection): void;
  /** The call went out on a connection that the upstream was just closing. */
  onStale(call: Call): void;
}

/**
 * One kept-alive HTTP/1.1 connection, one call at a time. Whatever does not fit the protocol ends the connection, never only the
 * call: a connection that may be out of step is not used again.
 */
export class Connection implements Watched, Flow {
  silentMs = 0;
  mostSilentMs = IDLE_MS;
  readonly #host: string;
  readonly #owner: ConnectionOwner;
  readonly #ticker: Ticker;
  readonly #onContent = (content: Buffer) => this.#call?.push(content);
  readonly #onStop = (error: EgressError) => this.#break(error);
  #socket: Socket | null = null;
  #call: Call | null = null;
  #head: ResponseHead | null = null;
  #reader: BodyReader | null = null;
  /** The beginning of a head whose end has not come yet. */
  #partial: Buffer | null = null;
  #earlyHeads = 0;
  /** It carried a call before this one. */
  #isReused = false;
  #isPaused = false;
  #failure: EgressError | null = null;

  constructor(host: string, owner: ConnectionOwner, ticker: Ticker) {
    this.#host = host;
    this.#owner = owner;
    this.#ticker = ticker;
  }

  /** Takes over a connected socket that hands what it reads to `onRead`. */
  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on("error", (error: NodeJS.ErrnoException) => {
      // There was nobody left to write to.
      if (error.code !== "EPIPE") this.#failure ??= toEgressError(error);
    });
    socket.on("end", () => socket.destroy());
    socket.on("close", () => this.#onClose());
    this.#ticker.watch(this);
  }

  start(call: Call): void {
    this.#call = call;
    this.#earlyHeads = 0;
    this.silentMs = 0;
    this.mostSilentMs = call.request.headersTimeoutMs;
    try {
      this.#write(call);
    } catch (error) {
      this.#call = null;
      call.fail(toEgressError(error));
      this.#owner.onFree(this);
      return;
    }
    call.onStop(this.#onStop);
  }

  /** The socket's bytes, in a buffer that the next read overwrites. False asks the socket to wait. */
  onRead(count: number, bytes: Buffer): boolean {
    try {
      if (this.#call === null) throw badResponse("bytes came that no call asked for");
      this.#advance(bytes, count);
    } catch (error) {
      this.#break(toEgressError(error));
    }
    return !this.#isPaused;
  }

  pause(): void {
    this.#isPaused = true;
    // The caller is slow, not the upstream.
    this.mostSilentMs = Number.POSITIVE_INFINITY;
  }

  resume(): void {
    this.#isPaused = false;
    this.silentMs = 0;
    if (this.#call !== null) this.mostSilentMs = this.#call.request.idleTimeoutMs;
    this.#socket?.resume();
  }

  abort(): void {
    this.#break(new EgressError("aborted", "the call was stopped"));
  }

  onSilent(): void {
    if (this.#call === null) this.destroy();
    else if (this.#reader === null)
      this.#break(new EgressError("headers_timeout", "the upstream did not answer in time"));
    else this.#break(new EgressError("idle_timeout", "the upstream fell silent inside its answer"));
  }

  destroy(): void {
    this.#socket?.destroy();
  }

  #write(call: Call): void {
    const body = bytesOf(call.request.body);
    const head = writeHead(call.request, { host: this.#host, path: call.path }, body.length);
    const socket = this.#socket;
    if (socket === null) throw new EgressError("connection_lost", "the connection is gone");
    const pieces = body.length > ONE_WRITE_BYTES ? [Buffer.from(head, "latin1"), body] : [joined(head, body)];
    atEndOfTurn(() => {
      // Stopped meanwhile: nothing of it goes out.
      if (this.#call === call) for (const piece of pieces) socket.write(piece);
    });
  }

  #advance(read: Buffer, count: number): void {
    let stretch: Stretch = { bytes: read, from: 0, to: count };
    if (this.#reader === null) {
      const rest = this.#takeHeads(stretch);
      if (rest === null) return;
      stretch = rest;
    }
    const reader = this.#reader as BodyReader | null;
    if (reader === null) return;
    this.silentMs = 0;
    const end = reader.read(stretch, this.#onContent);
    if (reader.isDone && this.#reader === reader) this.#finish(end < stretch.to);
  }

  /** What comes after the head of the answer; null while that is not whole. */
  #takeHeads(stretch: Stretch): Stretch | null {
    let { bytes, from, to } = this.#joined(stretch);
    for (;;) {
      const end = bytes.indexOf(HEAD_END, from);
      if (end === -1 || end + HEAD_END.length > to) {
        if (to - from > HEAD_BYTES_MAX) throw badResponse("its head is too large");
        this.#partial = Buffer.copyBytesFrom(bytes, from, to - from);
        return null;
      }
      if (end - from > HEAD_BYTES_MAX) throw badResponse("its head is too large");
      const head = readHead(bytes.toString("latin1", from, end));
      from = end + HEAD_END.length;
      if (head.status >= 200) {
        this.#begin(head);
        return { bytes, from, to };
      }
      this.#earlyHeads += 1;
      if (head.status === 101 || this.#earlyHeads > EARLY_HEADS_MAX)
        throw badResponse("it announces what was not asked for");
    }
  }

  #joined({ bytes, from, to }: Stretch): Stretch {
    if (this.#partial === null) return { bytes, from, to };
    const joined = Buffer.concat([this.#partial, bytes.subarray(from, to)]);
    this.#partial = null;
    return { bytes: joined, from: 0, to: joined.length };
  }

  #begin(head: ResponseHead): void {
    const call = this.#call;
    if (call === null) return;
    this.#head = head;
    this.#reader = bodyReader(head.framing);
    this.mostSilentMs = call.request.idleTimeoutMs;
    call.answer(head, this);
  }

  #finish(isMoreThere: boolean): void {
    const call = this.#call;
    const head = this.#head;
    const socket = this.#socket;
    const isUsable = head?.keepsAlive === true && !isMoreThere && socket?.writableLength === 0 && !socket.destroyed;
    this.#call = null;
    this.#head = null;
    this.#reader = null;
    this.#isReused = true;
    if (this.#isPaused) this.resume();
    this.silentMs = 0;
    const hintMs = (head?.keepAliveSeconds ?? Number.POSITIVE_INFINITY) * 1000 - IDLE_MARGIN_MS;
    this.mostSilentMs = Math.min(IDLE_MS, hintMs);
    call?.end();
    if (isUsable && hintMs > 0) this.#owner.onFree(this);
    else this.destroy();
  }

  #break(error: EgressError): void {
    const call = this.#call;
    this.#call = null;
    this.destroy();
    call?.fail(error);
  }

  /**
   * The upstream had hung up on the idle connection properly, and not a byte came back (RFC 9112, section 9.3.1). A reset is something
   * else: who resets may have read the call.
   */
  get #wasStale(): boolean {
    const gotNothing = this.#reader === null && this.#partial === null && this.#earlyHeads === 0;
    return this.#isReused && gotNothing && this.#failure === null && this.silentMs < STALE_MS;
  }

  #onClose(): void {
    this.#ticker.forget(this);
    this.#socket = null;
    const call = this.#call;
    this.#call = null;
    this.#owner.onGone(this);
    if (call === null) return;
    if (this.#failure === null && this.#reader?.mayEndHere === true) call.end();
    else if (this.#wasStale) this.#owner.onStale(call);
    else call.fail(this.#failure ?? new EgressError("connection_lost", "the upstream closed the connection"));
  }
}

const EMPTY = Buffer.alloc(0);

function bytesOf(body: string | Uint8Array | undefined): Uint8Array {
  if (body === undefined) return EMPTY;
  return typeof body === "string" ? Buffer.from(body) : body;
}

/** Head and body in one buffer, for one write. */
function joined(head: string, body: Uint8Array): Buffer {
  const whole = Buffer.allocUnsafe(head.length + body.length);
  whole.write(head, 0, "latin1");
  whole.set(body, head.length);
  return whole;
}
