import { and, asc, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import { project, team } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";

const COLUMNS = {
  ...getTableColumns(project),
  teamName: team.name,
  teamArchivedAt: team.archivedAt,
  sortName: sql<string>`lower(${project.name})`,
  keyCount: sql<number>`(select count(*)::int from virtual_key k
    where k.project_id = "project"."id" and k.status <> 'revoked')`,
};

/** A project with its team's name. `sortName` is the name as the list sorts it. */
export type ProjectRow = typeof project.$inferSelect & {
  teamName: string;
  teamArchivedAt: Date | null;
  sortName: string;
  keyCount: number;
};

interface ProjectFilter {
  /** Teams whose projects the reader may see. */
  teamIds: "all" | readonly string[];
  search: string | null;
  includeArchived: boolean;
  /** `[sortName, id]` of the last project shown. */
  after: readonly string[] | null;
  limit: number;
}

/** Projects by name, one more than `limit` when more follow. */
export async function listProjects(run: Runner, organizationId: string, filter: ProjectFilter): Promise<ProjectRow[]> {
  const { teamIds, search, after } = filter;
  return await run
    .select(COLUMNS)
    .from(project)
    .innerJoin(team, eq(team.id, project.teamId))
    .where(
      and(
        eq(project.organizationId, organizationId),
        teamIds === "all" ? undefined : inArray(project.teamId, [...teamIds]),
        search === null ? undefined : matchesText(project.name, search),
        filter.includeArchived ? undefined : isNull(project.archivedAt),
        after === null ? undefined : sql`(lower(${project.name}), ${project.id}) > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(sql`lower(${project.name})`, asc(project.id))
    .limit(filter.limit + 1);
}

/** The project, archived or not; null when the organization has none with this id. */
export async function findProject(run: Runner, organizationId: string, projectId: string): Promise<ProjectRow | null> {
  const [row] = await run
    .select(COLUMNS)
    .from(project)
    .innerJoin(team, eq(team.id, project.teamId))
    .where(and(eq(project.organizationId, organizationId), eq(project.id, projectId)))
    .limit(1);
  return row ?? null;
}
