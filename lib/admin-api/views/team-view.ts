import type { TeamRow } from "@/db/queries/teams/list-teams";
import type { TeamWithMembers } from "@/lib/admin/teams/team-detail";
import type { Actor } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { Team, TeamDetail } from "../schemas/teams";
import { allowedActions } from "./allowed-actions";

type TeamAction = TeamDetail["allowedActions"][number];

const ACTIONS: readonly (readonly [TeamAction, Permission])[] = [
  ["rename", "teams:update"],
  ["archive", "teams:archive"],
  ["manage_members", "team_members:write"],
  ["create_project", "projects:create"],
  ["create_key", "keys:create"],
];

/** A team as the API shows it to `actor`. */
export function teamView(team: TeamRow, actor: Actor): Team {
  return {
    id: team.id,
    name: team.name,
    costCentre: team.costCentre,
    createdAt: team.createdAt.toISOString(),
    archivedAt: team.archivedAt?.toISOString() ?? null,
    memberCount: team.memberCount,
    projectCount: team.projectCount,
    keyCount: team.keyCount,
    myRole: (actor.kind === "person" && actor.teams.get(team.id)) || null,
  };
}

/** A team with its members as the API shows it to `actor`. */
export function teamDetailView({ team, members }: TeamWithMembers, actor: Actor): TeamDetail {
  return {
    ...teamView(team, actor),
    members: members.map((member) => ({ ...member, addedAt: member.addedAt.toISOString() })),
    allowedActions: team.archivedAt === null ? allowedActions(actor, { kind: "team", teamId: team.id }, ACTIONS) : [],
  };
}
