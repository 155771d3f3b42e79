import type { PersonRow } from "@/db/queries/people/find-person";
import { insertPerson } from "@/db/queries/people/write-person";
import { findScimNamesake, type ScimUserRow } from "@/db/queries/provisioning/scim-users";
import type { Work } from "@/lib/admin/context";
import { defineChange, inOrganization } from "@/lib/admin/define-verb";
import { newId } from "@/lib/crypto/new-id";
import { ScimError } from "../scim-error";
import { type WholeUser, wholeUser } from "./read-user";
import { refuseLeadingAway, refuseOutOfReach } from "./refuse-out-of-reach";
import type { UserAttributes } from "./user-attributes";
import { auditedUser, orTaken, readUserRow, setActive, writeUser } from "./write-user";

/** Makes a person whom the directory knows; whom it took out before comes back as who they were. */
export const createUser = defineChange({
  name: "scim.create_user",
  permission: "scim:provision",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, attributes: UserAttributes) {
    const user = wholeUser(attributes);
    const namesake = await findScimNamesake(work.run, work.organizationId, user);
    if (namesake !== null && namesake.entry?.deletedAt == null) {
      const detail = "Somebody has this userName or this address already.";
      await refuseOutOfReach(work, namesake, { status: 409, detail });
      throw new ScimError(409, detail, "uniqueness");
    }
    const id = namesake === null ? await insertNew(work, user) : await revive(work, namesake, user);
    const result = await readUserRow(work, id);
    return {
      result,
      audit: { targetKind: "person", targetId: id, before: null, after: auditedUser(result) },
    };
  },
});

async function insertNew(work: Work, user: WholeUser): Promise<string> {
  const id = newId("per");
  const { email, name } = user;
  const { run, organizationId } = work;
  await orTaken(() => insertPerson(run, organizationId, { id, email, name, role: "member" }));
  const person: Pick<PersonRow, "id" | "role" | "status"> = { id, role: "member", status: "active" };
  await writeUser(work, { ...BLANK, ...person, organizationId, email, name }, user);
  return id;
}

async function revive(work: Work, row: ScimUserRow, user: WholeUser): Promise<string> {
  const { person } = row;
  await refuseOutOfReach(work, row);
  await refuseLeadingAway(work, row, user);
  await writeUser(work, person, { ...user, active: null });
  await setActive(work, person, user.active ?? true);
  return person.id;
}

/** What nobody new has. */
const BLANK = { deactivatedBy: null, lastSeenAt: null, createdAt: new Date(0) } as const;
