import { shutOut } from "@/db/queries/people/end-access";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { refuseLastSecondPerson } from "../four-eyes/refuse-last-second-person";
import { locatePerson, readPerson } from "./locate-person";
import { refuseLastOwner, refuseOwnChange, refuseOwnerChangeByOthers } from "./refuse-person-change";

/** Shuts a person out at once: sessions, API tokens and unused links end, and keys they own are suspended. Other keys belong to their projects and stay. */
export const deactivatePerson = defineChange({
  name: "people.deactivate",
  permission: "people:deactivate",
  seenWith: "people:read",
  kind: "person",
  policy: "enforced",
  locate: locatePerson,
  async change(work, person, _input: { personId: string }) {
    refuseOwnChange(work.actor, person);
    refuseOwnerChangeByOthers(work.actor, person.role);
    if (person.status !== "active") throw new AdminError("conflict", `${person.name} is deactivated already.`);
    await refuseLastOwner(work, person);
    await refuseLastSecondPerson(work, person);
    const ended = await shutOut(work.run, work.organizationId, { personId: person.id, by: "portal" });
    return {
      result: await readPerson(work, person.id),
      audit: {
        targetKind: "person",
        targetId: person.id,
        before: { status: "active" },
        after: { status: "deactivated", ...ended },
      },
    };
  },
});
