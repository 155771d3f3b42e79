import type { Me, MySession, MyUsage, SignedOut } from "../schemas/session";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/session";

/** Who I am and what I may; throws `unauthenticated` when nobody is signed in. */
export function getMe(signal?: AbortSignal): Promise<Me> {
  return adminFetch("/me", { signal });
}

/** What my own calls took on each of the last days. */
export function getMyUsage(days: number, signal?: AbortSignal): Promise<MyUsage> {
  return adminFetch("/me/usage", { query: { days }, signal });
}

export async function listMySessions(signal?: AbortSignal): Promise<MySession[]> {
  const { items } = await adminFetch<{ items: MySession[] }>("/me/sessions", { signal });
  return items;
}

export function revokeMySession(sessionId: string): Promise<SignedOut> {
  return adminFetch(`/me/sessions/${encodeURIComponent(sessionId)}/revoke`, { method: "POST" });
}

/** Ends this browser's session. */
export function signOut(): Promise<SignedOut> {
  return adminFetch("/me/sign-out", { method: "POST" });
}

/** Ends every session of mine, this one included. */
export function signOutEverywhere(): Promise<SignedOut> {
  return adminFetch("/me/sign-out-everywhere", { method: "POST" });
}
