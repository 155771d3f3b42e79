import { countKeysMadeBy } from "@/db/queries/access-requests/request-facts";
import { readFourEyes } from "@/db/queries/ceilings/four-eyes";
import { type CeilingTerms, readTeamCeilings, type TeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import type { DangerousChange, RequestDecider } from "@/db/schema";
import { invalidField } from "@/lib/errors/admin-error";
import { microsFromUsd } from "@/lib/money";
import { askOfQuota } from "../ceilings/ask-of-quota";
import { type Ask, type Finding, judge } from "../ceilings/judge";
import type { Work } from "../context";
import { dangersOf } from "../four-eyes/dangers-of";
import { grantedNow } from "../quotas/limit-now";
import { readAmount, shownUnit } from "../quotas/quota-terms";
import { changeOfSetting } from "./change-of-setting";
import type { Ground } from "./find-ground";

/** Who decides about a proposal, and why. */
export interface Weight {
  decides: RequestDecider;
  /** One sentence. */
  because: string;
  /** Against the ceiling under which it would be given at once, and the one under which a lead gives it. */
  findings: { member: Finding[]; lead: Finding[] };
  dangers: DangerousChange[];
}

/** Weighs a proposal of `askerId` against the team's ceilings and the organization's list of dangerous changes, as they are now. */
export async function weigh(work: Work, ground: Ground, askerId: string): Promise<Weight> {
  const rules = await readFourEyes(work.run, work.organizationId);
  const dangers = dangersOf(rules, changeOf(ground));
  if (ground.team === null) return { ...outsideTeams(ground), findings: { member: [], lead: [] }, dangers };
  const ceilings = await readTeamCeilings(work.run, work.organizationId, ground.team.id);
  const ask = await askOf(work, ground, { askerId, teamId: ground.team.id });
  const findings = { member: findingsOf(ceilings.member, ask), lead: findingsOf(ceilings.lead, ask) };
  return { ...decider(ground, { ceilings, askerId, findings, dangers }), findings, dangers };
}

/** The change as the list of dangerous ones sees it. */
function changeOf(ground: Ground): Parameters<typeof dangersOf>[1] {
  if (ground.kind === "role") return { kind: "role", role: ground.proposal.role };
  if (ground.kind === "quota") {
    const { quota } = ground;
    return { kind: "quota", quota, limit: letThrough(ground) };
  }
  return changeOfSetting(ground);
}

const OUTSIDE = {
  key: "This is the organization's and",
  models: "This is the organization's and",
  quota: "This limit is the organization's and",
  role: "A role in the organization",
  four_eyes: "Which changes take two people",
  sign_in_rules: "What sign-in gives people",
  scim_token: "A token that provisions people",
  sign_in_link: "A link past the sign-in",
} as const satisfies Record<Ground["kind"], string>;

function outsideTeams(ground: Ground): Pick<Weight, "decides" | "because"> {
  return { decides: "admin", because: `${OUTSIDE[ground.kind]} is for an owner or admin to decide.` };
}

async function askOf(work: Work, ground: Ground, by: { askerId: string; teamId: string }): Promise<Ask> {
  switch (ground.kind) {
    case "key": {
      const { proposal } = ground;
      const made = await countKeysMadeBy(work.run, work.organizationId, { teamId: by.teamId, personId: by.askerId });
      return {
        monthlyMicrosPerKey: proposal.monthlyUsd === null ? null : readUsd(proposal.monthlyUsd),
        tokensPerMinutePerKey: proposal.tokensPerMinute === null ? null : BigInt(proposal.tokensPerMinute),
        models: proposal.models,
        keyDays: proposal.days,
        keysPerPerson: made + 1,
      };
    }
    case "models":
      return { models: ground.proposal.models };
    case "quota": {
      return askOfQuota(ground.quota, letThrough(ground));
    }
    default:
      return {};
  }
}

/** What the quota would let through: a raise for some days says the whole, another limit stands beside the raises that run. */
function letThrough({ quota, proposal }: Extract<Ground, { kind: "quota" }>): bigint {
  const limit = readAmount(shownUnit(quota.unit), proposal.limit, "proposal.limit");
  return proposal.days === null ? limit + grantedNow(quota) : limit;
}

function readUsd(text: string): bigint {
  const micros = microsFromUsd(text);
  if (micros === null) throw invalidField("proposal.monthlyUsd", "must be an amount in USD, such as 50 or 12.50");
  return micros;
}

function findingsOf(terms: CeilingTerms | null, ask: Ask): Finding[] {
  return terms === null ? [] : judge(terms, ask);
}

interface Weighed {
  ceilings: TeamCeilings;
  askerId: string;
  findings: Weight["findings"];
  dangers: readonly DangerousChange[];
}

function decider(ground: Ground, weighed: Weighed): Pick<Weight, "decides" | "because"> {
  const { findings, dangers, ceilings } = weighed;
  const team = ground.team?.name ?? "";
  if (dangers.length > 0)
    return { decides: "admin", because: "Your organization lets two people decide about a change like this." };
  if (!isLeadsToGive(ground)) {
    return { decides: "admin", because: "What limits a whole team is for an owner or admin to decide." };
  }
  const [beyondLead] = findings.lead.filter(({ fits }) => !fits);
  if (beyondLead !== undefined) {
    return { decides: "admin", because: `This is more than a lead of ${team} may give. ${beyondLead.sentence}` };
  }
  const [beyond] = findings.member.filter(({ fits }) => !fits);
  if (beyond !== undefined) return { decides: "lead", because: `A lead of ${team} decides. ${beyond.sentence}` };
  if (mayBeGivenAtOnce(ground, weighed)) {
    const because = ceilings.member === null ? `${team} has set no ceiling.` : `It is within the ceiling of ${team}.`;
    return { decides: "ceiling", because };
  }
  const what = ground.kind === "quota" ? "about a limit like this" : "about a key that somebody else made";
  return { decides: "lead", because: `A lead of ${team} decides ${what}.` };
}

function isLeadsToGive(ground: Ground): boolean {
  return ground.kind !== "quota" || ["project", "key", "key_model"].includes(ground.quota.scopeKind);
}

/** A ceiling gives what a person could have had in a key of their own. Without one, limits are still for a lead to raise. */
function mayBeGivenAtOnce(ground: Ground, { ceilings, askerId, findings }: Weighed): boolean {
  switch (ground.kind) {
    case "key":
      return true;
    case "models":
      return ground.key.createdBy === askerId;
    case "quota":
      return (
        ceilings.member !== null &&
        findings.member.length > 0 &&
        ground.quota.scopeKind === "key" &&
        ground.keyMadeBy === askerId
      );
    default:
      return false;
  }
}
