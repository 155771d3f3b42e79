import { listErasures as findErasures } from "@/db/queries/erasures/erase-end-user";
import { defineRead, inOrganization } from "../define-verb";

/** Erasures with their signed statements, newest first. */
export const listErasures = defineRead({
  name: "requests.list_erasures",
  permission: "privacy:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined) {
    return findErasures(work.run, work.organizationId);
  },
});
