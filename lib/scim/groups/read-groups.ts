import { listScimGroupMembers, listScimGroups, type ScimGroupFilter } from "@/db/queries/provisioning/scim-groups";
import { defineRead, inOrganization } from "@/lib/admin/define-verb";
import type { Listing, ListRequest } from "../list-response";
import type { Condition } from "../read-filter";
import { ScimError } from "../scim-error";
import type { GroupWithMembers } from "./group-resource";
import { readGroupRow } from "./write-group";

/** The directory's groups. */
export const listGroups = defineRead({
  name: "scim.list_groups",
  permission: "scim:provision",
  locate: inOrganization,
  async read(work, _target, { conditions, offset, limit }: ListRequest): Promise<Listing<GroupWithMembers>> {
    const filter = filterOf(conditions ?? []);
    const { rows, total } = await listScimGroups(work.run, work.organizationId, { filter, offset, limit });
    const members = await listScimGroupMembers(
      work.run,
      rows.map((group) => group.id),
    );
    const items = rows.map((group) => ({ group, members: members.filter((member) => member.groupId === group.id) }));
    return { items, total };
  },
});

/** One group. */
export const getGroup = defineRead({
  name: "scim.get_group",
  permission: "scim:provision",
  locate: inOrganization,
  read: (work, _target, { id }: { id: string }) => readGroupRow(work, id),
});

function filterOf(conditions: readonly Condition[]): ScimGroupFilter {
  return Object.assign({}, ...conditions.map(({ attribute, value }) => part(attribute, value))) as ScimGroupFilter;
}

function part(attribute: string, value: string): ScimGroupFilter {
  switch (attribute) {
    case "id":
      return { id: value };
    case "displayname":
      return { displayName: value };
    case "externalid":
      return { externalId: value };
    default:
      throw new ScimError(400, `Groups cannot be filtered by ${attribute}.`, "invalidFilter");
  }
}
