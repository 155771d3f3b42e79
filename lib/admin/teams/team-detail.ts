import { findTeam } from "@/db/queries/teams/find-team";
import type { TeamRow } from "@/db/queries/teams/list-teams";
import { listTeamMembers, type TeamMemberRow } from "@/db/queries/teams/team-members";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** A team with its members. */
export interface TeamWithMembers {
  team: TeamRow;
  members: TeamMemberRow[];
}

/** What the verbs of one team answer. */
export async function readTeamDetail(work: Work, teamId: string): Promise<TeamWithMembers> {
  const team = await findTeam(work.run, work.organizationId, teamId);
  if (team === null) throw notFound("team");
  return { team, members: await listTeamMembers(work.run, work.organizationId, teamId) };
}

/** `locate` for verbs on one team. */
export async function locateTeam(work: Work, input: { teamId: string }): Promise<Located<TeamRow> | null> {
  const team = await findTeam(work.run, work.organizationId, input.teamId);
  return team && { target: team, scope: { kind: "team", teamId: team.id } };
}
