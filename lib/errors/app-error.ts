import { type ErrorCode, errorEntry } from "./error-codes";

/** What a refusal by a quota tells the caller, and what the portal's link needs. Amounts are decimal strings in the unit. */
export interface RefusalDetail {
  scope: string;
  scope_name: string;
  unit: string;
  window: string;
  used: string;
  held: string;
  limit: string;
  /** The most that the refused call would have held. */
  needed: string;
  /** `no_room`: others have used it up. `call_too_large`: one call may not hold that much, whatever is left. */
  reason: "no_room" | "call_too_large";
  resets_at: string | null;
  quota_id: string;
  request_url: string;
}

/** What a refused model tells the caller: of which key, and where to ask for it. */
export interface ModelRefusal {
  model: string;
  key_id: string;
  request_url: string;
}

export interface AppErrorOptions {
  /** For operators only: never sent to a caller. */
  internal?: string;
  cause?: unknown;
  /** The request parameter at fault, in the caller's dialect. */
  param?: string;
  refusal?: RefusalDetail | ModelRefusal;
  /** How long waiting helps; becomes `retry-after` and `retry-after-ms`. */
  retryAfterMs?: number;
  /** Overrides the table, e.g. an upstream 400 that must keep its 422. */
  status?: number;
  /** False where the table would say that trying again helps and this time it does not. */
  shouldRetry?: false;
}

/** Every failure a caller may see: a code from the one table, a public sentence that says what to do, and an internal one. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly internal: string | undefined;
  readonly param: string | undefined;
  readonly refusal: RefusalDetail | ModelRefusal | undefined;
  readonly retryAfterMs: number | undefined;
  readonly status: number;
  readonly shouldRetry: boolean;

  constructor(code: ErrorCode, publicMessage: string, options: AppErrorOptions = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.internal = options.internal;
    this.param = options.param;
    this.refusal = options.refusal;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status ?? errorEntry(code).status;
    this.shouldRetry = options.shouldRetry ?? errorEntry(code).shouldRetry;
  }
}

/** Anything thrown, as an AppError: a bug becomes `internal_error` with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const internal = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(
    "internal_error",
    "Gatehouse failed to handle this request. Try again; if it persists, give your administrator the request id.",
    {
      internal,
      cause: thrown,
    },
  );
}
