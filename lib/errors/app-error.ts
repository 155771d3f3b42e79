import { type ErrorCode, errorEntry } from "./error-codes";

/** What a refusal by a quota tells the caller, and what the portal's link needs. Amounts are decimal strings in the unit. */
export interface RefusalDetail {
  scope: string;
  scope_name: string;
  unit: string;
  used: string;
  limit: string;
  resets_at: string | null;
  request_url: string;
}

export interface AppErrorOptions {
  /** For operators only: never sent to a caller. */
  internal?: string;
  cause?: unknown;
  /** The request parameter at fault, in the caller's dialect. */
  param?: string;
  refusal?: RefusalDetail;
  /** How long waiting helps; becomes `retry-after` and `retry-after-ms`. */
  retryAfterMs?: number;
  /** Overrides the table, e.g. an upstream 400 that must keep its 422. */
  status?: number;
}

/** Every failure a caller may see: a code from the one table, a public sentence that says what to do, and an internal one. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly internal: string | undefined;
  readonly param: string | undefined;
  readonly refusal: RefusalDetail | undefined;
  readonly retryAfterMs: number | undefined;
  readonly status: number;

  constructor(code: ErrorCode, publicMessage: string, options: AppErrorOptions = {}) {
    super(publicMessage, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.internal = options.internal;
    this.param = options.param;
    this.refusal = options.refusal;
    this.retryAfterMs = options.retryAfterMs;
    this.status = options.status ?? errorEntry(code).status;
  }

  get shouldRetry(): boolean {
    return errorEntry(this.code).shouldRetry;
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
