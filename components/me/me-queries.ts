import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { listMySessions, revokeMySession } from "@/lib/admin-api/client/session";
import { refreshQueries } from "../shell/refresh-queries";

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
