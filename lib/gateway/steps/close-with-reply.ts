import { toAppError } from "@/lib/errors/app-error";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { StreamFace } from "../endpoint";
import type { Exchange } from "../exchange";
import type { GatewayReply } from "../http";
import type { Reply } from "../reply";
import { callHeaders } from "./call-headers";
import { endedError } from "./call-upstream";
import { AttemptFailure, fromEgressError } from "./upstream-failure";

interface Closing {
  reply: Reply;
  standings: readonly QuotaStanding[];
  endpoint: StreamFace;
  exchange: Exchange;
}

/**
 * Step 10: a whole answer closes the exchange now, a stream when it ends: finished, aborted, broken off or drained. Either way
 * the hold is settled and the record written once, and what a caller saw the end of is in the spool before it saw it.
 */
export function closeWithReply(closing: Closing): GatewayReply {
  const { reply, exchange } = closing;
  if (exchange.said !== null && !isText(reply.contentType)) exchange.said.leaveOutAnswer();
  if (reply.body.kind === "stream") {
    const body = new ClosingFrames(reply.body.frames, closing);
    const { heartbeat } = closing.endpoint;
    return { status: 200, headers: callHeaders(closing), body, ...(heartbeat === undefined ? {} : { heartbeat }) };
  }
  exchange.said?.take(reply.body.bytes);
  exchange.close({ outcome: "ok", httpStatus: 200, errorCode: null });
  return { status: 200, headers: callHeaders(closing), body: reply.body.bytes };
}

/** Left out: JSON or events. Sounds and pictures are not kept. */
function isText(contentType: string | undefined): boolean {
  return contentType === undefined || /^(application\/json|text\/)/.test(contentType);
}

type Frame = Buffer | string;
const END: IteratorResult<Frame> = { done: true, value: undefined };

/** Passes frames on and closes the exchange when they end, whichever way: before the last one goes out, so that no crash can part them. */
class ClosingFrames implements AsyncIterableIterator<Frame> {
  readonly #frames: AsyncIterator<Frame>;
  readonly #closing: Closing;
  readonly #startedMs: number;
  #isOver = false;

  constructor(frames: AsyncIterator<Frame>, closing: Closing) {
    this.#frames = frames;
    this.#closing = closing;
    this.#startedMs = closing.exchange.elapsedMs();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Frame>> {
    const { exchange } = this.#closing;
    if (this.#isOver) return END;
    try {
      const next = await this.#frames.next();
      if (exchange.said !== null && !next.done) exchange.said.take(next.value);
      if (next.done || exchange.isAnswered) this.#finish();
      return next;
    } catch (thrown) {
      return this.#brokeOff(thrown);
    }
  }

  #finish(): void {
    const { exchange } = this.#closing;
    if (exchange.isClosed) return;
    exchange.note("stream", "finished", this.#startedMs);
    exchange.close({ outcome: "ok", httpStatus: 200, errorCode: null });
  }

  /** The caller went away while a frame was on its way out. */
  async return(): Promise<IteratorResult<Frame>> {
    const { exchange } = this.#closing;
    exchange.end("caller");
    await this.#frames.return?.();
    if (!exchange.isClosed) {
      exchange.note("stream", "caller left", this.#startedMs);
      exchange.close({ outcome: outcomeOf(exchange), httpStatus: 200, errorCode: null });
    }
    return END;
  }

  #brokeOff(thrown: unknown): IteratorResult<Frame> {
    const { exchange, endpoint } = this.#closing;
    this.#isOver = true;
    if (exchange.isClosed) return END;
    const error = streamError(thrown, exchange);
    exchange.note("stream", `broke off: ${error.code}`, this.#startedMs);
    exchange.close({ outcome: outcomeOf(exchange), httpStatus: 200, errorCode: error.code });
    if (exchange.endedBy === "caller") return END;
    if (endpoint.renderErrorEvent === undefined) throw error;
    return { done: false, value: endpoint.renderErrorEvent(error, exchange.requestId, exchange.nextSequence) };
  }
}

function streamError(thrown: unknown, exchange: Exchange) {
  if (exchange.endedBy !== null) return endedError(exchange);
  if (thrown instanceof AttemptFailure) return thrown.error;
  try {
    return fromEgressError(thrown).error;
  } catch (other) {
    return toAppError(other);
  }
}

/** The record's word for how a call ended that was not refused and brought no whole answer. */
export function outcomeOf(exchange: Exchange): "aborted" | "interrupted" | "failed" {
  if (exchange.endedBy === "caller") return "aborted";
  return exchange.endedBy === "shutdown" ? "interrupted" : "failed";
}
