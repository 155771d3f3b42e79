import { REQUEST_STATUSES } from "@/db/queries/access-requests/list-requests";
import { approveAccessRequest } from "@/lib/admin/access-requests/approve-access-request";
import { collectRequestedKey } from "@/lib/admin/access-requests/collect-requested-key";
import { commentOnAccessRequest } from "@/lib/admin/access-requests/comment-on-access-request";
import { countWaitingRequests } from "@/lib/admin/access-requests/count-waiting-requests";
import { createAccessRequest } from "@/lib/admin/access-requests/create-access-request";
import { getAccessRequest } from "@/lib/admin/access-requests/get-access-request";
import { listAccessRequests } from "@/lib/admin/access-requests/list-access-requests";
import { previewAccessRequest } from "@/lib/admin/access-requests/preview-access-request";
import type { AccessRequestDetail } from "@/lib/admin/access-requests/read-request";
import { refuseAccessRequest } from "@/lib/admin/access-requests/refuse-access-request";
import { withdrawAccessRequest } from "@/lib/admin/access-requests/withdraw-access-request";
import type { AdminContext } from "@/lib/admin/context";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/access-requests";
import { keyWithSecret } from "../schemas/keys";
import { accessRequestDetailView, accessRequestPreviewView, accessRequestView } from "../views/access-request-view";
import { keyWithSecretView } from "../views/key-view";

const tag = "access requests";
const params = schemas.accessRequestParams;
const answer = schemas.accessRequestDetail;
const render = (result: AccessRequestDetail, { actor }: AdminContext) => accessRequestDetailView(result, actor);
const onRequest = (parts: { params: { requestId: string } }) => ({ requestId: parts.params.requestId });

export const accessRequestsRoutes = [
  defineRoute({
    method: "get",
    path: "/access-requests",
    tag,
    summary: "List your own access requests and those you may read, newest first",
    verb: listAccessRequests,
    query: schemas.listAccessRequestsQuery,
    input: ({ query }) => ({
      statuses:
        query.status === undefined ? null : REQUEST_STATUSES.filter((one) => query.status?.split(",").includes(one)),
      kind: query.kind ?? null,
      subjectId: query.subjectId ?? null,
      mine: query.mine ?? false,
      waiting: query.waiting ?? false,
      search: query.q ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.accessRequestPage,
    render: ({ items, nextCursor }) => ({ items: items.map(accessRequestView), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/access-requests",
    tag,
    summary: "Ask for a key, models, a higher limit or a role",
    description: "What the team's ceiling allows is given at once; a key's secret is then fetched with `collect`.",
    verb: createAccessRequest,
    body: schemas.createAccessRequestInput,
    input: ({ body: { proposal, reason } }) => ({ proposal, reason }),
    status: 201,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/access-requests/dry-run",
    tag,
    summary: "Say whether an ask would be given at once, and if not, why and who decides",
    verb: previewAccessRequest,
    body: schemas.previewAccessRequestInput,
    input: ({ body: { proposal } }) => ({ proposal }),
    answer: schemas.accessRequestPreview,
    render: accessRequestPreviewView,
  }),
  defineRoute({
    method: "get",
    path: "/access-requests/waiting",
    tag,
    summary: "Count what waits for your decision",
    verb: countWaitingRequests,
    input: () => undefined,
    answer: schemas.waitingRequests,
  }),
  defineRoute({
    method: "get",
    path: "/access-requests/{requestId}",
    tag,
    summary: "Show an access request: now and then, cost, history, and what you may do",
    verb: getAccessRequest,
    params,
    input: onRequest,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/access-requests/{requestId}/approve",
    tag,
    summary: "Approve exactly the change that was shown, or less of it",
    description:
      "Refused with `stale_request` when what it would change has changed since: read it again. Dangerous changes wait for a second person.",
    verb: approveAccessRequest,
    params,
    body: schemas.approveAccessRequestInput,
    input: ({ params: { requestId }, body: { hash, grant, note } }) => ({ requestId, hash, grant, note }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/access-requests/{requestId}/refuse",
    tag,
    summary: "Refuse an access request",
    verb: refuseAccessRequest,
    params,
    body: schemas.refuseAccessRequestInput,
    input: ({ params: { requestId }, body: { note } }) => ({ requestId, note }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/access-requests/{requestId}/withdraw",
    tag,
    summary: "Take your own access request back",
    verb: withdrawAccessRequest,
    params,
    input: onRequest,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/access-requests/{requestId}/comments",
    tag,
    summary: "Comment on an access request",
    verb: commentOnAccessRequest,
    params,
    body: schemas.commentInput,
    input: ({ params: { requestId }, body: { text } }) => ({ requestId, text }),
    status: 201,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/access-requests/{requestId}/collect",
    tag,
    summary: "Fetch the first secret of the key that your request made",
    description: "The secret is in this answer and nowhere else, ever; whoever approved never sees it.",
    verb: collectRequestedKey,
    params,
    input: onRequest,
    answer: keyWithSecret,
    render: (result, { actor }) => keyWithSecretView(result, actor),
    withoutSecret: (shown) => ({ ...shown, secret: null, alreadyShown: true }),
  }),
];
