import { listSessions } from "@/db/queries/sessions/sessions";
import { defineRead } from "../define-verb";
import { locatePerson } from "./locate-person";

/** Browsers somebody is signed in with. */
export const listPersonSessions = defineRead({
  name: "people.list_sessions",
  permission: "people:read",
  kind: "person",
  locate: locatePerson,
  read: (work, person, _input: { personId: string }) => listSessions(work.run, work.organizationId, person.id),
});
