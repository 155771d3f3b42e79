import type { ScimUserRow } from "@/db/queries/provisioning/scim-users";

/** What a directory says about a person; null is "nothing". */
export interface UserAttributes {
  userName: string | null;
  externalId: string | null;
  displayName: string | null;
  formatted: string | null;
  givenName: string | null;
  familyName: string | null;
  email: string | null;
  /** Null: left as it is; somebody new is active. */
  active: boolean | null;
}

/** What is there, as a directory would have said it: what PATCH begins from. */
export function attributesOf({ person, entry }: ScimUserRow): UserAttributes {
  return {
    userName: entry?.userName ?? person.email,
    externalId: entry?.externalId ?? null,
    displayName: person.name,
    formatted: null,
    givenName: entry?.givenName ?? null,
    familyName: entry?.familyName ?? null,
    email: person.email,
    active: person.status === "active",
  };
}
