import type { InboundResponse } from "@/lib/egress/contract";
import { AppError } from "@/lib/errors/app-error";
import { safeMessage } from "@/lib/providers/safe-message";
import type { Exchange } from "../exchange";
import { AttemptFailure, badAnswer, truncated } from "../steps/upstream-failure";
import { FrameSplitter } from "./split-frames";
import type { RelayTap, Tapped } from "./tap";

const MAX_FRAME_BYTES = 8 * 1024 * 1024;
const BLANK_LINE = Buffer.from("\n\n");

const END: IteratorResult<Buffer> = { done: true, value: undefined };

/**
 * The upstream's frames, unchanged but for what the tap takes out. Throws AttemptFailure or AppError where the stream is no
 * answer, reports an error, or breaks off; the caller of this decides whether bytes already went out.
 */
export function relayStream(response: InboundResponse, tap: RelayTap, exchange: Exchange): AsyncIterator<Buffer> {
  return new RelayedFrames(response, new RelayState(tap, exchange));
}

/** A plain iterator: what runs for every frame of every stream should be one turn, not a chain of generators. */
class RelayedFrames implements AsyncIterator<Buffer> {
  readonly #response: InboundResponse;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #relay: RelayState;
  #isOver = false;

  constructor(response: InboundResponse, relay: RelayState) {
    this.#response = response;
    this.#chunks = response.body[Symbol.asyncIterator]();
    this.#relay = relay;
  }

  async next(): Promise<IteratorResult<Buffer>> {
    this.#throwFailure();
    while (!this.#isOver) {
      const chunk = await this.#chunks.next();
      const out = chunk.done ? this.#end() : this.#push(chunk.value);
      if (out !== null) return { done: false, value: out };
    }
    return END;
  }

  async return(): Promise<IteratorResult<Buffer>> {
    this.#isOver = true;
    await this.#chunks.return?.();
    return END;
  }

  /** What the upstream reported, once its own words for it went out. */
  #throwFailure(): void {
    const { failure } = this.#relay;
    if (failure === null) return;
    this.#isOver = true;
    void this.#chunks.return?.();
    throw failure;
  }

  #push(chunk: Uint8Array): Buffer | null {
    try {
      const out = this.#relay.push(chunk);
      if (this.#relay.isDone) {
        this.#isOver = true;
        this.#response.release();
      }
      return out;
    } catch (error) {
      this.#isOver = true;
      void this.#chunks.return?.();
      throw error;
    }
  }

  #end(): Buffer | null {
    this.#isOver = true;
    return this.#relay.end();
  }
}

class RelayState {
  readonly #splitter = new FrameSplitter(MAX_FRAME_BYTES);
  readonly #tap: RelayTap;
  readonly #exchange: Exchange;
  readonly #quiet: Buffer[] = [];
  #sawEvent = false;
  /** What the upstream told in its own words, which go out first. */
  failure: Error | null = null;
  isDone = false;

  constructor(tap: RelayTap, exchange: Exchange) {
    this.#tap = tap;
    this.#exchange = exchange;
  }

  push(chunk: Uint8Array): Buffer | null {
    const frames = this.#split(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    const out: Buffer[] = [];
    for (const frame of frames) {
      this.#take(this.#look(frame), out);
      if (this.isDone || this.failure !== null) break;
    }
    this.#noteUsage();
    return join(out);
  }

  /** After the upstream closed: a last frame without its blank line, the missing terminal frame, or the truth that it broke off. */
  end(): Buffer | null {
    if (this.isDone) return null;
    const rest = this.#splitter.rest();
    const out: Buffer[] = [];
    if (rest.length > 0) this.#take(this.#look(Buffer.concat([rest, BLANK_LINE])), out);
    this.#noteUsage();
    if (this.isDone || this.failure !== null) return join(out);
    if (!this.#sawEvent) throw badAnswer("the stream ended without an event");
    const ending = this.#tap.ending();
    if (ending === null) throw truncated();
    this.#exchange.isAnswered = true;
    return join(ending.length === 0 ? out : [...out, ending]);
  }

  /** Taps do not parse every frame: a raw NUL would pass them and break the caller's parser. */
  #look(frame: Buffer): Tapped {
    return frame.includes(0) ? { kind: "garbage", detail: "it has a NUL" } : this.#tap.tap(frame);
  }

  #split(chunk: Buffer): Buffer[] {
    try {
      return this.#splitter.push(chunk);
    } catch (error) {
      if (error instanceof RangeError) throw badAnswer(error.message);
      throw error;
    }
  }

  #take(tapped: Tapped, out: Buffer[]): void {
    switch (tapped.kind) {
      case "quiet":
        // Comments before the first event would commit a 200 before the upstream said anything.
        (this.#sawEvent ? out : this.#quiet).push(tapped.forward);
        return;
      case "event":
        if (!this.#sawEvent) out.push(...this.#quiet.splice(0));
        this.#sawEvent = true;
        if (tapped.tokens) this.#exchange.noteFirstToken();
        if (tapped.forward !== null) out.push(tapped.forward);
        return;
      case "done":
        if (!this.#sawEvent && tapped.isAnswer !== true) throw badAnswer("the stream was done before it began");
        if (!this.#sawEvent) out.push(...this.#quiet.splice(0));
        this.isDone = true;
        this.#exchange.isAnswered = true;
        out.push(tapped.forward);
        return;
      case "error":
        this.#fail(tapped, out);
        return;
      case "garbage":
        throw badAnswer(`an event is no JSON: ${tapped.detail}`);
    }
  }

  #fail(tapped: Extract<Tapped, { kind: "error" }>, out: Buffer[]): void {
    const error = upstreamError(tapped, this.#sawEvent);
    if (!this.#sawEvent || tapped.forward === undefined) throw error;
    out.push(tapped.forward);
    this.failure = error;
  }

  #noteUsage(): void {
    if (this.#tap.sequence !== undefined) this.#exchange.nextSequence = this.#tap.sequence;
    this.#exchange.finishReason = this.#tap.finishReason;
    const { usage } = this.#tap;
    if (usage !== undefined && usage !== this.#exchange.usage) this.#exchange.noteUsage(usage, "reported");
  }
}

function upstreamError(tapped: Extract<Tapped, { kind: "error" }>, committed: boolean): Error {
  const isOverload = /overload|rate_limit|capacity/i.test(`${tapped.code} ${tapped.message}`);
  const error = new AppError(
    isOverload ? "overloaded" : "upstream_error",
    `The provider reported an error: ${safeMessage(tapped.message)}`,
    {
      internal: `in-band ${tapped.code}`,
    },
  );
  return committed ? error : new AttemptFailure(error, { retryable: true, status: 200 });
}

function join(parts: Buffer[]): Buffer | null {
  const [only] = parts;
  if (only === undefined) return null;
  return parts.length === 1 ? only : Buffer.concat(parts);
}
