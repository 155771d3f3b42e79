import { and, eq, isNull, sql } from "drizzle-orm";
import { accessReview, accessReviewer, accessReviewItem, type ReviewDecision } from "@/db/schema";
import type { Runner } from "../runner";

type NewReview = Omit<typeof accessReview.$inferInsert, "organizationId" | "createdAt" | "closedAt" | "closedBy">;
export type NewReviewItem = Pick<
  typeof accessReviewItem.$inferInsert,
  "id" | "reviewId" | "subject" | "subjectId" | "name" | "holderId" | "teamId" | "access"
>;

const ROWS_AT_ONCE = 1_000;

/** Keeps a campaign with its reviewers and its items. */
export async function insertReview(
  run: Runner,
  organizationId: string,
  { review, reviewers, items }: { review: NewReview; reviewers: readonly string[]; items: readonly NewReviewItem[] },
): Promise<void> {
  await run.insert(accessReview).values({ ...review, organizationId });
  if (reviewers.length > 0) {
    await run.insert(accessReviewer).values(reviewers.map((personId) => ({ reviewId: review.id, personId })));
  }
  for (let first = 0; first < items.length; first += ROWS_AT_ONCE) {
    await run.insert(accessReviewItem).values(items.slice(first, first + ROWS_AT_ONCE));
  }
}

/** Keeps other deciders and the end of the campaign away until the transaction ends. */
export async function lockReview(run: Runner, reviewId: string): Promise<{ isClosed: boolean }> {
  const [row] = await run
    .select({ closedAt: accessReview.closedAt })
    .from(accessReview)
    .where(eq(accessReview.id, reviewId))
    .for("update");
  return { isClosed: row === undefined || row.closedAt !== null };
}

/** Notes a decision, by the database's clock. */
export async function writeDecision(
  run: Runner,
  itemId: string,
  decision: {
    decision: ReviewDecision;
    reducedTo: Record<string, unknown> | null;
    note: string;
    decidedBy: string | null;
    lastUsedAt: Date | null;
  },
): Promise<void> {
  await run
    .update(accessReviewItem)
    .set({ ...decision, decidedAt: sql`now()` })
    .where(eq(accessReviewItem.id, itemId));
}

/** Ends a campaign; false when it had ended already. */
export async function closeReviewRow(
  run: Runner,
  organizationId: string,
  { reviewId, closedBy }: { reviewId: string; closedBy: string | null },
): Promise<boolean> {
  const rows = await run
    .update(accessReview)
    .set({ closedAt: sql`now()`, closedBy })
    .where(
      and(
        eq(accessReview.organizationId, organizationId),
        eq(accessReview.id, reviewId),
        isNull(accessReview.closedAt),
      ),
    )
    .returning({ id: accessReview.id });
  return rows.length === 1;
}
