import { toAppError } from "@/lib/errors/app-error";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { ChatEndpoint } from "../endpoint";
import type { Exchange } from "../exchange";
import type { GatewayReply } from "../http";
import type { Reply } from "../reply";
import { callHeaders } from "./call-headers";
import { endedError } from "./call-upstream";
import { AttemptFailure, fromEgressError } from "./upstream-failure";

interface Closing {
  reply: Reply;
  standings: readonly QuotaStanding[];
  endpoint: ChatEndpoint;
  exchange: Exchange;
}

/**
 * Step 10: a whole answer closes the exchange now, a stream when it ends: finished, aborted, broken off or drained. Either way
 * the hold is settled and the record written once.
 */
export function closeWithReply(closing: Closing): GatewayReply {
  const { reply, exchange } = closing;
  if (reply.body.kind === "stream") {
    const headers = { ...callHeaders(closing), ...STREAM_HEADERS };
    return { status: 200, headers, body: closingStream(reply.body.frames, closing) };
  }
  exchange.close({ outcome: "ok", httpStatus: 200, errorCode: null });
  const headers = { ...callHeaders(closing), "content-type": "application/json" };
  return { status: 200, headers, body: reply.body.bytes };
}

const STREAM_HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

async function* closingStream(
  frames: AsyncGenerator<Buffer | string>,
  closing: Closing,
): AsyncGenerator<Buffer | string> {
  const { exchange, endpoint } = closing;
  const startedMs = exchange.elapsedMs();
  try {
    yield* frames;
    exchange.note("stream", "finished", startedMs);
    exchange.close({ outcome: "ok", httpStatus: 200, errorCode: null });
  } catch (thrown) {
    const error = streamError(thrown, exchange);
    exchange.note("stream", `broke off: ${error.code}`, startedMs);
    exchange.close({ outcome: outcomeOf(exchange), httpStatus: 200, errorCode: error.code });
    if (exchange.endedBy !== "caller") yield endpoint.renderErrorEvent(error, exchange.requestId);
  } finally {
    // The caller went away while a frame was on its way out.
    if (!exchange.isClosed) {
      exchange.end("caller");
      exchange.note("stream", "caller left", startedMs);
      exchange.close({ outcome: outcomeOf(exchange), httpStatus: 200, errorCode: null });
    }
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
