import type { PageView } from "../schemas/page";
import type {
  AddTeamMemberInput,
  CreateTeamInput,
  ListTeamsQuery,
  SetTeamMemberRoleInput,
  Team,
  TeamDetail,
  UpdateTeamInput,
} from "../schemas/teams";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/teams";

const path = (teamId: string) => `/teams/${encodeURIComponent(teamId)}`;
const memberPath = (teamId: string, personId: string) => `${path(teamId)}/members/${encodeURIComponent(personId)}`;

/** Teams the caller may see, by name. */
export function listTeams(query: ListTeamsQuery = {}, signal?: AbortSignal): Promise<PageView<Team>> {
  return adminFetch("/teams", { query, signal });
}

export function getTeam(teamId: string, signal?: AbortSignal): Promise<TeamDetail> {
  return adminFetch(path(teamId), { signal });
}

export function createTeam(input: CreateTeamInput, idempotencyKey?: string): Promise<TeamDetail> {
  return adminFetch("/teams", { method: "POST", body: input, idempotencyKey });
}

export function updateTeam(teamId: string, input: UpdateTeamInput): Promise<TeamDetail> {
  return adminFetch(path(teamId), { method: "PATCH", body: input });
}

/** Refused while a project of the team is not archived. */
export function archiveTeam(teamId: string): Promise<TeamDetail> {
  return adminFetch(`${path(teamId)}/archive`, { method: "POST" });
}

export function addTeamMember(teamId: string, input: AddTeamMemberInput): Promise<TeamDetail> {
  return adminFetch(`${path(teamId)}/members`, { method: "POST", body: input });
}

/** Nobody changes their own role. */
export function setTeamMemberRole(
  teamId: string,
  personId: string,
  input: SetTeamMemberRoleInput,
): Promise<TeamDetail> {
  return adminFetch(memberPath(teamId, personId), { method: "PATCH", body: input });
}

export function removeTeamMember(teamId: string, personId: string): Promise<TeamDetail> {
  return adminFetch(memberPath(teamId, personId), { method: "DELETE" });
}
