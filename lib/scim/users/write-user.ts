import { bumpPolicyVersion } from "@/db/queries/audit/bump-policy-version";
import { shutOut } from "@/db/queries/people/end-access";
import type { PersonRow } from "@/db/queries/people/find-person";
import { renamePersonRow, setPersonStatusRow } from "@/db/queries/people/write-person";
import { findScimUser, type ScimUserRow, writeScimUser } from "@/db/queries/provisioning/scim-users";
import type { Work } from "@/lib/admin/context";
import { refuseLastOwner } from "@/lib/admin/people/refuse-person-change";
import { isUniqueViolation } from "@/lib/admin/unique-violation";
import { noResource, ScimError } from "../scim-error";
import type { WholeUser } from "./read-user";

/** `locate` for verbs on one User: only what the directory may see. */
export async function locateUser(work: Work, { id }: { id: string }) {
  const row = await findScimUser(work.run, work.organizationId, id);
  if (row === null) throw noResource("User", id);
  return { target: row, scope: { kind: "organization" } as const };
}

/** The User again, after a change. */
export async function readUserRow(work: Work, id: string): Promise<ScimUserRow> {
  const row = await findScimUser(work.run, work.organizationId, id);
  if (row === null) throw noResource("User", id);
  return row;
}

/**
 * Writes what the directory says about a person who is here: its entry, their name and address (an owner's stay as they are: whoever provisions
 * must not become one by another address), and whether they may sign in. Throws ScimError `uniqueness` and AdminError `last_owner`.
 */
export async function writeUser(work: Work, person: PersonRow, user: WholeUser): Promise<void> {
  const { run, organizationId } = work;
  const { userName, externalId, givenName, familyName, name, email } = user;
  await orTaken(async () => {
    await writeScimUser(run, organizationId, { personId: person.id, userName, externalId, givenName, familyName });
    if (person.role !== "owner") await renamePersonRow(run, organizationId, { personId: person.id, name, email });
  });
  if (user.active !== null) await setActive(work, person, user.active);
}

/** Lets a person in or shuts them out, in everything. Whom the portal suspended stays suspended. */
export async function setActive(work: Work, person: PersonRow, active: boolean): Promise<void> {
  const { run, organizationId } = work;
  if (active === (person.status === "active") || (active && person.deactivatedBy === "portal")) return;
  if (active) await setPersonStatusRow(run, organizationId, { personId: person.id, status: "active" });
  else {
    await refuseLastOwner(work, person);
    await shutOut(run, organizationId, { personId: person.id, by: "provisioning" });
  }
  await bumpPolicyVersion(run, organizationId);
}

/** Awaits a write; a second user name or address is SCIM's `uniqueness`. */
export async function orTaken<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!isUniqueViolation(error, "person_email") && !isUniqueViolation(error, "scim_user_name")) throw error;
    throw new ScimError(409, "Somebody else has this userName or this address.", "uniqueness");
  }
}

/** What the audit log keeps of a User. */
export function auditedUser({ person, entry }: ScimUserRow): Record<string, unknown> {
  return {
    userName: entry?.userName ?? person.email,
    externalId: entry?.externalId ?? null,
    name: person.name,
    email: person.email,
    active: person.status === "active",
  };
}
