import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { dismissRunawayFlag, listRunawayFlags, resumeKey } from "@/lib/admin-api/client/runaway";
import { refreshQueries } from "../shell/refresh-queries";
import { keyQuery } from "./keys-queries";

const LIVE_MS = 30_000;

/** What the runaway guard saw in a key and nobody resolved yet. */
export const runawayFlagsQuery = (keyId: string) =>
  queryOptions({
    queryKey: ["runaway", keyId],
    queryFn: ({ signal }) => listRunawayFlags({ keyId, open: "true" }, signal),
    refetchInterval: LIVE_MS,
  });

/** Lets a paused key call again; shown at once and taken back when refused. Says so itself: the notice it belongs to is gone by then. */
export function useResumeKey(keyId: string) {
  const client = useQueryClient();
  const { queryKey } = keyQuery(keyId);
  return useMutation({
    mutationFn: () => resumeKey(keyId),
    onMutate: async () => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, status: "active", pausedAt: null, pausedReason: null });
      return before;
    },
    onSuccess: (key) => toast.success(`${key.name} works again`, { description: "Its next calls are judged afresh." }),
    onError: (_error, _input, before) => client.setQueryData(queryKey, before),
    onSettled: () => refreshQueries(client, [["keys"], ["runaway"]]),
  });
}

/** Says that what a flag tells is in order; it leaves the page at once. */
export function useDismissFlag(keyId: string) {
  const client = useQueryClient();
  const { queryKey } = runawayFlagsQuery(keyId);
  return useMutation({
    mutationFn: (flagId: string) => dismissRunawayFlag(flagId),
    onMutate: async (flagId) => {
      await client.cancelQueries({ queryKey });
      const before = client.getQueryData(queryKey);
      client.setQueryData(queryKey, (flags) => flags?.filter((flag) => flag.id !== flagId));
      return before;
    },
    onError: (_error, _flagId, before) => client.setQueryData(queryKey, before),
    onSettled: () => refreshQueries(client, [["runaway"]]),
  });
}

/** Every open flag that the signed-in person may see, newest first. */
export const openFlagsQuery = () =>
  queryOptions({
    queryKey: ["runaway", "open"],
    queryFn: ({ signal }) => listRunawayFlags({ open: "true" }, signal),
    refetchInterval: LIVE_MS,
  });
