import type { FourEyesView, TeamCeilingsView } from "../schemas/ceilings";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/ceilings";

export function getTeamCeilings(teamId: string, signal?: AbortSignal): Promise<TeamCeilingsView> {
  return adminFetch(`/teams/${encodeURIComponent(teamId)}/ceilings`, { signal });
}

export function setTeamCeilings(teamId: string, ceilings: TeamCeilingsView): Promise<TeamCeilingsView> {
  return adminFetch(`/teams/${encodeURIComponent(teamId)}/ceilings`, { method: "PUT", body: ceilings });
}

export function getFourEyes(signal?: AbortSignal): Promise<FourEyesView> {
  return adminFetch("/four-eyes", { signal });
}

export function setFourEyes(rules: FourEyesView): Promise<FourEyesView> {
  return adminFetch("/four-eyes", { method: "PUT", body: rules });
}
