import { and, asc, eq, inArray, isNull, or } from "drizzle-orm";
import { modelAlias, project } from "@/db/schema";
import type { Runner } from "../runner";

/** An alias with its project's name and team; all null for one of the organization. */
export interface AliasRow {
  id: string;
  name: string;
  modelName: string;
  projectId: string | null;
  projectName: string | null;
  teamId: string | null;
  createdAt: Date;
}

const COLUMNS = {
  id: modelAlias.id,
  name: modelAlias.name,
  modelName: modelAlias.modelName,
  projectId: modelAlias.projectId,
  projectName: project.name,
  teamId: project.teamId,
  createdAt: modelAlias.createdAt,
};

/** The organization's aliases and those of the teams' projects, by name; of one project only its own and the organization's. */
export async function listAliases(
  run: Runner,
  organizationId: string,
  filter: { teamIds: "all" | readonly string[]; projectId: string | null; limit: number },
): Promise<AliasRow[]> {
  const { teamIds, projectId, limit } = filter;
  const seen = teamIds === "all" ? undefined : or(isNull(modelAlias.projectId), inArray(project.teamId, [...teamIds]));
  const asked = projectId === null ? undefined : or(isNull(modelAlias.projectId), eq(modelAlias.projectId, projectId));
  return await run
    .select(COLUMNS)
    .from(modelAlias)
    .leftJoin(project, eq(project.id, modelAlias.projectId))
    .where(and(eq(modelAlias.organizationId, organizationId), seen, asked))
    .orderBy(asc(modelAlias.name), asc(modelAlias.id))
    .limit(limit);
}

/** One alias; null when the organization has none with this id. `locked`: nobody else changes it until the transaction ends. */
export async function findAlias(
  run: Runner,
  organizationId: string,
  find: { id: string; locked?: boolean },
): Promise<AliasRow | null> {
  const query = run
    .select(COLUMNS)
    .from(modelAlias)
    .leftJoin(project, eq(project.id, modelAlias.projectId))
    .where(and(eq(modelAlias.organizationId, organizationId), eq(modelAlias.id, find.id)))
    .limit(1);
  const [row] = await (find.locked === true ? query.for("update", { of: modelAlias }) : query);
  return row ?? null;
}

/** Whether any of these names is an alias, in the organization or in any project. */
export async function findAliasesNamed(
  run: Runner,
  organizationId: string,
  name: string,
): Promise<{ projectId: string | null }[]> {
  return await run
    .select({ projectId: modelAlias.projectId })
    .from(modelAlias)
    .where(and(eq(modelAlias.organizationId, organizationId), eq(modelAlias.name, name)))
    .orderBy(asc(modelAlias.id))
    .limit(100);
}
