import { readTeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import { findTeam } from "@/db/queries/teams/find-team";
import type { TeamRow } from "@/db/queries/teams/list-teams";
import type { Work } from "../context";
import { defineRead, type Located } from "../define-verb";

/** What people of a team get without asking further. */
export const getTeamCeilings = defineRead({
  name: "ceilings.get",
  permission: "ceilings:read",
  kind: "team",
  locate: locateTeam,
  read: (work, team, _input: { teamId: string }) => readTeamCeilings(work.run, work.organizationId, team.id),
});

async function locateTeam(work: Work, input: { teamId: string }): Promise<Located<TeamRow> | null> {
  const team = await findTeam(work.run, work.organizationId, input.teamId);
  return team && { target: team, scope: { kind: "team", teamId: team.id } };
}
