import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type AddDeploymentInput,
  addDeployment,
  type CreateModelInput,
  createModel,
  getModel,
  listCatalog,
  listModels,
  listPrices,
  type ModelView,
  orderDeployments,
  removeDeployment,
  type SetPriceInput,
  setPrice,
  type UpdateDeploymentInput,
  type UpdateModelInput,
  updateDeployment,
  updateModel,
} from "@/lib/admin-api/client/models";
import { refreshQueries } from "../shell/refresh-queries";

const CATALOG_FRESH_MS = 5 * 60_000;

/** Every model, by name. */
export const modelsQuery = () =>
  queryOptions({ queryKey: ["models", "list"], queryFn: ({ signal }) => listModels(signal), staleTime: 30_000 });

export const modelQuery = (modelId: string) =>
  queryOptions({ queryKey: ["models", "one", modelId], queryFn: ({ signal }) => getModel(modelId, signal) });

/** Price versions of a deployment, newest first. */
export const pricesQuery = (deploymentId: string) =>
  queryOptions({
    queryKey: ["models", "prices", deploymentId],
    queryFn: ({ signal }) => listPrices(deploymentId, signal),
  });

/** Usual models of a provider. */
export const catalogQuery = (providerId: string) =>
  queryOptions({
    queryKey: ["models", "catalog", providerId],
    queryFn: ({ signal }) => listCatalog(providerId, signal),
    staleTime: CATALOG_FRESH_MS,
  });

/** Whatever changes a model, its deployments or prices changes every place that shows models. */
function useModelChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["models"], ["providers"]]),
  });
}

export const useCreateModel = () => useModelChange((input: CreateModelInput) => createModel(input));

export const useUpdateModel = (modelId: string) =>
  useModelChange((input: UpdateModelInput) => updateModel(modelId, input));

export const useAddDeployment = (modelId: string) =>
  useModelChange((input: AddDeploymentInput) => addDeployment(modelId, input));

export const useRemoveDeployment = () => useModelChange((deploymentId: string) => removeDeployment(deploymentId));

export const useSetPrice = (deploymentId: string) =>
  useModelChange((input: SetPriceInput) => setPrice(deploymentId, input));

/** Changes the model on screen at once and takes it back when the API refuses. */
function useOptimisticModel<Input>(
  modelId: string,
  change: (input: Input) => Promise<unknown>,
  expect: (model: ModelView, input: Input) => ModelView,
) {
  const client = useQueryClient();
  const { queryKey } = modelQuery(modelId);
  return useMutation({
    mutationFn: change,
    onMutate: async (input: Input) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, expect(before, input));
      return before;
    },
    onError: (_error, _input, before) => client.setQueryData(queryKey, before),
    onSettled: () => refreshQueries(client, [["models"], ["providers"]]),
  });
}

/** Another order of the deployments: the first is tried first. */
export const useOrderDeployments = (modelId: string) =>
  useOptimisticModel(
    modelId,
    (deploymentIds: string[]) => orderDeployments(modelId, { deploymentIds }),
    (model, deploymentIds) => ({
      ...model,
      deployments: model.deployments.toSorted((a, b) => deploymentIds.indexOf(a.id) - deploymentIds.indexOf(b.id)),
    }),
  );

/** Turns a deployment on or off, or gives it another credential. */
export const useUpdateDeployment = (modelId: string) =>
  useOptimisticModel(
    modelId,
    ({ deploymentId, ...input }: UpdateDeploymentInput & { deploymentId: string }) =>
      updateDeployment(deploymentId, input),
    (model, { deploymentId, status }) => ({
      ...model,
      deployments: model.deployments.map((one) =>
        one.id === deploymentId ? { ...one, status: status ?? one.status } : one,
      ),
    }),
  );

/** Pauses a model or lets it be called again. */
export const useSetModelStatus = (modelId: string) =>
  useOptimisticModel(
    modelId,
    (status: ModelView["status"]) => updateModel(modelId, { status }),
    (model, status) => ({ ...model, status }),
  );
