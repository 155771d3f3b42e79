import { listTeams as listTeamRows, type TeamRow } from "@/db/queries/teams/list-teams";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";

interface ListTeams {
  search: string | null;
  includeArchived: boolean;
  cursor: string | null;
  limit: number;
}

/** Teams the actor may see, by name. */
export const listTeams = defineRead({
  name: "teams.list",
  permission: "teams:read",
  locate: anywhere,
  async read(work, _target, input: ListTeams): Promise<Page<TeamRow>> {
    const rows = await listTeamRows(work.run, work.organizationId, {
      teamIds: teamsWith(work.actor, "teams:read"),
      search: input.search,
      includeArchived: input.includeArchived,
      after: input.cursor === null ? null : readCursor(input.cursor, 2),
      limit: input.limit,
    });
    return pageOf(rows, input.limit, (team) => [team.sortName, team.id]);
  },
});
