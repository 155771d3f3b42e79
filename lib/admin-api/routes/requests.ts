import { followRequests } from "@/lib/admin/requests/follow-requests";
import { getRequest } from "@/lib/admin/requests/get-request";
import { listRequests } from "@/lib/admin/requests/list-requests";
import { revealText } from "@/lib/admin/requests/reveal-text";
import { searchTexts } from "@/lib/admin/requests/search-texts";
import { defineEvents } from "../define-events";
import { defineRoute } from "../define-route";
import { streamRequests } from "../live-requests/stream-requests";
import * as live from "../schemas/live-requests";
import * as schemas from "../schemas/requests";

const tag = "requests";

const LIVE_WORDS = `Server-sent events. \`ready\` comes first: \`{"hasGap"}\`, true when more was recorded since \`Last-Event-ID\` than is told. \`requests\` has
\`{"items", "isCut"}\`: entries as the list has them, newest first, and whether more were recorded than can be told. \`heartbeat\` comes every ten
seconds. \`end\` says why the stream ends: \`{"reason"}\` is \`signed_out\`, \`rights_changed\`, \`shutting_down\`, \`unavailable\` or \`too_slow\`; come back
with the last id. The last two seconds may be repeated; merge by id.`;

export const requestsRoutes = [
  defineRoute({
    method: "get",
    path: "/requests",
    tag,
    summary: "List calls, newest first, refusals included",
    description: "`cursor` gives older ones, `after` what was recorded since an earlier answer.",
    verb: listRequests,
    query: schemas.requestQuery,
    input: ({ query }) => query,
    answer: schemas.requestPage,
  }),
  defineEvents({
    path: "/requests/live",
    tag,
    summary: "Watch calls as they are recorded",
    description: LIVE_WORDS,
    verb: followRequests,
    query: live.liveRequestQuery,
    headers: live.liveRequestHeaders,
    input: ({ query, headers }) => ({ ...query, after: headers["last-event-id"] ?? query.after }),
    render: (wish, context) => streamRequests(wish, context.live),
  }),
  defineRoute({
    method: "get",
    path: "/request-texts",
    tag,
    summary: "Find calls by what was said in them",
    description:
      "Where the project keeps text and you may reveal it. The answer shows no text; every page asked for is an audit event.",
    verb: searchTexts,
    query: schemas.requestTextQuery,
    input: ({ query }) => query,
    answer: schemas.requestPage,
  }),
  defineRoute({
    method: "get",
    path: "/requests/{requestId}",
    tag,
    summary: "Show a call with its decision trace, attempts and cost",
    verb: getRequest,
    params: schemas.requestParams,
    input: ({ params: { requestId } }) => ({ requestId }),
    answer: schemas.requestDetail,
  }),
  defineRoute({
    method: "get",
    path: "/requests/{requestId}/text",
    tag,
    summary: "Reveal what was asked and answered",
    description: "Where the project keeps text. Every look is an audit event.",
    verb: revealText,
    params: schemas.requestParams,
    input: ({ params: { requestId } }) => ({ requestId }),
    answer: schemas.requestText,
  }),
];
