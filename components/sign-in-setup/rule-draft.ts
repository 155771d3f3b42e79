import type { ClaimRule, ClaimRuleInput } from "@/lib/admin-api/client/sign-in-setup";

/** A rule while it is edited; `key` tells rows apart that say the same. */
export interface RuleDraft extends ClaimRuleInput {
  key: number;
  value: string;
}

let keys = 0;

/** A rule nobody has filled in. */
export function emptyRule(): RuleDraft {
  return { key: ++keys, claim: "groups", operator: "is", value: "", role: "member", team: null };
}

/** Rules as they are kept, to be edited. */
export function draftsOf(rules: readonly ClaimRule[]): RuleDraft[] {
  return rules.map(({ claim, operator, value, role, team }) => ({
    key: ++keys,
    claim,
    operator,
    value,
    role,
    team: team && { id: team.id, role: team.role },
  }));
}

/** What the API takes. */
export function inputsOf(drafts: readonly RuleDraft[]): ClaimRuleInput[] {
  return drafts.map(({ key: _key, ...rule }) => ({ ...rule, value: rule.operator === "present" ? "" : rule.value }));
}

/** What keeps a draft from being saved; null when nothing does. */
export function ruleProblem(draft: RuleDraft): string | null {
  if (draft.claim.trim() === "") return "Name a claim.";
  if (draft.operator !== "present" && draft.value === "") return "Say what the claim must hold.";
  if (draft.role === null && draft.team === null) return "Give a role, a team or both.";
  return null;
}

/** The list with the rule at `index` one place up or down. */
export function moved(drafts: readonly RuleDraft[], index: number, by: -1 | 1): RuleDraft[] {
  const rule = drafts[index];
  const rest = drafts.filter((_rule, place) => place !== index);
  return rule === undefined ? [...drafts] : [...rest.slice(0, index + by), rule, ...rest.slice(index + by)];
}
