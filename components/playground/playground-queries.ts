import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getShare, listShares, removeShare, shareConversation } from "@/lib/admin-api/client/playground";
import { getRequest } from "@/lib/admin-api/client/requests";
import { refreshQueries } from "../shell/refresh-queries";

const RECORD_TRIES = 8;
const RECORD_WAIT_MS = 400;

/** Conversations shared in one's teams, newest first. */
export const sharesQuery = () =>
  queryOptions({ queryKey: ["playground", "shares"], queryFn: ({ signal }) => listShares(signal) });

export const shareQuery = (shareId: string) =>
  queryOptions({
    queryKey: ["playground", "share", shareId],
    queryFn: ({ signal }) => getShare(shareId, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The record of a call that just ended: it is written a moment later, and then never changes. */
export const freshRecordQuery = (requestId: string | null) =>
  queryOptions({
    queryKey: ["requests", "one", requestId],
    enabled: requestId !== null,
    queryFn: ({ signal }) => getRequest(requestId ?? "", signal),
    retry: RECORD_TRIES,
    retryDelay: RECORD_WAIT_MS,
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useShareConversation() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: shareConversation,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [sharesQuery().queryKey]),
  });
}

export function useRemoveShare() {
  const client = useQueryClient();
  return useMutation({ mutationFn: removeShare, onSuccess: () => refreshQueries(client, [sharesQuery().queryKey]) });
}
