import { getMe } from "@/lib/admin/session/get-me";
import { getMyUsage } from "@/lib/admin/session/get-my-usage";
import { listMySessions } from "@/lib/admin/session/list-my-sessions";
import { revokeMySession } from "@/lib/admin/session/revoke-my-session";
import { signOut } from "@/lib/admin/session/sign-out";
import { signOutEverywhere } from "@/lib/admin/session/sign-out-everywhere";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/session";
import { meView, myUsageView, sessionView } from "../views/session-view";

const tag = "me";
const input = () => undefined;

export const sessionRoutes = [
  defineRoute({
    method: "get",
    path: "/me",
    tag,
    summary: "Show who you are and what you may do",
    verb: getMe,
    input,
    answer: schemas.me,
    render: meView,
  }),
  defineRoute({
    method: "get",
    path: "/me/usage",
    tag,
    summary: "Show what your own calls took, day by day",
    description: "Calls of keys that count in your quotas: those you own, and your playground's.",
    verb: getMyUsage,
    query: schemas.myUsageQuery,
    input: ({ query }) => ({ days: query.days }),
    answer: schemas.myUsage,
    render: myUsageView,
  }),
  defineRoute({
    method: "get",
    path: "/me/sessions",
    tag,
    summary: "List the browsers you are signed in with",
    verb: listMySessions,
    input,
    answer: schemas.sessionList,
    render: (sessions, { actor }) => ({ items: sessions.map((session) => sessionView(session, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/me/sessions/{sessionId}/revoke",
    tag,
    summary: "End one of your sessions",
    verb: revokeMySession,
    params: schemas.sessionParams,
    input: ({ params }) => ({ sessionId: params.sessionId }),
    answer: schemas.signedOut,
  }),
  defineRoute({
    method: "post",
    path: "/me/sign-out",
    tag,
    summary: "End this session",
    verb: signOut,
    input,
    answer: schemas.signedOut,
  }),
  defineRoute({
    method: "post",
    path: "/me/sign-out-everywhere",
    tag,
    summary: "End every session of yours, this one included",
    verb: signOutEverywhere,
    input,
    answer: schemas.signedOut,
  }),
];
