import { insertTeam } from "@/db/queries/teams/write-team";
import { newId } from "@/lib/crypto/new-id";
import { defineChange, inOrganization } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { readTeamDetail } from "./team-detail";

interface CreateTeam {
  name: string;
}

/** Adds a team without members. */
export const createTeam = defineChange({
  name: "teams.create",
  permission: "teams:create",
  policy: "enforced",
  locate: inOrganization,
  async change(work, _target, { name }: CreateTeam) {
    const id = newId("team");
    await orNameTaken(
      insertTeam(work.run, work.organizationId, { id, name }),
      "team_name",
      `A team called "${name}" exists already. Choose another name.`,
    );
    return {
      result: await readTeamDetail(work, id),
      audit: { targetKind: "team", targetId: id, before: null, after: { name } },
    };
  },
});
