import type { PrivacySettings, ProjectPrivacyInput, SignedErasure, UpdatePrivacyInput } from "../schemas/privacy";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/privacy";

/** What is kept, and what every project says of its own. */
export function getPrivacy(signal?: AbortSignal): Promise<PrivacySettings> {
  return adminFetch("/privacy", signal ? { signal } : {});
}

export function updatePrivacy(input: UpdatePrivacyInput): Promise<PrivacySettings> {
  return adminFetch("/privacy", { method: "PATCH", body: input });
}

export function setProjectPrivacy(projectId: string, input: ProjectPrivacyInput): Promise<PrivacySettings> {
  return adminFetch(`/projects/${projectId}/privacy`, { method: "PUT", body: input });
}

export function listErasures(signal?: AbortSignal): Promise<{ items: SignedErasure[] }> {
  return adminFetch("/erasures", signal ? { signal } : {});
}

/** Cannot be undone. Gives the signed statement. */
export function eraseEndUser(endUser: string): Promise<SignedErasure> {
  return adminFetch("/erasures", { method: "POST", body: { endUser } });
}
