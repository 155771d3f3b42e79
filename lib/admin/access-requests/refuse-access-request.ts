import { findAccessRequest } from "@/db/queries/access-requests/list-requests";
import { closeAccessRequest, lockAccessRequest } from "@/db/queries/access-requests/write-request";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { locateDecidedRequest } from "./locate-request";
import { readAccessRequest } from "./read-request";
import { refuseClosedRequest } from "./refuse-closed-request";
import { tell } from "./tell";

interface RefuseAccessRequest {
  requestId: string;
  note: string;
}

/** Says no, with a word why. */
export const refuseAccessRequest = defineChange({
  name: "access_requests.refuse",
  permission: "access_requests:decide",
  seenWith: "access_requests:read",
  kind: "access request",
  policy: "not_enforced",
  locate: locateDecidedRequest,
  async change(work, seen, { note }: RefuseAccessRequest) {
    const { personId } = personActorOf(work);
    await lockAccessRequest(work.run, seen.id);
    const request = (await findAccessRequest(work.run, work.organizationId, seen.id)) ?? seen;
    refuseClosedRequest(request);
    if (request.askedBy === personId) {
      throw new AdminError("own_request", "Nobody decides their own request. Withdraw it instead.");
    }
    const closing = {
      status: "refused",
      decidedBy: personId,
      note,
      granted: null,
      grantEndsAt: null,
      keyId: null,
    } as const;
    await closeAccessRequest(work.run, work.organizationId, request.id, closing);
    const detail = await readAccessRequest(work, request.id);
    await tell(work, detail, { kind: "refused" });
    return {
      result: detail,
      audit: {
        targetKind: "access_request",
        targetId: request.id,
        before: { status: "open" },
        after: { status: "refused", note },
      },
    };
  },
});
