import type { PageView } from "../schemas/page";
import type { CreateProjectInput, ListProjectsQuery, Project, UpdateProjectInput } from "../schemas/projects";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/projects";

const path = (projectId: string) => `/projects/${encodeURIComponent(projectId)}`;

/** Projects the caller may see, by name. */
export function listProjects(query: ListProjectsQuery = {}, signal?: AbortSignal): Promise<PageView<Project>> {
  return adminFetch("/projects", { query, signal });
}

export function getProject(projectId: string, signal?: AbortSignal): Promise<Project> {
  return adminFetch(path(projectId), { signal });
}

export function createProject(input: CreateProjectInput, idempotencyKey?: string): Promise<Project> {
  return adminFetch("/projects", { method: "POST", body: input, idempotencyKey });
}

export function updateProject(projectId: string, input: UpdateProjectInput): Promise<Project> {
  return adminFetch(path(projectId), { method: "PATCH", body: input });
}

/** Its keys stop working at once. */
export function archiveProject(projectId: string): Promise<Project> {
  return adminFetch(`${path(projectId)}/archive`, { method: "POST" });
}
