import { insertApiToken } from "@/db/queries/api-tokens/write-api-token";
import type { PersonActor } from "@/lib/auth/actor";
import { isPermission } from "@/lib/auth/permissions";
import { mintApiToken } from "@/lib/crypto/bearer-token";
import { digestToken } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import { invalidField } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { readApiToken } from "./locate-api-token";

interface CreateApiToken {
  name: string;
  /** Permission names, or `*`. */
  scopes: readonly string[];
  expiresAt: Date | null;
}

const EVERYTHING = "*";

/** A token that acts as its maker within its scopes. What its maker may not do (any more), it may not do either. */
export const createApiToken = defineChange({
  name: "api_tokens.create",
  permission: "api_tokens:create",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { name, scopes, expiresAt }: CreateApiToken) {
    const actor = personActorOf(work);
    refuseUnknownScopes(scopes);
    refuseWiderScopes(actor, scopes);
    if (expiresAt !== null && expiresAt <= work.now()) throw invalidField("expiresAt", "must be in the future");
    const token = mintApiToken();
    const row = { id: newId("tok"), personId: actor.personId, name, scopes: [...new Set(scopes)], expiresAt };
    const digest = digestToken(token.reveal(), work.keyring.pepper);
    await insertApiToken(work.run, work.organizationId, { ...row, digest, last4: token.reveal().slice(-4) });
    return {
      result: { apiToken: await readApiToken(work, row.id), secret: token },
      audit: { targetKind: "api_token", targetId: row.id, before: null, after: { ...row } },
    };
  },
});

function refuseUnknownScopes(scopes: readonly string[]): void {
  const unknown = scopes.find((scope) => scope !== EVERYTHING && !isPermission(scope));
  if (unknown !== undefined) throw invalidField("scopes", `there is no permission "${unknown}"`);
}

/** A token makes no token that may do more than itself. */
function refuseWiderScopes({ via }: PersonActor, scopes: readonly string[]): void {
  if (via.kind === "session" || via.scopes.includes(EVERYTHING)) return;
  const wider = scopes.find((scope) => !via.scopes.includes(scope));
  if (wider !== undefined)
    throw invalidField("scopes", `this token may not pass on "${wider}", which it does not have`);
}
