import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { team, teamMember } from "@/db/schema";
import type { Runner } from "../runner";

export interface PersonTeamRow {
  personId: string;
  id: string;
  name: string;
  role: "lead" | "member";
}

/** Teams, not archived, of these people, by name; at most 5,000. */
export async function listPersonTeams(
  run: Runner,
  organizationId: string,
  personIds: readonly string[],
): Promise<PersonTeamRow[]> {
  if (personIds.length === 0) return [];
  return await run
    .select({ personId: teamMember.personId, id: team.id, name: team.name, role: teamMember.role })
    .from(teamMember)
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(
      and(
        eq(team.organizationId, organizationId),
        isNull(team.archivedAt),
        inArray(teamMember.personId, [...personIds]),
      ),
    )
    .orderBy(sql`lower(${team.name})`, asc(team.id))
    .limit(5_000);
}
