import { setTeamMemberRoleRow } from "@/db/queries/teams/team-members";
import { personIdOf } from "@/lib/auth/actor";
import type { TeamRole } from "@/lib/auth/permissions";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateTeamMember } from "./locate-team-member";
import { readTeamDetail } from "./team-detail";

interface SetTeamMemberRole {
  teamId: string;
  personId: string;
  role: TeamRole;
}

/** Makes a member lead or a lead member. Nobody changes their own role. */
export const setTeamMemberRole = defineChange({
  name: "teams.set_member_role",
  permission: "team_members:write",
  seenWith: "teams:read",
  kind: "member",
  policy: "not_enforced",
  locate: locateTeamMember,
  async change(work, { team, member }, { role }: SetTeamMemberRole) {
    if (personIdOf(work.actor) === member.personId) {
      throw new AdminError("own_role_change", "Nobody changes their own role. Ask another lead or an admin.");
    }
    await setTeamMemberRoleRow(work.run, { teamId: team.id, personId: member.personId, role });
    return {
      result: await readTeamDetail(work, team.id),
      audit: {
        targetKind: "team",
        targetId: team.id,
        before: { member: member.personId, role: member.role },
        after: { member: member.personId, role },
      },
    };
  },
});
