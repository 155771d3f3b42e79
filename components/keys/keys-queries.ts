import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type CreateKeyInput,
  createKey,
  disableKey,
  enableKey,
  getKey,
  type KeyDetail,
  type ListKeysQuery,
  listKeys,
  type RotateKeyInput,
  revokeKey,
  revokeKeyModelGrant,
  revokeKeySecret,
  rotateKey,
  type UpdateKeyInput,
  updateKey,
} from "@/lib/admin-api/client/keys";
import { listRequests } from "@/lib/admin-api/client/requests";
import { refreshQueries } from "../shell/refresh-queries";

const PAGE = 100;
const RECENT_CALLS = 8;
const LIVE_MS = 10_000;

/** Keys of a filter, newest first, page by page. */
export const keysQuery = (filter: ListKeysQuery) =>
  infiniteQueryOptions({
    queryKey: ["keys", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      listKeys({ ...filter, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

/** One key with its secrets and every quota that its calls count against. */
export const keyQuery = (keyId: string) =>
  queryOptions({
    queryKey: ["keys", "one", keyId],
    queryFn: ({ signal }) => getKey(keyId, signal),
    staleTime: 5_000,
    refetchInterval: LIVE_MS,
  });

/** The last calls made with a key. */
export const keyCallsQuery = (keyId: string) =>
  queryOptions({
    queryKey: ["requests", "of-key", keyId],
    queryFn: ({ signal }) => listRequests({ keyId, limit: RECENT_CALLS }, signal),
    staleTime: 5_000,
    refetchInterval: LIVE_MS,
  });

/**
 * Puts what a change answered where the page reads it, and lets every list that shows keys ask again; nobody waits for those. So does
 * the key itself: a change's answer does not say where its quotas stand.
 */
function useKeepKey() {
  const client = useQueryClient();
  return (key: KeyDetail) => {
    const { queryKey } = keyQuery(key.id);
    client.setQueryData(queryKey, key);
    refreshQueries(client, [queryKey, ["keys", "list"], ["teams"], ["projects"], ["quotas"]]);
  };
}

/** The answer holds the secret, once; it is not put into the cache. */
export function useCreateKey() {
  const keep = useKeepKey();
  return useMutation({
    mutationFn: (input: CreateKeyInput) => createKey(input),
    meta: { ownErrors: true },
    gcTime: 0,
    onSuccess: ({ key }) => keep(key),
  });
}

/** A new secret, shown once; those that work now stop after the overlap. */
export function useRotateKey(keyId: string) {
  const keep = useKeepKey();
  return useMutation({
    mutationFn: (input: RotateKeyInput) => rotateKey(keyId, input),
    meta: { ownErrors: true },
    gcTime: 0,
    onSuccess: ({ key }) => keep(key),
  });
}

export function useUpdateKey(keyId: string) {
  const keep = useKeepKey();
  return useMutation({
    mutationFn: (input: UpdateKeyInput) => updateKey(keyId, input),
    meta: { ownErrors: true },
    onSuccess: keep,
  });
}

/** Pauses a key or lets it work again; shown at once and taken back when refused, because either can be undone. */
export function useSetKeyEnabled(keyId: string) {
  const client = useQueryClient();
  const keep = useKeepKey();
  const { queryKey } = keyQuery(keyId);
  return useMutation({
    mutationFn: (enabled: boolean) => (enabled ? enableKey(keyId) : disableKey(keyId)),
    onMutate: async (enabled) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, status: enabled ? "active" : "disabled" });
      return before;
    },
    onError: (_error, _enabled, before) => client.setQueryData(queryKey, before),
    onSuccess: keep,
  });
}

export function useRevokeKey(keyId: string) {
  const keep = useKeepKey();
  return useMutation({ mutationFn: () => revokeKey(keyId), onSuccess: keep });
}

export function useRevokeSecret(keyId: string) {
  const keep = useKeepKey();
  return useMutation({ mutationFn: (secretId: string) => revokeKeySecret(keyId, secretId), onSuccess: keep });
}

export function useRevokeModelGrant(keyId: string) {
  const keep = useKeepKey();
  return useMutation({ mutationFn: (grantId: string) => revokeKeyModelGrant(keyId, grantId), onSuccess: keep });
}
