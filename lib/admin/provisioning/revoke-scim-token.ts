import { revokeScimTokenRow } from "@/db/queries/provisioning/scim-tokens";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateScimToken, readScimToken } from "./locate-scim-token";

/** Ends a directory's token at once. */
export const revokeScimToken = defineChange({
  name: "scim_tokens.revoke",
  permission: "scim_tokens:write",
  seenWith: "scim_tokens:read",
  kind: "SCIM token",
  policy: "not_enforced",
  locate: locateScimToken,
  async change(work, token, _input: { scimTokenId: string }) {
    if (!(await revokeScimTokenRow(work.run, work.organizationId, token.id))) {
      throw new AdminError("conflict", "The SCIM token is revoked already.");
    }
    return {
      result: await readScimToken(work, token.id),
      audit: { targetKind: "scim_token", targetId: token.id, before: null, after: { revoked: true } },
    };
  },
});
