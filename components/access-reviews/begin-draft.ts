import type { CreateAccessReviewInput, ReviewSubject } from "@/lib/admin-api/client/access-reviews";
import type { Problems } from "../forms/use-draft";

export interface BeginDraft {
  name: string;
  subjects: ReviewSubject[];
  /** Empty: the whole organization. */
  teamId: string;
  reviewerIds: string[];
  /** A day of the viewer's calendar: `2026-12-31`. */
  dueOn: string;
}

const DUE_DAYS = 14;
const DAY_MS = 86_400_000;

/** Everything of the organization, due in two weeks. */
export function emptyBeginDraft(now: number): BeginDraft {
  const due = new Date(now + DUE_DAYS * DAY_MS);
  const two = (part: number) => String(part).padStart(2, "0");
  const dueOn = `${due.getFullYear()}-${two(due.getMonth() + 1)}-${two(due.getDate())}`;
  return { name: "", subjects: ["key", "person", "api_token"], teamId: "", reviewerIds: [], dueOn };
}

/** What is wrong with a draft, by field. */
export function checkBeginDraft(draft: BeginDraft, now: number): Problems {
  const due = endOf(draft.dueOn).getTime();
  return {
    name: draft.name.trim() === "" ? "Give it a name, such as the quarter." : undefined,
    subjects: draft.subjects.length === 0 ? "Choose what is reviewed." : undefined,
    dueAt: Number.isNaN(due) || due <= now ? "Choose a day that is still to come." : undefined,
  };
}

/** The draft as the API takes it. */
export function beginInputOf(draft: BeginDraft): CreateAccessReviewInput {
  const { name, subjects, teamId, reviewerIds, dueOn } = draft;
  return { name, subjects, teamId: teamId === "" ? null : teamId, reviewerIds, dueAt: endOf(dueOn).toISOString() };
}

function endOf(day: string): Date {
  return new Date(`${day}T23:59:59.999`);
}
