import { updateAliasRow } from "@/db/queries/aliases/write-alias";
import { defineChange } from "../define-verb";
import { refuseNoModel } from "./alias-rules";
import { describeAlias, lockAlias, readAlias } from "./locate-alias";

/** Makes an alias stand for another model; callers of the name are answered by it from then on. */
export const updateAlias = defineChange({
  name: "aliases.update",
  permission: "aliases:write",
  seenWith: "projects:read",
  kind: "alias",
  policy: "enforced",
  locate: lockAlias,
  async change(work, alias, { model }: { aliasId: string; model: string }) {
    await refuseNoModel(work, model);
    await updateAliasRow(work.run, work.organizationId, alias.id, model);
    return {
      result: await readAlias(work, alias.id),
      audit: {
        targetKind: "alias",
        targetId: alias.id,
        before: describeAlias(alias),
        after: describeAlias({ ...alias, modelName: model }),
      },
    };
  },
});
