import { deleteAlias } from "@/db/queries/aliases/write-alias";
import { defineChange } from "../define-verb";
import { describeAlias, lockAlias } from "./locate-alias";

/** Takes an alias away: calls by the name are refused from then on, or mean what the organization's alias of the name stands for. */
export const removeAlias = defineChange({
  name: "aliases.remove",
  permission: "aliases:write",
  seenWith: "projects:read",
  kind: "alias",
  policy: "enforced",
  locate: lockAlias,
  async change(work, alias, _input: { aliasId: string }) {
    await deleteAlias(work.run, work.organizationId, alias.id);
    return {
      result: undefined,
      audit: { targetKind: "alias", targetId: alias.id, before: describeAlias(alias), after: null },
    };
  },
});
