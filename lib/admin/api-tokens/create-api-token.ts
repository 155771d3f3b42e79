import { insertApiToken } from "@/db/queries/api-tokens/write-api-token";
import { authorize } from "@/lib/auth/authorize";
import { mintApiToken } from "@/lib/crypto/bearer-token";
import { digestToken, fingerprintOf } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { readApiToken } from "./locate-api-token";
import { EVERYTHING, refuseLongerLife, refuseUnknownScopes, refuseWiderScopes } from "./token-scopes";

interface CreateApiToken {
  kind: "personal" | "service";
  name: string;
  /** Permission names, or `*`. */
  scopes: readonly string[];
  expiresAt: Date | null;
}

const LONGEST_SERVICE_DAYS = 366;
const DAY_MS = 86_400_000;

/** A token that acts as its maker within its scopes. What its maker may not do (any more), it may not do either. */
export const createApiToken = defineChange({
  name: "api_tokens.create",
  permission: "api_tokens:create",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: CreateApiToken) {
    const { kind, name, scopes, expiresAt } = input;
    const actor = personActorOf(work);
    refuseUnknownScopes(scopes);
    refuseWiderScopes(actor, scopes);
    await refuseLongerLife(work, expiresAt);
    if (expiresAt !== null && expiresAt <= work.now()) throw invalidField("expiresAt", "must be in the future");
    if (kind === "service") checkService(work, input);
    const token = mintApiToken();
    const row = { id: newId("tok"), kind, personId: actor.personId, name, scopes: [...new Set(scopes)], expiresAt };
    const { pepper } = work.keyring;
    const digest = digestToken(token.reveal(), pepper);
    await insertApiToken(work.run, work.organizationId, { ...row, digest, last4: token.reveal().slice(-4) });
    return {
      result: { apiToken: await readApiToken(work, row.id), secret: token },
      audit: {
        targetKind: "api_token",
        targetId: row.id,
        before: null,
        after: { ...row, secret: fingerprintOf(token.reveal(), pepper) },
      },
    };
  },
});

/** A machine's token has named scopes and an end within a year. */
function checkService(work: Work, { scopes, expiresAt }: CreateApiToken): void {
  authorize(work.actor, "api_tokens:create_service", { kind: "organization" });
  if (scopes.includes(EVERYTHING)) throw invalidField("scopes", "a service token needs named permissions, not *");
  const latest = new Date(work.now().getTime() + LONGEST_SERVICE_DAYS * DAY_MS);
  if (expiresAt === null || expiresAt > latest) {
    throw invalidField("expiresAt", "a service token ends within a year; rotate or renew it then");
  }
}
