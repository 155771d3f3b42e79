import type { ApiTokenRow } from "@/db/queries/api-tokens/list-api-tokens";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { ApiToken } from "../schemas/api-tokens";

/** An API token as the API shows it to `actor`. */
export function apiTokenView(token: ApiTokenRow, actor: Actor): ApiToken {
  const mine = token.personId === personIdOf(actor);
  const mayRevoke = may(actor, mine ? "api_tokens:revoke" : "api_tokens:revoke_all", { kind: "organization" });
  return {
    id: token.id,
    name: token.name,
    last4: token.last4,
    person: { id: token.personId, name: token.personName, email: token.personEmail },
    scopes: token.scopes,
    status: token.statusNow,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    allowedActions: token.statusNow !== "revoked" && mayRevoke ? ["revoke"] : [],
  };
}
