import type { ScimGroupRow } from "@/db/queries/provisioning/scim-groups";
import { type Json, URN } from "../schemas";

/** A group with its members. */
export interface GroupWithMembers {
  group: ScimGroupRow;
  members: readonly { personId: string; name: string }[];
}

/** A group as a SCIM Group. */
export function groupResource(
  { group, members }: GroupWithMembers,
  baseUrl: string,
  excluded: readonly string[],
): Json {
  return {
    schemas: [URN.group],
    id: group.id,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    displayName: group.displayName,
    ...(excluded.includes("members")
      ? {}
      : {
          members: members.map(({ personId, name }) => ({
            value: personId,
            display: name,
            type: "User",
            $ref: `${baseUrl}/Users/${personId}`,
          })),
        }),
    meta: {
      resourceType: "Group",
      created: group.createdAt.toISOString(),
      lastModified: group.updatedAt.toISOString(),
      location: `${baseUrl}/Groups/${group.id}`,
    },
  };
}
