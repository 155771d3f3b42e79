import { and, asc, eq, getTableColumns, inArray, isNull, sql } from "drizzle-orm";
import { team } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";

/** A team with how much belongs to it. `sortName` is the name as the list sorts it. */
export const TEAM_COLUMNS = {
  ...getTableColumns(team),
  sortName: sql<string>`lower("team"."name")`,
  memberCount: sql<number>`(select count(*)::int from team_member m where m.team_id = "team"."id")`,
  projectCount: sql<number>`(select count(*)::int from project p where p.team_id = "team"."id" and p.archived_at is null)`,
  keyCount: sql<number>`(select count(*)::int from virtual_key k join project p on p.id = k.project_id
    where p.team_id = "team"."id" and k.status <> 'revoked')`,
};

export type TeamRow = typeof team.$inferSelect & {
  sortName: string;
  memberCount: number;
  projectCount: number;
  keyCount: number;
};

interface TeamFilter {
  /** Which teams the reader may see. */
  teamIds: "all" | readonly string[];
  search: string | null;
  includeArchived: boolean;
  /** `[sortName, id]` of the last team shown. */
  after: readonly string[] | null;
  limit: number;
}

/** Teams by name, one more than `limit` when more follow. */
export async function listTeams(run: Runner, organizationId: string, filter: TeamFilter): Promise<TeamRow[]> {
  const { teamIds, search, after } = filter;
  return await run
    .select(TEAM_COLUMNS)
    .from(team)
    .where(
      and(
        eq(team.organizationId, organizationId),
        teamIds === "all" ? undefined : inArray(team.id, [...teamIds]),
        search === null ? undefined : matchesText(team.name, search),
        filter.includeArchived ? undefined : isNull(team.archivedAt),
        after === null ? undefined : sql`(lower("team"."name"), "team"."id") > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(sql`lower("team"."name")`, asc(team.id))
    .limit(filter.limit + 1);
}
