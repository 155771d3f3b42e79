import type { SocketEnd } from "@/lib/egress/contract";
import { AppError } from "@/lib/errors/app-error";
import type { Outcome } from "@/lib/ledger/contract";
import { truncated } from "../steps/upstream-failure";

/** Who ended a session, and how. */
export type Ending =
  | { by: "caller"; end: SocketEnd }
  | { by: "upstream"; end: SocketEnd }
  | { by: "gatehouse"; error: AppError };

/** What the record says of a session that ended so. */
export interface SessionClosing {
  outcome: Outcome;
  httpStatus: number;
  errorCode: string | null;
}

/** What a session is while nothing went wrong. */
const SWITCHED = 101;
const GONE = 1006;
const CALLER_FAULTS: ReadonlyMap<number, string> = new Map([
  [1002, "invalid_request"],
  [1007, "invalid_request"],
  [1009, "request_too_large"],
]);
/** Codes that are never sent; 1005 means that none was. */
const UNSENDABLE: ReadonlyMap<number, number> = new Map([
  [1004, 1000],
  [1005, 1000],
  [1006, 1011],
  [1015, 1011],
]);

/**
 * The record's words: a session that a side closed properly is whole, a caller who vanished aborted it, one that policy ended before
 * anything was used was refused, and what Gatehouse itself ended later was interrupted.
 */
export function closingOf(ending: Ending, session: { isAnswering: boolean; hasUsed: boolean }): SessionClosing {
  if (ending.by === "caller") {
    const fault = CALLER_FAULTS.get(ending.end.code);
    if (fault !== undefined) return { outcome: "aborted", httpStatus: SWITCHED, errorCode: fault };
    const outcome = ending.end.code === GONE ? "aborted" : "ok";
    return { outcome, httpStatus: SWITCHED, errorCode: null };
  }
  const error = errorOf(ending, session.isAnswering);
  if (error === null) return { outcome: "ok", httpStatus: SWITCHED, errorCode: null };
  const outcome = ending.by === "upstream" ? "failed" : outcomeOf(error, session.hasUsed);
  return { outcome, httpStatus: error.status, errorCode: error.code };
}

/** What the caller is told before its side is closed; null where there is nothing to tell. */
export function errorOf(ending: Ending, isAnswering: boolean): AppError | null {
  if (ending.by === "caller") return null;
  if (ending.by === "gatehouse") return ending.error;
  const { code } = ending.end;
  if (isAnswering) return truncated();
  if (code === GONE)
    return new AppError("upstream_error", "The connection to the provider broke. Open the session again.");
  if (CALLER_FAULTS.has(code)) return new AppError("upstream_error", "The provider sent what could not be read.");
  return null;
}

/** A close code as it can be passed on to the other side. */
export function sendableCode(code: number): number {
  return UNSENDABLE.get(code) ?? code;
}

function outcomeOf({ status }: AppError, hasUsed: boolean): Outcome {
  if (status === 502 || status === 500) return "failed";
  return status < 500 && !hasUsed ? "refused" : "interrupted";
}
