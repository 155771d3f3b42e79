import { isStoreFailure } from "@/db/pool/store-failure";
import { AdminError, type FieldError } from "@/lib/errors/admin-error";
import { ADMIN_ERROR_CODES } from "@/lib/errors/admin-error-codes";

/** RFC 9457 problem details with our stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  request_id: string;
  errors?: readonly FieldError[];
}

/** `thrown` as an AdminError: an unreachable database is `unavailable`, a bug `internal_error`; both keep the original as their cause. */
export function toAdminError(thrown: unknown): AdminError {
  if (thrown instanceof AdminError) return thrown;
  if (isStoreFailure(thrown)) {
    return new AdminError(
      "unavailable",
      "Gatehouse cannot reach its database. Nothing was changed; try again shortly.",
      {
        internal: thrown instanceof Error ? thrown.message : String(thrown),
        cause: thrown,
      },
    );
  }
  return new AdminError(
    "internal_error",
    "Gatehouse failed to handle this request. Try again; if it persists, give your administrator the request id.",
    { internal: thrown instanceof Error ? thrown.message : String(thrown), cause: thrown },
  );
}

/** The body of a refusal. `type` links to the code's line in the documentation. */
export function problemOf(error: AdminError, requestId: string, publicUrl: string): Problem {
  return {
    type: `${publicUrl}/api/admin/docs#${error.code}`,
    title: ADMIN_ERROR_CODES[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.message,
    request_id: requestId,
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
  };
}

/** The whole answer of a refusal. */
export function problemResponse(error: AdminError, requestId: string, publicUrl: string): Response {
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (error.status === 401) headers.set("www-authenticate", 'Bearer realm="gatehouse"');
  return new Response(JSON.stringify(problemOf(error, requestId, publicUrl)), { status: error.status, headers });
}
