import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type AddCredentialInput,
  addCredential,
  type CreateProviderInput,
  createProvider,
  deleteCredential,
  getProvider,
  listAdapters,
  listCatalog,
  listProviders,
  type ProviderSummary,
  replaceCredential,
  testProvider,
  type UpdateProviderInput,
  updateProvider,
} from "@/lib/admin-api/client/providers";
import { refreshQueries } from "../shell/refresh-queries";

/** The kinds of provider that can be added; they change only with the version of Gatehouse. */
export const adaptersQuery = () =>
  queryOptions({
    queryKey: ["provider-adapters"],
    queryFn: ({ signal }) => listAdapters(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Services with a known address; they change only with the version of Gatehouse. */
export const catalogQuery = () =>
  queryOptions({
    queryKey: ["provider-catalog"],
    queryFn: ({ signal }) => listCatalog(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Every provider, by name. */
export const providersQuery = () =>
  queryOptions({ queryKey: ["providers", "list"], queryFn: ({ signal }) => listProviders(signal) });

export const providerQuery = (providerId: string) =>
  queryOptions({
    queryKey: ["providers", "one", providerId],
    queryFn: ({ signal }) => getProvider(providerId, signal),
  });

/** Whether a model can be called depends on its providers, so a change of one is a change of the other. */
function useProviderChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    gcTime: 0,
    onSuccess: () => refreshQueries(client, [["providers"], ["models"]]),
  });
}

export const useCreateProvider = () => useProviderChange((input: CreateProviderInput) => createProvider(input));

export const useUpdateProvider = (providerId: string) =>
  useProviderChange((input: UpdateProviderInput) => updateProvider(providerId, input));

export const useAddCredential = (providerId: string) =>
  useProviderChange((input: AddCredentialInput) => addCredential(providerId, input));

export const useReplaceCredential = (providerId: string, credentialId: string) =>
  useProviderChange((apiKey: string) => replaceCredential(providerId, credentialId, { apiKey }));

/** Refused while a deployment calls with it. */
export const useDeleteCredential = (providerId: string) =>
  useProviderChange((credentialId: string) => deleteCredential(providerId, credentialId));

/** Asks the provider something that costs nothing. A failing test is an answer, not an error. */
export const useTestProvider = () =>
  useProviderChange(({ providerId, credentialId }: { providerId: string; credentialId?: string }) =>
    testProvider(providerId, credentialId === undefined ? {} : { credentialId }),
  );

/** Pauses a provider or lets calls reach it again; shown at once and taken back when refused. */
export function useSetProviderStatus(providerId: string) {
  const client = useQueryClient();
  const { queryKey } = providerQuery(providerId);
  return useMutation({
    mutationFn: (status: ProviderSummary["status"]) => updateProvider(providerId, { status }),
    onMutate: async (status) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, status });
      return before;
    },
    onError: (_error, _status, before) => client.setQueryData(queryKey, before),
    onSettled: () => refreshQueries(client, [["providers"], ["models"]]),
  });
}
