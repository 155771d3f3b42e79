import { closeReviewRow } from "@/db/queries/access-reviews/write-review";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateManagedReview, readReview } from "./locate-review";

/** Ends a campaign: nothing in it is decided any more, and its evidence does not change. */
export const closeAccessReview = defineChange({
  name: "access_reviews.close",
  permission: "access_reviews:manage",
  seenWith: "access_reviews:read",
  kind: "access review",
  policy: "not_enforced",
  locate: locateManagedReview,
  async change(work, review, { reviewId }: { reviewId: string }) {
    const closed = await closeReviewRow(work.run, work.organizationId, { reviewId, closedBy: personIdOf(work.actor) });
    if (!closed) throw new AdminError("conflict", "The review is closed already.");
    return {
      result: await readReview(work, reviewId),
      audit: {
        targetKind: "access_review",
        targetId: reviewId,
        before: { closed: false },
        after: { closed: true, items: review.items, decided: review.decided },
      },
    };
  },
});
