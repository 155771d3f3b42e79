import { listReviews, type ReviewRow } from "@/db/queries/access-reviews/list-reviews";
import { anywhere, defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { reviewReaderOf } from "./locate-review";

interface ListAccessReviews {
  /** Null: open and closed ones. */
  isOpen: boolean | null;
  cursor: string | null;
  limit: number;
}

/** Campaigns, newest first; leads see those that have keys of their teams. */
export const listAccessReviews = defineRead({
  name: "access_reviews.list",
  permission: "access_reviews:read",
  locate: anywhere,
  async read(work, _target, { isOpen, cursor, limit }: ListAccessReviews): Promise<Page<ReviewRow>> {
    const before = cursor === null ? null : (readCursor(cursor, 1)[0] ?? null);
    const rows = await listReviews(work.run, work.organizationId, {
      before,
      limit,
      isOpen,
      reader: reviewReaderOf(work),
    });
    return pageOf(rows, limit, (row) => [row.id]);
  },
});
