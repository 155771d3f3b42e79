import type { CancelSignal } from "@/lib/egress/contract";
import type { AppError } from "@/lib/errors/app-error";
import type {
  AttemptNote,
  ClosedExchange,
  Ledger,
  OpenEntry,
  Outcome,
  QuotaNote,
  TraceDetail,
  TraceNote,
} from "@/lib/ledger/contract";
import type { Units } from "@/lib/llm/units";
import { inputTokens, NO_USAGE, outputTokens, type ReportedUsage, type UsageSource } from "@/lib/llm/usage";
import type { Caller } from "@/lib/policy/caller";
import type { DeploymentPolicy, ModelPolicy } from "@/lib/policy/snapshot";
import type { Hold } from "@/lib/quotas/contract";
import { fingerprint } from "@/lib/runaway/fingerprint";
import type { AskedCall } from "./asked";
import { CancelSource } from "./cancel-source";
import { type Cost, costOf, saysNothing, UNKNOWN_COST } from "./cost-of";
import type { ExchangeStart } from "./exchange-start";
import type { KeptText } from "./kept-text";

/** Who ended a call before its answer was whole. */
export type EndedBy = "caller" | "deadline" | "shutdown";

interface Closing {
  outcome: Outcome;
  httpStatus: number;
  errorCode: string | null;
}

/** What the record of a call says whose process died. */
const INTERRUPTED: Closing = { outcome: "interrupted", httpStatus: 503, errorCode: "process_died" };

/**
 * One call from first byte in to record written. Owns the hold, the deadline, the abort and the record; whatever ends the
 * call — whole answer, stream, caller's abort, an error, shutdown — closes it here, exactly once.
 */
export class Exchange {
  readonly start: ExchangeStart;
  readonly startedAt = new Date();
  readonly #t0 = performance.now();
  readonly #ledger: Ledger;
  readonly #cancel = new CancelSource();
  readonly #onClose: (exchange: Exchange) => void;
  readonly attempts: AttemptNote[] = [];
  readonly trace: TraceNote[] = [];
  caller: Caller | null = null;
  hold: Hold | null = null;
  model: ModelPolicy | null = null;
  modelAsked: string | null = null;
  streamed = false;
  endUser: string | null = null;
  target: DeploymentPolicy | null = null;
  usage: ReportedUsage = NO_USAGE;
  usageSource: UsageSource = "none";
  /** What was used beside tokens; apart where another model used it: a price for the ones says nothing of the others. */
  units: Units | undefined;
  chargesApart = false;
  finishReason: string | null = null;
  endedBy: EndedBy | null = null;
  inputTokensEstimate = 0;
  /** The number the next event of the stream gets, in dialects that number them. */
  nextSequence = 0;
  /** What tells the call's body from another; 0 until it was read. */
  fingerprint = 0;
  /** Set by the lane that streams: tokens made so far, for a stream that ends without a usage report. */
  estimateOutput: (() => number) | null = null;
  /** The same, and that of the prompt, with a tokenizer, for the end; null: the estimate is all there is. */
  countOutput: (() => number) | null = null;
  countInput: (() => number | null) | null = null;
  /** Headers that steps add to the answer. */
  readonly headers: Record<string, string> = {};
  /** The upstream said that its answer is over: what goes out next is the end of it, and the record is written before. */
  isAnswered = false;
  /** How long it may take, where that is not what every call may. */
  limitMs: number | null = null;
  /** Set by what can go on for long: asked to end when it has nothing under way. */
  onDrain: (() => void) | null = null;
  /** Told how many output tokens a whole answer had, as the upstream reported. */
  onAnswered: ((outputTokens: number) => void) | null = null;
  #ttftMs: number | null = null;
  /** What it cost; null until it is closed. */
  #final: Cost | null = null;
  /** `name=value`, of the key and of the call. */
  tags: readonly string[] = [];
  /** What the caller said the call belongs to. */
  sessionId: string | null = null;
  /** What is said in it, where the project keeps text. */
  said: KeptText | null = null;
  /** When the hold was taken, epoch ms of the database's clock. */
  admittedAt: number | null = null;
  #closed = false;
  #entry: OpenEntry | null = null;
  /** Output tokens that the spool knows of. */
  #spooledOutput = 0;

  constructor(start: ExchangeStart, ledger: Ledger, onClose: (exchange: Exchange) => void) {
    this.start = start;
    this.#ledger = ledger;
    this.#onClose = onClose;
  }

  get requestId(): string {
    return this.start.requestId;
  }

  /** Stops whatever is being read from upstream. */
  get signal(): CancelSignal {
    return this.#cancel;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Milliseconds since the first byte came in. */
  elapsedMs(): number {
    return performance.now() - this.#t0;
  }

  /** Stops the upstream; the code that was reading it sees the abort and closes the exchange. */
  end(by: EndedBy): void {
    if (this.#closed || this.endedBy !== null) return;
    this.endedBy = by;
    this.#cancel.abort();
  }

  /** The first token-bearing event went out. */
  noteFirstToken(): void {
    this.#ttftMs ??= this.elapsedMs();
  }

  /** A line of the decision trace; a step with nothing to add leaves the detail out. */
  note(step: string, decision: string, startedMs: number, detail?: TraceDetail): void {
    const startedMicros = micros(startedMs);
    const durationMicros = micros(this.elapsedMs() - startedMs);
    if (detail === undefined) this.trace.push([step, decision, startedMicros, durationMicros]);
    else this.trace.push([step, decision, startedMicros, durationMicros, detail]);
  }

  /** The line of the admission: what is held, and how every quota stood. */
  noteQuotas(decision: string, startedMs: number, detail: TraceDetail, quotas: QuotaNote[]): void {
    this.trace.push(["admit", decision, micros(startedMs), micros(this.elapsedMs() - startedMs), detail, quotas]);
  }

  /**
   * What the upstream reports on a stream is in the spool before the caller sees the frame that carried it; with the end of the
   * answer it is the closed record that goes there.
   */
  noteUsage(usage: ReportedUsage, source: UsageSource): void {
    if (source === "reported" && saysNothing(usage, this.units)) return;
    this.usage = usage;
    this.usageSource = source;
    if (usage.searches !== undefined) this.units = { ...this.units, search: usage.searches };
    if (this.streamed && source === "reported" && !this.isAnswered) this.#spool();
  }

  /** Admitted: from here on the call is in the spool, and becomes an `interrupted` record if this process dies. */
  noteAdmitted(at: number): void {
    this.admittedAt = at;
    const { organizationId } = this.start;
    if (organizationId !== null)
      this.#entry = this.#ledger.open(this.#record(organizationId, INTERRUPTED, UNKNOWN_COST));
  }

  /** What a running stream has made so far goes to the spool, so that a crash bills what was seen. */
  noteProgress(): void {
    const output = this.#closed || this.#isFullyReported ? 0 : (this.estimateOutput?.() ?? 0);
    if (output > this.#spooledOutput) this.#spool();
    this.#spooledOutput = output;
  }

  #spool(): void {
    const { organizationId } = this.start;
    if (organizationId === null || this.#entry === null) return;
    const { usage, usageSource } = this;
    this.estimateMissingUsage();
    this.#entry.update(this.#record(organizationId, INTERRUPTED, this.#cost()));
    Object.assign(this, { usage, usageSource });
  }

  /** Null while there is no usage, or the price of a used class is unknown. */
  costMicros(): bigint | null {
    return this.#cost().costMicros;
  }

  #cost(): Cost {
    return this.#final ?? costOf(this);
  }

  /** What the call turned out to ask for, once its body was read. */
  noteAsked(asked: AskedCall, startedMs: number): void {
    this.modelAsked = asked.model.slice(0, 200);
    this.streamed = asked.stream;
    this.endUser = asked.endUser;
    this.inputTokensEstimate = asked.inputTokensEstimate;
    this.fingerprint = fingerprint(asked.body.bytes);
    this.note("read", "accepted", startedMs, { bytes: asked.body.bytes.length });
  }

  /** Some upstreams report what they read before they answer, and what they made only at the end. */
  get #isFullyReported(): boolean {
    const isOver = this.isAnswered || this.finishReason !== null || this.estimateOutput === null;
    return this.usageSource === "reported" && isOver;
  }

  /** Where the upstream did not say how much it made, our own count stands in, marked as estimated. `final`: no longer by a guess. */
  estimateMissingUsage({ final = false } = {}): void {
    if (this.#isFullyReported || this.estimateOutput === null) return;
    const output = (final ? this.countOutput : null)?.() ?? this.estimateOutput();
    if (this.usageSource === "none") {
      const input = (final ? this.countInput : null)?.() ?? this.inputTokensEstimate;
      this.usage = { ...NO_USAGE, uncachedInput: input, output };
      this.usageSource = "estimated";
    } else if (output > outputTokens(this.usage)) {
      this.usage = { ...this.usage, output: output - this.usage.reasoning - this.usage.audioOutput };
      this.usageSource = "estimated";
    }
  }

  /** Settles the hold and writes the record; the first call counts. */
  close(closing: Closing): void {
    if (this.#closed) return;
    this.#closed = true;
    this.estimateMissingUsage({ final: true });
    const cost = this.#cost();
    this.#final = cost;
    this.hold?.settle({
      costMicros: this.usageSource === "none" ? 0n : cost.costMicros,
      inputTokens: inputTokens(this.usage),
      outputTokens: outputTokens(this.usage),
      providerId: this.usageSource === "none" ? null : (this.target?.providerId ?? null),
      attempts: this.attempts,
    });
    const { organizationId } = this.start;
    if (organizationId !== null) {
      this.#ledger.append(this.#record(organizationId, closing, cost), this.#entry, this.said);
    }
    if (closing.outcome === "ok" && this.usageSource === "reported") this.onAnswered?.(outputTokens(this.usage));
    this.#onClose(this);
  }

  /** Closes with an error: refusals by policy, failures of ours or upstream, or what the caller or we cut short. */
  closeWithError(error: AppError, outcome: Outcome): void {
    this.close({ outcome, httpStatus: error.status, errorCode: error.code });
  }

  /** Written out member by member: spreading costs as much as all the rest of a record. */
  #record(organizationId: string, closing: Closing, { costMicros, costPicos }: Cost): ClosedExchange {
    const { caller, target, start } = this;
    return {
      requestId: start.requestId,
      startedAt: this.startedAt,
      organizationId,
      teamId: caller?.teamId ?? null,
      projectId: caller?.projectId ?? null,
      keyId: caller?.keyId ?? null,
      secretId: caller?.secretId ?? null,
      route: start.route,
      dialect: start.dialect,
      streamed: this.streamed,
      modelAsked: this.modelAsked,
      modelId: this.model?.id ?? null,
      modelName: this.model?.name ?? null,
      deploymentId: target?.id ?? null,
      providerId: target?.providerId ?? null,
      upstreamModel: target?.upstreamModel ?? null,
      simulated: target?.simulated ?? false,
      outcome: closing.outcome,
      httpStatus: closing.httpStatus,
      errorCode: closing.errorCode,
      finishReason: this.finishReason,
      costMicros,
      costPicos,
      serviceTier: this.usage.serviceTier ?? null,
      priceVersionId: target?.price?.id ?? null,
      usage: this.usage,
      usageSource: this.usageSource,
      ttftMs: this.#ttftMs === null ? null : Math.round(this.#ttftMs),
      durationMs: Math.round(this.elapsedMs()),
      attempts: this.attempts,
      trace: this.trace,
      personId: caller?.ownerId ?? null,
      endUser: this.endUser,
      tags: this.tags,
      admittedAt: this.admittedAt,
      clientAddress: start.clientAddress,
      userAgent: start.userAgent,
      sessionId: this.sessionId,
    };
  }
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
