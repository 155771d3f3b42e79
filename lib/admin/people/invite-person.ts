import { insertPerson } from "@/db/queries/people/write-person";
import { findTeam } from "@/db/queries/teams/find-team";
import { insertTeamMember } from "@/db/queries/teams/team-members";
import { authorize } from "@/lib/auth/authorize";
import type { OrganizationRole, TeamRole } from "@/lib/auth/permissions";
import { createSignInLink } from "@/lib/auth/sign-in-link";
import { newId } from "@/lib/crypto/new-id";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { askForm, refuseWithoutSecondPerson } from "../four-eyes/refuse-without-second-person";
import { refuseArchivedTeam } from "../teams/refuse-archived-team";
import { orNameTaken } from "../unique-violation";
import { readPerson } from "./locate-person";
import { refuseOwnerChangeByOthers, requireMayGive } from "./refuse-person-change";

interface InvitePerson {
  email: string;
  name: string;
  role: OrganizationRole;
  teams: readonly { teamId: string; role: TeamRole }[];
}

/** Adds a person with a link that lets them in once. */
export const invitePerson = defineChange({
  name: "people.invite",
  permission: "people:invite",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: InvitePerson) {
    const { email, name, role } = input;
    refuseOwnerChangeByOthers(work.actor, role);
    requireMayGive(work.actor, role);
    await refuseWithoutSecondPerson(work, { kind: "role", role }, askForm({ kind: "role" }));
    const id = newId("per");
    await orNameTaken(
      insertPerson(work.run, work.organizationId, { id, email, name, role }),
      "person_email",
      `Somebody with the address ${email} is here already.`,
    );
    for (const [index, team] of input.teams.entries()) await joinTeam(work, id, team, `teams.${index}.teamId`);
    const link = await createSignInLink(work.run, id, work);
    return {
      result: { ...(await readPerson(work, id)), link },
      audit: { targetKind: "person", targetId: id, before: null, after: { email, name, role, teams: input.teams } },
    };
  },
});

async function joinTeam(
  work: Work,
  personId: string,
  { teamId, role }: InvitePerson["teams"][number],
  path: string,
): Promise<void> {
  authorize(work.actor, "team_members:write", { kind: "team", teamId });
  const team = await findTeam(work.run, work.organizationId, teamId);
  if (team === null) throw invalidField(path, "there is no such team");
  refuseArchivedTeam(team);
  await orNameTaken(
    insertTeamMember(work.run, { teamId, personId, role }),
    "team_member_team_id_person_id_pk",
    `The team "${team.name}" is named twice.`,
  );
}
