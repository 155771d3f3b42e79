import { hash as digest } from "node:crypto";
import type { ListedChange } from "@/db/schema";
import type { OrganizationRole } from "@/lib/auth/permissions";
import { canonicalJson } from "@/lib/canonical-json";
import { invalidField } from "@/lib/errors/admin-error";
import type { RuleInput } from "../sign-in/rule-input";

/** A key that does not exist yet. Amounts as people write them; null is no limit, no end. */
export interface KeyProposal {
  kind: "key";
  projectId: string;
  name: string;
  purpose: string;
  models: string[];
  days: number | null;
  monthlyUsd: string | null;
  tokensPerMinute: string | null;
}

/** Models that a key could not call before, for some days or for good. */
export interface ModelsProposal {
  kind: "models";
  keyId: string;
  models: string[];
  days: number | null;
}

/** Another limit of a quota, in its own unit, for some days or for good. */
export interface QuotaProposal {
  kind: "quota";
  quotaId: string;
  limit: string;
  days: number | null;
}

/** Another role in the organization. */
export interface RoleProposal {
  kind: "role";
  personId: string;
  role: OrganizationRole;
}

/** Another list of changes that take two people. */
export interface FourEyesProposal {
  kind: "four_eyes";
  changes: ListedChange[];
  budgetAboveUsd: string;
}

/** Other rules from claims to roles and teams, in the place of all. */
export interface SignInRulesProposal {
  kind: "sign_in_rules";
  rules: RuleInput[];
}

/** A token for a directory, new or in the place of one. Its asker makes it, once approved. */
export interface ScimTokenProposal {
  kind: "scim_token";
  name: string;
  replaces: string | null;
}

/** A link that lets somebody in past the provider. Its asker makes it, once approved. */
export interface SignInLinkProposal {
  kind: "sign_in_link";
  personId: string;
}

export type SettingProposal = FourEyesProposal | SignInRulesProposal | ScimTokenProposal | SignInLinkProposal;

/** Exactly what is asked for. Days are counted from the approval. */
export type Proposal = KeyProposal | ModelsProposal | QuotaProposal | RoleProposal | SettingProposal;

/** What is given instead of what was asked: less or shorter, never more. */
export interface LessTerms {
  models?: readonly string[] | undefined;
  days?: number | undefined;
  monthlyUsd?: string | undefined;
  tokensPerMinute?: string | undefined;
  limit?: string | undefined;
}

/** The proposal with less. Throws AdminError `invalid_request` for what would be more, or does not belong to it. */
export function withLess(proposal: Proposal, less: LessTerms): Proposal {
  const given = Object.entries(less).filter(([, value]) => value !== undefined);
  let result = proposal;
  for (const [field, value] of given) {
    if (!(field in proposal) || field === "kind")
      throw invalidField(`grant.${field}`, "does not belong to this request");
    refuseMore(field, (proposal as unknown as Record<string, unknown>)[field], value);
    result = { ...result, [field]: value } as Proposal;
  }
  return result;
}

function refuseMore(field: string, asked: unknown, given: unknown): void {
  const path = `grant.${field}`;
  if (field === "models") {
    const [models, fewer] = [asked as string[], given as string[]];
    const beyond = models.includes("*") ? undefined : fewer.find((name) => !models.includes(name));
    if (beyond !== undefined) throw invalidField(path, `"${beyond}" was not asked for`);
    if (fewer.length === 0) throw invalidField(path, "leaves nothing: refuse the request instead");
    return;
  }
  if (asked !== null && Number(given) > Number(asked)) throw invalidField(path, "must not be more than was asked for");
}

/** What an approval is bound to: the change, and what it would change as it stands. */
export function hashOf(proposal: Proposal, ground: Record<string, unknown>): string {
  return digest("sha256", canonicalJson({ proposal, ground }), "hex");
}
