import { revokeSessions } from "@/db/queries/sessions/sessions";
import { defineChange } from "../define-verb";
import { locatePerson } from "./locate-person";
import { refuseOwnerChangeByOthers } from "./refuse-person-change";

/** Ends every session of somebody; their API tokens and keys stay, and they may sign in again. */
export const signPersonOut = defineChange({
  name: "people.sign_out",
  permission: "people:end_sessions",
  seenWith: "people:read",
  kind: "person",
  policy: "not_enforced",
  locate: locatePerson,
  async change(work, person, _input: { personId: string }) {
    refuseOwnerChangeByOthers(work.actor, person.role);
    const sessions = await revokeSessions(work.run, person.id);
    return {
      result: { sessions },
      audit: { targetKind: "person", targetId: person.id, before: null, after: { sessionsEnded: sessions } },
    };
  },
});
