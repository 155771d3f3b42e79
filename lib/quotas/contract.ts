/** Scopes that own quotas, outermost first; the canonical locking order is (scope kind, quota id). */
export const QUOTA_SCOPES = ["organization", "team", "project", "key"] as const;
export type QuotaScopeKind = (typeof QUOTA_SCOPES)[number];
export type QuotaUnit = "usd_micros" | "tokens" | "requests" | "concurrent";
export type QuotaWindow = "minute" | "day" | "week" | "month" | "lifetime" | "now";

/** A quota as the policy snapshot holds it. `limit` in its unit: micro-USD, tokens, requests, calls at once. */
export interface Quota {
  id: string;
  scopeKind: QuotaScopeKind;
  scopeId: string;
  scopeName: string;
  unit: QuotaUnit;
  window: QuotaWindow;
  limit: bigint;
  hard: boolean;
  timeZone: string;
}

/** What a call may use at most; the hold reserves it, settling books what it really used. */
export interface Amounts {
  /** Null: the price is unknown. Admission never sees null together with a money quota; the caller is refused before. */
  costMicros: bigint | null;
  tokens: number;
}

export interface AdmitRequest {
  requestId: string;
  /** Every quota on the call's organization, team, project and key. */
  quotas: readonly Quota[];
  estimate: Amounts;
  /** The hold gives itself back after this long if the process dies. */
  holdMs: number;
}

/** Where one quota stands: amounts in its unit. `resetsAt` is epoch ms, null when it never resets by itself. */
export interface QuotaStanding {
  quota: Quota;
  used: bigint;
  held: bigint;
  resetsAt: number | null;
}

export type Admission =
  | { kind: "admitted"; hold: Hold; standings: QuotaStanding[] }
  | { kind: "refused"; by: QuotaStanding; retryAfterMs: number | null; standings: QuotaStanding[] };

/** An amount reserved in every quota of one call. Reaches exactly one end: `settle` or expiry. */
export interface Hold {
  requestId: string;
  /**
   * Books what was really used and gives the rest back, once; later calls do nothing. Null cost books no money.
   * Never throws for a store failure: the amount stays with the engine until it is booked.
   */
  settle(actual: Amounts): void;
}

/** Throws AppError `policy_unavailable` when the store does not answer in time. */
export interface QuotaEngine {
  admit(request: AdmitRequest): Promise<Admission>;
  /** Standing of quotas without reserving anything, for `/me` and the portal. */
  standings(quotas: readonly Quota[]): Promise<QuotaStanding[]>;
  /** Books everything settled so far and gives idle leases home; for drain and tests. */
  flush(): Promise<void>;
  close(): Promise<void>;
}
