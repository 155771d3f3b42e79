import type { ApiTokenRow } from "@/db/queries/api-tokens/list-api-tokens";
import { updateApiTokenRow } from "@/db/queries/api-tokens/write-api-token";
import { personIdOf } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { locateApiToken, readApiToken } from "./locate-api-token";
import { firstBeyond, refuseUnknownScopes } from "./token-scopes";

interface UpdateApiToken {
  apiTokenId: string;
  /** Left out: as it is. */
  name?: string | undefined;
  scopes?: readonly string[] | undefined;
  expiresAt?: Date | undefined;
}

/** Gives a token another name, fewer scopes or an earlier end, never more: for more, make another one. */
export const updateApiToken = defineChange({
  name: "api_tokens.update",
  permission: "api_tokens:update",
  seenWith: "api_tokens:read",
  kind: "API token",
  policy: "not_enforced",
  locate: locateApiToken,
  async change(work, token, input: UpdateApiToken) {
    if (token.personId !== personIdOf(work.actor)) {
      authorize(work.actor, "api_tokens:revoke_all", { kind: "organization" });
    }
    if (token.statusNow !== "active") throw new AdminError("conflict", `The API token is ${token.statusNow}.`);
    refuseMore(work, token, input);
    const { name, expiresAt } = token;
    const before = { name, scopes: token.scopes, expiresAt };
    const after = {
      name: input.name ?? name,
      scopes: [...new Set(input.scopes ?? token.scopes)],
      expiresAt: input.expiresAt ?? expiresAt,
    };
    await updateApiTokenRow(work.run, work.organizationId, token.id, after);
    return {
      result: await readApiToken(work, token.id),
      audit: { targetKind: "api_token", targetId: token.id, before, after },
    };
  },
});

function refuseMore(work: Work, token: ApiTokenRow, { scopes, expiresAt }: UpdateApiToken): void {
  if (scopes !== undefined) {
    refuseUnknownScopes(scopes);
    const wider = firstBeyond(token.scopes, scopes);
    if (wider !== undefined)
      throw invalidField("scopes", `the token does not have "${wider}"; make another one for it`);
  }
  if (expiresAt === undefined) return;
  if (expiresAt <= work.now()) throw invalidField("expiresAt", "must be in the future; to end it now, revoke it");
  if (token.expiresAt !== null && expiresAt > token.expiresAt) {
    throw invalidField("expiresAt", "must not be later than it is; make another token");
  }
}
