import type { OrganizationRole, TeamRole } from "../permissions";
import { type Claims, readClaim } from "./read-claim";

/** Who carries this claim gets this role, this team, or both. */
export interface ClaimRule {
  claim: string;
  operator: "is" | "starts_with" | "present";
  /** Compared exactly, letter case included; not looked at for `present`. */
  value: string;
  role: Exclude<OrganizationRole, "owner"> | null;
  team: { id: string; name: string; role: TeamRole } | null;
}

/** What one rule did, and why. */
export interface RuleVerdict {
  matched: boolean;
  /** One sentence for a person. */
  why: string;
}

export interface Judgement {
  /** Null: no rule says anything about the role. */
  role: Exclude<OrganizationRole, "owner"> | null;
  /** By team id. */
  teams: Map<string, TeamRole>;
  /** One for each rule, in their order. */
  verdicts: RuleVerdict[];
}

/**
 * What the rules give to somebody with these claims: the first matching rule that names a role decides the role, every matching rule gives its
 * team, and of two roles in one team the higher one holds. Once any rule names a role, rules decide roles: who matches none is a member.
 */
export function judgeClaims(rules: readonly ClaimRule[], claims: Claims): Judgement {
  const judgement: Judgement = { role: null, teams: new Map(), verdicts: [] };
  for (const rule of rules) judgement.verdicts.push(applyRule(rule, claims, judgement));
  const decides = rules.some((rule) => rule.role !== null);
  return { ...judgement, role: judgement.role ?? (decides ? "member" : null) };
}

/** Whether a rule gave something of its own: what lets somebody new in where joining is by rules. */
export function isGivenAnything(judgement: Judgement): boolean {
  return judgement.verdicts.some((verdict) => verdict.matched);
}

function applyRule(rule: ClaimRule, claims: Claims, judgement: Judgement): RuleVerdict {
  const found = readClaim(claims, rule.claim);
  if (!found.some((text) => fits(rule, text))) return { matched: false, why: whyNot(rule, found) };
  const given = [giveRole(rule, judgement), giveTeam(rule, judgement)].filter((part) => part !== null);
  return { matched: true, why: `${rule.claim} ${condition(rule)}: ${given.join("; ")}.` };
}

function giveRole(rule: ClaimRule, judgement: Judgement): string | null {
  if (rule.role === null) return null;
  if (judgement.role !== null) return `role ${rule.role} is passed over, an earlier rule gave ${judgement.role}`;
  judgement.role = rule.role;
  return `gives role ${rule.role}`;
}

function giveTeam(rule: ClaimRule, judgement: Judgement): string | null {
  if (rule.team === null) return null;
  const { id, name, role } = rule.team;
  if (judgement.teams.get(id) === "lead") return `lead of ${name} already`;
  judgement.teams.set(id, role);
  return `makes them ${role} of ${name}`;
}

function fits(rule: ClaimRule, text: string): boolean {
  switch (rule.operator) {
    case "is":
      return text === rule.value;
    case "starts_with":
      return text.startsWith(rule.value);
    case "present":
      return true;
  }
}

function condition(rule: ClaimRule): string {
  switch (rule.operator) {
    case "is":
      return `is "${rule.value}"`;
    case "starts_with":
      return `starts with "${rule.value}"`;
    case "present":
      return "is there";
  }
}

const MOST_NAMED = 5;

function whyNot(rule: ClaimRule, found: readonly string[]): string {
  if (found.length === 0) return `There is no claim ${rule.claim}.`;
  const others = found.slice(0, MOST_NAMED).map((text) => `"${text.slice(0, 80)}"`);
  const more = found.length > MOST_NAMED ? ` and ${found.length - MOST_NAMED} more` : "";
  return `${rule.claim} holds ${others.join(", ")}${more}; none ${condition(rule)}.`;
}
