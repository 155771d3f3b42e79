import { readFourEyes } from "@/db/queries/ceilings/four-eyes";
import { defineRead, inOrganization } from "../define-verb";

/** Which changes take two people. */
export const getFourEyes = defineRead({
  name: "four_eyes.get",
  permission: "four_eyes:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => readFourEyes(work.run, work.organizationId),
});
