import { listIdentities } from "@/lib/admin/people/list-identities";
import { listPersonSessions } from "@/lib/admin/people/list-person-sessions";
import { revokePersonSession } from "@/lib/admin/people/revoke-person-session";
import { signPersonOut } from "@/lib/admin/people/sign-person-out";
import { unlinkIdentity } from "@/lib/admin/people/unlink-identity";
import { defineRoute } from "../define-route";
import { personParams } from "../schemas/people";
import * as schemas from "../schemas/person-access";
import { sessionList, signedOut } from "../schemas/session";
import { identityView } from "../views/identity-view";
import { sessionView } from "../views/session-view";

const tag = "people";
const params = personParams;

export const personAccessRoutes = [
  defineRoute({
    method: "get",
    path: "/people/{personId}/sessions",
    tag,
    summary: "List the browsers a person is signed in with",
    verb: listPersonSessions,
    params,
    input: ({ params: { personId } }) => ({ personId }),
    answer: sessionList,
    render: (sessions, { actor }) => ({ items: sessions.map((session) => sessionView(session, actor)) }),
  }),
  defineRoute({
    method: "post",
    path: "/people/{personId}/sessions/{sessionId}/revoke",
    tag,
    summary: "End one session of a person",
    verb: revokePersonSession,
    params: schemas.personSessionParams,
    input: ({ params: { personId, sessionId } }) => ({ personId, sessionId }),
    answer: signedOut,
  }),
  defineRoute({
    method: "post",
    path: "/people/{personId}/sign-out",
    tag,
    summary: "End every session of a person",
    description: "Their API tokens and keys stay, and they may sign in again.",
    verb: signPersonOut,
    params,
    input: ({ params: { personId } }) => ({ personId }),
    answer: signedOut,
  }),
  defineRoute({
    method: "get",
    path: "/people/{personId}/identities",
    tag,
    summary: "List under which subjects a person signs in with a provider",
    verb: listIdentities,
    params,
    input: ({ params: { personId } }) => ({ personId }),
    answer: schemas.identityList,
    render: (identities) => ({ items: identities.map(identityView) }),
  }),
  defineRoute({
    method: "post",
    path: "/people/{personId}/identities/{identityId}/unlink",
    tag,
    summary: "Forget under which subject a person signs in, and end their sessions",
    verb: unlinkIdentity,
    params: schemas.personIdentityParams,
    input: ({ params: { personId, identityId } }) => ({ personId, identityId }),
    answer: signedOut,
  }),
];
