import { countWaiting } from "@/db/queries/access-requests/list-requests";
import { anywhere, defineRead } from "../define-verb";
import { requestDecidingOf } from "./locate-request";

/** How many requests wait for the actor's decision. */
export const countWaitingRequests = defineRead({
  name: "access_requests.count_waiting",
  permission: "access_requests:read",
  locate: anywhere,
  async read(work, _target, _input: undefined) {
    return { waiting: await countWaiting(work.run, work.organizationId, await requestDecidingOf(work)) };
  },
});
