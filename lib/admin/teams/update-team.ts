import { updateTeamRow } from "@/db/queries/teams/write-team";
import { defineChange } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { locateTeam, readTeamDetail } from "./team-detail";

interface UpdateTeam {
  teamId: string;
  /** Undefined stays as it is. */
  name: string | undefined;
  costCentre: string | null | undefined;
}

/** Changes a team's name or cost centre; its id, and so everything recorded, stays. */
export const updateTeam = defineChange({
  name: "teams.update",
  permission: "teams:update",
  seenWith: "teams:read",
  kind: "team",
  policy: "enforced",
  locate: locateTeam,
  async change(work, team, input: UpdateTeam) {
    const before = { name: team.name, costCentre: team.costCentre };
    const after = {
      name: input.name ?? team.name,
      costCentre: input.costCentre === undefined ? team.costCentre : input.costCentre,
    };
    await orNameTaken(
      updateTeamRow(work.run, work.organizationId, team.id, after),
      "team_name",
      `A team called "${after.name}" exists already. Choose another name.`,
    );
    return {
      result: await readTeamDetail(work, team.id),
      audit: { targetKind: "team", targetId: team.id, before, after },
    };
  },
});
