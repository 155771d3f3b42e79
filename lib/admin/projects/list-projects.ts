import { listProjects as listProjectRows, type ProjectRow } from "@/db/queries/projects/list-projects";
import { teamsWith } from "@/lib/auth/authorize";
import { anywhere, defineRead } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import { onlyTeam } from "../only-team";

interface ListProjects {
  teamId: string | null;
  search: string | null;
  includeArchived: boolean;
  cursor: string | null;
  limit: number;
}

/** Projects the actor may see, by name. */
export const listProjects = defineRead({
  name: "projects.list",
  permission: "projects:read",
  locate: anywhere,
  async read(work, _target, input: ListProjects): Promise<Page<ProjectRow>> {
    const rows = await listProjectRows(work.run, work.organizationId, {
      teamIds: onlyTeam(teamsWith(work.actor, "projects:read"), input.teamId),
      search: input.search,
      includeArchived: input.includeArchived,
      after: input.cursor === null ? null : readCursor(input.cursor, 2),
      limit: input.limit,
    });
    return pageOf(rows, input.limit, (project) => [project.sortName, project.id]);
  },
});
