import { listScimTokens as listTokenRows } from "@/db/queries/provisioning/scim-tokens";
import { defineRead, inOrganization } from "../define-verb";

/** Tokens with which directories provision people. */
export const listScimTokens = defineRead({
  name: "scim_tokens.list",
  permission: "scim_tokens:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => listTokenRows(work.run, work.organizationId),
});
