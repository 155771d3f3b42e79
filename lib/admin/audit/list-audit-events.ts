import {
  type AuditEventRow,
  type AuditFilter,
  listAuditEvents as listAuditRows,
} from "@/db/queries/audit/list-audit-events";
import { defineRead, inOrganization } from "../define-verb";
import { invalidCursor, type Page, pageOf, readCursor } from "../keyset";

type ListAuditEvents = AuditFilter & { cursor: string | null; limit: number };

/** Who changed what, newest first. */
export const listAuditEvents = defineRead({
  name: "audit.list",
  permission: "audit:read",
  locate: inOrganization,
  async read(work, _target, { cursor, ...filter }: ListAuditEvents): Promise<Page<AuditEventRow>> {
    const before = cursor === null ? null : Number(readCursor(cursor, 1)[0]);
    if (before !== null && !Number.isSafeInteger(before)) throw invalidCursor();
    const rows = await listAuditRows(work.run, work.organizationId, { ...filter, before });
    return pageOf(rows, filter.limit, (row) => [String(row.seq)]);
  },
});
