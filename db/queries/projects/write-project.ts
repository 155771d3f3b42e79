import { and, eq, sql } from "drizzle-orm";
import { project } from "@/db/schema";
import type { BrownOutStep } from "@/db/schema/team";
import type { Runner } from "../runner";

export async function insertProject(
  run: Runner,
  organizationId: string,
  row: { id: string; teamId: string; name: string; costCentre: string | null },
): Promise<void> {
  await run.insert(project).values({ ...row, organizationId });
}

export async function updateProjectRow(
  run: Runner,
  organizationId: string,
  projectId: string,
  change: { name: string; costCentre: string | null; brownOut: BrownOutStep[] },
): Promise<void> {
  await run
    .update(project)
    .set(change)
    .where(and(eq(project.organizationId, organizationId), eq(project.id, projectId)));
}

export async function archiveProjectRow(run: Runner, organizationId: string, projectId: string): Promise<void> {
  await run
    .update(project)
    .set({ archivedAt: sql`now()` })
    .where(and(eq(project.organizationId, organizationId), eq(project.id, projectId)));
}
