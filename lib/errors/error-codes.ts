/**
 * The one table of what an error is called and which status and type each dialect gives it
 * (product.md section 4; a caller's own mistake is 4xx, never 401 or 403 for our infrastructure).
 */
interface ErrorEntry {
  status: number;
  openaiType: string;
  anthropicType: string;
  /** Anthropic's status where it differs from ours (529 for overload). */
  anthropicStatus?: number;
  /** Whether trying the same call again can help: becomes `x-should-retry`. */
  shouldRetry: boolean;
}

export const ERROR_CODES = {
  invalid_api_key: {
    status: 401,
    openaiType: "invalid_request_error",
    anthropicType: "authentication_error",
    shouldRetry: false,
  },
  conflicting_credentials: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  model_not_allowed: {
    status: 403,
    openaiType: "permission_error",
    anthropicType: "permission_error",
    shouldRetry: false,
  },
  route_not_allowed: {
    status: 403,
    openaiType: "permission_error",
    anthropicType: "permission_error",
    shouldRetry: false,
  },
  key_disabled: { status: 403, openaiType: "permission_error", anthropicType: "permission_error", shouldRetry: false },
  key_paused: { status: 403, openaiType: "permission_error", anthropicType: "permission_error", shouldRetry: false },
  model_not_found: {
    status: 404,
    openaiType: "invalid_request_error",
    anthropicType: "not_found_error",
    shouldRetry: false,
  },
  object_not_found: {
    status: 404,
    openaiType: "invalid_request_error",
    anthropicType: "not_found_error",
    shouldRetry: false,
  },
  unknown_route: {
    status: 404,
    openaiType: "invalid_request_error",
    anthropicType: "not_found_error",
    shouldRetry: false,
  },
  method_not_allowed: {
    status: 405,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  wrong_endpoint: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  rate_limit_exceeded: {
    status: 429,
    openaiType: "rate_limit_error",
    anthropicType: "rate_limit_error",
    shouldRetry: true,
  },
  budget_exceeded: {
    status: 429,
    openaiType: "insufficient_quota",
    anthropicType: "rate_limit_error",
    shouldRetry: false,
  },
  model_unpriced: {
    status: 403,
    openaiType: "invalid_request_error",
    anthropicType: "permission_error",
    shouldRetry: false,
  },
  request_too_large: {
    status: 413,
    openaiType: "invalid_request_error",
    anthropicType: "request_too_large",
    shouldRetry: false,
  },
  invalid_json: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  invalid_multipart: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  invalid_request: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  unsupported_parameter: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  unsupported_media_type: {
    status: 415,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  request_timeout: {
    status: 408,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: true,
  },
  upgrade_required: {
    status: 426,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  session_expired: {
    status: 408,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: true,
  },
  context_length_exceeded: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  upstream_rejected: {
    status: 400,
    openaiType: "invalid_request_error",
    anthropicType: "invalid_request_error",
    shouldRetry: false,
  },
  upstream_rate_limited: {
    status: 429,
    openaiType: "rate_limit_error",
    anthropicType: "rate_limit_error",
    shouldRetry: true,
  },
  upstream_error: { status: 502, openaiType: "server_error", anthropicType: "api_error", shouldRetry: true },
  upstream_timeout: { status: 504, openaiType: "server_error", anthropicType: "api_error", shouldRetry: true },
  upstream_auth_error: { status: 502, openaiType: "server_error", anthropicType: "api_error", shouldRetry: false },
  upstream_truncated: { status: 502, openaiType: "server_error", anthropicType: "api_error", shouldRetry: true },
  credential_unavailable: { status: 502, openaiType: "server_error", anthropicType: "api_error", shouldRetry: false },
  overloaded: {
    status: 503,
    openaiType: "server_error",
    anthropicType: "overloaded_error",
    anthropicStatus: 529,
    shouldRetry: true,
  },
  policy_unavailable: { status: 503, openaiType: "server_error", anthropicType: "api_error", shouldRetry: true },
  shutting_down: {
    status: 503,
    openaiType: "server_error",
    anthropicType: "overloaded_error",
    anthropicStatus: 529,
    shouldRetry: true,
  },
  internal_error: { status: 500, openaiType: "server_error", anthropicType: "api_error", shouldRetry: true },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERROR_CODES;

export function errorEntry(code: ErrorCode): ErrorEntry {
  return ERROR_CODES[code];
}
