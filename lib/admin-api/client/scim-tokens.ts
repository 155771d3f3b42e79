import type {
  CreateScimTokenInput,
  RotateScimTokenInput,
  ScimToken,
  ScimTokenWithSecret,
} from "../schemas/scim-tokens";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/scim-tokens";

const path = (scimTokenId: string) => `/scim-tokens/${encodeURIComponent(scimTokenId)}`;

export async function listScimTokens(signal?: AbortSignal): Promise<ScimToken[]> {
  return (await adminFetch<{ items: ScimToken[] }>("/scim-tokens", { signal })).items;
}

/** The token in the answer is shown only here. */
export function createScimToken(input: CreateScimTokenInput): Promise<ScimTokenWithSecret> {
  return adminFetch("/scim-tokens", { method: "POST", body: input });
}

/** The old one works for `overlapHours` more. */
export function rotateScimToken(scimTokenId: string, input: RotateScimTokenInput): Promise<ScimTokenWithSecret> {
  return adminFetch(`${path(scimTokenId)}/rotate`, { method: "POST", body: input });
}

export function revokeScimToken(scimTokenId: string): Promise<ScimToken> {
  return adminFetch(`${path(scimTokenId)}/revoke`, { method: "POST" });
}
