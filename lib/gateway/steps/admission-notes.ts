import type { Admission, Amounts, QuotaStanding } from "@/lib/quotas/contract";
import type { Exchange } from "../exchange";

type Refused = Extract<Admission, { kind: "refused" }>;

/** The trace line of a refused admission: what the call would have held, and the quota that refused it. */
export function noteRefused(exchange: Exchange, startedMs: number, estimate: Amounts, refused: Refused): void {
  exchange.note("admit", "refused", startedMs, { ...describeEstimate(estimate), ...describeStanding(refused.by) });
}

/** The trace line of an admission: what the call holds, and every quota that was asked. */
export function noteHeld(
  exchange: Exchange,
  startedMs: number,
  estimate: Amounts,
  standings: readonly QuotaStanding[],
): void {
  exchange.note("admit", standings.length === 0 ? "no quota applies" : "held", startedMs, {
    ...describeEstimate(estimate),
    quotas: standings.map(summary).join("; "),
  });
}

function describeEstimate(estimate: Amounts): Record<string, string | number | null> {
  return {
    hold_tokens: estimate.inputTokens + estimate.outputTokens,
    hold_micros: estimate.costMicros === null ? null : Number(estimate.costMicros),
  };
}

function describeStanding(standing: QuotaStanding): Record<string, string | number | null> {
  const { quota } = standing;
  return {
    scope: quota.scopeKind,
    scope_name: quota.scopeName,
    unit: quota.unit,
    window: quota.window,
    used: Number(standing.used),
    held: Number(standing.held),
    limit: Number(quota.limit),
  };
}

function summary(standing: QuotaStanding): string {
  const { quota } = standing;
  return `${quota.scopeKind} ${quota.unit}/${quota.window} ${standing.used + standing.held} of ${quota.limit}`;
}
