import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type CreateAliasInput,
  createAlias,
  listAliases,
  removeAlias,
  updateAlias,
} from "@/lib/admin-api/client/aliases";
import { refreshQueries } from "../shell/refresh-queries";

/** Other names for models that the viewer may see, by name; of a project only those its callers may use. */
export const aliasesQuery = (projectId?: string) =>
  queryOptions({
    queryKey: ["aliases", projectId ?? "all"],
    queryFn: async ({ signal }) => (await listAliases(projectId === undefined ? {} : { projectId }, signal)).items,
  });

function useAliasChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["aliases"]]),
  });
}

export const useCreateAlias = () => useAliasChange((input: CreateAliasInput) => createAlias(input));

/** Callers of the name are answered by the other model from then on. */
export const useUpdateAlias = (aliasId: string) => useAliasChange((model: string) => updateAlias(aliasId, { model }));

export const useRemoveAlias = () => useAliasChange((aliasId: string) => removeAlias(aliasId));
