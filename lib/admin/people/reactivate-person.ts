import { setPersonStatusRow } from "@/db/queries/people/write-person";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locatePerson, readPerson } from "./locate-person";
import { refuseOwnerChangeByOthers } from "./refuse-person-change";

/** Lets a person back in: keys they own work again; they sign in anew, and need new API tokens. */
export const reactivatePerson = defineChange({
  name: "people.reactivate",
  permission: "people:deactivate",
  seenWith: "people:read",
  kind: "person",
  policy: "enforced",
  locate: locatePerson,
  async change(work, person, _input: { personId: string }) {
    refuseOwnerChangeByOthers(work.actor, person.role);
    if (person.status === "active") throw new AdminError("conflict", `${person.name} is active already.`);
    await setPersonStatusRow(work.run, work.organizationId, { personId: person.id, status: "active" });
    return {
      result: await readPerson(work, person.id),
      audit: {
        targetKind: "person",
        targetId: person.id,
        before: { status: "deactivated" },
        after: { status: "active" },
      },
    };
  },
});
