import { expireSignInLinks, revokeApiTokensOf } from "@/db/queries/people/end-access";
import { setPersonStatusRow } from "@/db/queries/people/write-person";
import { revokeSessions } from "@/db/queries/sessions/sessions";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locatePerson, readPerson } from "./locate-person";
import { refuseLastOwner, refuseOwnChange, refuseOwnerChangeByOthers } from "./refuse-person-change";

/** Shuts a person out at once: sessions, API tokens and unused links end. Keys they made belong to their projects and stay. */
export const deactivatePerson = defineChange({
  name: "people.deactivate",
  permission: "people:deactivate",
  seenWith: "people:read",
  kind: "person",
  policy: "not_enforced",
  locate: locatePerson,
  async change(work, person, _input: { personId: string }) {
    refuseOwnChange(work.actor, person);
    refuseOwnerChangeByOthers(work.actor, person.role);
    if (person.status !== "active") throw new AdminError("conflict", `${person.name} is deactivated already.`);
    await refuseLastOwner(work, person);
    await setPersonStatusRow(work.run, work.organizationId, person.id, "deactivated");
    const sessionsEnded = await revokeSessions(work.run, person.id);
    const apiTokensRevoked = await revokeApiTokensOf(work.run, work.organizationId, person.id);
    await expireSignInLinks(work.run, person.id);
    return {
      result: await readPerson(work, person.id),
      audit: {
        targetKind: "person",
        targetId: person.id,
        before: { status: "active" },
        after: { status: "deactivated", sessionsEnded, apiTokensRevoked },
      },
    };
  },
});
