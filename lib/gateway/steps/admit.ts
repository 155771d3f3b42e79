import { AppError } from "@/lib/errors/app-error";
import type { ServiceTier } from "@/lib/llm/usage";
import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Price } from "@/lib/pricing/contract";
import { estimateCost, type ForeseenTokens } from "@/lib/pricing/estimate-cost";
import type { Hold, Quota, QuotaStanding } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";
import type { AskedCall } from "../asked";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../exchange";
import { noteHeld, noteRefused } from "./admission-notes";
import { explainRefusal } from "./explain-refusal";
import { quotasFor } from "./quotas-for";
import { reserve } from "./reserve";
import { type CallSize, openSizing } from "./size-call";

const HOLD_SLACK_MS = 60_000;
/** The class of service that costs more than the usual one; the usual price would book too little of it. */
const DEARER = "priority" satisfies ServiceTier;
const NOTHING = { inputTokens: 0, outputTokens: 0 };

export interface Admitted {
  hold: Hold;
  standings: QuotaStanding[];
  plan: Plan;
  /** A bound on the output tokens of each choice that policy puts into the call. */
  imposedMaxTokens: number | null;
}

/**
 * Step 4: every quota that applies to the call, all or nothing. Targets without a price leave the plan when money is limited.
 * Throws AppError `rate_limit_exceeded`, `budget_exceeded`, `model_unpriced`, `policy_unavailable`.
 */
export async function admit(
  call: {
    caller: Caller;
    asked: AskedCall;
    plan: Plan;
    lowered: number | null;
    exchange: Exchange;
    snapshot: PolicySnapshot;
  },
  deps: GatewayDeps,
): Promise<Admitted> {
  const { exchange } = call;
  const startedMs = exchange.elapsedMs();
  const quotas = quotasFor(call);
  const plan = pricedPlan(call, quotas);
  refuseUnbooked(quotas, deps);
  const request = { requestId: exchange.requestId, quotas, holdMs: deps.limits.totalMs + HOLD_SLACK_MS };
  const { size, admission } = await reserve(request, openSizing({ ...call, plan }, deps), deps);
  if (admission.kind === "refused") {
    noteRefused(exchange, startedMs, size, admission);
    throw explainRefusal(admission, size, deps.publicUrl);
  }
  exchange.hold = admission.hold;
  exchange.noteAdmitted(admission.at ?? Date.now());
  noteHeld(exchange, startedMs, size, admission);
  followOutput(call, size, deps);
  return { hold: admission.hold, standings: admission.standings, plan, imposedMaxTokens: size.output.imposed };
}

/** A hard quota holds only while what is used is sure to be booked. Throws AppError `policy_unavailable`. */
export function refuseUnbooked(quotas: readonly Quota[], deps: GatewayDeps): void {
  if (!deps.ledger.isFull || !quotas.some((quota) => quota.hard && !quota.shadow)) return;
  throw new AppError("policy_unavailable", "Gatehouse cannot book calls at the moment. Try again in a moment.", {
    internal: "the spool is full, and a hard quota applies",
    retryAfterMs: 1_000,
  });
}

/** An injected bound is told to the caller; what calls without any bound turn out to need is learned. */
function followOutput(call: Parameters<typeof admit>[0], { output }: CallSize, deps: GatewayDeps): void {
  const { caller, plan, asked, exchange } = call;
  if (output.basis === "injected") exchange.headers["x-gatehouse-max-tokens"] = `${output.tokens};injected`;
  if (output.basis !== "learned p95" && output.basis !== "model maximum") return;
  const pair = { organizationId: caller.organizationId, keyId: caller.keyId, modelId: plan.model.id };
  exchange.onAnswered = (outputTokens) => deps.needs.note(pair, Math.ceil(outputTokens / asked.choices));
}

/** The plan without targets that cannot be reckoned, where money is limited. Throws AppError `model_unpriced` when none is left. */
export function pricedPlan(
  { plan, asked, caller }: { plan: Plan; asked?: AskedCall; caller: Caller },
  quotas: readonly Quota[],
): Plan {
  const limitsMoney = quotas.some((quota) => quota.unit === "usd_micros" && quota.hard && !quota.shadow);
  if (!limitsMoney) return plan;
  const least = asked?.task === undefined ? NOTHING : leastOf(asked, asked.task);
  const needsTier = asked?.serviceTier === DEARER;
  const targets = plan.targets.filter(
    ({ price }) => price !== null && estimateCost(least, price) !== null && (!needsTier || hasTier(price, DEARER)),
  );
  if (targets.length === plan.targets.length) return plan;
  if (targets.length > 0) return { ...plan, targets };
  const lacks = plan.targets.some(({ price }) => price !== null) ? "for all that this call may use" : "yet";
  throw new AppError(
    "model_unpriced",
    `Model "${plan.model.name}" has no price ${lacks}, and virtual key "${caller.keyName}" spends under a budget. Ask an administrator to set its price.`,
    { param: "model" },
  );
}

function hasTier({ tiers }: Price, tier: ServiceTier): boolean {
  return tiers.some(({ serviceTier }) => serviceTier === tier);
}

/** One of everything the task may use: what a price must know. */
function leastOf({ prompt, maxTokens }: AskedCall, task: NonNullable<AskedCall["task"]>): ForeseenTokens {
  const sound = prompt.soundSeconds === undefined ? 0 : 1;
  const text = prompt.textBytes + (prompt.tokens ?? 0) > 0 ? 1 : 0;
  const images = prompt.images > 0 ? 1 : 0;
  const outputTokens = maxTokens === 0 ? 0 : 1;
  return { inputTokens: sound + text + images, outputTokens, media: { sound, images }, speaks: prompt.speaks, task };
}
