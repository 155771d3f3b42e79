import { listSessions, type SessionRow } from "@/db/queries/sessions/sessions";
import { defineRead, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** Browsers I am signed in with. */
export const listMySessions = defineRead({
  name: "session.list",
  permission: "me:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined): Promise<SessionRow[]> =>
    listSessions(work.run, work.organizationId, personActorOf(work).personId),
});
