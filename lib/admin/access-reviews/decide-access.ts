import { findReviewItem, type ReviewItemRow } from "@/db/queries/access-reviews/list-items";
import { listReviewers } from "@/db/queries/access-reviews/list-reviews";
import { lockReview, writeDecision } from "@/db/queries/access-reviews/write-review";
import type { ReviewDecision } from "@/db/schema";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { applyDecision, type ReducedAccess } from "./apply-decision";
import { decisionsOpenTo, type ItemDecisions } from "./decisions-open-to";
import { locateReviewItem, type ReviewedItem } from "./locate-review";

interface DecideAccess {
  reviewId: string;
  itemId: string;
  decision: ReviewDecision;
  reduceTo: ReducedAccess;
  note: string;
}

/** Keeps, reduces or revokes one access; what it means is done at once, in the same transaction. */
export const decideAccess = defineChange({
  name: "access_reviews.decide",
  permission: "access_reviews:decide",
  seenWith: "access_reviews:read",
  kind: "item of an access review",
  policy: "not_enforced",
  locate: locateReviewItem,
  async change(work, { review, item: seen }, input: DecideAccess) {
    const { decision, reduceTo, note } = input;
    const { isClosed } = await lockReview(work.run, review.id);
    if (isClosed) throw new AdminError("conflict", "The review is closed. Begin another one.");
    const item = (await findReviewItem(work.run, review.id, seen.id)) ?? seen;
    await refuseUnlessOpen(work, { review, item }, decision);
    await applyDecision(work, item, { decision, reduceTo });
    const reducedTo = decision === "reduce" ? plain(reduceTo) : null;
    const decidedBy = personIdOf(work.actor);
    const lastUsedAt = item.lastUsedNow;
    await writeDecision(work.run, item.id, { decision, reducedTo, note, decidedBy, lastUsedAt });
    return {
      result: await readItem(work, { review, item }),
      audit: {
        targetKind: "access_review",
        targetId: review.id,
        before: { item: item.id, decision: item.decision },
        after: {
          item: item.id,
          subject: item.subject,
          subjectId: item.subjectId,
          decision,
          reducedTo,
          note: note === "" ? null : note,
          lastUsedAt,
        },
      },
    };
  },
});

async function refuseUnlessOpen(work: Work, reviewed: ReviewedItem, decision: ReviewDecision): Promise<void> {
  const open = await openDecisions(work, reviewed);
  if (open.decisions.includes(decision)) return;
  if (reviewed.item.decision === "revoke") throw new AdminError("conflict", "It was revoked; that is final.");
  const isOwn = reviewed.item.holderId === personIdOf(work.actor);
  if (isOwn)
    throw new AdminError("own_role_change", open.because ?? "Nobody confirms their own token. Ask another reviewer.");
  throw new AdminError("forbidden", open.because ?? "You may not decide this.");
}

async function openDecisions(work: Work, { review, item }: ReviewedItem): Promise<ItemDecisions> {
  const reviewers = (await listReviewers(work.run, review.id)).map(({ id }) => id);
  return decisionsOpenTo(work.actor, { review, reviewers, item });
}

async function readItem(work: Work, { review, item }: ReviewedItem): Promise<ReviewItemRow & ItemDecisions> {
  const after = await findReviewItem(work.run, review.id, item.id);
  if (after === null) throw notFound("item of an access review");
  return { ...after, ...(await openDecisions(work, { review, item: after })) };
}

function plain({ expiresAt, ...rest }: ReducedAccess): Record<string, unknown> {
  const all = { ...rest, expiresAt: expiresAt?.toISOString() };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
