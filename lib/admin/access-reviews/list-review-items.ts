import {
  listReviewItems as listItemRows,
  type ReviewItemFilter,
  type ReviewItemRow,
} from "@/db/queries/access-reviews/list-items";
import { listReviewers } from "@/db/queries/access-reviews/list-reviews";
import { defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { decisionsOpenTo, type ItemDecisions } from "./decisions-open-to";
import { locateReview, reviewReaderOf } from "./locate-review";

type ListReviewItems = Omit<ReviewItemFilter, "teams"> & { reviewId: string; cursor: string | null; limit: number };

/** What is under review, with its last use and what the actor may decide about it. */
export const listReviewItems = defineRead({
  name: "access_reviews.list_items",
  permission: "access_reviews:read",
  kind: "access review",
  locate: locateReview,
  async read(work, review, input: ListReviewItems): Promise<Page<ReviewItemRow & ItemDecisions>> {
    const { cursor, limit, reviewId: _reviewId, ...filter } = input;
    const after = cursor === null ? null : (readCursor(cursor, 1)[0] ?? null);
    const rows = await listItemRows(work.run, review.id, { ...filter, after, limit, teams: reviewReaderOf(work).sees });
    const reviewers = (await listReviewers(work.run, review.id)).map(({ id }) => id);
    const items = rows.map((item) => ({ ...item, ...decisionsOpenTo(work.actor, { review, reviewers, item }) }));
    return pageOf(items, limit, (item) => [item.id]);
  },
});
