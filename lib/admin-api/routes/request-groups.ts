import { getRequestSession } from "@/lib/admin/request-groups/get-request-session";
import { listEndUsers } from "@/lib/admin/request-groups/list-end-users";
import { listRequestSessions } from "@/lib/admin/request-groups/list-request-sessions";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/request-groups";

const tag = "requests";

export const requestGroupsRoutes = [
  defineRoute({
    method: "get",
    path: "/request-sessions",
    tag,
    summary: "List sessions by when they were last seen",
    description: "What callers name with `x-gatehouse-session` or what agents send of themselves.",
    verb: listRequestSessions,
    query: schemas.requestSessionQuery,
    input: ({ query }) => query,
    answer: schemas.requestSessionPage,
  }),
  defineRoute({
    method: "get",
    path: "/request-session",
    tag,
    summary: "Show a session with its calls, the first first",
    description: "A session's name is a caller's own and may be anything, so it is in the query.",
    verb: getRequestSession,
    query: schemas.requestSessionDetailQuery,
    input: ({ query }) => query,
    answer: schemas.requestSessionDetail,
  }),
  defineRoute({
    method: "get",
    path: "/end-users",
    tag,
    summary: "List end users by when they were last seen",
    verb: listEndUsers,
    query: schemas.endUserQuery,
    input: ({ query }) => query,
    answer: schemas.endUserPage,
  }),
];
