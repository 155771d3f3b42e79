import { defineRead } from "../define-verb";
import { locatePerson, readPerson } from "./locate-person";

/** One person with their teams. */
export const getPerson = defineRead({
  name: "people.get",
  permission: "people:read",
  kind: "person",
  locate: locatePerson,
  read: (work, person) => readPerson(work, person.id),
});
