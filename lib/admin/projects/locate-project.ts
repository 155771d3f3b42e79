import { findProject, type ProjectRow } from "@/db/queries/projects/list-projects";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** `locate` for verbs on one project. */
export async function locateProject(work: Work, input: { projectId: string }): Promise<Located<ProjectRow> | null> {
  const project = await findProject(work.run, work.organizationId, input.projectId);
  return project && { target: project, scope: { kind: "team", teamId: project.teamId } };
}

/** The project again, after a change. */
export async function readProject(work: Work, projectId: string): Promise<ProjectRow> {
  const project = await findProject(work.run, work.organizationId, projectId);
  if (project === null) throw notFound("project");
  return project;
}

/** Nothing is changed in what was put away. Throws AdminError `conflict`. */
export function refuseArchivedProject(project: ProjectRow): void {
  if (project.archivedAt !== null) throw new AdminError("conflict", `The project "${project.name}" is archived.`);
  if (project.teamArchivedAt !== null) throw new AdminError("conflict", `The team "${project.teamName}" is archived.`);
}
