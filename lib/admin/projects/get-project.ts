import { defineRead } from "../define-verb";
import { locateProject } from "./locate-project";

/** One project. */
export const getProject = defineRead({
  name: "projects.get",
  permission: "projects:read",
  kind: "project",
  locate: locateProject,
  read: async (_work, project) => project,
});
