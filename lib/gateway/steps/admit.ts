import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import { estimateCost } from "@/lib/pricing/estimate-cost";
import type { Amounts, Hold, Quota, QuotaStanding } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../exchange";
import { explainRefusal } from "./explain-refusal";

/** Output tokens assumed for a call that sets no bound, unless the model's own maximum is lower. */
const UNBOUNDED_OUTPUT_TOKENS = 4_096;
const HOLD_SLACK_MS = 60_000;

export interface Admitted {
  hold: Hold;
  standings: QuotaStanding[];
  plan: Plan;
}

/**
 * Step 4: every quota on the call's organization, team, project and key, all or nothing. Targets without a price leave
 * the plan when money is limited. Throws AppError `rate_limit_exceeded`, `budget_exceeded`, `model_unpriced`, `policy_unavailable`.
 */
export async function admit(
  call: { caller: Caller; asked: Asked; plan: Plan; exchange: Exchange; snapshot: PolicySnapshot },
  deps: GatewayDeps,
): Promise<Admitted> {
  const { caller, asked, exchange } = call;
  const startedMs = exchange.elapsedMs();
  const quotas = quotasOf(caller, call.snapshot);
  const plan = pricedPlan(call.plan, quotas, caller);
  const estimate = worstCase(asked, plan);
  const request = { requestId: exchange.requestId, quotas, estimate, holdMs: deps.limits.totalMs + HOLD_SLACK_MS };
  const admission = await deps.quotas.admit(request);
  if (admission.kind === "refused") {
    exchange.note("admit", "refused", startedMs, { ...describeEstimate(estimate), ...describeStanding(admission.by) });
    throw explainRefusal(admission.by, admission.retryAfterMs, deps.publicUrl);
  }
  exchange.hold = admission.hold;
  exchange.note("admit", quotas.length === 0 ? "no quota applies" : "held", startedMs, {
    ...describeEstimate(estimate),
    quotas: admission.standings.map(summary).join("; "),
  });
  return { hold: admission.hold, standings: admission.standings, plan };
}

/** Every quota on a caller's scopes, outermost first. */
export function quotasOf(caller: Caller, snapshot: PolicySnapshot): Quota[] {
  const scopes = [
    `organization:${caller.organizationId}`,
    `team:${caller.teamId}`,
    `project:${caller.projectId}`,
    `key:${caller.keyId}`,
  ];
  return scopes.flatMap((scope) => snapshot.quotas.get(scope) ?? []);
}

function pricedPlan(plan: Plan, quotas: readonly Quota[], caller: Caller): Plan {
  const limitsMoney = quotas.some((quota) => quota.unit === "usd_micros" && quota.hard);
  if (!limitsMoney) return plan;
  const targets = plan.targets.filter((target) => target.price !== null);
  if (targets.length > 0) return { ...plan, targets };
  throw new AppError(
    "model_unpriced",
    `Model "${plan.model.name}" has no price yet, and virtual key "${caller.keyName}" spends under a budget. Ask an administrator to set its price.`,
    { param: "model" },
  );
}

function worstCase(asked: Asked, plan: Plan): Amounts {
  const modelMax = plan.model.maxOutputTokens ?? UNBOUNDED_OUTPUT_TOKENS;
  const perChoice = Math.min(modelMax, UNBOUNDED_OUTPUT_TOKENS);
  const outputTokens = asked.maxOutputTokens ?? perChoice * asked.choices;
  const tokens = { inputTokens: asked.inputTokensEstimate, outputTokens };
  let costMicros: bigint | null = null;
  for (const target of plan.targets) {
    const cost = target.price === null ? null : estimateCost(tokens, target.price);
    if (cost !== null && (costMicros === null || cost > costMicros)) costMicros = cost;
  }
  return { costMicros, tokens: tokens.inputTokens + outputTokens };
}

function describeEstimate(estimate: Amounts): Record<string, string | number | null> {
  return {
    hold_tokens: estimate.tokens,
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
