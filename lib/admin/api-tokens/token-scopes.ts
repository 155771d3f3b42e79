import { findApiToken } from "@/db/queries/api-tokens/list-api-tokens";
import type { Actor } from "@/lib/auth/actor";
import { isPermission } from "@/lib/auth/permissions";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";

export const EVERYTHING = "*";

/** Throws AdminError `invalid_request` for a scope that no permission is called. */
export function refuseUnknownScopes(scopes: readonly string[]): void {
  const unknown = scopes.find((scope) => scope !== EVERYTHING && !isPermission(scope));
  if (unknown !== undefined) throw invalidField("scopes", `there is no permission "${unknown}"`);
}

/** A token makes, or learns the secret of, no token that may do more than itself. Throws AdminError `invalid_request`. */
export function refuseWiderScopes(actor: Actor, scopes: readonly string[]): void {
  if (actor.kind !== "person" || actor.via.kind === "session") return;
  const { scopes: own } = actor.via;
  const wider = firstBeyond(own, scopes);
  if (wider !== undefined)
    throw invalidField("scopes", `this token may not pass on "${wider}", which it does not have`);
}

/** A token makes, or learns the secret of, no token that outlives it. Throws AdminError `invalid_request`. */
export async function refuseLongerLife(work: Work, expiresAt: Date | null): Promise<void> {
  if (work.actor.kind !== "person" || work.actor.via.kind === "session") return;
  const own = await findApiToken(work.run, work.organizationId, work.actor.via.tokenId);
  if (own === null || own.expiresAt === null || (expiresAt !== null && expiresAt <= own.expiresAt)) return;
  throw invalidField("expiresAt", `must not be later than the end of this token, ${own.expiresAt.toISOString()}`);
}

/** The first of `scopes` that `own` does not cover. */
export function firstBeyond(own: readonly string[], scopes: readonly string[]): string | undefined {
  return own.includes(EVERYTHING) ? undefined : scopes.find((scope) => !own.includes(scope));
}
