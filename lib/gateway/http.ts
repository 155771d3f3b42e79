import type { AppError } from "@/lib/errors/app-error";

/** Header names in lower case; several values joined the way Node joins them. */
export type Headers = Record<string, string | string[] | undefined>;

/**
 * One call as the gateway sees it, whatever server carried it. Plain Node buffers instead of `Request`: building web
 * objects costs more per call than all of policy (see docs/decisions/0001).
 */
export interface GatewayRequest {
  method: string;
  /** Which of the gateway's two doors: Google's clients put `v1beta` into every path. */
  version: "v1" | "v1beta";
  /** Path below `/api/v1` or `/api/v1beta`, decoded by nobody, without the query: `/chat/completions`. */
  path: string;
  /** What follows `?`, as sent; empty when nothing does. */
  query: string;
  headers: Headers;
  /** Reads the whole body once, counting. Throws AppError `request_too_large` past the limit, `request_timeout` when it stalls. */
  readBody(): Promise<Buffer>;
  /** Calls the listener once when the caller goes away before its answer is whole. */
  onLeave(listener: () => void): void;
  remoteAddress: string | null;
}

export type ReplyBody = Buffer | string | AsyncIterable<Buffer | string>;

/** What goes back. An iterable body is pulled, so a slow caller slows the upstream; one that throws cuts the connection. */
export interface GatewayReply {
  status: number;
  headers: Record<string, string>;
  body: ReplyBody;
  /** What keeps a silent stream open; left out: a comment; null: nothing does. */
  heartbeat?: string | null;
}

/** Renders an error the way one caller dialect expects it. */
export type RenderError = (error: AppError, requestId: string) => string;
