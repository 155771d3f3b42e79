import type { AuditFilter } from "@/db/queries/audit/list-audit-events";
import { exportAudit } from "@/lib/admin/audit/export-audit";
import { getAuditEvent } from "@/lib/admin/audit/get-audit-event";
import { listAuditEvents } from "@/lib/admin/audit/list-audit-events";
import { listAuditFacets } from "@/lib/admin/audit/list-audit-facets";
import { verifyAudit } from "@/lib/admin/audit/verify-audit";
import { defineDownload } from "../define-download";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/audit";
import { AUDIT_FILE_TYPES, auditFile } from "../views/audit-file";
import { auditEventView } from "../views/audit-view";

const tag = "audit";
const toDate = (instant: string | undefined) => (instant === undefined ? null : new Date(instant));

function filterOf(query: schemas.AuditFilterQuery): AuditFilter {
  return {
    actorId: query.actorId ?? null,
    actorKind: query.actorKind ?? null,
    action: query.action ?? null,
    targetKind: query.targetKind ?? null,
    targetId: query.targetId ?? null,
    from: toDate(query.from),
    to: toDate(query.to),
    text: query.q ?? null,
  };
}

export const auditRoutes = [
  defineRoute({
    method: "get",
    path: "/audit",
    tag,
    summary: "List who changed what, newest first",
    verb: listAuditEvents,
    query: schemas.listAuditQuery,
    input: ({ query }) => ({ ...filterOf(query), cursor: query.cursor ?? null, limit: query.limit }),
    answer: schemas.auditPage,
    render: ({ items, nextCursor }) => ({ items: items.map(auditEventView), nextCursor }),
  }),
  defineRoute({
    method: "get",
    path: "/audit/events/{seq}",
    tag,
    summary: "Show one audit event",
    verb: getAuditEvent,
    params: schemas.auditEventParams,
    input: ({ params }) => ({ seq: params.seq }),
    answer: schemas.auditEvent,
    render: auditEventView,
  }),
  defineRoute({
    method: "get",
    path: "/audit/facets",
    tag,
    summary: "List the actions and actors that the audit log has",
    verb: listAuditFacets,
    input: () => undefined,
    answer: schemas.auditFacets,
  }),
  defineDownload({
    path: "/audit/export",
    tag,
    summary: "Export the audit log, oldest first",
    description:
      "JSON lines verify offline with `npm run audit:verify`; CSV is for spreadsheets. The export is itself in the log.",
    verb: exportAudit,
    query: schemas.exportAuditQuery,
    input: ({ query }) => ({ ...filterOf(query), format: query.format }),
    files: Object.values(AUDIT_FILE_TYPES),
    render: (batches, { format }, { now }) => auditFile(batches, format, now().toISOString().slice(0, 10)),
  }),
  defineRoute({
    method: "get",
    path: "/audit/verification",
    tag,
    summary: "Compute the whole audit chain again and hold it against every checkpoint",
    verb: verifyAudit,
    input: () => undefined,
    answer: schemas.auditVerification,
  }),
];
