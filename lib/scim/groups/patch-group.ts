import { type PatchOperation, readText } from "../read-patch";
import { ScimError } from "../scim-error";
import { type GroupAttributes, readDisplayName, readMembers } from "./read-group";

const ONE_MEMBER = /^members\[value eq "([^"]{1,256})"\]$/;
const LONGEST = 256;

/** The group after these operations; `members` may name people who are not here, which writing refuses. Throws ScimError. */
export function patchGroup(before: GroupAttributes, operations: readonly PatchOperation[]): GroupAttributes {
  return operations.reduce(apply, before);
}

function apply(group: GroupAttributes, { op, path, value }: PatchOperation): GroupAttributes {
  const one = ONE_MEMBER.exec(path)?.[1];
  if (one !== undefined)
    return { ...group, members: changed(group.members, op === "remove" ? "remove" : "add", [one]) };
  switch (path) {
    case "members":
      return { ...group, members: changeMembers(group.members, op, value) };
    case "displayname":
      return { ...group, displayName: readDisplayName(op === "remove" ? null : value) };
    case "externalid":
      return { ...group, externalId: op === "remove" ? null : readText(value, path, LONGEST) };
    case "id":
    case "schemas":
    case "meta":
      return group;
    default:
      throw new ScimError(400, `A Group has no ${path.slice(0, 60)}.`, "invalidPath");
  }
}

/** Removing without a value empties the group (RFC 7644, section 3.5.2.2); some directories name whom to remove in the value. */
function changeMembers(members: ReadonlySet<string>, op: PatchOperation["op"], value: unknown): ReadonlySet<string> {
  if (op === "replace") return new Set(readMembers(value ?? []));
  if (op === "remove" && (value === undefined || value === null)) return new Set();
  return changed(members, op, readMembers(value));
}

function changed(members: ReadonlySet<string>, op: "add" | "remove", ids: readonly string[]): ReadonlySet<string> {
  const after = new Set(members);
  for (const id of ids) {
    if (op === "add") after.add(id);
    else after.delete(id);
  }
  return after;
}
