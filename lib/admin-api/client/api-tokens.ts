import type { ApiToken, ApiTokenWithSecret, CreateApiTokenInput, ListApiTokensQuery } from "../schemas/api-tokens";
import type { PageView } from "../schemas/page";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/api-tokens";

/** One's own API tokens, newest first; with `everyone` everybody's. */
export function listApiTokens(query: ListApiTokensQuery = {}, signal?: AbortSignal): Promise<PageView<ApiToken>> {
  return adminFetch("/api-tokens", { query, signal });
}

/** The answer holds the token, once. Its scopes cannot be more than the caller's own. */
export function createApiToken(input: CreateApiTokenInput, idempotencyKey?: string): Promise<ApiTokenWithSecret> {
  return adminFetch("/api-tokens", { method: "POST", body: input, idempotencyKey });
}

export function revokeApiToken(apiTokenId: string): Promise<ApiToken> {
  return adminFetch(`/api-tokens/${encodeURIComponent(apiTokenId)}/revoke`, { method: "POST" });
}

/** The answer holds the new secret, once; the one before works for the overlap. */
export function rotateApiToken(
  apiTokenId: string,
  overlapSeconds: number,
  idempotencyKey?: string,
): Promise<ApiTokenWithSecret> {
  const path = `/api-tokens/${encodeURIComponent(apiTokenId)}/rotate`;
  return adminFetch(path, { method: "POST", body: { overlapSeconds }, idempotencyKey });
}
