import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type AddTeamMemberInput,
  addTeamMember,
  archiveTeam,
  type CreateTeamInput,
  createTeam,
  getTeam,
  type ListTeamsQuery,
  listTeams,
  removeTeamMember,
  setTeamMemberRole,
  type TeamDetail,
  type TeamRoleName,
  type UpdateTeamInput,
  updateTeam,
} from "@/lib/admin-api/client/teams";
import { refreshQueries } from "../shell/refresh-queries";

const MOST = 200;

/** Teams the caller may see, by name; the first 200. */
export const teamsQuery = (filter: Omit<ListTeamsQuery, "cursor" | "limit"> = {}) =>
  queryOptions({
    queryKey: ["teams", "list", filter],
    queryFn: async ({ signal }) => (await listTeams({ ...filter, limit: MOST }, signal)).items,
  });

/** One team with its members. */
export const teamQuery = (teamId: string) =>
  queryOptions({ queryKey: ["teams", "one", teamId], queryFn: ({ signal }) => getTeam(teamId, signal) });

/** Every change of a team answers the whole team. */
function useTeamChange<Input>(change: (input: Input) => Promise<TeamDetail>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    meta: { ownErrors: true },
    onSuccess: (team) => {
      client.setQueryData(teamQuery(team.id).queryKey, team);
      refreshQueries(client, [["teams", "list"], ["people"], ["me"]]);
    },
  });
}

export const useCreateTeam = () => useTeamChange((input: CreateTeamInput) => createTeam(input));

export const useUpdateTeam = (teamId: string) => useTeamChange((input: UpdateTeamInput) => updateTeam(teamId, input));

/** Refused while a project of the team is not archived. */
export const useArchiveTeam = (teamId: string) => useTeamChange((_input: undefined) => archiveTeam(teamId));

export const useAddTeamMember = (teamId: string) =>
  useTeamChange((input: AddTeamMemberInput) => addTeamMember(teamId, input));

export const useSetTeamMemberRole = (teamId: string) =>
  useTeamChange(({ personId, role }: { personId: string; role: TeamRoleName }) =>
    setTeamMemberRole(teamId, personId, { role }),
  );

export const useRemoveTeamMember = (teamId: string) =>
  useTeamChange((personId: string) => removeTeamMember(teamId, personId));
