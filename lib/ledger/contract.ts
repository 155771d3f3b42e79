import type { ServiceTier, TokenUsage, UsageSource } from "@/lib/llm/usage";

export type Outcome = "ok" | "refused" | "failed" | "aborted" | "interrupted";

/** One try at one target; see db/schema/request-record for the stored form. Times in milliseconds since the exchange began. */
export interface AttemptNote {
  deploymentId: string;
  providerId: string;
  providerName: string;
  upstreamModel: string;
  simulated: boolean;
  outcome: "ok" | "failed" | "aborted";
  status: number | null;
  errorCode: string | null;
  startedMs: number;
  durationMs: number;
  upstreamRequestId: string | null;
}

/** What a quota said to a call, where it did not simply have room. */
export type QuotaVerdict = "refused" | "shadow_refused" | "soft_over";

/**
 * One quota as it stood when a call asked to be let in, amounts in its unit; `held` counts the call itself once it was let in,
 * `limit` the grants that ran. No verdict: it had room. The subject only for a quota of each end user. A tuple, because it is
 * stored with every record.
 */
export type QuotaNote = [
  quotaId: string,
  used: number,
  held: number,
  limit: number,
  verdict?: QuotaVerdict | "",
  subject?: string,
];

export interface TraceDetail {
  [name: string]: string | number | boolean | null | undefined;
}

/** One line of the decision trace, a tuple for the same reason. Times in microseconds since the exchange began. */
export type TraceNote = [
  step: string,
  decision: string,
  startedMicros: number,
  durationMicros: number,
  detail?: TraceDetail,
  quotas?: QuotaNote[],
];

/** A closed exchange, as the gateway hands it over. `costMicros` null is unknown, never zero. */
export interface ClosedExchange {
  requestId: string;
  startedAt: Date;
  organizationId: string;
  teamId: string | null;
  projectId: string | null;
  keyId: string | null;
  /** Which secret was used, for its last-used time. */
  secretId: string | null;
  route: string;
  dialect: string;
  streamed: boolean;
  modelAsked: string | null;
  modelId: string | null;
  /** The model the asked name came to mean; null when it meant none. */
  modelName: string | null;
  deploymentId: string | null;
  providerId: string | null;
  upstreamModel: string | null;
  simulated: boolean;
  outcome: Outcome;
  httpStatus: number;
  errorCode: string | null;
  finishReason: string | null;
  costMicros: bigint | null;
  /** What `costMicros` was rounded up from, pico-USD. */
  costPicos: bigint | null;
  /** The class of service of the answer, where it is not the usual one. */
  serviceTier: ServiceTier | null;
  priceVersionId: string | null;
  usage: TokenUsage;
  usageSource: UsageSource;
  ttftMs: number | null;
  durationMs: number;
  attempts: AttemptNote[];
  trace: TraceNote[];
  /** The person whose quotas it counted in. */
  personId: string | null;
  endUser: string | null;
  /** `name=value`, of the key and of the call. */
  tags: readonly string[];
  /** When its hold was taken, epoch ms of the database's clock; null when it was refused before. */
  admittedAt: number | null;
  clientAddress: string | null;
  userAgent: string | null;
  /** What the caller said the call belongs to. */
  sessionId: string | null;
}

/** What was said in a call of a project that keeps text; parsed only when it is written. */
export interface SaidText {
  /** The caller's body, or the beginning of it. */
  readonly prompt: Buffer;
  readonly promptBytes: number;
  /** Of an answer that ran as events, the events. */
  readonly answer: string;
  readonly answerBytes: number;
  /** Some of it was not kept. */
  readonly isCut: boolean;
  /** What waiting for it costs, in bytes. */
  readonly keptBytes: number;
}

/** An exchange that was written down before anything went upstream. */
export interface OpenEntry {
  /** Writes down what is known now; if the process dies, the latest of these becomes the record. */
  update(soFar: ClosedExchange): void;
}

/**
 * Takes exchanges and writes records, ledger entries and roll-ups in batches, one transaction each, idempotently. What it took
 * is in the local spool at the end of the event loop's turn, before anything that is sent there later (`lib/end-of-turn`), and survives
 * the process from then on.
 */
export interface Ledger {
  /** Writes down what the record shall say if this process dies before the exchange closes: outcome `interrupted`. */
  open(ifInterrupted: ClosedExchange): OpenEntry;
  /** Returns at once; bounded by bytes. What does not fit is counted in `lost`, which must stay 0. */
  append(exchange: ClosedExchange, entry?: OpenEntry | null, said?: SaidText | null): void;
  /** Resolves when everything appended so far is in Postgres. */
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Exchanges that are not in Postgres yet. */
  readonly pending: number;
  readonly lost: number;
  /** The spool has no room left: calls under hard quotas are refused until Postgres has taken some. */
  readonly isFull: boolean;
}

/** A ledger that says how far its spool has got. */
export interface JournaledLedger extends Ledger {
  readonly writerId: string;
  /**
   * Where in the spool the next closed exchange goes. What is before it is on disk by then: whoever tells Postgres that this process has
   * booked up to here must not be the only one who knows of what it booked.
   */
  journal(): { writerId: string; end: number };
}

/** Stands in for attempts and trace that were shed. */
export const NO_DETAIL = "[]";

/** Upper bounds of the latency histograms, milliseconds; one more bucket holds everything above. */
export const LATENCY_BOUNDS_MS = [
  5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10000, 15000, 20000,
  30000, 60000, 120000, 300000,
] as const;
