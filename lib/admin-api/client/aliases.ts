import type { Alias, CreateAliasInput, ListAliasesQuery, UpdateAliasInput } from "../schemas/aliases";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/aliases";

const path = (aliasId: string) => `/aliases/${encodeURIComponent(aliasId)}`;

/** Other names for models, by name; of a project only those its callers may use. */
export function listAliases(query: ListAliasesQuery = {}, signal?: AbortSignal): Promise<{ items: Alias[] }> {
  return adminFetch("/aliases", { query, signal });
}

export function createAlias(input: CreateAliasInput, idempotencyKey?: string): Promise<Alias> {
  return adminFetch("/aliases", { method: "POST", body: input, idempotencyKey });
}

/** Callers of the name are answered by the other model from then on. */
export function updateAlias(aliasId: string, input: UpdateAliasInput): Promise<Alias> {
  return adminFetch(path(aliasId), { method: "PATCH", body: input });
}

export function removeAlias(aliasId: string): Promise<void> {
  return adminFetch(path(aliasId), { method: "DELETE" });
}
