import type { AppError } from "./app-error";
import { errorEntry } from "./error-codes";

/** The body of an OpenAI-dialect error; also valid as the `data:` of an in-band error event on a stream. */
export function renderOpenAiError(error: AppError, requestId: string): string {
  return JSON.stringify({
    error: {
      message: error.message,
      type: errorEntry(error.code).openaiType,
      code: error.code,
      param: error.param ?? null,
      gatehouse: { request_id: requestId, ...error.refusal },
    },
  });
}
