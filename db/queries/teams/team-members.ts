import { and, asc, eq, sql } from "drizzle-orm";
import { person, team, teamMember } from "@/db/schema";
import type { Runner } from "../runner";

export interface TeamMemberRow {
  personId: string;
  name: string;
  email: string;
  status: "active" | "deactivated";
  role: "lead" | "member";
  addedAt: Date;
}

const COLUMNS = {
  personId: person.id,
  name: person.name,
  email: person.email,
  status: person.status,
  role: teamMember.role,
  addedAt: teamMember.createdAt,
};

/** Members of one team, by name; at most 500. */
export async function listTeamMembers(run: Runner, organizationId: string, teamId: string): Promise<TeamMemberRow[]> {
  return await run
    .select(COLUMNS)
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .innerJoin(team, eq(team.id, teamMember.teamId))
    .where(and(eq(team.organizationId, organizationId), eq(team.id, teamId)))
    .orderBy(sql`lower(${person.name})`, asc(person.id))
    .limit(500);
}

export async function findTeamMember(
  run: Runner,
  organizationId: string,
  teamId: string,
  personId: string,
): Promise<TeamMemberRow | null> {
  const members = await listTeamMembers(run, organizationId, teamId);
  return members.find((member) => member.personId === personId) ?? null;
}

export async function insertTeamMember(
  run: Runner,
  row: { teamId: string; personId: string; role: "lead" | "member" },
): Promise<void> {
  await run.insert(teamMember).values(row);
}

/** A role given by a person is no longer the rules' to change. */
export async function setTeamMemberRoleRow(
  run: Runner,
  row: { teamId: string; personId: string; role: "lead" | "member" },
): Promise<void> {
  await run.update(teamMember).set({ role: row.role, grantedBy: "portal" }).where(isMember(row.teamId, row.personId));
}

export async function deleteTeamMember(run: Runner, teamId: string, personId: string): Promise<void> {
  await run.delete(teamMember).where(isMember(teamId, personId));
}

function isMember(teamId: string, personId: string) {
  return and(eq(teamMember.teamId, teamId), eq(teamMember.personId, personId));
}
