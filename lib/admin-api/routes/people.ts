import type { AdminContext } from "@/lib/admin/context";
import { createPersonSignInLink } from "@/lib/admin/people/create-person-sign-in-link";
import { deactivatePerson } from "@/lib/admin/people/deactivate-person";
import { getPerson } from "@/lib/admin/people/get-person";
import { invitePerson } from "@/lib/admin/people/invite-person";
import { listPeople } from "@/lib/admin/people/list-people";
import type { PersonWithTeams } from "@/lib/admin/people/locate-person";
import { reactivatePerson } from "@/lib/admin/people/reactivate-person";
import { setPersonRole } from "@/lib/admin/people/set-person-role";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/people";
import { personView, shownSignInLink, signInLinkView } from "../views/person-view";

const tag = "people";
const answer = schemas.person;
const params = schemas.personParams;
const onPerson = (parts: { params: { personId: string } }) => ({ personId: parts.params.personId });
const render = (result: PersonWithTeams, context: AdminContext) => personView(result, context.actor);

export const peopleRoutes = [
  defineRoute({
    method: "get",
    path: "/people",
    tag,
    summary: "List everybody, by name",
    verb: listPeople,
    query: schemas.listPeopleQuery,
    input: ({ query }) => ({
      search: query.search ?? null,
      role: query.role ?? null,
      status: query.status ?? null,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.personPage,
    render: ({ items, nextCursor }, { actor }) => ({ items: items.map((item) => personView(item, actor)), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/people",
    tag,
    summary: "Invite a person",
    description: "The link in the answer signs them in once, within 30 minutes, and is shown only here.",
    verb: invitePerson,
    body: schemas.invitePersonInput,
    input: ({ body }) => ({ email: body.email, name: body.name, role: body.role, teams: body.teams }),
    status: 201,
    answer: schemas.invitedPerson,
    render: (result, { actor }) => ({ person: personView(result, actor), signInLink: signInLinkView(result.link) }),
    withoutSecret: (shown) => ({ ...shown, signInLink: shownSignInLink(shown.signInLink) }),
  }),
  defineRoute({
    method: "get",
    path: "/people/{personId}",
    tag,
    summary: "Show a person",
    verb: getPerson,
    params,
    input: onPerson,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/people/{personId}/sign-in-links",
    tag,
    summary: "Make a sign-in link for somebody else",
    description: "Works once, within 30 minutes, and is shown only here.",
    verb: createPersonSignInLink,
    params,
    body: schemas.createSignInLinkInput,
    input: ({ params: { personId }, body: { accessRequestId = null } }) => ({ personId, accessRequestId }),
    status: 201,
    answer: schemas.createdSignInLink,
    render: ({ person, link }) => ({
      person: { id: person.id, name: person.name },
      signInLink: signInLinkView(link),
    }),
    withoutSecret: (shown) => ({ ...shown, signInLink: shownSignInLink(shown.signInLink) }),
  }),
  defineRoute({
    method: "put",
    path: "/people/{personId}/role",
    tag,
    summary: "Change a person's role",
    description: "Nobody changes their own role; the last owner stays one.",
    verb: setPersonRole,
    params,
    body: schemas.setPersonRoleInput,
    input: ({ params: { personId }, body }) => ({ personId, role: body.role }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/people/{personId}/deactivate",
    tag,
    summary: "Deactivate a person",
    description:
      "Ends their sessions, API tokens and unused links at once, and suspends the keys they own. Other keys belong to their projects and stay.",
    verb: deactivatePerson,
    params,
    input: onPerson,
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/people/{personId}/reactivate",
    tag,
    summary: "Reactivate a person",
    verb: reactivatePerson,
    params,
    input: onPerson,
    answer,
    render,
  }),
];
