import type { DecideAccessInput, ReviewItem } from "@/lib/admin-api/client/access-reviews";

export const ROLES = ["owner", "admin", "auditor", "member"] as const;
export type Role = (typeof ROLES)[number];

export interface ReduceDraft {
  /** Models or scopes that stay. */
  names: string[];
  role: Role | "";
  /** A day of the viewer's calendar, or empty for the end it has. */
  lastDay: string;
  note: string;
}

/** What it has, to take from. */
export function reduceDraftOf(item: ReviewItem): ReduceDraft {
  return { names: namesOf(item), role: lowerRoles(item)[0] ?? "", lastDay: "", note: "" };
}

/** Models of a key or scopes of a token. `*` stands for all of them. */
export function namesOf({ subject, access }: ReviewItem): string[] {
  const names = subject === "key" ? access.models : access.scopes;
  return Array.isArray(names) ? names.map(String) : [];
}

/** Roles below the one a person has. */
export function lowerRoles({ access }: Pick<ReviewItem, "access">): Role[] {
  const at = ROLES.map(String).indexOf(String(access.role));
  return at < 0 ? [] : ROLES.slice(at + 1);
}

/** What is left, as the API takes it: only what differs from what it has. */
export function reduceInputOf(item: ReviewItem, draft: ReduceDraft): DecideAccessInput {
  const { names, role, lastDay, note } = draft;
  const expiresAt = lastDay === "" ? {} : { expiresAt: new Date(`${lastDay}T23:59:59.999`).toISOString() };
  const isFewer = names.join("\n") !== namesOf(item).join("\n");
  switch (item.subject) {
    case "person":
      return { decision: "reduce", note, reduceTo: role === "" ? {} : { role } };
    case "key":
      return { decision: "reduce", note, reduceTo: { ...(isFewer ? { models: names } : {}), ...expiresAt } };
    case "api_token":
      return { decision: "reduce", note, reduceTo: { ...(isFewer ? { scopes: names } : {}), ...expiresAt } };
  }
}
