import { type FourEyesRules, readFourEyes } from "@/db/queries/ceilings/four-eyes";
import { findOrganization } from "@/db/queries/people/find-organization";
import { findPerson, type PersonRow } from "@/db/queries/people/find-person";
import { findScimToken, type ScimTokenRow } from "@/db/queries/provisioning/scim-tokens";
import { findTeam } from "@/db/queries/teams/find-team";
import type { ClaimRule } from "@/lib/auth/claims/judge-claims";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { readSignIn } from "../sign-in/read-sign-in";
import type { RuleInput } from "../sign-in/rule-input";
import type { GroundBase } from "./ground-base";
import type {
  FourEyesProposal,
  ScimTokenProposal,
  SettingProposal,
  SignInLinkProposal,
  SignInRulesProposal,
} from "./proposal";

/** What a proposal about the organization itself would change, with the proposal. */
export type SettingGround =
  | (GroundBase & { kind: "four_eyes"; proposal: FourEyesProposal; rules: FourEyesRules })
  | (GroundBase & {
      kind: "sign_in_rules";
      proposal: SignInRulesProposal;
      rules: ClaimRule[];
      version: number;
      /** Those to be, with the names of their teams. */
      named: ClaimRule[];
    })
  | (GroundBase & { kind: "scim_token"; proposal: ScimTokenProposal; token: ScimTokenRow | null })
  | (GroundBase & { kind: "sign_in_link"; proposal: SignInLinkProposal; person: PersonRow });

/** What the proposal is about, inside the organization only; null when there is no such thing. */
export async function groundOfSetting(work: Work, proposal: SettingProposal): Promise<SettingGround | null> {
  switch (proposal.kind) {
    case "four_eyes":
      return groundOfFourEyes(work, proposal);
    case "sign_in_rules":
      return groundOfRules(work, proposal);
    case "scim_token":
      return groundOfScimToken(work, proposal);
    case "sign_in_link":
      return groundOfLink(work, proposal);
  }
}

async function ofOrganization(work: Work) {
  const name = (await findOrganization(work.run, work.organizationId))?.name ?? "";
  const subject = { kind: "organization", id: work.organizationId, name } as const;
  return { subject, team: null, askedIn: { kind: "organization" } } as const;
}

async function groundOfFourEyes(work: Work, proposal: FourEyesProposal): Promise<SettingGround> {
  const rules = await readFourEyes(work.run, work.organizationId);
  const now = { changes: [...rules.changes].sort(), budgetAboveUsd: usdFromMicros(rules.budgetAboveMicros) };
  return { kind: "four_eyes", proposal, rules, ...(await ofOrganization(work)), needs: "four_eyes:write", now };
}

async function groundOfRules(work: Work, proposal: SignInRulesProposal): Promise<SettingGround> {
  const { rules, settings } = await readSignIn(work);
  const named = await Promise.all(proposal.rules.map((rule) => withTeamName(work, rule)));
  return {
    kind: "sign_in_rules",
    proposal,
    rules,
    version: settings.rulesVersion,
    named,
    ...(await ofOrganization(work)),
    needs: "sign_in:write",
    now: { version: settings.rulesVersion, rules },
  };
}

async function withTeamName(work: Work, rule: RuleInput): Promise<ClaimRule> {
  if (rule.team === null) return { ...rule, team: null };
  const team = await findTeam(work.run, work.organizationId, rule.team.id);
  return { ...rule, team: { ...rule.team, name: team?.name ?? rule.team.id } };
}

async function groundOfScimToken(work: Work, proposal: ScimTokenProposal): Promise<SettingGround | null> {
  const { replaces } = proposal;
  const token = replaces === null ? null : await findScimToken(work.run, work.organizationId, replaces);
  if (replaces !== null && token === null) return null;
  const now = token === null ? {} : { id: token.id, name: token.name, last4: token.last4, status: token.statusNow };
  return { kind: "scim_token", proposal, token, ...(await ofOrganization(work)), needs: "scim_tokens:write", now };
}

async function groundOfLink(work: Work, proposal: SignInLinkProposal): Promise<SettingGround | null> {
  const person = await findPerson(work.run, work.organizationId, proposal.personId);
  if (person === null) return null;
  return {
    kind: "sign_in_link",
    proposal,
    person,
    subject: { kind: "person", id: person.id, name: person.name },
    team: null,
    askedIn: { kind: "organization" },
    needs: "people:invite",
    now: { role: person.role, status: person.status },
  };
}
