import type { FullRecord } from "@/db/queries/requests/find-record";
import type { RecordRow } from "@/db/queries/requests/record-columns";
import type { Named } from "@/lib/admin-api/schemas/fields";
import type { RequestDetail, RequestSummary } from "@/lib/admin-api/schemas/requests";
import { usdFromMicros } from "@/lib/money";
import { costLines } from "./cost-lines";

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
export function showFullRecord(row: FullRecord): RequestDetail {
  const { tier, lines } = costLines(row.usage, row.price);
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
          },
    cost: lines,
    attempts: row.attempts,
    trace: row.trace,
    endUser: row.endUser,
    clientAddress: row.clientAddress,
    userAgent: row.userAgent,
    recordedAt: row.recordedAt.toISOString(),
  };
}

function named(id: string | null, name: string | null): Named | null {
  return id === null ? null : { id, name: name ?? id };
}
