import { and, eq } from "drizzle-orm";
import { team } from "@/db/schema";
import type { Runner } from "../runner";
import { TEAM_COLUMNS, type TeamRow } from "./list-teams";

/** The team, archived or not; null when the organization has none with this id. */
export async function findTeam(run: Runner, organizationId: string, teamId: string): Promise<TeamRow | null> {
  const [row] = await run
    .select(TEAM_COLUMNS)
    .from(team)
    .where(and(eq(team.organizationId, organizationId), eq(team.id, teamId)))
    .limit(1);
  return row ?? null;
}

/** Like `findTeam`, and keeps other writers away from the team until the transaction ends. */
export async function lockTeam(run: Runner, organizationId: string, teamId: string): Promise<TeamRow | null> {
  await run
    .select({ id: team.id })
    .from(team)
    .where(and(eq(team.organizationId, organizationId), eq(team.id, teamId)))
    .for("update");
  return findTeam(run, organizationId, teamId);
}
