import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { project, team, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

export interface QuickStartKey {
  id: string;
  publicId: string;
  allowedModels: string[];
}

/** The key of this name that Gatehouse itself made, while it still works; null when somebody ended, renamed or archived it. */
export async function findQuickStartKey(
  run: Runner,
  organizationId: string,
  name: string,
): Promise<QuickStartKey | null> {
  const [row] = await run
    .select({ id: virtualKey.id, publicId: virtualKey.publicId, allowedModels: virtualKey.allowedModels })
    .from(virtualKey)
    .innerJoin(project, eq(project.id, virtualKey.projectId))
    .innerJoin(team, eq(team.id, project.teamId))
    .where(
      and(
        eq(virtualKey.organizationId, organizationId),
        eq(virtualKey.name, name),
        isNull(virtualKey.createdBy),
        eq(virtualKey.status, "active"),
        or(isNull(virtualKey.expiresAt), gt(virtualKey.expiresAt, sql`now()`)),
        isNull(project.archivedAt),
        isNull(team.archivedAt),
      ),
    )
    .orderBy(asc(virtualKey.createdAt))
    .limit(1);
  return row ?? null;
}
