import { findReviewItem, type ReviewItemRow } from "@/db/queries/access-reviews/list-items";
import { findReview, listReviewers, type ReviewReader, type ReviewRow } from "@/db/queries/access-reviews/list-reviews";
import { personIdOf } from "@/lib/auth/actor";
import { teamsWith } from "@/lib/auth/authorize";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** Leads see what belongs to their teams; readers of the organization see everything. */
export function reviewReaderOf({ actor }: Work): ReviewReader {
  return {
    personId: personIdOf(actor),
    sees: teamsWith(actor, "access_reviews:read"),
    decides: teamsWith(actor, "access_reviews:decide"),
    leads:
      actor.kind === "person" ? [...actor.teams].flatMap(([teamId, role]) => (role === "lead" ? [teamId] : [])) : [],
  };
}

/** `locate` for reads of one campaign: whoever sees any of its items sees it, narrowed to those. */
export async function locateReview(work: Work, input: { reviewId: string }): Promise<Located<ReviewRow> | null> {
  const review = await findReview(work.run, work.organizationId, input.reviewId, reviewReaderOf(work));
  return review && { target: review, scope: { kind: "anywhere" } };
}

/** A campaign and one of its items. */
export interface ReviewedItem {
  review: ReviewRow;
  item: ReviewItemRow;
}

/** `locate` for one item: a key is its team's, everything else the organization's. */
export async function locateReviewItem(
  work: Work,
  input: { reviewId: string; itemId: string },
): Promise<Located<ReviewedItem> | null> {
  const review = await findReview(work.run, work.organizationId, input.reviewId, reviewReaderOf(work));
  const item = review && (await findReviewItem(work.run, review.id, input.itemId));
  if (review === null || item === null) return null;
  const scope =
    item.teamId === null ? ({ kind: "organization" } as const) : ({ kind: "team", teamId: item.teamId } as const);
  return { target: { review, item }, scope };
}

/** A campaign with its reviewers, again after a change. */
export async function readReview(
  work: Work,
  reviewId: string,
): Promise<ReviewRow & { reviewers: { id: string; name: string }[] }> {
  const review = await findReview(work.run, work.organizationId, reviewId, reviewReaderOf(work));
  if (review === null) throw notFound("access review");
  return { ...review, reviewers: await listReviewers(work.run, review.id) };
}

/** `locate` for who runs campaigns: it is the organization's, and its leads see it. */
export async function locateManagedReview(work: Work, input: { reviewId: string }): Promise<Located<ReviewRow> | null> {
  const located = await locateReview(work, input);
  return located && { ...located, scope: { kind: "organization" }, seenIn: { kind: "anywhere" } };
}
