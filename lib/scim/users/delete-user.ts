import { hideScimUser, type ScimUserRow } from "@/db/queries/provisioning/scim-users";
import { defineChange } from "@/lib/admin/define-verb";
import { refuseOutOfReach } from "./refuse-out-of-reach";
import { auditedUser, locateUser, setActive } from "./write-user";

/** Somebody left: they are shut out and the directory no longer sees them. What they did stays in the books under their name. */
export const deleteUser = defineChange({
  name: "scim.delete_user",
  permission: "scim:provision",
  policy: "not_enforced",
  locate: locateUser,
  async change(work, row: ScimUserRow, { id }: { id: string }) {
    await refuseOutOfReach(work, row);
    await setActive(work, row.person, false);
    await hideScimUser(work.run, work.organizationId, row);
    const after = { active: false, deleted: true };
    return { result: null, audit: { targetKind: "person", targetId: id, before: auditedUser(row), after } };
  },
});
