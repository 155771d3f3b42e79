import { listRequestViews } from "@/db/queries/request-views/request-views";
import { personIdOf } from "@/lib/auth/actor";
import { anywhere, defineRead } from "../define-verb";

/** The actor's own views and those that others share. */
export const listViews = defineRead({
  name: "request_views.list",
  permission: "requests:read",
  locate: anywhere,
  async read(work, _target, _input: undefined) {
    return listRequestViews(work.run, work.organizationId, personIdOf(work.actor) ?? "");
  },
});
