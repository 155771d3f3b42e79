/** Calls one route of the management API in this process, as Gatehouse itself. Throws AdminError. */
export type Manage = <Answer>(
  method: "GET" | "POST" | "PUT" | "PATCH",
  path: string,
  body?: Record<string, unknown>,
) => Promise<Answer>;

/** A throw-away key. */
export interface ProofKey {
  id: string;
  /** The virtual key as an application sends it. */
  secret: string;
}

/** A limit on a throw-away key, as the management API takes it. */
export interface ProofQuota {
  unit: "usd" | "tokens" | "requests" | "concurrent";
  window: "minute" | "day" | "lifetime" | "now";
  limit: string;
}

export interface KeyTerms {
  /** Left out: the proof's own models. */
  allowedModels?: readonly string[];
  quotas?: readonly ProofQuota[];
}

/** Kinds of models that routes call; the compiler misses the one that the gateway has and the proof has not. */
export const PROVEN_KINDS = ["chat", "embedding", "rerank", "moderation", "image", "speech", "transcription"] as const;

export type ProvenKind = (typeof PROVEN_KINDS)[number];

/** Names of the models that answer the proof's calls: all simulated, so nothing leaves the house. */
export interface ProofModels {
  /** Answers at once; has a price. */
  fast: string;
  /** Takes most of a second; has the same price. */
  slow: string;
  /** Has no price. */
  unpriced: string;
}

/** What a proof reads of a request record (GET /api/admin/requests/{id}). */
export interface CallRecord {
  outcome: "ok" | "refused" | "failed" | "aborted" | "interrupted";
  costUsd: string | null;
  inputTokens: number;
  outputTokens: number;
  attemptCount: number;
  usageSource: string;
}
