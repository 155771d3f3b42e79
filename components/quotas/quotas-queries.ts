import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { listKeys } from "@/lib/admin-api/client/keys";
import {
  archiveQuota,
  type ListQuotasQuery,
  listQuotas,
  type QuotaView,
  type SetQuotaInput,
  setQuota,
  type UpdateQuotaInput,
  updateQuota,
} from "@/lib/admin-api/client/quotas";
import { refreshQueries } from "../shell/refresh-queries";

/** Standings move with every call. */
const FRESH_MS = 5_000;
const LIVE_MS = 30_000;
const MOST_KEYS = 200;

/** Quotas the caller may see with where they stand, outermost scope first. */
export const quotasQuery = (query: ListQuotasQuery = {}) =>
  queryOptions({
    queryKey: ["quotas", query],
    queryFn: ({ signal }) => listQuotas(query, signal),
    staleTime: FRESH_MS,
    refetchInterval: LIVE_MS,
  });

/** The newest keys, to choose one from. */
export const keyChoicesQuery = () =>
  queryOptions({
    queryKey: ["keys", "choices"],
    queryFn: async ({ signal }) => (await listKeys({ limit: MOST_KEYS }, signal)).items,
  });

/** A quota shows on its scope, on every key below it and in the overview's budget. */
function useQuotaChange<Input>(change: (input: Input) => Promise<QuotaView>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["quotas"], ["keys"], ["usage"]]),
  });
}

/** Sets the quota of a scope, unit and window; one that exists gets the new limit. */
export const useSetQuota = () => useQuotaChange((input: SetQuotaInput) => setQuota(input));

export const useUpdateQuota = (quotaId: string) =>
  useQuotaChange((input: UpdateQuotaInput) => updateQuota(quotaId, input));

/** The scope has no such limit from then on. */
export const useArchiveQuota = () => useQuotaChange((quotaId: string) => archiveQuota(quotaId));
