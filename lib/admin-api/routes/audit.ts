import { listAuditEvents } from "@/lib/admin/audit/list-audit-events";
import { verifyAudit } from "@/lib/admin/audit/verify-audit";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/audit";

const tag = "audit";
const toDate = (instant: string | undefined) => (instant === undefined ? null : new Date(instant));

export const auditRoutes = [
  defineRoute({
    method: "get",
    path: "/audit",
    tag,
    summary: "List who changed what, newest first",
    verb: listAuditEvents,
    query: schemas.listAuditQuery,
    input: ({ query }) => ({
      actorId: query.actorId ?? null,
      action: query.action ?? null,
      targetKind: query.targetKind ?? null,
      targetId: query.targetId ?? null,
      from: toDate(query.from),
      to: toDate(query.to),
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.auditPage,
    render: ({ items, nextCursor }) => ({
      items: items.map((row) => ({
        seq: row.seq,
        at: row.at.toISOString(),
        action: row.action,
        actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
        target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
        before: row.before,
        after: row.after,
        requestId: row.requestId,
        clientAddress: row.clientAddress,
        hash: Buffer.from(row.hash).toString("hex"),
      })),
      nextCursor,
    }),
  }),
  defineRoute({
    method: "get",
    path: "/audit/verification",
    tag,
    summary: "Compute the whole audit chain again",
    verb: verifyAudit,
    input: () => undefined,
    answer: schemas.auditVerification,
  }),
];
