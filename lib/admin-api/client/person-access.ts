import type { Identity } from "../schemas/person-access";
import type { MySession, SignedOut } from "../schemas/session";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/person-access";

const path = (personId: string) => `/people/${encodeURIComponent(personId)}`;

/** Browsers somebody is signed in with. */
export async function listPersonSessions(personId: string, signal?: AbortSignal): Promise<MySession[]> {
  return (await adminFetch<{ items: MySession[] }>(`${path(personId)}/sessions`, { signal })).items;
}

export function revokePersonSession(personId: string, sessionId: string): Promise<SignedOut> {
  return adminFetch(`${path(personId)}/sessions/${encodeURIComponent(sessionId)}/revoke`, { method: "POST" });
}

/** Ends every session of somebody. */
export function signPersonOut(personId: string): Promise<SignedOut> {
  return adminFetch(`${path(personId)}/sign-out`, { method: "POST" });
}

/** Under which subjects somebody signs in with a provider. */
export async function listPersonIdentities(personId: string, signal?: AbortSignal): Promise<Identity[]> {
  return (await adminFetch<{ items: Identity[] }>(`${path(personId)}/identities`, { signal })).items;
}

/** Their next sign-in links them anew. */
export function unlinkPersonIdentity(personId: string, identityId: string): Promise<SignedOut> {
  return adminFetch(`${path(personId)}/identities/${encodeURIComponent(identityId)}/unlink`, { method: "POST" });
}
