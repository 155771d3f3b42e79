import { z } from "zod";
import { instant } from "./fields";
import { flag, pageOf, pageQuery, search } from "./page";
import { idOf, line } from "./text";

export const teamRole = z.enum(["lead", "member"]);

export const team = z
  .object({
    id: idOf("team"),
    name: z.string().meta({ example: "Search" }),
    /** Who pays for its projects that name no cost centre of their own. */
    costCentre: z.string().nullable().meta({ example: "CC-2200" }),
    createdAt: instant,
    archivedAt: instant.nullable(),
    memberCount: z.int(),
    /** Projects that are not archived. */
    projectCount: z.int(),
    /** Virtual keys that are not revoked. */
    keyCount: z.int(),
    /** The caller's own role in it; null when not a member. */
    myRole: teamRole.nullable(),
  })
  .meta({ id: "Team" });

export const teamMember = z
  .object({
    personId: idOf("per"),
    name: z.string().meta({ example: "Ada Lovelace" }),
    email: z.string().meta({ example: "ada@example.com" }),
    role: teamRole,
    status: z.enum(["active", "deactivated"]),
    addedAt: instant,
  })
  .meta({ id: "TeamMember" });

export const teamDetail = team
  .extend({
    members: z.array(teamMember),
    /** What the caller may do with it. */
    allowedActions: z.array(z.enum(["rename", "archive", "manage_members", "create_project", "create_key"])),
  })
  .meta({ id: "TeamDetail" });

export const teamParams = z.object({ teamId: idOf("team") });
export const teamMemberParams = teamParams.extend({ personId: idOf("per") });
export const listTeamsQuery = pageQuery.extend({ search: search.optional(), includeArchived: flag.optional() });
export const teamPage = pageOf(team, "TeamPage");
export const createTeamInput = z
  .strictObject({ name: line(80).meta({ example: "Search" }) })
  .meta({ id: "CreateTeam" });
export const updateTeamInput = z
  .strictObject({
    name: line(80).optional().meta({ example: "Search" }),
    costCentre: line(60).nullable().optional().meta({ example: "CC-2200" }),
  })
  .meta({ id: "UpdateTeam" });
/** By id or, for leads who cannot read the list of people, by e-mail address. */
export const addTeamMemberInput = z
  .union([
    z.strictObject({ personId: idOf("per"), role: teamRole }),
    z.strictObject({ email: z.email().max(254), role: teamRole }),
  ])
  .meta({ id: "AddTeamMember" });
export const setTeamMemberRoleInput = z.strictObject({ role: teamRole }).meta({ id: "SetTeamMemberRole" });

export type Team = z.output<typeof team>;
export type TeamRoleName = z.output<typeof teamRole>;
export type TeamMember = z.output<typeof teamMember>;
export type TeamDetail = z.output<typeof teamDetail>;
export type ListTeamsQuery = z.input<typeof listTeamsQuery>;
export type CreateTeamInput = z.input<typeof createTeamInput>;
export type UpdateTeamInput = z.input<typeof updateTeamInput>;
export type AddTeamMemberInput = z.input<typeof addTeamMemberInput>;
export type SetTeamMemberRoleInput = z.input<typeof setTeamMemberRoleInput>;
