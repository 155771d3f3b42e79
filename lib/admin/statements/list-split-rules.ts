import { listSplitRules as listRows } from "@/db/queries/statements/split-rules";
import { defineRead, inOrganization } from "../define-verb";

/** Which cost centres are shared, and who carries them. */
export const listSplitRules = defineRead({
  name: "cost_split_rules.list",
  permission: "statements:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => listRows(work.run, work.organizationId),
});
