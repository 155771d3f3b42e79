import { ADMIN_ERROR_CODES, type AdminErrorCode } from "./admin-error-codes";

/** One thing wrong with one field: `path` such as `quotas.0.limit`. */
export interface FieldError {
  path: string;
  message: string;
}

interface AdminErrorOptions {
  errors?: readonly FieldError[];
  /** For operators only: never sent. */
  internal?: string;
  cause?: unknown;
}

/** Every refusal of the management API: a code from the one table and a public sentence that says what to do. */
export class AdminError extends Error {
  readonly code: AdminErrorCode;
  readonly errors: readonly FieldError[];
  readonly internal: string | undefined;

  constructor(code: AdminErrorCode, detail: string, options: AdminErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AdminError";
    this.code = code;
    this.errors = options.errors ?? [];
    this.internal = options.internal;
  }

  get status(): number {
    return ADMIN_ERROR_CODES[this.code].status;
  }
}

/** The answer for what is absent and for what the actor may not see: the same words, so that neither can be told from the other. */
export function notFound(kind: string): AdminError {
  return new AdminError("not_found", `There is no such ${kind}, or you may not see it.`);
}

/** A refusal because of one field. */
export function invalidField(path: string, message: string): AdminError {
  return new AdminError("invalid_request", `${path}: ${message}`, { errors: [{ path, message }] });
}
