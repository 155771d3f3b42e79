import { findPerson, findPersonByEmail } from "@/db/queries/people/find-person";
import { insertTeamMember } from "@/db/queries/teams/team-members";
import type { TeamRole } from "@/lib/auth/permissions";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { refuseArchivedTeam } from "./refuse-archived-team";
import { locateTeam, readTeamDetail } from "./team-detail";

interface AddTeamMember {
  teamId: string;
  who: { personId: string } | { email: string };
  role: TeamRole;
}

/** Adds somebody of the organization to a team. */
export const addTeamMember = defineChange({
  name: "teams.add_member",
  permission: "team_members:write",
  seenWith: "teams:read",
  kind: "team",
  policy: "not_enforced",
  locate: locateTeam,
  async change(work, team, { who, role }: AddTeamMember) {
    refuseArchivedTeam(team);
    const person = await findActivePerson(work, who);
    await orNameTaken(
      insertTeamMember(work.run, { teamId: team.id, personId: person.id, role }),
      "team_member_team_id_person_id_pk",
      `${person.name} is a member of this team already.`,
    );
    return {
      result: await readTeamDetail(work, team.id),
      audit: { targetKind: "team", targetId: team.id, before: null, after: { member: person.id, role } },
    };
  },
});

async function findActivePerson(work: Work, who: AddTeamMember["who"]) {
  const person =
    "personId" in who
      ? await findPerson(work.run, work.organizationId, who.personId)
      : await findPersonByEmail(work.run, work.organizationId, who.email);
  if (person === null) throw notFound("person");
  if (person.status !== "active") throw new AdminError("conflict", `${person.name} is deactivated.`);
  return person;
}
