import type { AppError } from "./app-error";
import { errorEntry } from "./error-codes";

/** The body of an Anthropic-dialect error (API reference, "Errors"); also valid as the `data:` of an `error` event. */
export function renderAnthropicError(error: AppError, requestId: string): string {
  const details = { error_code: error.code, ...(error.param === undefined ? {} : { param: error.param }) };
  return JSON.stringify({
    type: "error",
    error: {
      type: errorEntry(error.code).anthropicType,
      message: error.message,
      details,
      gatehouse: { request_id: requestId, ...error.refusal },
    },
    request_id: requestId,
  });
}

/** 529 where Anthropic says overloaded; an upstream's own status stays. */
export function anthropicStatus(error: AppError): number {
  const { status, anthropicStatus = status } = errorEntry(error.code);
  return error.status === status ? anthropicStatus : error.status;
}
