import type { ReviewItemRow } from "@/db/queries/access-reviews/list-items";
import type { ReviewRow } from "@/db/queries/access-reviews/list-reviews";
import { REVIEW_DECISIONS, type ReviewDecision } from "@/db/schema";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";

interface ReviewedBy {
  review: Pick<ReviewRow, "closedAt">;
  /** Ids; empty: whoever may decide at all. */
  reviewers: readonly string[];
  item: Pick<ReviewItemRow, "subject" | "holderId" | "teamId" | "decision">;
}

/** What an actor may decide about an item. */
export interface ItemDecisions {
  decisions: readonly ReviewDecision[];
  /** Why there is none, in a sentence; null when there is one, or when the actor decides nothing here at all. */
  because: string | null;
}

const NONE: readonly ReviewDecision[] = [];
const NOT_KEEP = ["reduce", "revoke"] as const;

/**
 * Reviewers decide, and the leads of the team that a key belongs to. Nobody judges their own role; who holds a token may give it up and
 * not keep it. What was revoked stays so.
 */
export function decisionsOpenTo(actor: Actor, { review, reviewers, item }: ReviewedBy): ItemDecisions {
  const scope =
    item.teamId === null ? ({ kind: "organization" } as const) : ({ kind: "team", teamId: item.teamId } as const);
  if (!may(actor, "access_reviews:decide", scope)) return { decisions: NONE, because: null };
  if (review.closedAt !== null) return { decisions: NONE, because: "This review is closed." };
  if (item.decision === "revoke") return { decisions: NONE, because: "It was revoked." };
  if (!isReviewer(actor, reviewers, item.teamId))
    return { decisions: NONE, because: "You are not a reviewer of this campaign." };
  const isOwn = item.holderId !== null && item.holderId === personIdOf(actor);
  if (isOwn && item.subject === "person") return { decisions: NONE, because: "Nobody reviews their own role." };
  return { decisions: isOwn && item.subject === "api_token" ? NOT_KEEP : REVIEW_DECISIONS, because: null };
}

function isReviewer(actor: Actor, reviewers: readonly string[], teamId: string | null): boolean {
  if (actor.kind !== "person" || reviewers.length === 0 || reviewers.includes(actor.personId)) return true;
  return teamId !== null && actor.teams.get(teamId) === "lead";
}
