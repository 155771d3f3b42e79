import { revokeApiTokenRow } from "@/db/queries/api-tokens/write-api-token";
import { personIdOf } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateApiToken, readApiToken } from "./locate-api-token";

/** Ends an API token at once: one's own, or anybody's for who may. */
export const revokeApiToken = defineChange({
  name: "api_tokens.revoke",
  permission: "api_tokens:revoke",
  kind: "API token",
  policy: "not_enforced",
  locate: locateApiToken,
  async change(work, token, _input: { apiTokenId: string }) {
    if (token.personId !== personIdOf(work.actor)) {
      authorize(work.actor, "api_tokens:revoke_all", { kind: "organization" });
    }
    if (!(await revokeApiTokenRow(work.run, work.organizationId, token.id))) {
      throw new AdminError("conflict", "The API token is revoked already.");
    }
    return {
      result: await readApiToken(work, token.id),
      audit: { targetKind: "api_token", targetId: token.id, before: null, after: { revoked: true } },
    };
  },
});
