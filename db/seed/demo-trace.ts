import type { QuotaNote, QuotaVerdict, TraceDetail, TraceNote } from "@/lib/ledger/contract";
import type { Quota } from "@/lib/quotas/contract";
import type { WorldKey } from "./demo-world";
import type { MeasuredCall } from "./measure-call";

/** Takes notes as the gateway's exchange does: step, decision, when it began and how long it took. */
export class DemoTrace {
  readonly notes: TraceNote[] = [];
  #atMs = 0.05;

  /** A step that took `durationMs`, after those before it. */
  step(step: string, decision: string, durationMs: number, detail?: TraceDetail, quotas?: QuotaNote[]): void {
    const note = this.#note(step, decision, { startedMs: this.#atMs, durationMs });
    if (detail !== undefined) note.push(detail);
    if (quotas !== undefined) note.push(quotas);
  }

  /** A step at a time of its own. */
  at(step: string, decision: string, times: { startedMs: number; durationMs: number }): void {
    this.#note(step, decision, times);
  }

  #note(step: string, decision: string, times: { startedMs: number; durationMs: number }): TraceNote {
    const note: TraceNote = [step, decision, micros(times.startedMs), micros(times.durationMs)];
    this.notes.push(note);
    this.#atMs = times.startedMs + times.durationMs;
    return note;
  }
}

export function noteCaller(trace: DemoTrace, call: MeasuredCall, caller: WorldKey): void {
  const status = statusOf(call, caller);
  if (status === "active") trace.step("authenticate", "accepted", call.overheadMs * 0.12);
  else trace.step("authenticate", "refused", call.overheadMs * 0.12, { status });
}

export function noteRead(trace: DemoTrace, call: MeasuredCall): void {
  trace.step("read", "accepted", call.overheadMs * 0.2, { bytes: call.bytes });
}

export function notePlan(trace: DemoTrace, call: MeasuredCall): void {
  const targets = call.policy?.deployments.map((target) => `${target.upstreamModel} at ${target.providerName}`) ?? [];
  const detail = targets.length > 1 ? { targets: targets.join(" → ") } : undefined;
  trace.step("plan", "planned", call.overheadMs * 0.05, detail);
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

/** What a call would hold, and every quota it was asked of as it stood before. */
export interface DemoAdmission {
  inputTokens: number;
  outputTokens: number;
  /** Micro-USD; null where the price is unknown. */
  micros: bigint | null;
  standings: readonly { quota: Quota; used: bigint; verdict: QuotaVerdict | null }[];
}

/** What the quotas said: each with what was used before this call. */
export function noteAdmission(
  trace: DemoTrace,
  call: MeasuredCall,
  decision: "held" | "refused",
  { inputTokens, outputTokens, micros: held, standings }: DemoAdmission,
): void {
  if (standings.length === 0) {
    trace.step("admit", "no quota applies", call.overheadMs * 0.5);
    return;
  }
  const size = { input: `${inputTokens} counted`, output: `${outputTokens} model maximum` };
  const quotas = standings.map(({ quota, used, verdict }): QuotaNote => {
    const note: QuotaNote = [quota.id, Number(used), 0, Number(quota.limit)];
    if (verdict !== null || quota.subject !== "") note.push(verdict ?? "");
    if (quota.subject !== "") note.push(quota.subject);
    return note;
  });
  const detail = held === null ? size : { ...size, micros: Number(held) };
  trace.step("admit", decision, call.overheadMs * 0.5, detail, quotas);
}

/** Every try, and for streams how they ended. */
export function noteAttempts(trace: DemoTrace, call: MeasuredCall): void {
  for (const [index, attempt] of call.attempts.entries()) {
    const decision = attempt.outcome === "ok" ? "answered" : `${attempt.outcome}: ${attempt.errorCode}`;
    trace.at(`attempt ${index + 1}`, decision, attempt);
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

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
