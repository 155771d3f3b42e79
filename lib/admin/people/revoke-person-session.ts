import { revokeSession } from "@/db/queries/sessions/sessions";
import { notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locatePerson } from "./locate-person";
import { refuseOwnerChangeByOthers } from "./refuse-person-change";

interface RevokePersonSession {
  personId: string;
  sessionId: string;
}

/** Ends one session of somebody. */
export const revokePersonSession = defineChange({
  name: "people.revoke_session",
  permission: "people:end_sessions",
  seenWith: "people:read",
  kind: "person",
  policy: "not_enforced",
  locate: locatePerson,
  async change(work, person, { sessionId }: RevokePersonSession) {
    refuseOwnerChangeByOthers(work.actor, person.role);
    const sessions = await revokeSession(work.run, person.id, sessionId);
    if (sessions === 0) throw notFound("session");
    return {
      result: { sessions },
      audit: { targetKind: "session", targetId: sessionId, before: null, after: { revoked: true, person: person.id } },
    };
  },
});
