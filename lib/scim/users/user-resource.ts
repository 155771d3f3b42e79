import type { ScimUserRow } from "@/db/queries/provisioning/scim-users";
import { type Json, URN } from "../schemas";

/** A person as a SCIM User. */
export function userResource(
  { person, entry }: ScimUserRow,
  groups: readonly { groupId: string; displayName: string }[],
  baseUrl: string,
): Json {
  const { givenName = null, familyName = null } = entry ?? {};
  return {
    schemas: [URN.user],
    id: person.id,
    ...(entry?.externalId == null ? {} : { externalId: entry.externalId }),
    userName: entry?.userName ?? person.email,
    name: {
      formatted: person.name,
      ...(givenName === null ? {} : { givenName }),
      ...(familyName === null ? {} : { familyName }),
    },
    displayName: person.name,
    active: person.status === "active",
    emails: [{ value: person.email, type: "work", primary: true }],
    groups: groups.map(({ groupId, displayName }) => ({
      value: groupId,
      display: displayName,
      type: "direct",
      $ref: `${baseUrl}/Groups/${groupId}`,
    })),
    meta: {
      resourceType: "User",
      created: person.createdAt.toISOString(),
      lastModified: (entry?.updatedAt ?? person.createdAt).toISOString(),
      location: `${baseUrl}/Users/${person.id}`,
    },
  };
}
