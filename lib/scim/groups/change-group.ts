import { deleteScimGroup } from "@/db/queries/provisioning/scim-groups";
import { defineChange, inOrganization } from "@/lib/admin/define-verb";
import { newId } from "@/lib/crypto/new-id";
import type { PatchOperation } from "../read-patch";
import type { GroupWithMembers } from "./group-resource";
import { patchGroup } from "./patch-group";
import type { GroupAttributes } from "./read-group";
import { auditedGroup, judgeAnew, locateGroup, readGroupRow, writeGroup } from "./write-group";

const permission = "scim:provision";
const policy = "not_enforced";

interface ChangeGroup {
  id: string;
  /** Every attribute, for PUT, or some changes, for PATCH. */
  to: { kind: "whole"; attributes: GroupAttributes } | { kind: "patch"; operations: readonly PatchOperation[] };
}

/** Makes a group. */
export const createGroup = defineChange({
  name: "scim.create_group",
  permission,
  policy,
  locate: inOrganization,
  async change(work, _target, attributes: GroupAttributes) {
    const id = newId("grp");
    await writeGroup(work, null, { id, ...attributes });
    const result = await readGroupRow(work, id);
    return { result, audit: { targetKind: "group", targetId: id, before: null, after: auditedGroup(result) } };
  },
});

/** Changes a group's name or members. */
export const changeGroup = defineChange({
  name: "scim.change_group",
  permission,
  policy,
  locate: locateGroup,
  async change(work, before: GroupWithMembers, { id, to }: ChangeGroup) {
    const after = to.kind === "whole" ? to.attributes : patchGroup(attributesOf(before), to.operations);
    await writeGroup(work, before, { id, ...after });
    const result = await readGroupRow(work, id);
    return {
      result,
      audit: { targetKind: "group", targetId: id, before: auditedGroup(before), after: auditedGroup(result, before) },
    };
  },
});

/** Takes a group away, and what rules gave for it. */
export const deleteGroup = defineChange({
  name: "scim.delete_group",
  permission,
  policy,
  locate: locateGroup,
  async change(work, before: GroupWithMembers, { id }: { id: string }) {
    await deleteScimGroup(work.run, work.organizationId, id);
    const members = before.members.map((member) => member.personId);
    await judgeAnew(work, members);
    return { result: null, audit: { targetKind: "group", targetId: id, before: auditedGroup(before), after: null } };
  },
});

function attributesOf({ group, members }: GroupWithMembers): GroupAttributes {
  const { displayName, externalId } = group;
  return { displayName, externalId, members: new Set(members.map((member) => member.personId)) };
}
