import type { ScimUserRow } from "@/db/queries/provisioning/scim-users";
import { defineChange } from "@/lib/admin/define-verb";
import type { PatchOperation } from "../read-patch";
import { patchUser } from "./patch-user";
import { wholeUser } from "./read-user";
import { refuseLeadingAway, refuseOutOfReach } from "./refuse-out-of-reach";
import { attributesOf, type UserAttributes } from "./user-attributes";
import { auditedUser, locateUser, readUserRow, writeUser } from "./write-user";

interface ChangeUser {
  id: string;
  /** Every attribute, for PUT, or some changes, for PATCH. */
  to: { kind: "whole"; attributes: UserAttributes } | { kind: "patch"; operations: readonly PatchOperation[] };
}

/** Changes what the directory says about a person. Whom it does not manage yet, it manages from now on. */
export const changeUser = defineChange({
  name: "scim.change_user",
  permission: "scim:provision",
  policy: "not_enforced",
  locate: locateUser,
  async change(work, row: ScimUserRow, { id, to }: ChangeUser) {
    await refuseOutOfReach(work, row);
    const before = attributesOf(row);
    const user = wholeUser(to.kind === "whole" ? to.attributes : patchUser(before, to.operations));
    await refuseLeadingAway(work, row, user);
    await writeUser(work, row.person, { ...user, active: user.active === before.active ? null : user.active });
    const result = await readUserRow(work, id);
    return {
      result,
      audit: { targetKind: "person", targetId: id, before: auditedUser(row), after: auditedUser(result) },
    };
  },
});
