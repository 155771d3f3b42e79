import { retireScimToken } from "@/db/queries/provisioning/scim-tokens";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { secondPersonOrPermit } from "../four-eyes/second-person-or-permit";
import { issueScimToken, locateScimToken } from "./locate-scim-token";

interface RotateScimToken {
  scimTokenId: string;
  /** How long the old token still works, so that the directory can be given the new one in peace. */
  overlapHours: number;
  /** An approved request for exactly this; null without. */
  accessRequestId: string | null;
}

/** Makes a token in the place of one that then ends by itself. */
export const rotateScimToken = defineChange({
  name: "scim_tokens.rotate",
  permission: "scim_tokens:write",
  seenWith: "scim_tokens:read",
  kind: "SCIM token",
  policy: "not_enforced",
  locate: locateScimToken,
  async change(work, token, { overlapHours, accessRequestId }: RotateScimToken) {
    if (token.statusNow !== "active") {
      throw new AdminError("conflict", "Only a token that works and is not being replaced can be rotated.");
    }
    const proposal = { kind: "scim_token", name: token.name, replaces: token.id };
    const permit = { requestId: accessRequestId, proposal, askAt: "/settings/sign-in" };
    await secondPersonOrPermit(work, { kind: "scim_token" }, permit);
    await retireScimToken(work.run, work.organizationId, { tokenId: token.id, hours: overlapHours });
    const result = await issueScimToken(work, token.name);
    return {
      result,
      audit: {
        targetKind: "scim_token",
        targetId: token.id,
        before: { last4: token.last4 },
        after: {
          replacedBy: result.scimToken.id,
          last4: result.scimToken.last4,
          overlapHours,
          accessRequest: accessRequestId,
        },
      },
    };
  },
});
