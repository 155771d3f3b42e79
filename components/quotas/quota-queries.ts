import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type GrantQuotaInput,
  getQuota,
  getQuotaOutlook,
  getQuotaWhatIf,
  grantQuota,
  listQuotaHolds,
  type QuotaDetail,
  type QuotaHoldView,
  releaseQuotaHold,
  revokeQuotaGrant,
  updateQuota,
} from "@/lib/admin-api/client/quotas";
import { refreshQueries } from "../shell/refresh-queries";

const STANDING_LIVE_MS = 10_000;
const HOLDS_LIVE_MS = 3_000;
const OUTLOOK_LIVE_MS = 60_000;

/** Everything that one quota's page shows, but what is held now. */
export const quotaQuery = (quotaId: string) =>
  queryOptions({
    queryKey: ["quotas", "one", quotaId],
    queryFn: ({ signal }) => getQuota(quotaId, signal),
    staleTime: HOLDS_LIVE_MS,
    refetchInterval: STANDING_LIVE_MS,
  });

/** Where the window is going; the past moves slowly. */
export const quotaOutlookQuery = (quotaId: string) =>
  queryOptions({
    queryKey: ["quotas", "outlook", quotaId],
    queryFn: ({ signal }) => getQuotaOutlook(quotaId, signal),
    staleTime: OUTLOOK_LIVE_MS,
    refetchInterval: OUTLOOK_LIVE_MS,
  });

/** Whom another limit would have refused. */
export const quotaWhatIfQuery = (quotaId: string, limit: string) =>
  queryOptions({
    queryKey: ["quotas", "what-if", quotaId, limit],
    queryFn: ({ signal }) => getQuotaWhatIf(quotaId, limit, signal),
    staleTime: OUTLOOK_LIVE_MS,
  });

/** What running calls hold of a quota; moves with every call near the limit. */
export const quotaHoldsQuery = (quotaId: string) =>
  queryOptions({
    queryKey: ["quotas", "holds", quotaId],
    queryFn: ({ signal }) => listQuotaHolds(quotaId, signal),
    refetchInterval: HOLDS_LIVE_MS,
  });

/** Changes the quota on screen at once and takes it back when the API refuses. */
function useOptimisticQuota<Input>(
  quotaId: string,
  change: (input: Input) => Promise<unknown>,
  expect: (quota: QuotaDetail, input: Input) => QuotaDetail,
) {
  const client = useQueryClient();
  const { queryKey } = quotaQuery(quotaId);
  return useMutation({
    mutationFn: change,
    onMutate: async (input: Input) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, expect(before, input));
      return before;
    },
    onError: (_error, _input, before) => client.setQueryData(queryKey, before),
    onSettled: () => refreshQueries(client, [["quotas"], ["keys"], ["usage"]]),
  });
}

/** Takes a quota out of shadow, or puts it into it. */
export const useSetShadow = (quotaId: string) =>
  useOptimisticQuota(
    quotaId,
    (shadow: boolean) => updateQuota(quotaId, { shadow }),
    (quota, shadow) => ({ ...quota, shadow }),
  );

/** Takes a raise back before its time. */
export const useRevokeGrant = (quotaId: string) =>
  useOptimisticQuota(
    quotaId,
    (grantId: string) => revokeQuotaGrant(quotaId, grantId),
    (quota, grantId) => ({
      ...quota,
      grants: quota.grants.map((grant) => (grant.id === grantId ? { ...grant, status: "revoked" as const } : grant)),
    }),
  );

/** Raises the quota until a time. */
export function useGrantQuota(quotaId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: GrantQuotaInput) => grantQuota(quotaId, input),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["quotas"], ["keys"], ["usage"]]),
  });
}

/** Gives what one call holds back; the hold leaves the list at once. */
export function useReleaseHold(quotaId: string) {
  const client = useQueryClient();
  const { queryKey } = quotaHoldsQuery(quotaId);
  return useMutation({
    mutationFn: (hold: QuotaHoldView) => releaseQuotaHold(quotaId, hold.holder),
    onMutate: async (hold) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (holds) => holds?.filter((one) => one.holder !== hold.holder));
      return before;
    },
    onError: (_error, _hold, before) => client.setQueryData(queryKey, before),
    onSettled: () => refreshQueries(client, [["quotas"], ["keys"]]),
  });
}
