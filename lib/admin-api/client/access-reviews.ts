import type {
  AccessReview,
  AccessReviewDetail,
  CreateAccessReviewInput,
  DecideAccessInput,
  ListReviewItemsQuery,
  ReviewItem,
} from "../schemas/access-reviews";
import type { PageView } from "../schemas/page";
import { adminFetch, adminUrl } from "./admin-fetch";

export type * from "../schemas/access-reviews";

/** Campaigns, newest first; with `open` only open or only closed ones. */
export function listAccessReviews(
  query: { open?: boolean; cursor?: string; limit?: number } = {},
  signal?: AbortSignal,
): Promise<PageView<AccessReview>> {
  return adminFetch("/access-reviews", { query, signal });
}

export function getAccessReview(reviewId: string, signal?: AbortSignal): Promise<AccessReviewDetail> {
  return adminFetch(pathOf(reviewId), { signal });
}

/** What is under review, with its last use. */
export function listReviewItems(
  reviewId: string,
  query: Omit<ListReviewItemsQuery, "decided"> & { decided?: boolean | undefined } = {},
  signal?: AbortSignal,
): Promise<PageView<ReviewItem>> {
  return adminFetch(`${pathOf(reviewId)}/items`, { query, signal });
}

export function createAccessReview(
  input: CreateAccessReviewInput,
  idempotencyKey?: string,
): Promise<AccessReviewDetail> {
  return adminFetch("/access-reviews", { method: "POST", body: input, idempotencyKey });
}

/** It is done at once. */
export function decideAccess(reviewId: string, itemId: string, input: DecideAccessInput): Promise<ReviewItem> {
  return adminFetch(`${pathOf(reviewId)}/items/${encodeURIComponent(itemId)}/decision`, {
    method: "POST",
    body: input,
  });
}

export function closeAccessReview(reviewId: string): Promise<AccessReviewDetail> {
  return adminFetch(`${pathOf(reviewId)}/close`, { method: "POST" });
}

/** Where a browser downloads the evidence from. */
export function evidenceUrl(reviewId: string, format: "json" | "csv"): string {
  return adminUrl(`${pathOf(reviewId)}/evidence`, { format });
}

function pathOf(reviewId: string): string {
  return `/access-reviews/${encodeURIComponent(reviewId)}`;
}
