import { updateProjectRow } from "@/db/queries/projects/write-project";
import { defineChange } from "../define-verb";
import { orNameTaken } from "../unique-violation";
import { locateProject, readProject, refuseArchivedProject } from "./locate-project";

interface UpdateProject {
  projectId: string;
  /** Undefined stays as it is. */
  name: string | undefined;
  costCentre: string | null | undefined;
}

/** Renames a project or moves it to another cost centre. */
export const updateProject = defineChange({
  name: "projects.update",
  permission: "projects:update",
  seenWith: "projects:read",
  kind: "project",
  policy: "enforced",
  locate: locateProject,
  async change(work, project, input: UpdateProject) {
    refuseArchivedProject(project);
    const before = { name: project.name, costCentre: project.costCentre };
    const after = {
      name: input.name ?? project.name,
      costCentre: input.costCentre === undefined ? project.costCentre : input.costCentre,
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
