import { retireScimToken } from "@/db/queries/provisioning/scim-tokens";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { issueScimToken, locateScimToken } from "./locate-scim-token";

interface RotateScimToken {
  scimTokenId: string;
  /** How long the old token still works, so that the directory can be given the new one in peace. */
  overlapHours: number;
}

/** Makes a token in the place of one that then ends by itself. */
export const rotateScimToken = defineChange({
  name: "scim_tokens.rotate",
  permission: "scim_tokens:write",
  seenWith: "scim_tokens:read",
  kind: "SCIM token",
  policy: "not_enforced",
  locate: locateScimToken,
  async change(work, token, { overlapHours }: RotateScimToken) {
    if (token.statusNow !== "active") {
      throw new AdminError("conflict", "Only a token that works and is not being replaced can be rotated.");
    }
    await retireScimToken(work.run, work.organizationId, { tokenId: token.id, hours: overlapHours });
    const result = await issueScimToken(work, token.name);
    return {
      result,
      audit: {
        targetKind: "scim_token",
        targetId: token.id,
        before: { last4: token.last4 },
        after: { replacedBy: result.scimToken.id, last4: result.scimToken.last4, overlapHours },
      },
    };
  },
});
