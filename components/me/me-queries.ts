import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { getMyUsage, listMySessions, revokeMySession } from "@/lib/admin-api/client/session";
import { refreshQueries } from "../shell/refresh-queries";

const USAGE_DAYS = 30;

/** What my calls took, day by day. */
export const myUsageQuery = () =>
  queryOptions({ queryKey: ["me", "usage"], queryFn: ({ signal }) => getMyUsage(USAGE_DAYS, signal) });

/** Browsers I am signed in with. */
export const mySessionsQuery = () =>
  queryOptions({ queryKey: ["me", "sessions"], queryFn: ({ signal }) => listMySessions(signal) });

/** Ends one of my sessions. */
export function useRevokeMySession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: revokeMySession,
    onSuccess: () => refreshQueries(client, [mySessionsQuery().queryKey]),
  });
}
