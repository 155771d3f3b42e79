/** The one table of the management API's errors: what a code is called and which status it has. Codes never change their meaning. */
export const ADMIN_ERROR_CODES = {
  invalid_request: { status: 400, title: "The request is not valid" },
  invalid_json: { status: 400, title: "The body is not valid JSON" },
  invalid_cursor: { status: 400, title: "The cursor is not valid" },
  unauthenticated: { status: 401, title: "Sign in or send an API token" },
  virtual_key_not_accepted: { status: 401, title: "Virtual keys are not accepted here" },
  forbidden: { status: 403, title: "You may not do this" },
  cross_site_request: { status: 403, title: "The request did not come from this portal" },
  own_role_change: { status: 403, title: "Nobody changes their own role" },
  not_found: { status: 404, title: "Not found" },
  unknown_route: { status: 404, title: "No such route" },
  method_not_allowed: { status: 405, title: "Method not allowed" },
  name_taken: { status: 409, title: "The name is taken" },
  conflict: { status: 409, title: "The state does not allow this" },
  last_owner: { status: 409, title: "The last owner cannot be removed" },
  in_use: { status: 409, title: "Something still uses it" },
  idempotency_in_progress: { status: 409, title: "The first request with this key is still running" },
  request_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The body must be JSON" },
  idempotency_mismatch: { status: 422, title: "The idempotency key was used for another request" },
  internal_error: { status: 500, title: "Gatehouse failed" },
  unavailable: { status: 503, title: "Gatehouse is not available" },
} as const satisfies Record<string, { status: number; title: string }>;

export type AdminErrorCode = keyof typeof ADMIN_ERROR_CODES;
