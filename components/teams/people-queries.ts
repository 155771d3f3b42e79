import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  createSignInLink,
  deactivatePerson,
  type InvitePersonInput,
  invitePerson,
  listPeople,
  type OrganizationRoleName,
  reactivatePerson,
  setPersonRole,
} from "@/lib/admin-api/client/people";
import { refreshQueries } from "../shell/refresh-queries";

const MOST = 200;

/** Everybody, by name; the first 200. Only owners, admins and auditors may ask. */
export const peopleQuery = (search?: string) =>
  queryOptions({
    queryKey: ["people", { search: search ?? null }],
    queryFn: async ({ signal }) => (await listPeople({ limit: MOST, ...(search ? { search } : {}) }, signal)).items,
  });

function usePersonChange<Input, Answer>(change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [["people"], ["teams"]]),
  });
}

/** The answer's link signs the person in, once. */
export const useInvitePerson = () => usePersonChange((input: InvitePersonInput) => invitePerson(input));

export const useCreateSignInLink = () =>
  usePersonChange(({ personId, accessRequestId }: { personId: string; accessRequestId?: string }) =>
    createSignInLink(personId, accessRequestId),
  );

export const useSetPersonRole = () =>
  usePersonChange(({ personId, role }: { personId: string; role: OrganizationRoleName }) =>
    setPersonRole(personId, { role }),
  );

/** Ends every session and API token of the person at once, or lets them back in. */
export const useSetPersonActive = () =>
  usePersonChange(({ personId, active }: { personId: string; active: boolean }) =>
    active ? reactivatePerson(personId) : deactivatePerson(personId),
  );
