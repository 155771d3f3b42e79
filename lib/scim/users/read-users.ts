import { listScimGroupsOf } from "@/db/queries/provisioning/scim-groups";
import {
  findScimUser,
  listScimUsers,
  type ScimUserFilter,
  type ScimUserRow,
} from "@/db/queries/provisioning/scim-users";
import type { Work } from "@/lib/admin/context";
import { defineRead, inOrganization } from "@/lib/admin/define-verb";
import type { Listing, ListRequest } from "../list-response";
import type { Condition } from "../read-filter";
import { noResource, ScimError } from "../scim-error";

/** A person with the groups they are in. */
export interface UserWithGroups {
  row: ScimUserRow;
  groups: { groupId: string; displayName: string }[];
}

/** People whom the directory may see. */
export const listUsers = defineRead({
  name: "scim.list_users",
  permission: "scim:provision",
  locate: inOrganization,
  async read(work, _target, { conditions, offset, limit }: ListRequest): Promise<Listing<UserWithGroups>> {
    const filter = filterOf(conditions ?? []);
    const { rows, total } = await listScimUsers(work.run, work.organizationId, { filter, offset, limit });
    return { items: await withGroups(work, rows), total };
  },
});

/** One person. */
export const getUser = defineRead({
  name: "scim.get_user",
  permission: "scim:provision",
  locate: inOrganization,
  async read(work, _target, { id }: { id: string }): Promise<UserWithGroups> {
    const row = await findScimUser(work.run, work.organizationId, id);
    const [found] = row === null ? [] : await withGroups(work, [row]);
    if (found === undefined) throw noResource("User", id);
    return found;
  },
});

async function withGroups(work: Work, rows: readonly ScimUserRow[]): Promise<UserWithGroups[]> {
  const ids = rows.map((row) => row.person.id);
  const groups = await listScimGroupsOf(work.run, ids);
  return rows.map((row) => ({ row, groups: groups.filter((group) => group.personId === row.person.id) }));
}

function filterOf(conditions: readonly Condition[]): ScimUserFilter {
  return Object.assign({}, ...conditions.map(({ attribute, value }) => part(attribute, value))) as ScimUserFilter;
}

function part(attribute: string, value: string): ScimUserFilter {
  switch (attribute) {
    case "id":
      return { id: value };
    case "username":
      return { userName: value };
    case "externalid":
      return { externalId: value };
    case "emails":
    case "emails.value":
      return { email: value };
    case "active":
      return { active: value === "true" };
    default:
      throw new ScimError(400, `Users cannot be filtered by ${attribute}.`, "invalidFilter");
  }
}
