import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type FourEyesView,
  getFourEyes,
  getTeamCeilings,
  setFourEyes,
  setTeamCeilings,
  type TeamCeilingsView,
} from "@/lib/admin-api/client/ceilings";

/** What people of a team get without asking further. */
export const ceilingsQuery = (teamId: string) =>
  queryOptions({ queryKey: ["ceilings", teamId], queryFn: ({ signal }) => getTeamCeilings(teamId, signal) });

/** Which changes take two people. */
export const fourEyesQuery = () =>
  queryOptions({ queryKey: ["four-eyes"], queryFn: ({ signal }) => getFourEyes(signal) });

export function useSetCeilings(teamId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (ceilings: TeamCeilingsView) => setTeamCeilings(teamId, ceilings),
    meta: { ownErrors: true },
    onSuccess: (ceilings) => client.setQueryData(ceilingsQuery(teamId).queryKey, ceilings),
  });
}

export function useSetFourEyes() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (rules: FourEyesView) => setFourEyes(rules),
    meta: { ownErrors: true },
    onSuccess: (rules) => client.setQueryData(fourEyesQuery().queryKey, rules),
  });
}
