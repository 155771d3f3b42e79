import { randomUUID } from "node:crypto";
import type { AppError } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { renderOpenAiError } from "@/lib/errors/render-openai-error";

/** Close codes (RFC 6455, section 7.4; IANA's registry): what is missing here goes by its status. */
const CLOSE_CODES: Partial<Record<ErrorCode, number>> = {
  session_expired: 1001,
  unsupported_media_type: 1003,
  shutting_down: 1012,
  policy_unavailable: 1013,
  overloaded: 1013,
};
const POLICY = 1008;
const BROKEN = 1011;

/** An error as an event of the dialect; `status` is what the same refusal would have been before the session opened. */
export function errorEvent(error: AppError, requestId: string): string {
  const { error: words } = JSON.parse(renderOpenAiError(error, requestId)) as { error: Record<string, unknown> };
  return JSON.stringify({
    type: "error",
    event_id: `event_${randomUUID()}`,
    status: error.status,
    error: { ...words, event_id: null },
  });
}

/** With which code a session that ends for `error` is closed. */
export function closeCodeOf(error: AppError): number {
  return CLOSE_CODES[error.code] ?? (error.status < 500 ? POLICY : BROKEN);
}
