import { defineChange, inOrganization } from "../define-verb";
import { secondPersonOrPermit } from "../four-eyes/second-person-or-permit";
import { issueScimToken } from "./locate-scim-token";

interface CreateScimToken {
  name: string;
  /** An approved request for exactly this; null without. */
  accessRequestId: string | null;
}

/** A token for a directory: it opens `/api/scim/v2` and nothing else. */
export const createScimToken = defineChange({
  name: "scim_tokens.create",
  permission: "scim_tokens:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { name, accessRequestId: requestId }: CreateScimToken) {
    const proposal = { kind: "scim_token", name, replaces: null };
    const permit = { requestId, proposal, askAt: "/settings/sign-in" };
    await secondPersonOrPermit(work, { kind: "scim_token" }, permit);
    const result = await issueScimToken(work, name);
    const { id, last4 } = result.scimToken;
    const after = { name, last4, ...(requestId === null ? {} : { accessRequest: requestId }) };
    return { result, audit: { targetKind: "scim_token", targetId: id, before: null, after } };
  },
});
