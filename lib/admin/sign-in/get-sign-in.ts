import { defineRead, inOrganization } from "../define-verb";
import { readSignIn } from "./read-sign-in";

/** How people sign in, what rules give them, how long they stay. */
export const getSignIn = defineRead({
  name: "sign_in.get",
  permission: "sign_in:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => readSignIn(work),
});
