import type { AccessReview, ReviewDecision, ReviewItem, ReviewSubject } from "@/lib/admin-api/client/access-reviews";
import type { Tone } from "../ui/badge";

export const SUBJECTS: Record<ReviewSubject, { label: string; plural: string; hint: string }> = {
  key: { label: "Key", plural: "Keys", hint: "What applications call with" },
  person: { label: "Person", plural: "People", hint: "Roles and teams" },
  api_token: { label: "API token", plural: "API tokens", hint: "Personal and service tokens" },
};
export const SUBJECT_NAMES = ["key", "person", "api_token"] as const satisfies readonly ReviewSubject[];

export const DECISIONS: Record<ReviewDecision, { label: string; tone: Tone }> = {
  keep: { label: "Kept", tone: "good" },
  reduce: { label: "Reduced", tone: "warn" },
  revoke: { label: "Revoked", tone: "bad" },
};

/** How a campaign stands at `now` (epoch ms). */
export function reviewStatus(
  review: Pick<AccessReview, "closedAt" | "dueAt" | "items" | "decided">,
  now: number,
): { label: string; tone: Tone } {
  if (review.closedAt !== null) return { label: "Closed", tone: "neutral" };
  if (review.decided === review.items) return { label: "All decided", tone: "good" };
  return Date.parse(review.dueAt) < now ? { label: "Overdue", tone: "bad" } : { label: "Open", tone: "info" };
}

/** What an access may do, in a line. */
export function accessWords({ subject, access }: Pick<ReviewItem, "subject" | "access">): string {
  const text = (name: string) => (typeof access[name] === "string" ? String(access[name]) : "");
  const list = (name: string) => (Array.isArray(access[name]) ? access[name].map(String) : []);
  switch (subject) {
    case "key":
      return `${namesOf(list("models"), "models", "every model")} in ${text("team")} / ${text("project")}`;
    case "person":
      return [text("role"), ...list("teams")].join(", ");
    case "api_token":
      return `${text("kind")}, ${namesOf(list("scopes"), "scopes", "everything its person may")}`;
  }
}

const NAMED = 3;

function namesOf(names: readonly string[], what: string, all: string): string {
  if (names.includes("*")) return all;
  if (names.length === 0) return `no ${what}`;
  return names.length > NAMED ? `${names.length} ${what}` : names.join(", ");
}

/** What was left, in a line. */
export function reducedWords(reducedTo: ReviewItem["reducedTo"]): string {
  return Object.entries(reducedTo ?? {})
    .map(
      ([name, value]) =>
        `${name === "expiresAt" ? "until" : name}: ${Array.isArray(value) ? value.join(", ") || "none" : shortDate(String(value))}`,
    )
    .join("; ");
}

function shortDate(text: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(text) ? text.slice(0, 10) : text;
}
