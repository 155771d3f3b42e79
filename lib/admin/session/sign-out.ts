import { revokeSession } from "@/db/queries/sessions/sessions";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** Ends the session this request came with. */
export const signOut = defineChange({
  name: "session.sign_out",
  permission: "me:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, _input: undefined) {
    const { via, personId } = personActorOf(work);
    if (via.kind !== "session") {
      throw new AdminError("conflict", "An API token has no session to end. Revoke the token instead.");
    }
    return {
      result: { sessions: await revokeSession(work.run, personId, via.sessionId) },
      audit: { targetKind: "session", targetId: via.sessionId, before: null, after: { revoked: true } },
    };
  },
});
