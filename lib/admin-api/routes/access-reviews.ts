import { closeAccessReview } from "@/lib/admin/access-reviews/close-access-review";
import { createAccessReview } from "@/lib/admin/access-reviews/create-access-review";
import { decideAccess } from "@/lib/admin/access-reviews/decide-access";
import { exportReviewEvidence } from "@/lib/admin/access-reviews/export-review-evidence";
import { getAccessReview } from "@/lib/admin/access-reviews/get-access-review";
import { listAccessReviews } from "@/lib/admin/access-reviews/list-access-reviews";
import { listReviewItems } from "@/lib/admin/access-reviews/list-review-items";
import { defineDownload } from "../define-download";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/access-reviews";
import { accessReviewDetailView, accessReviewView, reviewItemView } from "../views/access-review-view";
import { EVIDENCE_FILE_TYPES, evidenceFile } from "../views/evidence-file";

const tag = "access reviews";
const params = schemas.accessReviewParams;

export const accessReviewsRoutes = [
  defineRoute({
    method: "get",
    path: "/access-reviews",
    tag,
    summary: "List access reviews, newest first",
    verb: listAccessReviews,
    query: schemas.listAccessReviewsQuery,
    input: ({ query }) => ({ isOpen: query.open ?? null, cursor: query.cursor ?? null, limit: query.limit }),
    answer: schemas.accessReviewPage,
    render: ({ items, nextCursor }, { actor }) => ({
      items: items.map((review) => accessReviewView(review, actor)),
      nextCursor,
    }),
  }),
  defineRoute({
    method: "post",
    path: "/access-reviews",
    tag,
    summary: "Begin a review of every access there is now",
    verb: createAccessReview,
    body: schemas.createAccessReviewInput,
    input: ({ body }) => ({ ...body, dueAt: new Date(body.dueAt) }),
    status: 201,
    answer: schemas.accessReviewDetail,
    render: (review, { actor }) => accessReviewDetailView(review, actor),
  }),
  defineRoute({
    method: "get",
    path: "/access-reviews/{reviewId}",
    tag,
    summary: "Show an access review: who decides, until when, how far it is",
    verb: getAccessReview,
    params,
    input: ({ params: { reviewId } }) => ({ reviewId }),
    answer: schemas.accessReviewDetail,
    render: (review, { actor }) => accessReviewDetailView(review, actor),
  }),
  defineRoute({
    method: "get",
    path: "/access-reviews/{reviewId}/items",
    tag,
    summary: "List what is under review, with its last use",
    verb: listReviewItems,
    params,
    query: schemas.listReviewItemsQuery,
    input: ({ params: { reviewId }, query }) => ({
      reviewId,
      subject: query.subject ?? null,
      isDecided: query.decided ?? null,
      search: query.q ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.reviewItemPage,
    render: ({ items, nextCursor }) => ({ items: items.map(reviewItemView), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/access-reviews/{reviewId}/items/{itemId}/decision",
    tag,
    summary: "Keep, reduce or revoke an access; it is done at once",
    verb: decideAccess,
    params: schemas.reviewItemParams,
    body: schemas.decideAccessInput,
    input: ({ params: { reviewId, itemId }, body: { decision, reduceTo, note } }) => ({
      reviewId,
      itemId,
      decision,
      reduceTo: {
        ...reduceTo,
        expiresAt: reduceTo.expiresAt === undefined ? undefined : new Date(reduceTo.expiresAt),
      },
      note,
    }),
    answer: schemas.reviewItem,
    render: reviewItemView,
  }),
  defineRoute({
    method: "post",
    path: "/access-reviews/{reviewId}/close",
    tag,
    summary: "Close an access review: its evidence does not change any more",
    verb: closeAccessReview,
    params,
    input: ({ params: { reviewId } }) => ({ reviewId }),
    answer: schemas.accessReviewDetail,
    render: (review, { actor }) => accessReviewDetailView(review, actor),
  }),
  defineDownload({
    path: "/access-reviews/{reviewId}/evidence",
    tag,
    summary: "Export the evidence of an access review: signed JSON, and the CSV that its signature covers",
    description:
      "Both verify offline with `npm run audit:verify -- --evidence`. That it was taken is in the audit log.",
    verb: exportReviewEvidence,
    params,
    query: schemas.evidenceQuery,
    input: ({ params: { reviewId }, query: { format } }) => ({ reviewId, format }),
    files: Object.values(EVIDENCE_FILE_TYPES),
    render: (evidence, { format }, { now }) => evidenceFile(evidence, format, now()),
  }),
];
