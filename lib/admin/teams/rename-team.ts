import { renameTeamRow } from "@/db/queries/teams/write-team";
import { defineChange } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { locateTeam, readTeamDetail } from "./team-detail";

interface RenameTeam {
  teamId: string;
  name: string;
}

/** Gives a team another name; its id, and so everything recorded, stays. */
export const renameTeam = defineChange({
  name: "teams.rename",
  permission: "teams:update",
  seenWith: "teams:read",
  kind: "team",
  policy: "enforced",
  locate: locateTeam,
  async change(work, team, { name }: RenameTeam) {
    await orNameTaken(
      renameTeamRow(work.run, work.organizationId, team.id, name),
      "team_name",
      `A team called "${name}" exists already. Choose another name.`,
    );
    return {
      result: await readTeamDetail(work, team.id),
      audit: { targetKind: "team", targetId: team.id, before: { name: team.name }, after: { name } },
    };
  },
});
