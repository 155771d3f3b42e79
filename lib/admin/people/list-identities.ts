import { listIdentities as listIdentityRows } from "@/db/queries/sign-in/identities";
import { defineRead } from "../define-verb";
import { locatePerson } from "./locate-person";

/** Under which subjects somebody signs in with a provider. */
export const listIdentities = defineRead({
  name: "people.list_identities",
  permission: "people:read",
  kind: "person",
  locate: locatePerson,
  read: (work, person, _input: { personId: string }) => listIdentityRows(work.run, work.organizationId, person.id),
});
