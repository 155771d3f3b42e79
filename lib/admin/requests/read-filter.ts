import type { RecordFilter } from "@/db/queries/requests/request-filter";
import type { RequestFilter } from "@/lib/admin-api/schemas/requests";
import { invalidField } from "@/lib/errors/admin-error";
import { microsFromUsd } from "@/lib/money";

const OUTCOMES = new Set(["ok", "refused", "failed", "aborted", "interrupted"]);

/** The filters of a list as a query takes them. Throws `invalid_request`. */
export function readFilter(input: Omit<RequestFilter, "after" | "cursor" | "limit">): RecordFilter {
  return {
    teamId: input.teamId,
    projectId: input.projectId,
    keyId: input.keyId,
    model: input.model,
    providerId: input.providerId,
    errorCode: input.errorCode,
    streamed: input.streamed,
    minDurationMs: input.minDurationMs,
    maxDurationMs: input.maxDurationMs,
    personId: input.personId,
    endUser: input.endUser,
    sessionId: input.sessionId,
    tag: input.tag,
    verdict: input.verdict,
    from: input.from === undefined ? undefined : new Date(input.from),
    to: input.to === undefined ? undefined : new Date(input.to),
    outcomes: input.outcome === undefined ? undefined : readOutcomes(input.outcome),
    ...statusRange(input.status),
    minCostMicros: micros(input.minCostUsd),
    maxCostMicros: micros(input.maxCostUsd),
    text: input.q,
  };
}

function micros(usd: string | undefined): bigint | undefined {
  return usd === undefined ? undefined : (microsFromUsd(usd) ?? undefined);
}

function readOutcomes(text: string): string[] {
  const outcomes = text.split(",");
  if (outcomes.every((outcome) => OUTCOMES.has(outcome))) return outcomes;
  throw invalidField("outcome", `must be one or several of ${[...OUTCOMES].join(", ")}, separated by commas`);
}

/** `429` is one status, `5xx` a hundred. */
function statusRange(status: string | undefined): Pick<RecordFilter, "statusFrom" | "statusTo"> {
  if (status === undefined) return {};
  if (!status.endsWith("xx")) return { statusFrom: Number(status), statusTo: Number(status) };
  const hundreds = Number(status.charAt(0)) * 100;
  return { statusFrom: hundreds, statusTo: hundreds + 99 };
}
