import { getRequest } from "@/lib/admin/requests/get-request";
import { listRequests } from "@/lib/admin/requests/list-requests";
import { revealText } from "@/lib/admin/requests/reveal-text";
import { searchTexts } from "@/lib/admin/requests/search-texts";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/requests";

const tag = "requests";

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
