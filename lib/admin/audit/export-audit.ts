import {
  type AuditEventRow,
  type AuditFilter,
  findAuditHead,
  walkAuditEvents,
} from "@/db/queries/audit/list-audit-events";
import { defineSensitiveRead, inOrganization } from "../define-verb";

type ExportAudit = AuditFilter & { format: "csv" | "jsonl" };

/**
 * The audit log as it is now, oldest first, in batches that are read as they are taken; the export is itself in the log. A large one
 * holds no transaction.
 */
export const exportAudit = defineSensitiveRead({
  name: "audit.export",
  permission: "audit:read",
  locate: inOrganization,
  async read(work, _target, { format: _format, ...filter }: ExportAudit): Promise<AsyncIterable<AuditEventRow[]>> {
    const head = await findAuditHead(work.run, work.organizationId);
    return walkAuditEvents(work.database.orm, work.organizationId, { ...filter, last: head?.seq ?? 0 });
  },
  note: (_target, input) => ({ targetKind: "audit_log", targetId: "audit_log", before: null, after: narrowed(input) }),
});

/** How the export was narrowed: what is null says nothing. */
function narrowed(input: ExportAudit): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}
