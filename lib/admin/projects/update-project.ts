import { updateProjectRow } from "@/db/queries/projects/write-project";
import type { BrownOutStep } from "@/db/schema/team";
import { defineChange } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { readBrownOut } from "./brown-out";
import { locateProject, readProject, refuseArchivedProject } from "./locate-project";

interface UpdateProject {
  projectId: string;
  /** Undefined stays as it is. */
  name: string | undefined;
  costCentre: string | null | undefined;
  /** Ascending by percent. */
  brownOut: readonly BrownOutStep[] | undefined;
}

/** Renames a project, moves it to another cost centre or sets what happens when its budget runs low. */
export const updateProject = defineChange({
  name: "projects.update",
  permission: "projects:update",
  seenWith: "projects:read",
  kind: "project",
  policy: "enforced",
  locate: locateProject,
  async change(work, project, input: UpdateProject) {
    refuseArchivedProject(project);
    const before = { name: project.name, costCentre: project.costCentre, brownOut: project.brownOut };
    const after = {
      name: input.name ?? project.name,
      costCentre: input.costCentre === undefined ? project.costCentre : input.costCentre,
      brownOut: input.brownOut === undefined ? project.brownOut : await readBrownOut(work, input.brownOut),
    };
    await orNameTaken(
      updateProjectRow(work.run, work.organizationId, project.id, after),
      "project_name",
      `The team has a project called "${after.name}" already. Choose another name.`,
    );
    return {
      result: await readProject(work, project.id),
      audit: { targetKind: "project", targetId: project.id, before, after },
    };
  },
});
