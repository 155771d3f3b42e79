import { defineRead } from "../define-verb";
import { locateAccessRequest } from "./locate-request";
import { type AccessRequestDetail, readAccessRequest } from "./read-request";

/** One request: now → then, what it may cost, who asked for what before, and what the reader may do. */
export const getAccessRequest = defineRead({
  name: "access_requests.get",
  permission: "access_requests:read",
  kind: "access request",
  locate: locateAccessRequest,
  read: (work, request, _input: { requestId: string }): Promise<AccessRequestDetail> =>
    readAccessRequest(work, request.id),
});
