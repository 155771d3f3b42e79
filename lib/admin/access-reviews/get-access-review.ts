import { defineRead } from "../define-verb";
import { locateReview, readReview } from "./locate-review";

/** One campaign: who decides, until when, how far it is. */
export const getAccessReview = defineRead({
  name: "access_reviews.get",
  permission: "access_reviews:read",
  kind: "access review",
  locate: locateReview,
  read: (work, review, _input: { reviewId: string }) => readReview(work, review.id),
});
