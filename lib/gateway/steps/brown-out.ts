import type { BrownOutStep } from "@/lib/policy/snapshot";
import type { Quota, QuotaEngine } from "@/lib/quotas/contract";
import { limitAt } from "@/lib/quotas/limit-at";
import type { Plan } from "@/lib/routing/plan";
import type { AskedCall } from "../asked";
import type { GatewayDeps } from "../deps";
import type { PlannedCall } from "../planned-call";
import { findCheaperPlan } from "./find-cheaper-plan";
import { scopeWords } from "./quota-words";
import { quotasFor } from "./quotas-for";

export interface Degraded {
  plan: Plan;
  /** A bound on the output tokens of each choice, never above the caller's own; null: none. */
  lowered: number | null;
}

/** How far the tightest quota is used up, whole percent. */
interface Fullness {
  percent: number;
  quota: Quota;
}

/**
 * Between plan and admission: the steps of the project's brown-out ladder that its tightest hard quota has reached. From memory:
 * quotas this process has not met yet degrade nothing. Says what it did in headers and trace, and what it could not do in the trace.
 */
export function brownOut(call: PlannedCall, deps: GatewayDeps): Degraded {
  const ladder = call.snapshot.projects.get(call.caller.projectId)?.brownOut ?? [];
  if (ladder.length === 0) return { plan: call.plan, lowered: null };
  const startedMs = call.exchange.elapsedMs();
  const fullness = fullest(quotasFor(call), deps.quotas);
  const reached = fullness === null ? [] : ladder.filter((step) => fullness.percent >= step.atPercent);
  if (fullness === null || reached.length === 0) return { plan: call.plan, lowered: null };
  const lowered = lowerMaxTokens(call, reached);
  const move = moveToCheaper(call, { reached, lowered }, deps);
  const degraded = { plan: move.plan, lowered };
  tell(
    call,
    { fullness, warns: reached.some((step) => step.action === "warn"), degraded, notDone: move.notDone },
    startedMs,
  );
  return degraded;
}

/** For calls whose model no other can stand in for, such as embeddings: only what the reached steps warn of. */
export function warnOfLimits(call: PlannedCall<AskedCall>, deps: GatewayDeps): void {
  const ladder = call.snapshot.projects.get(call.caller.projectId)?.brownOut ?? [];
  if (!ladder.some(({ action }) => action === "warn")) return;
  const startedMs = call.exchange.elapsedMs();
  const fullness = fullest(quotasFor(call), deps.quotas);
  if (fullness === null) return;
  const warns = ladder.some(({ action, atPercent }) => action === "warn" && fullness.percent >= atPercent);
  const degraded = { plan: call.plan, lowered: null };
  if (warns) tell(call, { fullness, warns, degraded, notDone: [] }, startedMs);
}

/** Budgets and long windows only: what a rolling minute holds or runs at once is free again before a brown-out would help. */
function fullest(quotas: readonly Quota[], engine: QuotaEngine): Fullness | null {
  let found: Fullness | null = null;
  for (const quota of quotas) {
    if (!quota.hard || quota.shadow || quota.window === "minute" || quota.window === "now") continue;
    const seen = engine.peek(quota);
    const limit = Number(limitAt(quota));
    if (seen === null || limit <= 0) continue;
    const percent = Math.floor(((seen.used + seen.held) * 100) / limit);
    if (found === null || percent > found.percent) found = { percent, quota };
  }
  return found;
}

/** The lowest bound of the reached steps, where it is lower than the call's own. */
function lowerMaxTokens({ asked, plan }: PlannedCall, reached: readonly BrownOutStep[]): number | null {
  let lowest = asked.maxTokens ?? plan.model.defaultMaxTokens ?? Number.POSITIVE_INFINITY;
  let lowered: number | null = null;
  for (const step of reached) {
    if (step.action !== "lower_max_tokens" || step.maxTokens >= lowest) continue;
    lowest = step.maxTokens;
    lowered = step.maxTokens;
  }
  return lowered;
}

/** The model of the highest reached step that can take the call; why the others cannot. */
function moveToCheaper(
  call: PlannedCall,
  { reached, lowered }: { reached: readonly BrownOutStep[]; lowered: number | null },
  deps: GatewayDeps,
): { plan: Plan; notDone: string[] } {
  const notDone: string[] = [];
  for (const step of reached.toReversed()) {
    if (step.action !== "cheaper_model") continue;
    if (step.model === call.plan.model.name) break;
    const found = findCheaperPlan({ ...call, lowered, name: step.model }, deps);
    if (found.kind === "plan") return { plan: found.plan, notDone };
    notDone.push(`${step.model}: ${found.reason}`);
  }
  return { plan: call.plan, notDone };
}

function tell(
  { plan, exchange }: Pick<PlannedCall, "plan" | "exchange">,
  did: { fullness: Fullness; warns: boolean; degraded: Degraded; notDone: readonly string[] },
  startedMs: number,
): void {
  const { fullness, degraded } = did;
  const moved = degraded.plan === plan ? null : degraded.plan.model;
  const changes = [
    ...(degraded.lowered === null ? [] : [`max_tokens=${degraded.lowered}`]),
    ...(moved === null ? [] : [`model=${moved.name}`]),
  ];
  const sentence = `${isBudget(fullness.quota) ? "budget" : "limit"} of ${scopeWords(fullness.quota)} is used to ${fullness.percent} %`;
  if (did.warns) exchange.headers["x-gatehouse-warning"] = visible(sentence);
  if (changes.length > 0) exchange.headers["x-gatehouse-degraded"] = visible(changes.join(", "));
  if (moved !== null) exchange.model = moved;
  const decision = changes.length > 0 ? "degraded" : did.warns ? "warned" : "nothing to lower";
  exchange.note("brown-out", decision, startedMs, {
    reason: sentence,
    ...(changes.length === 0 ? {} : { changes: changes.join(", ") }),
    ...(did.notDone.length === 0 ? {} : { not_done: did.notDone.join("; ") }),
  });
}

function isBudget(quota: Quota): boolean {
  return quota.unit === "usd_micros";
}

/** Names come from people: only visible ASCII may stand in a header. */
function visible(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 200);
}
