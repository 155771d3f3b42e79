import { and, eq, sql } from "drizzle-orm";
import { type CeilingTier, team, teamCeiling } from "@/db/schema";
import type { Runner } from "../runner";

/** What one tier allows; null is no bound. */
export type CeilingTerms = Omit<typeof teamCeiling.$inferSelect, "teamId" | "tier" | "updatedAt">;

/** A tier without a row bounds nothing. */
export type TeamCeilings = Record<CeilingTier, CeilingTerms | null>;

export async function readTeamCeilings(run: Runner, organizationId: string, teamId: string): Promise<TeamCeilings> {
  const rows = await run
    .select({ ceiling: teamCeiling })
    .from(teamCeiling)
    .innerJoin(team, eq(team.id, teamCeiling.teamId))
    .where(and(eq(team.organizationId, organizationId), eq(team.id, teamId)))
    .limit(2);
  const of = (tier: CeilingTier) => {
    const found = rows.find(({ ceiling }) => ceiling.tier === tier);
    if (found === undefined) return null;
    const { teamId: _team, tier: _tier, updatedAt: _updated, ...terms } = found.ceiling;
    return terms;
  };
  return { member: of("member"), lead: of("lead") };
}

/** Makes exactly these hold for a team of the caller's organization. */
export async function writeTeamCeilings(run: Runner, teamId: string, ceilings: TeamCeilings): Promise<void> {
  for (const tier of ["member", "lead"] as const) {
    const terms = ceilings[tier];
    if (terms === null) {
      await run.delete(teamCeiling).where(and(eq(teamCeiling.teamId, teamId), eq(teamCeiling.tier, tier)));
      continue;
    }
    const row = { ...terms, updatedAt: sql`now()` };
    await run
      .insert(teamCeiling)
      .values({ teamId, tier, ...terms })
      .onConflictDoUpdate({ target: [teamCeiling.teamId, teamCeiling.tier], set: row });
  }
}
