import { readText } from "../read-patch";
import { isJson, type Json } from "../schemas";
import { invalidValue } from "../scim-error";

const LONGEST = 256;
const MOST_MEMBERS = 10_000;

/** What a directory says about a group. */
export interface GroupAttributes {
  displayName: string;
  externalId: string | null;
  /** Ids of people. */
  members: ReadonlySet<string>;
}

/** The attributes of a Group body, for POST and PUT. Throws ScimError. */
export function readGroup(body: Json): GroupAttributes {
  return {
    displayName: readDisplayName(body.displayName),
    externalId: readText(body.externalId, "externalId", LONGEST),
    members: new Set(readMembers(body.members ?? [])),
  };
}

/** Throws ScimError for an empty name. */
export function readDisplayName(value: unknown): string {
  const name = readText(value, "displayName", LONGEST);
  if (name === null) throw invalidValue("displayName is needed.");
  return name;
}

/** Ids in `[{ "value": "per_…" }]`, or in one such object. Throws ScimError. */
export function readMembers(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > MOST_MEMBERS) throw invalidValue(`A group has at most ${MOST_MEMBERS} members.`);
  return list.map((member) => {
    const id = isJson(member) ? member.value : member;
    if (typeof id !== "string" || id === "" || id.length > LONGEST)
      throw invalidValue("A member needs the id of a User as its value.");
    return id;
  });
}
