import { defineRead, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { readPreferences } from "./notice-preferences";

/** How I am mailed what I am told. */
export const getNoticePreferences = defineRead({
  name: "notices.get_my_preferences",
  permission: "me:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => readPreferences(work, personActorOf(work).personId),
});
