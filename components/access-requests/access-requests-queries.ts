import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import {
  type AccessRequestDetail,
  type AccessRequestsFilter,
  type ApproveAccessRequestInput,
  approveAccessRequest,
  type CreateAccessRequestInput,
  collectRequestedKey,
  commentOnAccessRequest,
  countWaitingRequests,
  createAccessRequest,
  getAccessRequest,
  listAccessRequests,
  type ProposalInput,
  previewAccessRequest,
  refuseAccessRequest,
  withdrawAccessRequest,
} from "@/lib/admin-api/client/access-requests";
import { refreshQueries } from "../shell/refresh-queries";

const PAGE = 50;
const SHOWN_WAITING = 5;
const LIVE_MS = 15_000;
const COUNT_MS = 30_000;

/** Requests of a filter, newest first, page by page. */
export const accessRequestsQuery = (filter: AccessRequestsFilter) =>
  infiniteQueryOptions({
    queryKey: ["access-requests", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      listAccessRequests({ ...filter, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
  });

/** How many wait for the reader. */
export const waitingCountQuery = () =>
  queryOptions({
    queryKey: ["access-requests", "count"],
    queryFn: async ({ signal }) => (await countWaitingRequests(signal)).waiting,
    refetchInterval: COUNT_MS,
  });

/** The newest that wait for the reader. */
export const waitingRequestsQuery = () =>
  queryOptions({
    queryKey: ["access-requests", "waiting"],
    queryFn: async ({ signal }) => (await listAccessRequests({ waiting: true, limit: SHOWN_WAITING }, signal)).items,
  });

/** One request as it stands now. */
export const accessRequestQuery = (requestId: string) =>
  queryOptions({
    queryKey: ["access-requests", "one", requestId],
    queryFn: ({ signal }) => getAccessRequest(requestId, signal),
    refetchInterval: LIVE_MS,
  });

/** What would become of an ask; the last answer stays in view while the next one comes. */
export const previewQuery = (proposal: ProposalInput | null) =>
  queryOptions({
    queryKey: ["access-requests", "preview", proposal],
    queryFn: ({ signal }) => (proposal === null ? null : previewAccessRequest(proposal, signal)),
    enabled: proposal !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });

const AFTER = [["access-requests"], ["keys"], ["quotas"], ["people"], ["usage"]];

export function useCreateAccessRequest() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: CreateAccessRequestInput) => createAccessRequest(input, crypto.randomUUID()),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, AFTER),
  });
}

function useRequestChange<Input>(requestId: string, change: (input: Input) => Promise<AccessRequestDetail>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: (detail) => {
      client.setQueryData(accessRequestQuery(requestId).queryKey, detail);
      refreshQueries(client, AFTER);
    },
    // What was looked at may have changed: the page must show the new difference.
    onError: () => refreshQueries(client, [accessRequestQuery(requestId).queryKey]),
  });
}

export const useApproveRequest = (requestId: string) =>
  useRequestChange(requestId, (input: ApproveAccessRequestInput) => approveAccessRequest(requestId, input));

export const useRefuseRequest = (requestId: string) =>
  useRequestChange(requestId, (note: string) => refuseAccessRequest(requestId, note));

export const useWithdrawRequest = (requestId: string) =>
  useRequestChange(requestId, (_input: undefined) => withdrawAccessRequest(requestId));

export const useCommentOnRequest = (requestId: string) =>
  useRequestChange(requestId, (text: string) => commentOnAccessRequest(requestId, text));

/** The answer holds the secret, once; it is not put into the cache. */
export function useCollectKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (requestId: string) => collectRequestedKey(requestId),
    gcTime: 0,
    onSuccess: () => refreshQueries(client, AFTER),
  });
}
