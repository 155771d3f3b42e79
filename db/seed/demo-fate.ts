import type { ErrorCode } from "@/lib/errors/error-codes";

/** What goes wrong upstream in the demo. */
export type UpstreamTrouble = Extract<
  ErrorCode,
  | "upstream_error"
  | "upstream_timeout"
  | "overloaded"
  | "upstream_rate_limited"
  | "upstream_auth_error"
  | "upstream_rejected"
  | "context_length_exceeded"
>;

/** What the caller did wrong, or may not do, so that nothing was called. */
export type Refusal = Extract<
  ErrorCode,
  | "invalid_api_key"
  | "conflicting_credentials"
  | "key_disabled"
  | "model_not_allowed"
  | "model_not_found"
  | "model_unpriced"
  | "rate_limit_exceeded"
  | "budget_exceeded"
  | "request_too_large"
  | "invalid_json"
  | "invalid_request"
  | "unsupported_parameter"
  | "unsupported_media_type"
>;

/** How a call of the demo ends. */
export type Fate =
  | { kind: "ok" }
  /** The first target failed, the second answered. */
  | { kind: "rescued"; trouble: UpstreamTrouble }
  /** Every target failed, or the failure was the caller's. */
  | { kind: "failed"; trouble: UpstreamTrouble }
  /** The upstream stopped in the middle of a stream. */
  | { kind: "truncated" }
  /** The caller left; this share of the answer had been made. */
  | { kind: "aborted"; done: number }
  /** A process was stopped while the stream ran. */
  | { kind: "interrupted"; done: number }
  | { kind: "refused"; code: Refusal };

/** What the upstream answered; null when no answer came. Timeouts and broken connections have none. */
export const TROUBLE_STATUS: Readonly<Record<UpstreamTrouble, number | null>> = {
  upstream_error: 500,
  upstream_timeout: null,
  overloaded: 503,
  upstream_rate_limited: 429,
  upstream_auth_error: 401,
  upstream_rejected: 400,
  context_length_exceeded: 400,
};

/** Troubles another target may not have. */
export const RETRYABLE: ReadonlySet<UpstreamTrouble> = new Set([
  "upstream_error",
  "upstream_timeout",
  "overloaded",
  "upstream_rate_limited",
]);
