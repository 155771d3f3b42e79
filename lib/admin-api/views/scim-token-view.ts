import type { ScimTokenRow } from "@/db/queries/provisioning/scim-tokens";
import type { Actor } from "@/lib/auth/actor";
import type { ScimToken } from "../schemas/scim-tokens";
import { allowedActions } from "./allowed-actions";

const ROTATE = ["rotate", "scim_tokens:write"] as const;
const REVOKE = ["revoke", "scim_tokens:write"] as const;
const ACTIONS = { active: [ROTATE, REVOKE], retiring: [REVOKE], expired: [], revoked: [] } as const;

/** A SCIM token as the API shows it to `actor`. */
export function scimTokenView(token: ScimTokenRow, actor: Actor): ScimToken {
  return {
    id: token.id,
    name: token.name,
    last4: token.last4,
    status: token.statusNow,
    createdBy: token.createdBy === null ? null : { id: token.createdBy, name: token.creatorName ?? token.createdBy },
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
    allowedActions: allowedActions(actor, { kind: "organization" }, ACTIONS[token.statusNow]),
  };
}
