import { estimateCost } from "@/lib/pricing/estimate-cost";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";
import type { GatewayDeps } from "../deps";
import type { PlannedCall } from "../planned-call";
import { noteHeld, noteRefused } from "../steps/admission-notes";
import { pricedPlan, refuseUnbooked } from "../steps/admit";
import type { OutputBound } from "../steps/bound-output";
import { quotasFor } from "../steps/quotas-for";
import { type CallSize, openSizing, sizeByBytes } from "../steps/size-call";
import { SessionHolds } from "./session-holds";

const HOLD_SLACK_MS = 60_000;

/** A session that was let in. */
export interface AdmittedSession {
  plan: Plan;
  holds: SessionHolds;
  standings: QuotaStanding[];
  /** What bounds its answers where the caller does not. */
  output: OutputBound;
}

/**
 * Every quota that applies to a session, all or nothing, with room for a short first turn. From here on it is in the spool. Throws
 * AppError `rate_limit_exceeded`, `budget_exceeded`, `model_unpriced`, `policy_unavailable`.
 */
export async function admitSession(
  call: PlannedCall & { lowered: number | null },
  deps: GatewayDeps,
): Promise<AdmittedSession> {
  const { exchange } = call;
  const startedMs = exchange.elapsedMs();
  const quotas = quotasFor(call);
  const plan = pricedPlan(call, quotas);
  refuseUnbooked(quotas, deps);
  const size = firstTurn({ ...call, plan }, deps);
  const holds = new SessionHolds({
    requestId: exchange.requestId,
    quotas: deps.quotas,
    publicUrl: deps.publicUrl,
    holdMs: deps.limits.sessionMs + HOLD_SLACK_MS,
    onRefused: (refused, estimate) =>
      noteRefused(exchange, exchange.elapsedMs(), { ...size, ...estimate, input: "counted" }, refused),
  });
  const { hold, at, standings } = await holds.open(quotas, size);
  exchange.hold = hold;
  exchange.noteAdmitted(at);
  noteHeld(exchange, startedMs, size, { kind: "admitted", hold, standings });
  return { plan, holds, standings, output: size.output };
}

/** A model that has a price for speech is taken to speak. */
function firstTurn(call: PlannedCall & { lowered: number | null }, deps: GatewayDeps): CallSize {
  const { asked, plan } = call;
  const speaks = plan.targets.some(
    ({ price }) => price !== null && estimateCost({ inputTokens: 0, outputTokens: 0, speaks: true }, price) !== null,
  );
  return sizeByBytes(openSizing({ ...call, asked: { ...asked, prompt: { ...asked.prompt, speaks } } }, deps));
}
