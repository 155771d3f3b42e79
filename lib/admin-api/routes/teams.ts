import type { AdminContext } from "@/lib/admin/context";
import { addTeamMember } from "@/lib/admin/teams/add-team-member";
import { archiveTeam } from "@/lib/admin/teams/archive-team";
import { createTeam } from "@/lib/admin/teams/create-team";
import { getTeam } from "@/lib/admin/teams/get-team";
import { listTeams } from "@/lib/admin/teams/list-teams";
import { removeTeamMember } from "@/lib/admin/teams/remove-team-member";
import { setTeamMemberRole } from "@/lib/admin/teams/set-team-member-role";
import type { TeamWithMembers } from "@/lib/admin/teams/team-detail";
import { updateTeam } from "@/lib/admin/teams/update-team";
import { defineRoute } from "../define-route";
import * as schemas from "../schemas/teams";
import { teamDetailView, teamView } from "../views/team-view";

const tag = "teams";
const answer = schemas.teamDetail;
const render = (result: TeamWithMembers, context: AdminContext) => teamDetailView(result, context.actor);

export const teamsRoutes = [
  defineRoute({
    method: "get",
    path: "/teams",
    tag,
    summary: "List the teams you may see, by name",
    verb: listTeams,
    query: schemas.listTeamsQuery,
    input: ({ query }) => ({
      search: query.search ?? null,
      includeArchived: query.includeArchived ?? false,
      cursor: query.cursor ?? null,
      limit: query.limit,
    }),
    answer: schemas.teamPage,
    render: ({ items, nextCursor }, { actor }) => ({ items: items.map((team) => teamView(team, actor)), nextCursor }),
  }),
  defineRoute({
    method: "post",
    path: "/teams",
    tag,
    summary: "Create a team",
    verb: createTeam,
    body: schemas.createTeamInput,
    input: ({ body }) => ({ name: body.name }),
    status: 201,
    answer,
    render,
  }),
  defineRoute({
    method: "get",
    path: "/teams/{teamId}",
    tag,
    summary: "Show a team with its members",
    verb: getTeam,
    params: schemas.teamParams,
    input: ({ params }) => ({ teamId: params.teamId }),
    answer,
    render,
  }),
  defineRoute({
    method: "patch",
    path: "/teams/{teamId}",
    tag,
    summary: "Change a team's name or cost centre",
    verb: updateTeam,
    params: schemas.teamParams,
    body: schemas.updateTeamInput,
    input: ({ params, body }) => ({ teamId: params.teamId, name: body.name, costCentre: body.costCentre }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/teams/{teamId}/archive",
    tag,
    summary: "Archive a team",
    description: "Refused while a project of the team is not archived.",
    verb: archiveTeam,
    params: schemas.teamParams,
    input: ({ params }) => ({ teamId: params.teamId }),
    answer,
    render,
  }),
  defineRoute({
    method: "post",
    path: "/teams/{teamId}/members",
    tag,
    summary: "Add a person to a team",
    verb: addTeamMember,
    params: schemas.teamParams,
    body: schemas.addTeamMemberInput,
    input: ({ params, body }) => ({
      teamId: params.teamId,
      who: "personId" in body ? { personId: body.personId } : { email: body.email },
      role: body.role,
    }),
    answer,
    render,
  }),
  defineRoute({
    method: "patch",
    path: "/teams/{teamId}/members/{personId}",
    tag,
    summary: "Change a member's role",
    description: "Nobody changes their own role.",
    verb: setTeamMemberRole,
    params: schemas.teamMemberParams,
    body: schemas.setTeamMemberRoleInput,
    input: ({ params, body }) => ({ teamId: params.teamId, personId: params.personId, role: body.role }),
    answer,
    render,
  }),
  defineRoute({
    method: "delete",
    path: "/teams/{teamId}/members/{personId}",
    tag,
    summary: "Remove a person from a team",
    verb: removeTeamMember,
    params: schemas.teamMemberParams,
    input: ({ params }) => ({ teamId: params.teamId, personId: params.personId }),
    answer,
    render,
  }),
];
