import { rotateApiTokenRow } from "@/db/queries/api-tokens/write-api-token";
import { personIdOf } from "@/lib/auth/actor";
import { mintApiToken } from "@/lib/crypto/bearer-token";
import { digestToken, fingerprintOf } from "@/lib/crypto/digest";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateApiToken, readApiToken } from "./locate-api-token";
import { refuseLongerLife, refuseWiderScopes } from "./token-scopes";

interface RotateApiToken {
  apiTokenId: string;
  /** How long the secret before keeps working. */
  overlapSeconds: number;
}

/** Another secret for a token; its scopes, end and history stay. Only its own person: whoever holds the secret acts as them. */
export const rotateApiToken = defineChange({
  name: "api_tokens.rotate",
  permission: "api_tokens:update",
  seenWith: "api_tokens:read",
  kind: "API token",
  policy: "not_enforced",
  locate: locateApiToken,
  async change(work, token, { overlapSeconds }: RotateApiToken) {
    if (token.personId !== personIdOf(work.actor)) {
      throw new AdminError("forbidden", "Only whoever a token acts as may see a new secret of it. Revoke it instead.");
    }
    refuseWiderScopes(work.actor, token.scopes);
    await refuseLongerLife(work, token.expiresAt);
    if (token.statusNow !== "active") throw new AdminError("conflict", `The API token is ${token.statusNow}.`);
    const secret = mintApiToken();
    const { pepper } = work.keyring;
    const digest = digestToken(secret.reveal(), pepper);
    const last4 = secret.reveal().slice(-4);
    await rotateApiTokenRow(work.run, work.organizationId, { id: token.id, digest, last4, overlapSeconds });
    return {
      result: { apiToken: await readApiToken(work, token.id), secret },
      audit: {
        targetKind: "api_token",
        targetId: token.id,
        before: { last4: token.last4 },
        after: { last4, secret: fingerprintOf(secret.reveal(), pepper), overlapSeconds },
      },
    };
  },
});
