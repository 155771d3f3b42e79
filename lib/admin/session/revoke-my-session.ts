import { revokeSession } from "@/db/queries/sessions/sessions";
import { notFound } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** Ends one of my sessions, such as a browser I left somewhere. */
export const revokeMySession = defineChange({
  name: "session.revoke",
  permission: "me:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { sessionId }: { sessionId: string }) {
    const sessions = await revokeSession(work.run, personActorOf(work).personId, sessionId);
    if (sessions === 0) throw notFound("session");
    return {
      result: { sessions },
      audit: { targetKind: "session", targetId: sessionId, before: null, after: { revoked: true } },
    };
  },
});
