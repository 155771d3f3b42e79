import { revokeSessions } from "@/db/queries/sessions/sessions";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** Ends every session of mine, this one included. API tokens stay. */
export const signOutEverywhere = defineChange({
  name: "session.sign_out_everywhere",
  permission: "me:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, _input: undefined) {
    const { personId } = personActorOf(work);
    const sessions = await revokeSessions(work.run, personId);
    return {
      result: { sessions },
      audit: { targetKind: "person", targetId: personId, before: null, after: { sessionsEnded: sessions } },
    };
  },
});
