import type { AccessRequestPreview as Previewed } from "@/lib/admin/access-requests/preview-access-request";
import type { AccessRequestDetail as Detail } from "@/lib/admin/access-requests/read-request";
import type { CountedRequest } from "@/lib/admin/access-requests/standing-approvals";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { AccessRequest, AccessRequestDetail, AccessRequestPreview, Proposal } from "../schemas/access-requests";

/** A request as the API shows it. */
export function accessRequestView(row: CountedRequest): AccessRequest {
  return {
    id: row.id,
    kind: row.kind,
    status: row.statusNow,
    team: row.teamId === null ? null : { id: row.teamId, name: row.teamName ?? row.teamId },
    subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
    askedBy: { id: row.askedBy, name: row.askerName },
    reason: row.reason,
    proposal: row.proposal as Proposal,
    decides: row.decides,
    because: row.because,
    decidedBy: row.decidedBy === null ? null : { id: row.decidedBy, name: row.deciderName ?? row.decidedBy },
    decidedAt: row.decidedAt?.toISOString() ?? null,
    note: row.note,
    granted: row.granted as Proposal | null,
    grantEndsAt: row.grantEndsAt?.toISOString() ?? null,
    keyId: row.keyId,
    usedAt: row.usedAt?.toISOString() ?? null,
    comments: row.comments,
    approvals: row.approvals,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  };
}

/** A request with what its page shows to `actor`. */
export function accessRequestDetailView(detail: Detail, actor: Actor): AccessRequestDetail {
  const { request, weight, powers, history } = detail;
  return {
    ...accessRequestView({ ...request, approvals: detail.approvals.length }),
    changes: detail.changes,
    hash: detail.hash,
    hasMoved: detail.hasMoved,
    weight,
    dangers: weight?.dangers ?? [],
    cost: detail.cost,
    deciders: detail.deciders.map(({ id, name }) => ({ id, name })),
    approvedBy: detail.approvals.map((approval) => ({
      person: { id: approval.personId, name: approval.personName },
      granted: approval.granted as Proposal,
      note: approval.note,
      at: approval.createdAt.toISOString(),
    })),
    thread: detail.comments.map(({ id, personId, personName, text, createdAt }) => ({
      id,
      person: { id: personId, name: personName },
      text,
      at: createdAt.toISOString(),
    })),
    history: { asker: history.asker.map(accessRequestView), subject: history.subject.map(accessRequestView) },
    allowedActions: [
      ...(powers.mayApprove ? (["approve"] as const) : []),
      ...(powers.mayRefuse ? (["refuse"] as const) : []),
      ...(detail.mayWithdraw ? (["withdraw"] as const) : []),
      ...(may(actor, "access_requests:comment", { kind: "anywhere" }) ? (["comment"] as const) : []),
      ...(detail.mayCollect ? (["collect"] as const) : []),
      ...(detail.mayUse ? (["use"] as const) : []),
    ],
    becauseNot: powers.because,
  };
}

/** What would become of an ask, as the API shows it. */
export function accessRequestPreviewView({ weight, changes, cost, deciders }: Previewed): AccessRequestPreview {
  return { ...weight, changes, cost, deciders: deciders.map(({ id, name }) => ({ id, name })) };
}
