import type { PatchOperation } from "../read-patch";
import { readBoolean, readText } from "../read-patch";
import { isJson } from "../schemas";
import { invalidValue, ScimError } from "../scim-error";
import { readEmails } from "./read-user";
import type { UserAttributes } from "./user-attributes";

const LONGEST = 256;

type Texts = Exclude<keyof UserAttributes, "active">;

/** Paths of one text each. */
const TEXTS: Record<string, Texts> = {
  username: "userName",
  externalid: "externalId",
  displayname: "displayName",
  "name.formatted": "formatted",
  "name.givenname": "givenName",
  "name.familyname": "familyName",
  "emails.value": "email",
};
const MAILBOX = /^emails\[.*\]\.value$/;

/** The attributes after these operations. Attributes that Gatehouse does not keep are passed over, as RFC 7644, section 3.5.2, allows. Throws ScimError. */
export function patchUser(before: UserAttributes, operations: readonly PatchOperation[]): UserAttributes {
  const after = { ...before };
  for (const operation of operations) apply(after, operation);
  if (isRenamed(before, after)) after.displayName = null;
  return after;
}

function apply(after: UserAttributes, operation: PatchOperation): void {
  const { op, path, value } = operation;
  const text = TEXTS[MAILBOX.test(path) ? "emails.value" : path];
  if (text !== undefined) after[text] = op === "remove" ? removed(text) : readText(value, path, LONGEST);
  else WHOLES[path]?.(after, operation);
}

/** Paths of something else than one text. */
const WHOLES: Record<string, (after: UserAttributes, operation: PatchOperation) => void> = {
  active(after, { op, value }) {
    if (op === "remove") throw new ScimError(400, "active cannot be removed; set it to false.", "mutability");
    after.active = readBoolean(Array.isArray(value) ? (value[0] as unknown) : value, "active");
  },
  emails(after, { op, value }) {
    if (op !== "remove") after.email = readEmails(value) ?? after.email;
  },
  name(after, { op, value }) {
    if (op === "remove") return;
    if (!isJson(value)) throw invalidValue("name is an object.");
    for (const [part, inner] of Object.entries(value)) {
      apply(after, { op, path: `name.${part.toLowerCase()}`, value: inner });
    }
  },
};

function removed(text: Texts): null {
  if (text !== "userName") return null;
  throw new ScimError(400, "userName cannot be removed.", "mutability");
}

/** Parts of the name changed and the whole did not: it follows from the parts. */
function isRenamed(before: UserAttributes, after: UserAttributes): boolean {
  if (after.displayName !== before.displayName) return false;
  const parts = ["formatted", "givenName", "familyName"] as const;
  return parts.some((part) => after[part] !== before[part] && after[part] !== null);
}
