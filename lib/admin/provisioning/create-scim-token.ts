import { defineChange, inOrganization } from "../define-verb";
import { issueScimToken } from "./locate-scim-token";

/** A token for a directory: it opens `/api/scim/v2` and nothing else. */
export const createScimToken = defineChange({
  name: "scim_tokens.create",
  permission: "scim_tokens:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { name }: { name: string }) {
    const result = await issueScimToken(work, name);
    const { id, last4 } = result.scimToken;
    return { result, audit: { targetKind: "scim_token", targetId: id, before: null, after: { name, last4 } } };
  },
});
