import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { organization, project, quota, team, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

const keyProject = alias(project, "key_project");

/** A quota with the name and the team of its scope; `teamId` is null for the organization's. */
export type QuotaRow = typeof quota.$inferSelect & { scopeName: string; teamId: string | null; timeZone: string };
export type QuotaScope = Pick<QuotaRow, "scopeKind" | "scopeId">;

interface QuotaFilter {
  /** Teams whose quotas the reader may see; the organization's own are shown to every reader. */
  teamIds: "all" | readonly string[];
  scopeKind: QuotaRow["scopeKind"] | null;
  scopeId: string | null;
  includeArchived: boolean;
}

const LIMIT = 1_000;
const OUTERMOST_FIRST = sql`array_position(array['organization','team','project','key'], ${quota.scopeKind})`;
const TEAM_ID = sql<string | null>`coalesce(${team.id}, ${project.teamId}, ${keyProject.teamId})`;

/** Quotas, outermost scope first; at most 1,000. */
export async function listQuotas(run: Runner, organizationId: string, filter: QuotaFilter): Promise<QuotaRow[]> {
  const { teamIds, scopeKind, scopeId } = filter;
  return select(
    run,
    organizationId,
    and(
      teamIds === "all"
        ? undefined
        : or(eq(quota.scopeKind, "organization"), sql`${TEAM_ID} = any(${textArray(teamIds)})`),
      scopeKind === null ? undefined : eq(quota.scopeKind, scopeKind),
      scopeId === null ? undefined : eq(quota.scopeId, scopeId),
      filter.includeArchived ? undefined : isNull(quota.archivedAt),
    ),
  );
}

/** Quotas in force on any of these scopes, outermost first. */
export async function listQuotasOf(
  run: Runner,
  organizationId: string,
  scopes: readonly QuotaScope[],
): Promise<QuotaRow[]> {
  if (scopes.length === 0) return [];
  const onThese = scopes.map((scope) => and(eq(quota.scopeKind, scope.scopeKind), eq(quota.scopeId, scope.scopeId)));
  return select(run, organizationId, and(or(...onThese), isNull(quota.archivedAt)));
}

/** One quota, archived or not. */
export async function findQuota(run: Runner, organizationId: string, quotaId: string): Promise<QuotaRow | null> {
  const [row] = await select(run, organizationId, eq(quota.id, quotaId));
  return row ?? null;
}

async function select(run: Runner, organizationId: string, condition: SQL | undefined): Promise<QuotaRow[]> {
  const rows = await run
    .select({
      quota,
      timeZone: organization.timeZone,
      teamId: TEAM_ID,
      scopeName: sql<string>`case ${quota.scopeKind} when 'organization' then ${organization.name}
        else coalesce(${team.name}, ${project.name}, ${virtualKey.name}, ${quota.scopeId}) end`,
    })
    .from(quota)
    .innerJoin(organization, eq(organization.id, quota.organizationId))
    .leftJoin(team, and(eq(quota.scopeKind, "team"), eq(team.id, quota.scopeId)))
    .leftJoin(project, and(eq(quota.scopeKind, "project"), eq(project.id, quota.scopeId)))
    .leftJoin(virtualKey, and(eq(quota.scopeKind, "key"), eq(virtualKey.id, quota.scopeId)))
    .leftJoin(keyProject, eq(keyProject.id, virtualKey.projectId))
    .where(and(eq(quota.organizationId, organizationId), condition))
    .orderBy(OUTERMOST_FIRST, asc(quota.scopeId), asc(quota.unit), asc(quota.window), asc(quota.id))
    .limit(LIMIT);
  return rows.map(({ quota: row, timeZone, teamId, scopeName }) => ({ ...row, timeZone, teamId, scopeName }));
}

function textArray(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}
