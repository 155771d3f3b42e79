import type { AuditEvent, AuditVerification, ListAuditQuery } from "../schemas/audit";
import type { PageView } from "../schemas/page";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/audit";

/** Who changed what, newest first. */
export function listAuditEvents(query: ListAuditQuery = {}, signal?: AbortSignal): Promise<PageView<AuditEvent>> {
  return adminFetch("/audit", { query, signal });
}

/** Computes the whole chain again. */
export function verifyAudit(signal?: AbortSignal): Promise<AuditVerification> {
  return adminFetch("/audit/verification", { signal });
}
