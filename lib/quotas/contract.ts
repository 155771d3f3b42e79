/** What a quota can be about. `key_model` and `team_model` limit one key or team at one model. */
export const QUOTA_SCOPES = [
  "organization",
  "team",
  "project",
  "key",
  "person",
  "end_user",
  "model",
  "provider",
  "tag",
  "key_model",
  "team_model",
] as const;
export type QuotaScopeKind = (typeof QUOTA_SCOPES)[number];
export type QuotaUnit = "usd_micros" | "tokens" | "input_tokens" | "output_tokens" | "requests" | "concurrent";
/** `minute` and `hour` roll, `now` is concurrency, the others are calendar windows in the organization's time zone. */
export type QuotaWindow = "minute" | "hour" | "day" | "week" | "month" | "quarter" | "days" | "lifetime" | "now";
/** What a call meets that needs the store while the store is away. */
export type OnStoreDown = "deny" | "last_known" | "allow";

/** A raise that is over at `endsAt`, epoch ms of the database's clock. */
export interface QuotaGrant {
  amount: bigint;
  startsAt: number;
  endsAt: number;
}

/** A quota as the policy snapshot holds it. `limit` in its unit: micro-USD, tokens, requests, calls at once. */
export interface Quota {
  id: string;
  scopeKind: QuotaScopeKind;
  /** An id, `name=value` of a tag, or an end user's name; `*` is each end user for itself. */
  scopeId: string;
  scopeName: string;
  /** The model of `key_model` and `team_model`. */
  scopeModelId: string | null;
  /** Which of those a `*` stands for this call is about; empty for every other quota. Each has windows of its own. */
  subject: string;
  unit: QuotaUnit;
  window: QuotaWindow;
  /** Length of a `days` window. */
  windowDays: number | null;
  /** Local date (`2026-01-15`) on which a week, month, quarter or `days` window begins; null: the usual one. */
  anchor: string | null;
  limit: bigint;
  /** Raises that run now or begin later; the limit that holds is `limit` and what runs of these. */
  grants: readonly QuotaGrant[];
  hard: boolean;
  /** Evaluated and counted, never enforced. */
  shadow: boolean;
  onStoreDown: OnStoreDown;
  /** The share of the limit that one call may hold at most, 1 to 100. */
  maxCallPercent: number;
  timeZone: string;
}

/** What a call may use at most; the hold reserves it, settling books what it really used. */
export interface Amounts {
  /** Null: the price is unknown. Admission never sees null together with a money quota; the caller is refused before. */
  costMicros: bigint | null;
  /** Everything read, cached or not. */
  inputTokens: number;
  /** Everything made, reasoning included. */
  outputTokens: number;
}

export interface AdmitRequest {
  requestId: string;
  /** Every quota that applies to the call; when it may go to one of several providers, those of all of them. */
  quotas: readonly Quota[];
  estimate: Amounts;
  /** The hold gives itself back after this long if the process dies. */
  holdMs: number;
}

/**
 * What a call really used, and where. A call is checked against the quotas of every provider it may go to; amounts are booked to
 * the provider that answered, a request to every provider that was asked, and the rest is given back.
 */
export interface Used extends Amounts {
  /** Who answered, null when nobody did; left out, the amounts are booked to every provider the call was checked against. */
  providerId?: string | null;
  /** Who was asked, in order; left out, who answered. */
  attempts?: readonly { readonly providerId: string }[];
}

/** Where one quota stands: amounts in its unit. `resetsAt` is epoch ms, null when it never resets by itself. */
export interface QuotaStanding {
  quota: Quota;
  /** The limit that holds now: the quota's, and what runs of its grants. */
  limit: bigint;
  used: bigint;
  held: bigint;
  resetsAt: number | null;
}

/** The quota that refuses a call, and why: nothing is left for it, or it needs more than one call may hold, however much is left. */
export interface QuotaRefusal extends QuotaStanding {
  reason: "no_room" | "call_too_large";
  /** What the call needs, and the most a call may hold, in the quota's unit. */
  need: bigint;
  maxPerCall: bigint;
}

/**
 * `standings`: of every quota that was enforced; those in shadow mode are not among them. `withoutStore`: quotas whose `onStoreDown` let
 * the call pass because the store was away; empty as a rule.
 */
export type Admission =
  | {
      kind: "admitted";
      hold: Hold;
      /** When it was let in, epoch ms of the database's clock: what decides in which window it counts. */
      at?: number;
      standings: QuotaStanding[];
      withoutStore?: readonly Quota[];
    }
  | { kind: "refused"; by: QuotaRefusal; retryAfterMs: number | null; standings: QuotaStanding[] };

/** An amount reserved in every quota of one call. Reaches exactly one end: `settle` or expiry. */
export interface Hold {
  requestId: string;
  /** What each quota in shadow mode says of the call, when it is asked; null where it could not be asked. Left out: none was in shadow. */
  readonly watched?: readonly Promise<Admission | null>[];
  /**
   * Books what was really used and gives the rest back, once; later calls do nothing. Null cost books no money.
   * Never throws for a store failure: the amount stays with the engine until it is booked.
   */
  settle(actual: Used): void;
}

/** Throws AppError `policy_unavailable` when the store does not answer in time. */
export interface QuotaEngine {
  admit(request: AdmitRequest): Promise<Admission>;
  /** Standing of quotas without reserving anything, for `/me` and the portal. */
  standings(quotas: readonly Quota[]): Promise<QuotaStanding[]>;
  /** Where a quota stands as far as this process knows, from memory alone, as of when it last asked; null for one it has not met in this window yet. */
  peek(quota: Quota): { used: number; held: number } | null;
  /** Books everything settled so far and gives idle leases home; for drain and tests. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** An engine that says how far its books are. */
export interface BookingQuotas extends QuotaEngine {
  /** Epoch ms of the database's clock: what was admitted or settled before is booked in the windows. */
  readonly bookedTo: number;
}

/** Where the next ended call goes in a process's journal: what is before has been settled. */
export interface JournalPosition {
  writerId: string;
  end: number;
}
