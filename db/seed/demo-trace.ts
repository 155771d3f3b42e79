import type { TraceNote } from "@/lib/ledger/contract";
import type { Quota } from "@/lib/quotas/contract";
import type { WorldKey } from "./demo-world";
import type { MeasuredCall } from "./measure-call";

type Detail = TraceNote["detail"];

/** Takes notes as the gateway's exchange does: step, decision, when it began and how long it took. */
export class DemoTrace {
  readonly notes: TraceNote[] = [];
  #atMs = 0.05;

  /** A step that took `durationMs`, after those before it. */
  step(step: string, decision: string, durationMs: number, detail?: Detail): void {
    this.at(step, decision, { startedMs: this.#atMs, durationMs }, detail);
  }

  /** A step at a time of its own. */
  at(step: string, decision: string, times: { startedMs: number; durationMs: number }, detail?: Detail): void {
    const startedMs = round(times.startedMs);
    const durationMs = round(times.durationMs);
    this.notes.push({ step, decision, startedMs, durationMs, ...(detail === undefined ? {} : { detail }) });
    this.#atMs = startedMs + durationMs;
  }
}

export function noteCaller(trace: DemoTrace, call: MeasuredCall, caller: WorldKey): void {
  const status = statusOf(call, caller);
  trace.step("authenticate", status === "active" ? "accepted" : "refused", call.overheadMs * 0.12, {
    key: caller.name,
    public_id: caller.publicId,
    status,
  });
}

export function noteRead(trace: DemoTrace, call: MeasuredCall): void {
  trace.step("read", "accepted", call.overheadMs * 0.2, { bytes: call.bytes, stream: call.stream });
}

export function notePlan(trace: DemoTrace, call: MeasuredCall): void {
  const targets = call.policy?.deployments.map((target) => `${target.upstreamModel} at ${target.providerName}`);
  trace.step("plan", "planned", call.overheadMs * 0.05, { model: call.model, targets: targets?.join(" → ") ?? "" });
}

/** Why no target was found. */
export function noteRefusedPlan(
  trace: DemoTrace,
  call: MeasuredCall,
  code: "model_not_found" | "model_not_allowed",
): void {
  const reason = code === "model_not_found" ? "unknown model" : "not among the key's models";
  trace.step("plan", "refused", call.overheadMs * 0.05, { model: call.model, reason });
}

/** What the quotas said: each with what was used before this call. */
export function noteAdmission(
  trace: DemoTrace,
  call: MeasuredCall,
  hold: { tokens: number; micros: bigint | null; standings: readonly { quota: Quota; used: bigint }[] },
): void {
  trace.step("admit", hold.standings.length === 0 ? "no quota applies" : "held", call.overheadMs * 0.5, {
    hold_tokens: hold.tokens,
    hold_micros: hold.micros === null ? null : Number(hold.micros),
    quotas: hold.standings
      .map(({ quota, used }) => `${quota.scopeKind} ${quota.unit}/${quota.window} ${used} of ${quota.limit}`)
      .join("; "),
  });
}

/** Why a quota said no. */
export function noteRefusedAdmission(trace: DemoTrace, call: MeasuredCall, by: { quota: Quota; used: bigint }): void {
  const { quota, used } = by;
  trace.step("admit", "refused", call.overheadMs * 0.5, {
    scope: quota.scopeKind,
    scope_name: quota.scopeName,
    unit: quota.unit,
    window: quota.window,
    used: Number(used),
    held: 0,
    limit: Number(quota.limit),
  });
}

/** Every try, and for streams how they ended. */
export function noteAttempts(trace: DemoTrace, call: MeasuredCall): void {
  for (const [index, attempt] of call.attempts.entries()) {
    const decision = attempt.outcome === "ok" ? "answered" : `${attempt.outcome}: ${attempt.errorCode}`;
    const detail = { provider: attempt.providerName, model: attempt.upstreamModel };
    trace.at(`attempt ${index + 1}`, decision, attempt, detail);
  }
  if (call.ttftMs === null) return;
  const times = { startedMs: call.ttftMs, durationMs: call.durationMs - call.ttftMs };
  trace.at("stream", streamEnd(call), times);
}

function streamEnd(call: MeasuredCall): string {
  switch (call.fate.kind) {
    case "aborted":
      return "caller left";
    case "truncated":
      return "broke off: upstream_truncated";
    case "interrupted":
      return "broke off: shutting_down";
    default:
      return "finished";
  }
}

/** What the key was when the call came; an ended key was active before it ended. */
function statusOf(call: MeasuredCall, caller: WorldKey): string {
  if (call.fate.kind !== "refused") return "active";
  if (call.fate.code === "key_disabled") return "disabled";
  if (call.fate.code !== "invalid_api_key") return "active";
  return caller.status === "revoked" ? "revoked" : "expired";
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
