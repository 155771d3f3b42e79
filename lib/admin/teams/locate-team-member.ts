import type { TeamRow } from "@/db/queries/teams/list-teams";
import { findTeamMember, type TeamMemberRow } from "@/db/queries/teams/team-members";
import type { Work } from "../context";
import type { Located } from "../define-verb";
import { locateTeam } from "./team-detail";

/** `locate` for verbs on one membership. */
export async function locateTeamMember(
  work: Work,
  input: { teamId: string; personId: string },
): Promise<Located<{ team: TeamRow; member: TeamMemberRow }> | null> {
  const located = await locateTeam(work, input);
  const member = located && (await findTeamMember(work.run, work.organizationId, input.teamId, input.personId));
  return located && member && { target: { team: located.target, member }, scope: located.scope };
}
