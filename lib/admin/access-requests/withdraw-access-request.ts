import { findAccessRequest } from "@/db/queries/access-requests/list-requests";
import { closeAccessRequest, lockAccessRequest } from "@/db/queries/access-requests/write-request";
import { defineChange } from "../define-verb";
import { locateOwnRequest } from "./locate-request";
import { readAccessRequest } from "./read-request";
import { refuseClosedRequest } from "./refuse-closed-request";

/** Takes one's own ask back. */
export const withdrawAccessRequest = defineChange({
  name: "access_requests.withdraw",
  permission: "access_requests:create",
  kind: "access request",
  policy: "not_enforced",
  locate: locateOwnRequest,
  async change(work, seen, _input: { requestId: string }) {
    await lockAccessRequest(work.run, seen.id);
    refuseClosedRequest((await findAccessRequest(work.run, work.organizationId, seen.id)) ?? seen);
    const closing = {
      status: "withdrawn",
      decidedBy: seen.askedBy,
      note: "",
      granted: null,
      grantEndsAt: null,
      keyId: null,
    } as const;
    await closeAccessRequest(work.run, work.organizationId, seen.id, closing);
    return {
      result: await readAccessRequest(work, seen.id),
      audit: {
        targetKind: "access_request",
        targetId: seen.id,
        before: { status: "open" },
        after: { status: "withdrawn" },
      },
    };
  },
});
