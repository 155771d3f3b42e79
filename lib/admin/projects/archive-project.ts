import { archiveProjectRow } from "@/db/queries/projects/write-project";
import { defineChange } from "../define-verb";
import { locateProject, readProject, refuseArchivedProject } from "./locate-project";

/** Puts a project away for good: its keys stop working at once, its records stay. */
export const archiveProject = defineChange({
  name: "projects.archive",
  permission: "projects:archive",
  seenWith: "projects:read",
  kind: "project",
  policy: "enforced",
  locate: locateProject,
  async change(work, project, _input: { projectId: string }) {
    refuseArchivedProject(project);
    await archiveProjectRow(work.run, work.organizationId, project.id);
    return {
      result: await readProject(work, project.id),
      audit: {
        targetKind: "project",
        targetId: project.id,
        before: { archived: false },
        after: { archived: true, keysStopped: project.keyCount },
      },
    };
  },
});
