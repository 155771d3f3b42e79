import type { ReviewItemRow } from "@/db/queries/access-reviews/list-items";
import type { ReviewRow } from "@/db/queries/access-reviews/list-reviews";
import type { ItemDecisions } from "@/lib/admin/access-reviews/decisions-open-to";
import type { Actor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { AccessReview, AccessReviewDetail, ReviewItem } from "../schemas/access-reviews";

const EVERYWHERE = { kind: "organization" } as const;

/** A campaign as the API shows it to `actor`. */
export function accessReviewView(row: ReviewRow, actor: Actor): AccessReview {
  const mayClose = row.closedAt === null && may(actor, "access_reviews:manage", EVERYWHERE);
  return {
    id: row.id,
    name: row.name,
    subjects: row.subjects,
    team: namedOf(row.teamId, row.teamName),
    dueAt: row.dueAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    createdBy: namedOf(row.createdBy, row.creatorName),
    closedAt: row.closedAt?.toISOString() ?? null,
    closedBy: namedOf(row.closedBy, row.closerName),
    items: row.items,
    decided: row.decided,
    waiting: row.waiting,
    allowedActions: [
      ...(mayClose ? (["close"] as const) : []),
      ...(may(actor, "audit:read", EVERYWHERE) ? (["export"] as const) : []),
    ],
  };
}

export function accessReviewDetailView(
  row: ReviewRow & Pick<AccessReviewDetail, "reviewers">,
  actor: Actor,
): AccessReviewDetail {
  return { ...accessReviewView(row, actor), reviewers: row.reviewers };
}

/** An item with its last use: as noted at the decision, else now. */
export function reviewItemView(row: ReviewItemRow & ItemDecisions): ReviewItem {
  return {
    id: row.id,
    subject: row.subject,
    subjectId: row.subjectId,
    name: row.name,
    holder: namedOf(row.holderId, row.holderName),
    team: namedOf(row.teamId, row.teamName),
    access: row.access,
    lastUsedAt: (row.decision === null ? row.lastUsedNow : row.lastUsedAt)?.toISOString() ?? null,
    hasEnded: row.hasEnded,
    decision: row.decision,
    reducedTo: row.reducedTo,
    note: row.note,
    decidedBy: namedOf(row.decidedBy, row.deciderName),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    allowedDecisions: [...row.decisions],
    because: row.because,
  };
}

function namedOf(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? id };
}
