import { AppError } from "@/lib/errors/app-error";
import type { AttemptNote } from "@/lib/ledger/contract";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../exchange";
import type { Reply } from "../reply";
import type { UpstreamCall } from "../upstream-call";
import { attempt } from "./attempt";
import { AttemptFailure, fromEgressError } from "./upstream-failure";

/**
 * Step 8: the plan's targets in order until one answers. Moves on only for a retryable failure, and only before the first byte
 * went to the caller. Throws the last target's AppError.
 */
export function callUpstream(call: UpstreamCall, deps: GatewayDeps): Promise<Reply> {
  return tryTargets(call, (target) => attempt(call, target, deps));
}

/** The same for any kind of call: `attemptAt` resolves once a target has answered. */
export async function tryTargets<Answered extends Pick<Reply, "upstreamRequestId">>(
  { exchange, plan }: Pick<UpstreamCall, "exchange" | "plan">,
  attemptAt: (target: DeploymentPolicy) => Promise<Answered>,
): Promise<Answered> {
  let last: AttemptFailure | null = null;
  for (const target of plan.targets) {
    const startedMs = exchange.elapsedMs();
    exchange.target = target;
    try {
      const reply = await attemptAt(target);
      noteAttempt(exchange, target, startedMs, {
        outcome: "ok",
        status: 200,
        errorCode: null,
        upstreamRequestId: reply.upstreamRequestId,
      });
      return reply;
    } catch (thrown) {
      last = toFailure(thrown, exchange);
      const outcome = exchange.endedBy === null ? "failed" : "aborted";
      noteAttempt(exchange, target, startedMs, {
        outcome,
        status: last.status,
        errorCode: last.error.code,
        upstreamRequestId: null,
      });
      if (!last.retryable || exchange.endedBy !== null) break;
    }
  }
  throw last?.error ?? new AppError("model_not_found", `Model "${plan.model.name}" has no target left to try.`);
}

function toFailure(thrown: unknown, exchange: Exchange): AttemptFailure {
  if (thrown instanceof AppError) return new AttemptFailure(thrown, { retryable: false, status: null });
  const failure = fromEgressError(thrown);
  if (exchange.endedBy === null) return failure;
  return new AttemptFailure(endedError(exchange), { retryable: false, status: null });
}

/** Why a call was cut short, as the caller should read it. */
export function endedError(exchange: Exchange): AppError {
  switch (exchange.endedBy) {
    case "shutdown":
      return new AppError(
        "shutting_down",
        "This Gatehouse process is shutting down. Try again: another one will answer.",
      );
    case "deadline":
      return new AppError("upstream_timeout", "The call took longer than Gatehouse allows. Ask for less, or stream.");
    default:
      return new AppError("request_timeout", "The caller closed the connection.", { status: 499 });
  }
}

type AttemptEnd = Pick<AttemptNote, "outcome" | "status" | "errorCode" | "upstreamRequestId">;

function noteAttempt(exchange: Exchange, target: DeploymentPolicy, startedMs: number, end: AttemptEnd): void {
  const decision = end.outcome === "ok" ? "answered" : `${end.outcome}: ${end.errorCode ?? "unknown"}`;
  exchange.note(`attempt ${exchange.attempts.length + 1}`, decision, startedMs);
  exchange.attempts.push({
    deploymentId: target.id,
    providerId: target.providerId,
    providerName: target.providerName,
    upstreamModel: target.upstreamModel,
    simulated: target.simulated,
    startedMs: Math.round(startedMs),
    durationMs: Math.round(exchange.elapsedMs() - startedMs),
    ...end,
  });
}
