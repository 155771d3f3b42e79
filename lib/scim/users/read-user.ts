import { readBoolean, readText } from "../read-patch";
import { isJson, type Json } from "../schemas";
import { invalidValue } from "../scim-error";
import type { UserAttributes } from "./user-attributes";

const LONGEST_NAME = 120;
const LONGEST_ID = 256;
const LONGEST_EMAIL = 254;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;

/** The attributes of a User body, for POST and PUT. What is not named here is taken and forgotten. Throws ScimError. */
export function readUser(body: Json): UserAttributes {
  const name = isJson(body.name) ? body.name : {};
  return {
    userName: readText(body.userName, "userName", LONGEST_ID),
    externalId: readText(body.externalId, "externalId", LONGEST_ID),
    displayName: readText(body.displayName, "displayName", LONGEST_NAME),
    formatted: readText(name.formatted, "name.formatted", LONGEST_NAME),
    givenName: readText(name.givenName, "name.givenName", LONGEST_NAME),
    familyName: readText(name.familyName, "name.familyName", LONGEST_NAME),
    email: readEmails(body.emails),
    active: body.active === undefined || body.active === null ? null : readBoolean(body.active, "active"),
  };
}

/** The primary address, else the one for work, else the first; null for none. Throws ScimError. */
export function readEmails(value: unknown): string | null {
  const list = (Array.isArray(value) ? value : [value]).filter(isJson);
  const chosen = list.find((one) => one.primary === true) ?? list.find((one) => one.type === "work") ?? list[0];
  return readText(chosen?.value, "emails.value", LONGEST_EMAIL);
}

/** Attributes that make a person: a name to sign in under, a name to show, an address. */
export interface WholeUser extends Omit<UserAttributes, "userName" | "email"> {
  userName: string;
  email: string;
  name: string;
}

/** Fills in what a directory left out as far as it follows from the rest. Throws ScimError `invalidValue`. */
export function wholeUser(attributes: UserAttributes): WholeUser {
  const { userName, displayName, formatted, givenName, familyName } = attributes;
  if (userName === null) throw invalidValue("userName is needed.");
  const email = attributes.email ?? userName;
  if (!EMAIL.test(email) || email.length > LONGEST_EMAIL) {
    throw invalidValue("An address is needed: in emails, or as the userName.");
  }
  const parts = [givenName, familyName].filter((part) => part !== null).join(" ");
  const name = (displayName ?? formatted ?? (parts === "" ? userName : parts)).slice(0, LONGEST_NAME);
  return { ...attributes, userName, email, name };
}
