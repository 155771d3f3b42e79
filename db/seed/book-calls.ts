import { errorEntry } from "@/lib/errors/error-codes";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { inputTokens, NO_USAGE, outputTokens } from "@/lib/llm/usage";
import { estimateCost } from "@/lib/pricing/estimate-cost";
import type { Quota } from "@/lib/quotas/contract";
import type { Refusal } from "./demo-fate";
import * as trace from "./demo-trace";
import type { DemoWorld } from "./demo-world";
import type { MeasuredCall } from "./measure-call";
import { quotasOf } from "./quotas-of-call";
import { type Booked, isOfTheMoment, type RunningQuotas } from "./running-quotas";

/** Refusals that come before the body was read, or because of it. */
const BEFORE_READ: ReadonlySet<Refusal> = new Set([
  "invalid_api_key",
  "conflicting_credentials",
  "key_disabled",
  "request_too_large",
  "invalid_json",
  "invalid_request",
  "unsupported_parameter",
  "unsupported_media_type",
]);
const UNBOUNDED_OUTPUT_TOKENS = 4_096;

/** Calls in the order they began, run against their quotas as they stood then, as closed exchanges. */
export function* bookCalls(
  calls: readonly MeasuredCall[],
  world: DemoWorld,
  running: RunningQuotas,
): Generator<ClosedExchange> {
  for (const call of calls) yield bookCall(call, world, running);
}

function bookCall(call: MeasuredCall, world: DemoWorld, running: RunningQuotas): ClosedExchange {
  const log = new trace.DemoTrace();
  const { caller } = call;
  const early = noteUntilPlan(call, log);
  if (early !== null || caller === null) return refused(call, { world, log, code: early ?? "invalid_api_key" });
  const quotas = quotasOf(call, world.snapshot.organizationId, world.snapshot.quotas).filter((quota) =>
    running.isInForce(quota, call.startedAt),
  );
  if (
    quotas.some((quota) => quota.hard && !quota.shadow && quota.unit === "usd_micros") &&
    call.target?.price === null
  ) {
    return refused(call, { world, log, code: "model_unpriced" });
  }
  const by = refusingQuota(call, quotas, running);
  if (by !== undefined) {
    trace.noteAdmission(log, call, "refused", admissionOf(call, quotas, { running, by }));
    return refused(call, { world, log, code: by.unit === "usd_micros" ? "budget_exceeded" : "rate_limit_exceeded" });
  }
  trace.noteAdmission(log, call, "held", admissionOf(call, quotas, { running }));
  trace.noteAttempts(log, call);
  running.book(quotas, call.startedAt, bookedBy(call));
  return answered(call, world, log);
}

/** The steps before quotas are asked; the code of a refusal among them. */
function noteUntilPlan(call: MeasuredCall, log: trace.DemoTrace): Refusal | null {
  const { caller, fate } = call;
  const planned = fate.kind === "refused" ? fate.code : null;
  if (caller === null) return planned;
  trace.noteCaller(log, call, caller);
  if (planned !== null && BEFORE_READ.has(planned)) return planned;
  trace.noteRead(log, call);
  if (planned === "model_not_found" || planned === "model_not_allowed") {
    trace.noteRefusedPlan(log, call, planned);
    return planned;
  }
  trace.notePlan(log, call);
  return null;
}

/** What a call adds to its quotas. */
export function bookedBy(call: MeasuredCall): Booked {
  const { usage } = call;
  return { costMicros: call.costMicros ?? 0n, inputTokens: inputTokens(usage), outputTokens: outputTokens(usage) };
}

/** The quota that refuses: one that is used up, or for a planned refusal one that limits the minute. */
function refusingQuota(call: MeasuredCall, quotas: readonly Quota[], running: RunningQuotas): Quota | undefined {
  const full = running.refusing(quotas, call.startedAt, bookedBy(call));
  if (full !== undefined || call.fate.kind !== "refused") return full;
  const enforced = quotas.filter((quota) => !quota.shadow);
  return enforced.findLast(isOfTheMoment) ?? enforced.at(-1);
}

/** A quota of the moment was full when it refused. */
function standingOf(call: MeasuredCall, quota: Quota, running: RunningQuotas): bigint {
  return isOfTheMoment(quota) ? quota.limit : running.usedAt(quota, call.startedAt);
}

function admissionOf(
  call: MeasuredCall,
  quotas: readonly Quota[],
  { running, by }: { running: RunningQuotas; by?: Quota },
): trace.DemoAdmission {
  const { inputTokens, startedAt, policy } = call;
  const outputTokens = Math.min(policy?.maxOutputTokens ?? UNBOUNDED_OUTPUT_TOKENS, UNBOUNDED_OUTPUT_TOKENS);
  const price = call.target?.price ?? null;
  const standings = quotas.map((quota) => {
    if (quota === by) return { quota, used: standingOf(call, quota, running), verdict: "refused" as const };
    const isWatched = quota.shadow && !running.fits(quota, startedAt, bookedBy(call));
    return { quota, used: running.usedAt(quota, startedAt), verdict: isWatched ? ("shadow_refused" as const) : null };
  });
  const micros = price === null ? null : estimateCost({ inputTokens, outputTokens }, price);
  return { inputTokens, outputTokens, micros, standings };
}

function whoAndWhen(call: MeasuredCall, world: DemoWorld, log: trace.DemoTrace) {
  const { caller } = call;
  return {
    requestId: call.requestId,
    startedAt: call.startedAt,
    organizationId: world.snapshot.organizationId,
    teamId: caller?.teamId ?? null,
    projectId: caller?.projectId ?? null,
    keyId: caller?.id ?? null,
    secretId: secretOf(call),
    route: "/chat/completions",
    dialect: "openai-chat",
    trace: log.notes,
    clientAddress: call.clientAddress,
    userAgent: call.userAgent,
    sessionId: call.sessionId,
    personId: caller?.ownerId ?? null,
    tags: caller?.tags ?? [],
  };
}

/** The secret the application had then: it changes to the new one when the key is rotated. */
function secretOf(call: MeasuredCall): string | null {
  const secrets = call.caller?.secrets ?? [];
  return (secrets.find((secret) => secret.createdAt <= call.startedAt) ?? secrets.at(-1))?.id ?? null;
}

function refused(call: MeasuredCall, by: { world: DemoWorld; log: trace.DemoTrace; code: Refusal }): ClosedExchange {
  const wasRead = !BEFORE_READ.has(by.code);
  const wasPlanned = wasRead && by.code !== "model_not_found" && by.code !== "model_not_allowed";
  return {
    ...whoAndWhen(call, by.world, by.log),
    streamed: wasRead && call.stream,
    modelAsked: wasRead ? call.model : null,
    modelName: wasPlanned ? (call.policy?.name ?? null) : null,
    modelId: wasPlanned ? (call.policy?.id ?? null) : null,
    deploymentId: null,
    providerId: null,
    upstreamModel: null,
    simulated: false,
    outcome: "refused",
    httpStatus: errorEntry(by.code).status,
    errorCode: by.code,
    finishReason: null,
    costMicros: null,
    costPicos: null,
    serviceTier: null,
    priceVersionId: null,
    usage: NO_USAGE,
    usageSource: "none",
    ttftMs: null,
    durationMs: Math.round(call.overheadMs),
    attempts: [],
    endUser: wasRead ? call.endUser : null,
    admittedAt: null,
  };
}

function answered(call: MeasuredCall, world: DemoWorld, log: trace.DemoTrace): ClosedExchange {
  const { target } = call;
  return {
    ...whoAndWhen(call, world, log),
    streamed: call.stream,
    modelAsked: call.model,
    modelName: call.policy?.name ?? null,
    modelId: call.policy?.id ?? null,
    deploymentId: target?.id ?? null,
    providerId: target?.providerId ?? null,
    upstreamModel: target?.upstreamModel ?? null,
    simulated: target?.simulated ?? false,
    ...endOf(call),
    costMicros: call.costMicros,
    costPicos: call.costPicos,
    serviceTier: null,
    priceVersionId: target?.price?.id ?? null,
    usage: call.usage,
    usageSource: call.usageSource,
    ttftMs: call.ttftMs,
    durationMs: call.durationMs,
    attempts: call.attempts,
    endUser: call.endUser,
    admittedAt: call.startedAt.getTime(),
  };
}

type End = Pick<ClosedExchange, "outcome" | "httpStatus" | "errorCode" | "finishReason">;

function endOf(call: MeasuredCall): End {
  const { fate } = call;
  if (call.usageSource === "none") {
    const code = call.attempts.at(-1)?.errorCode ?? "upstream_error";
    const trouble = fate.kind === "failed" || fate.kind === "rescued" ? fate.trouble : "upstream_error";
    return { outcome: "failed", httpStatus: errorEntry(trouble).status, errorCode: code, finishReason: null };
  }
  switch (fate.kind) {
    case "aborted":
      return { outcome: "aborted", httpStatus: 200, errorCode: null, finishReason: null };
    case "truncated":
      return { outcome: "failed", httpStatus: 200, errorCode: "upstream_truncated", finishReason: null };
    case "interrupted":
      return { outcome: "interrupted", httpStatus: 200, errorCode: "shutting_down", finishReason: null };
    default:
      return { outcome: "ok", httpStatus: 200, errorCode: null, finishReason: "stop" };
  }
}
