import { drawAccesses } from "@/db/queries/access-reviews/draw-items";
import { insertReview, type NewReviewItem } from "@/db/queries/access-reviews/write-review";
import { findPerson } from "@/db/queries/people/find-person";
import { findTeam } from "@/db/queries/teams/find-team";
import type { ReviewSubject } from "@/db/schema";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { readReview } from "./locate-review";

interface CreateAccessReview {
  name: string;
  subjects: readonly ReviewSubject[];
  /** Null: the whole organization. */
  teamId: string | null;
  /** Empty: whoever may decide at all. */
  reviewerIds: readonly string[];
  dueAt: Date;
}

/** Begins a campaign over every access there is now. */
export const createAccessReview = defineChange({
  name: "access_reviews.create",
  permission: "access_reviews:manage",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: CreateAccessReview) {
    const { name, teamId, dueAt } = input;
    const subjects = [...new Set(input.subjects)];
    const reviewers = [...new Set(input.reviewerIds)];
    if (dueAt <= work.now()) throw invalidField("dueAt", "must be in the future");
    if (teamId !== null && (await findTeam(work.run, work.organizationId, teamId)) === null) {
      throw invalidField("teamId", "there is no such team");
    }
    for (const [index, personId] of reviewers.entries()) await checkReviewer(work, personId, index);
    const id = newId("rev");
    const items = await drawItems(work, id, { subjects, teamId });
    if (items.length === 0) throw new AdminError("conflict", "There is nothing of that kind to review.");
    const review = { id, name, subjects, teamId, dueAt, createdBy: personIdOf(work.actor) };
    await insertReview(work.run, work.organizationId, { review, reviewers, items });
    return {
      result: await readReview(work, id),
      audit: {
        targetKind: "access_review",
        targetId: id,
        before: null,
        after: { name, subjects, team: teamId, reviewers, dueAt, items: items.length },
      },
    };
  },
});

async function checkReviewer(work: Work, personId: string, index: number): Promise<void> {
  const person = await findPerson(work.run, work.organizationId, personId);
  const path = `reviewerIds.${index}`;
  if (person === null || person.status !== "active") throw invalidField(path, "there is no such person");
  if (person.role !== "owner" && person.role !== "admin")
    throw invalidField(path, "only owners and admins can be named");
}

async function drawItems(
  work: Work,
  reviewId: string,
  { subjects, teamId }: Pick<CreateAccessReview, "subjects" | "teamId">,
): Promise<NewReviewItem[]> {
  const items: NewReviewItem[] = [];
  for (const subject of subjects) {
    const drawn = await drawAccesses(work.run, work.organizationId, { subject, teamId });
    items.push(...drawn.map((access) => ({ ...access, id: "", reviewId, subject })));
  }
  // Ids sort by the millisecond they were made in, and then by chance: the drawn order is kept by giving them out sorted.
  const ids = items.map(() => newId("rvi")).sort();
  return items.map((item, index) => ({ ...item, id: ids[index] ?? newId("rvi") }));
}
