import type { CreateApiTokenInput } from "@/lib/admin-api/client/api-tokens";
import type { Problems } from "../forms/use-draft";

export interface TokenDraft {
  name: string;
  kind: "personal" | "service";
  /** `read` is every permission to read that the person holds, `all` whatever they may, `chosen` those in `scopes`. */
  reach: "read" | "all" | "chosen";
  scopes: string[];
  /** Days from now; empty: no end. */
  days: string;
}

export const EMPTY_TOKEN: TokenDraft = { name: "", kind: "personal", reach: "read", scopes: [], days: "90" };

export const TOKEN_ENDS = [
  { value: "7", label: "In 7 days" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In one year" },
];
export const NO_END = { value: "never", label: "Never" };

const DAY_MS = 86_400_000;

/** The scopes that a draft comes to, of the permissions its person holds. */
export function scopesOf({ reach, scopes }: TokenDraft, held: readonly string[]): string[] {
  switch (reach) {
    case "all":
      return ["*"];
    case "read":
      return held.filter((permission) => /:read(_all)?$/.test(permission));
    case "chosen":
      return scopes;
  }
}

/** What is wrong with a draft, by field. */
export function checkTokenDraft(draft: TokenDraft): Problems {
  const needsScopes = draft.reach === "chosen" && draft.scopes.length === 0;
  return {
    name: draft.name.trim() === "" ? "Say what uses it." : undefined,
    scopes: needsScopes ? "Choose what it may do." : undefined,
    expiresAt:
      draft.kind === "service" && draft.days === NO_END.value ? "A service token ends within a year." : undefined,
  };
}

/** The draft as the API takes it; `now` is epoch ms. */
export function tokenInputOf(draft: TokenDraft, held: readonly string[], now: number): CreateApiTokenInput {
  const { name, kind, days } = draft;
  const expiresAt = days === NO_END.value ? null : new Date(now + Number(days) * DAY_MS).toISOString();
  return { name, kind, scopes: scopesOf(draft, held), expiresAt };
}
