import { and, asc, eq, notInArray, sql } from "drizzle-orm";
import { scimGroup, scimGroupMember, teamMember } from "@/db/schema";
import type { Runner } from "../runner";

type TeamRole = "lead" | "member";

/** The teams a person is in, by id, and who gave them. */
export async function listMemberships(
  run: Runner,
  personId: string,
): Promise<{ teamId: string; role: TeamRole; grantedBy: "portal" | "rules" }[]> {
  return await run
    .select({ teamId: teamMember.teamId, role: teamMember.role, grantedBy: teamMember.grantedBy })
    .from(teamMember)
    .where(eq(teamMember.personId, personId))
    .orderBy(asc(teamMember.teamId));
}

/** Makes the memberships that rules gave exactly `teams`. What a person gave in the portal stays as it is. */
export async function replaceRuleTeams(
  run: Runner,
  personId: string,
  teams: ReadonlyMap<string, TeamRole>,
): Promise<void> {
  const byRules = and(eq(teamMember.personId, personId), eq(teamMember.grantedBy, "rules"));
  const kept = [...teams.keys()];
  await run.delete(teamMember).where(kept.length === 0 ? byRules : and(byRules, notInArray(teamMember.teamId, kept)));
  if (kept.length === 0) return;
  const rows = [...teams].map(([teamId, role]) => ({ teamId, personId, role, grantedBy: "rules" as const }));
  await run
    .insert(teamMember)
    .values(rows)
    .onConflictDoUpdate({
      target: [teamMember.teamId, teamMember.personId],
      set: { role: sql`excluded.role` },
      setWhere: sql`${teamMember.grantedBy} = 'rules'`,
    });
}

/** Names and external ids of the directory's groups a person is in: the claim `scim_groups`. */
export async function listScimGroupNames(run: Runner, personId: string): Promise<string[]> {
  const rows = await run
    .select({ displayName: scimGroup.displayName, externalId: scimGroup.externalId })
    .from(scimGroupMember)
    .innerJoin(scimGroup, eq(scimGroup.id, scimGroupMember.groupId))
    .where(eq(scimGroupMember.personId, personId))
    .orderBy(asc(scimGroup.displayName))
    .limit(1_000);
  return rows.flatMap((row) => (row.externalId === null ? [row.displayName] : [row.displayName, row.externalId]));
}
