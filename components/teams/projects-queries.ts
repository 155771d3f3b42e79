import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  archiveProject,
  type CreateProjectInput,
  createProject,
  type ListProjectsQuery,
  listProjects,
  type UpdateProjectInput,
  updateProject,
} from "@/lib/admin-api/client/projects";
import { refreshQueries } from "../shell/refresh-queries";

const MOST = 200;

/** Projects the caller may see, by name; the first 200. */
export const projectsQuery = (filter: Omit<ListProjectsQuery, "cursor" | "limit"> = {}) =>
  queryOptions({
    queryKey: ["projects", filter],
    queryFn: async ({ signal }) => (await listProjects({ ...filter, limit: MOST }, signal)).items,
  });

function useProjectChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["projects"], ["teams"], ["keys"]]),
  });
}

export const useCreateProject = () => useProjectChange((input: CreateProjectInput) => createProject(input));

export const useUpdateProject = (projectId: string) =>
  useProjectChange((input: UpdateProjectInput) => updateProject(projectId, input));

/** Its keys stop working at once. */
export const useArchiveProject = () => useProjectChange((projectId: string) => archiveProject(projectId));
