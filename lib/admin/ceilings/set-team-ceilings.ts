import {
  type CeilingTerms,
  readTeamCeilings,
  type TeamCeilings,
  writeTeamCeilings,
} from "@/db/queries/ceilings/team-ceilings";
import { lockTeam } from "@/db/queries/teams/find-team";
import type { TeamRow } from "@/db/queries/teams/list-teams";
import { invalidField } from "@/lib/errors/admin-error";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { defineChange, type Located } from "../define-verb";
import { refuseArchivedTeam } from "../teams/refuse-archived-team";
import { isWithin } from "./is-within";

interface SetTeamCeilings {
  teamId: string;
  ceilings: TeamCeilings;
}

/** Says what members of a team get at once, and what its leads may give. Keys that are there already stay as they are. */
export const setTeamCeilings = defineChange({
  name: "ceilings.set",
  permission: "ceilings:write",
  seenWith: "teams:read",
  kind: "team",
  policy: "not_enforced",
  locate: locateTeam,
  async change(work, team, { ceilings }: SetTeamCeilings) {
    refuseArchivedTeam(team);
    if (ceilings.member !== null && ceilings.lead !== null && !isWithin(ceilings.member, ceilings.lead)) {
      throw invalidField("member", "must not allow more than a lead may give");
    }
    const before = await readTeamCeilings(work.run, work.organizationId, team.id);
    await writeTeamCeilings(work.run, team.id, ceilings);
    return {
      result: await readTeamCeilings(work.run, work.organizationId, team.id),
      audit: { targetKind: "team", targetId: team.id, before: shown(before), after: shown(ceilings) },
    };
  },
});

async function locateTeam(work: Work, input: { teamId: string }): Promise<Located<TeamRow> | null> {
  const team = await lockTeam(work.run, work.organizationId, input.teamId);
  return team && { target: team, scope: { kind: "organization" }, seenIn: { kind: "team", teamId: team.id } };
}

function shown({ member, lead }: TeamCeilings) {
  return { member: member && shownTerms(member), lead: lead && shownTerms(lead) };
}

function shownTerms({ monthlyMicrosPerKey, tokensPerMinutePerKey, monthlyMicrosPerProject, ...rest }: CeilingTerms) {
  const usd = (micros: bigint | null) => (micros === null ? null : usdFromMicros(micros));
  return {
    ...rest,
    monthlyUsdPerKey: usd(monthlyMicrosPerKey),
    tokensPerMinutePerKey: tokensPerMinutePerKey?.toString() ?? null,
    monthlyUsdPerProject: usd(monthlyMicrosPerProject),
  };
}
