import { listRequestExports } from "@/db/queries/request-exports/request-exports";
import { personIdOf } from "@/lib/auth/actor";
import { anywhere, defineRead } from "../define-verb";

/** The actor's own exports, newest first. */
export const listExports = defineRead({
  name: "request_exports.list",
  permission: "requests:export",
  locate: anywhere,
  async read(work, _target, _input: undefined) {
    return listRequestExports(work.run, work.organizationId, personIdOf(work.actor) ?? "");
  },
});
