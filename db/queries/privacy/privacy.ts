import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { organization, project, team } from "@/db/schema";
import type { Runner } from "../runner";

export type TextTier = "none" | "text";

/** What an organization keeps, where a project does not say otherwise. */
export interface Privacy {
  textTier: TextTier;
  textDays: number;
  recordDays: number;
}

/** What a project says of its own; null: as the organization. */
export interface ProjectPrivacy {
  textTier: TextTier | null;
  textDays: number | null;
}

const PRIVACY = {
  textTier: organization.textTier,
  textDays: organization.textDays,
  recordDays: organization.recordDays,
};

/** The organization's settings; null when there is no such organization. */
export async function findPrivacy(run: Runner, organizationId: string): Promise<Privacy | null> {
  const [row] = await run.select(PRIVACY).from(organization).where(eq(organization.id, organizationId));
  return row ?? null;
}

export async function updatePrivacyRow(run: Runner, organizationId: string, privacy: Privacy): Promise<void> {
  await run.update(organization).set(privacy).where(eq(organization.id, organizationId));
}

export async function updateProjectPrivacyRow(
  run: Runner,
  organizationId: string,
  projectId: string,
  privacy: ProjectPrivacy,
): Promise<void> {
  await run
    .update(project)
    .set(privacy)
    .where(and(eq(project.organizationId, organizationId), eq(project.id, projectId)));
}

/** Every project that is in use, by team and name, with what it says of its own. */
export async function listProjectPrivacy(run: Runner, organizationId: string) {
  return run
    .select({
      id: project.id,
      name: project.name,
      teamId: team.id,
      teamName: team.name,
      textTier: project.textTier,
      textDays: project.textDays,
    })
    .from(project)
    .innerJoin(team, eq(team.id, project.teamId))
    .where(and(eq(project.organizationId, organizationId), isNull(project.archivedAt), isNull(team.archivedAt)))
    .orderBy(sql`lower(${team.name})`, sql`lower(${project.name})`, asc(project.id));
}
