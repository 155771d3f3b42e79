import { revokeSessions } from "@/db/queries/sessions/sessions";
import { deleteIdentity, listIdentities } from "@/db/queries/sign-in/identities";
import { notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locatePerson } from "./locate-person";
import { refuseOwnChange, refuseOwnerChangeByOthers } from "./refuse-person-change";

interface UnlinkIdentity {
  personId: string;
  identityId: string;
}

/** Forgets under which subject somebody signs in, and ends their sessions: for a directory that was moved. Their next sign-in links them anew. */
export const unlinkIdentity = defineChange({
  name: "people.unlink_identity",
  permission: "people:unlink_identity",
  seenWith: "people:read",
  kind: "person",
  policy: "not_enforced",
  locate: locatePerson,
  async change(work, person, { identityId }: UnlinkIdentity) {
    refuseOwnChange(work.actor, person);
    refuseOwnerChangeByOthers(work.actor, person.role);
    const { run, organizationId } = work;
    const identity = (await listIdentities(run, organizationId, person.id)).find((one) => one.id === identityId);
    if (identity === undefined) throw notFound("identity");
    await deleteIdentity(run, organizationId, { personId: person.id, identityId });
    const sessions = await revokeSessions(run, person.id);
    const { issuer, subject } = identity;
    return {
      result: { sessions },
      audit: {
        targetKind: "person",
        targetId: person.id,
        before: { issuer, subject },
        after: { sessionsEnded: sessions },
      },
    };
  },
});
