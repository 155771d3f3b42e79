import { insertProject } from "@/db/queries/projects/write-project";
import { newId } from "@/lib/crypto/new-id";
import { defineChange } from "../define-verb";
import { refuseArchivedTeam } from "../teams/refuse-archived-team";
import { locateTeam } from "../teams/team-detail";
import { orNameTaken } from "../unique-violation";
import { readProject } from "./locate-project";

interface CreateProject {
  teamId: string;
  name: string;
  costCentre: string | null;
}

/** Adds a project to a team. */
export const createProject = defineChange({
  name: "projects.create",
  permission: "projects:create",
  seenWith: "teams:read",
  kind: "team",
  policy: "enforced",
  locate: locateTeam,
  async change(work, team, { name, costCentre }: CreateProject) {
    refuseArchivedTeam(team);
    const id = newId("prj");
    await orNameTaken(
      insertProject(work.run, work.organizationId, { id, teamId: team.id, name, costCentre }),
      "project_name",
      `The team has a project called "${name}" already. Choose another name.`,
    );
    return {
      result: await readProject(work, id),
      audit: { targetKind: "project", targetId: id, before: null, after: { team: team.id, name, costCentre } },
    };
  },
});
