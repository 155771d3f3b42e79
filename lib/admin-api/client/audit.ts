import type { AuditEvent, AuditFacets, AuditFilterQuery, AuditVerification, ListAuditQuery } from "../schemas/audit";
import type {
  AddDestinationInput,
  AddedDestination,
  AuditCheckpoint,
  AuditCheckpointSettings,
} from "../schemas/audit-evidence";
import type { PageView } from "../schemas/page";
import { adminFetch, adminUrl } from "./admin-fetch";

export type * from "../schemas/audit";
export type * from "../schemas/audit-evidence";

/** Who changed what, newest first. */
export function listAuditEvents(query: ListAuditQuery = {}, signal?: AbortSignal): Promise<PageView<AuditEvent>> {
  return adminFetch("/audit", { query, signal });
}

export function getAuditEvent(seq: number, signal?: AbortSignal): Promise<AuditEvent> {
  return adminFetch(`/audit/events/${seq}`, { signal });
}

export function listAuditFacets(signal?: AbortSignal): Promise<AuditFacets> {
  return adminFetch("/audit/facets", { signal });
}

/** Where a browser downloads the log from, narrowed as the list is. */
export function auditExportUrl(format: "csv" | "jsonl", query: AuditFilterQuery): string {
  return adminUrl("/audit/export", { ...query, format });
}

/** Computes the whole chain again. */
export function verifyAudit(signal?: AbortSignal): Promise<AuditVerification> {
  return adminFetch("/audit/verification", { signal });
}

export function listCheckpoints(
  query: { cursor?: string; limit?: number } = {},
  signal?: AbortSignal,
): Promise<PageView<AuditCheckpoint>> {
  return adminFetch("/audit/checkpoints", { query, signal });
}

export function takeCheckpoint(): Promise<AuditCheckpoint> {
  return adminFetch("/audit/checkpoints", { method: "POST" });
}

export function getCheckpointSettings(signal?: AbortSignal): Promise<AuditCheckpointSettings> {
  return adminFetch("/audit/checkpoint-settings", { signal });
}

/** Null: never by itself. */
export function setCheckpointSchedule(everyMinutes: number | null): Promise<{ everyMinutes: number | null }> {
  return adminFetch("/audit/checkpoint-settings/schedule", { method: "PUT", body: { everyMinutes } });
}

/** For a webhook the answer holds its signing secret, once. */
export function addDestination(input: AddDestinationInput, idempotencyKey?: string): Promise<AddedDestination> {
  return adminFetch("/audit/destinations", { method: "POST", body: input, idempotencyKey });
}

export function removeDestination(destinationId: string): Promise<void> {
  return adminFetch(`/audit/destinations/${encodeURIComponent(destinationId)}`, { method: "DELETE" });
}
