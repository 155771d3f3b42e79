import { isIP } from "node:net";

/** The caller's address as the server or the proxy in front of it reports it; null when it reports none. For the audit log only, never for a decision. */
export function clientAddressOf(request: Request): string | null {
  const reported = request.headers.get("x-forwarded-for")?.split(",")[0]?.trim() ?? "";
  return isIP(reported) > 0 ? reported : null;
}
