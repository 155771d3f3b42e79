import { and, eq, sql } from "drizzle-orm";
import { team } from "@/db/schema";
import type { Runner } from "../runner";

export async function insertTeam(
  run: Runner,
  organizationId: string,
  row: { id: string; name: string },
): Promise<void> {
  await run.insert(team).values({ ...row, organizationId });
}

export async function updateTeamRow(
  run: Runner,
  organizationId: string,
  teamId: string,
  change: { name: string; costCentre: string | null },
): Promise<void> {
  await run
    .update(team)
    .set(change)
    .where(and(eq(team.organizationId, organizationId), eq(team.id, teamId)));
}

export async function archiveTeamRow(run: Runner, organizationId: string, teamId: string): Promise<void> {
  await run
    .update(team)
    .set({ archivedAt: sql`now()` })
    .where(and(eq(team.organizationId, organizationId), eq(team.id, teamId)));
}
