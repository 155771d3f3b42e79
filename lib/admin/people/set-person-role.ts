import { setPersonRoleRow } from "@/db/queries/people/write-person";
import type { OrganizationRole } from "@/lib/auth/permissions";
import { defineChange } from "../define-verb";
import { refuseLastSecondPerson } from "../four-eyes/refuse-last-second-person";
import { askForm, refuseWithoutSecondPerson } from "../four-eyes/refuse-without-second-person";
import { locatePerson, readPerson } from "./locate-person";
import { refuseLastOwner, refuseOwnChange, refuseOwnerChangeByOthers } from "./refuse-person-change";

interface SetPersonRole {
  personId: string;
  role: OrganizationRole;
}

/** Gives a person another role; it holds from their next request. */
export const setPersonRole = defineChange({
  name: "people.set_role",
  permission: "people:set_role",
  seenWith: "people:read",
  kind: "person",
  policy: "not_enforced",
  locate: locatePerson,
  async change(work, person, { role }: SetPersonRole) {
    refuseOwnChange(work.actor, person);
    refuseOwnerChangeByOthers(work.actor, person.role, role);
    if (role !== "owner") await refuseLastOwner(work, person);
    if (role !== "owner" && role !== "admin") await refuseLastSecondPerson(work, person);
    await refuseWithoutSecondPerson(work, { kind: "role", role }, askForm({ kind: "role", person: person.id, role }));
    await setPersonRoleRow(work.run, work.organizationId, person.id, role);
    return {
      result: await readPerson(work, person.id),
      audit: { targetKind: "person", targetId: person.id, before: { role: person.role }, after: { role } },
    };
  },
});
