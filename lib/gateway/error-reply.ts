import type { AppError } from "@/lib/errors/app-error";
import type { ErrorFace } from "./endpoint";
import type { Exchange } from "./exchange";
import type { GatewayReply } from "./http";

/** An error as the caller's dialect expects it, with what SDKs need to decide about trying again. */
export function errorReply(error: AppError, exchange: Exchange, face: ErrorFace): GatewayReply {
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-request-id": exchange.requestId,
    "x-gatehouse-attempts": String(exchange.attempts.length),
    "x-should-retry": String(error.shouldRetry),
  };
  if (error.status === 401) headers["www-authenticate"] = 'Bearer realm="gatehouse"';
  const retryAfterMs = error.retryAfterMs ?? (error.status === 503 ? 1_000 : undefined);
  if (retryAfterMs !== undefined) {
    headers["retry-after"] = String(Math.max(1, Math.ceil(retryAfterMs / 1000)));
    headers["retry-after-ms"] = String(Math.ceil(retryAfterMs));
  }
  if (face.requestIdHeader !== undefined) headers[face.requestIdHeader] = exchange.requestId;
  const status = face.statusOf?.(error) ?? error.status;
  return { status, headers, body: face.renderError(error, exchange.requestId) };
}
