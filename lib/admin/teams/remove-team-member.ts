import { deleteTeamMember } from "@/db/queries/teams/team-members";
import { defineChange } from "../define-verb";
import { locateTeamMember } from "./locate-team-member";
import { readTeamDetail } from "./team-detail";

interface RemoveTeamMember {
  teamId: string;
  personId: string;
}

/** Takes somebody out of a team. Keys they created stay with the project; they can no longer touch them. */
export const removeTeamMember = defineChange({
  name: "teams.remove_member",
  permission: "team_members:write",
  seenWith: "teams:read",
  kind: "member",
  policy: "not_enforced",
  locate: locateTeamMember,
  async change(work, { team, member }, _input: RemoveTeamMember) {
    await deleteTeamMember(work.run, team.id, member.personId);
    return {
      result: await readTeamDetail(work, team.id),
      audit: {
        targetKind: "team",
        targetId: team.id,
        before: { member: member.personId, role: member.role },
        after: null,
      },
    };
  },
});
