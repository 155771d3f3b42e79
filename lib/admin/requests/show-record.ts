import type { FullRecord } from "@/db/queries/requests/find-record";
import type { RecordRow } from "@/db/queries/requests/record-columns";
import type { TraceStep } from "@/db/schema";
import type { Named } from "@/lib/admin-api/schemas/fields";
import type { RequestDetail, RequestQuota, RequestSummary, RequestTraceStep } from "@/lib/admin-api/schemas/requests";
import { UNITS, type Units } from "@/lib/llm/units";
import { usdFromMicros } from "@/lib/money";
import { decimalFromScaled } from "../models/decimal";
import { costLines } from "./cost-lines";

/** 1 USD is 10^12 pico-USD. */
const PICO_PLACES = 12;

/** A record in a list. What is gone is named by its id. */
export function showRecord(row: RecordRow): RequestSummary {
  return {
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    team: named(row.teamId, row.teamName),
    project: named(row.projectId, row.projectName),
    key: row.keyId === null ? null : { id: row.keyId, name: row.keyName ?? row.keyId, publicId: row.keyPublicId ?? "" },
    provider: named(row.providerId, row.providerName),
    modelAsked: row.modelAsked,
    modelId: row.modelId,
    modelName: row.modelName,
    upstreamModel: row.upstreamModel,
    route: row.route,
    dialect: row.dialect,
    streamed: row.streamed,
    simulated: row.simulated,
    outcome: row.outcome,
    httpStatus: row.httpStatus,
    errorCode: row.errorCode,
    finishReason: row.finishReason,
    costUsd: row.costMicros === null ? null : usdFromMicros(row.costMicros),
    usageSource: row.usageSource,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    ttftMs: row.ttftMs,
    durationMs: row.durationMs,
    attemptCount: row.attemptCount,
  };
}

/** Everything a record holds, with its price taken apart. */
export function showFullRecord(row: FullRecord, quotas: RequestQuota[]): Omit<RequestDetail, "text"> {
  const usage = row.serviceTier === null ? row.usage : { ...row.usage, serviceTier: row.serviceTier };
  const { tier, lines } = costLines(usage, row.price, unitsOf(row.trace));
  const { price } = row;
  return {
    ...showRecord(row),
    deploymentId: row.deploymentId,
    price:
      price === null
        ? null
        : {
            id: price.id,
            version: price.version,
            source: price.source,
            effectiveFrom: price.effectiveFrom.toISOString(),
            fromInputTokens: tier?.fromInputTokens ?? 0,
            serviceTier: tier?.serviceTier ?? null,
          },
    cost: lines,
    exactCostUsd: row.costPicos === null ? null : decimalFromScaled(BigInt(row.costPicos), PICO_PLACES),
    serviceTier: row.serviceTier,
    attempts: row.attempts,
    trace: row.trace.map(showStep),
    quotas,
    endUser: row.endUser,
    sessionId: row.sessionId,
    personId: row.personId,
    tags: row.tags ?? [],
    clientAddress: row.clientAddress,
    userAgent: row.userAgent,
    recordedAt: row.recordedAt.toISOString(),
  };
}

/** What a call was charged by beside tokens stands in its trace. */
function unitsOf(trace: readonly TraceStep[]): Units {
  const detail = trace.find(([step]) => step === "meter")?.[4] ?? {};
  const counted = UNITS.flatMap((unit) => (typeof detail[unit] === "number" ? [[unit, detail[unit]] as const] : []));
  return Object.fromEntries(counted);
}

function showStep([step, decision, startedMicros, durationMicros, detail]: TraceStep): RequestTraceStep {
  const times = { startedMs: startedMicros / 1000, durationMs: durationMicros / 1000 };
  return { step, decision, ...times, ...(detail === undefined ? {} : { detail: known(detail) }) };
}

function known(detail: NonNullable<TraceStep[4]>): NonNullable<RequestTraceStep["detail"]> {
  return Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

function named(id: string | null, name: string | null): Named | null {
  return id === null ? null : { id, name: name ?? id };
}
