import type { ApiTokenRow } from "@/db/queries/api-tokens/list-api-tokens";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";
import type { ApiToken } from "../schemas/api-tokens";

/** An API token as the API shows it to `actor`. */
export function apiTokenView(token: ApiTokenRow, actor: Actor): ApiToken {
  const mine = token.personId === personIdOf(actor);
  return {
    id: token.id,
    kind: token.kind,
    name: token.name,
    last4: token.last4,
    person: { id: token.personId, name: token.personName, email: token.personEmail },
    scopes: token.scopes,
    status: token.statusNow,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    rotatedAt: token.rotatedAt?.toISOString() ?? null,
    previousUntil: token.previousUntil?.toISOString() ?? null,
    allowedActions: actionsOn(token, actor, mine),
  };
}

function actionsOn({ statusNow }: ApiTokenRow, actor: Actor, mine: boolean): ApiToken["allowedActions"] {
  const holds = (permission: Permission) => may(actor, permission, { kind: "organization" });
  const mayRevoke = holds(mine ? "api_tokens:revoke" : "api_tokens:revoke_all");
  const mayUpdate = holds("api_tokens:update") && (mine || holds("api_tokens:revoke_all"));
  if (statusNow === "revoked") return [];
  const ends: ApiToken["allowedActions"] = mayRevoke ? ["revoke"] : [];
  if (statusNow === "expired" || !mayUpdate) return ends;
  return mine ? ["update", "rotate", ...ends] : ["update", ...ends];
}
