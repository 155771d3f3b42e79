import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  listPersonIdentities,
  listPersonSessions,
  revokePersonSession,
  signPersonOut,
  unlinkPersonIdentity,
} from "@/lib/admin-api/client/person-access";
import { refreshQueries } from "../shell/refresh-queries";

/** Browsers somebody is signed in with. */
export const personSessionsQuery = (personId: string) =>
  queryOptions({
    queryKey: ["people", "access", personId, "sessions"],
    queryFn: ({ signal }) => listPersonSessions(personId, signal),
  });

/** Under which subjects somebody signs in with a provider. */
export const personIdentitiesQuery = (personId: string) =>
  queryOptions({
    queryKey: ["people", "access", personId, "identities"],
    queryFn: ({ signal }) => listPersonIdentities(personId, signal),
  });

function useAccessChange<Input>(personId: string, change: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => refreshQueries(client, [["people", "access", personId]]),
  });
}

export const useRevokePersonSession = (personId: string) =>
  useAccessChange(personId, (sessionId: string) => revokePersonSession(personId, sessionId));

export const useSignPersonOut = (personId: string) =>
  useAccessChange(personId, (_input: undefined) => signPersonOut(personId));

export const useUnlinkIdentity = (personId: string) =>
  useAccessChange(personId, (identityId: string) => unlinkPersonIdentity(personId, identityId));
