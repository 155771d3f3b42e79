import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Hold, Quota, QuotaStanding } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../exchange";
import { noteHeld, noteRefused } from "./admission-notes";
import { explainRefusal } from "./explain-refusal";
import { quotasFor } from "./quotas-for";
import { sizeCall } from "./size-call";

const HOLD_SLACK_MS = 60_000;

export interface Admitted {
  hold: Hold;
  standings: QuotaStanding[];
  plan: Plan;
}

/**
 * Step 4: every quota that applies to the call, all or nothing. Targets without a price leave the plan when money is limited.
 * Throws AppError `rate_limit_exceeded`, `budget_exceeded`, `model_unpriced`, `policy_unavailable`.
 */
export async function admit(
  call: { caller: Caller; asked: Asked; plan: Plan; exchange: Exchange; snapshot: PolicySnapshot },
  deps: GatewayDeps,
): Promise<Admitted> {
  const { caller, asked, exchange } = call;
  const startedMs = exchange.elapsedMs();
  const quotas = quotasFor(call);
  const plan = pricedPlan(call.plan, quotas, caller);
  const estimate = sizeCall(asked, plan);
  const request = { requestId: exchange.requestId, quotas, estimate, holdMs: deps.limits.totalMs + HOLD_SLACK_MS };
  const admission = await deps.quotas.admit(request);
  if (admission.kind === "refused") {
    noteRefused(exchange, startedMs, estimate, admission);
    throw explainRefusal(admission, estimate, deps.publicUrl);
  }
  exchange.hold = admission.hold;
  noteHeld(exchange, startedMs, estimate, admission.standings);
  return { hold: admission.hold, standings: admission.standings, plan };
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
