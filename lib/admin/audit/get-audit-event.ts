import { type AuditEventRow, findAuditEvent } from "@/db/queries/audit/list-audit-events";
import { defineRead } from "../define-verb";

/** One event of the audit log. */
export const getAuditEvent = defineRead({
  name: "audit.get",
  permission: "audit:read",
  kind: "audit event",
  async locate(work, { seq }: { seq: number }) {
    const target = await findAuditEvent(work.run, work.organizationId, seq);
    return target && { target, scope: { kind: "organization" } as const };
  },
  read: async (_work, event): Promise<AuditEventRow> => event,
});
