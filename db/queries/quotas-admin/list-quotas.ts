import { and, asc, eq, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { model, organization, person, project, provider, quota, team, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";
import { type GrantRow, listOpenGrants } from "./list-grants";

const keyProject = alias(project, "key_project");
const scopeModel = alias(model, "scope_model");
const homeTeam = alias(team, "home_team");

/** A quota with the names of its scope, its team (null outside any) and the raises that run or are to come. */
export type QuotaRow = typeof quota.$inferSelect & {
  scopeName: string;
  scopeModelName: string | null;
  teamId: string | null;
  teamName: string | null;
  /** Of a project, and of a key. */
  projectId: string | null;
  projectName: string | null;
  timeZone: string;
  grants: GrantRow[];
};

/** What a quota is about; `scopeModelId` only for `key_model` and `team_model`. */
export interface QuotaScope {
  scopeKind: QuotaRow["scopeKind"];
  scopeId: string;
  scopeModelId?: string | null;
}

export interface QuotaReader {
  /** Teams whose quotas the reader may see; what limits the organization as a whole is shown to every reader. */
  teamIds: "all" | readonly string[];
  /** Whose own quotas are shown too. */
  personId: string | null;
}

interface QuotaFilter extends QuotaReader {
  scopeKinds: readonly QuotaRow["scopeKind"][] | null;
  scopeId: string | null;
  includeArchived: boolean;
}

/** Scopes that every reader of quotas may see, because they may stop anybody's call. */
export const SHARED_SCOPES = ["organization", "end_user", "tag", "model", "provider"] as const;

const LIMIT = 1_000;
const OUTERMOST_FIRST = sql`array_position(array['organization','team','team_model','project','key','key_model','person','end_user','tag','model','provider'], ${quota.scopeKind})`;
const TEAM_ID = sql<string | null>`coalesce(${team.id}, ${project.teamId}, ${keyProject.teamId})`;

/** Quotas, outermost scope first; at most 1,000. */
export async function listQuotas(run: Runner, organizationId: string, filter: QuotaFilter): Promise<QuotaRow[]> {
  const { scopeKinds, scopeId } = filter;
  return select(
    run,
    organizationId,
    and(
      seenBy(filter),
      scopeKinds === null ? undefined : inArray(quota.scopeKind, [...scopeKinds]),
      scopeId === null ? undefined : eq(quota.scopeId, scopeId),
      filter.includeArchived ? undefined : isNull(quota.archivedAt),
    ),
  );
}

/** Quotas in force on any of these ids of each kind of scope, outermost first. */
export async function listQuotasOf(
  run: Runner,
  organizationId: string,
  scopes: Record<QuotaRow["scopeKind"], readonly string[]>,
): Promise<QuotaRow[]> {
  const onThese = quota.scopeKind.enumValues
    .filter((kind) => scopes[kind].length > 0)
    .map((kind) => and(eq(quota.scopeKind, kind), inArray(quota.scopeId, [...scopes[kind]])));
  return select(run, organizationId, and(or(...onThese), isNull(quota.archivedAt)));
}

/** Quotas by id, archived or not. */
export async function findQuotas(
  run: Runner,
  organizationId: string,
  quotaIds: readonly string[],
): Promise<Map<string, QuotaRow>> {
  if (quotaIds.length === 0) return new Map();
  const rows = await select(run, organizationId, inArray(quota.id, [...quotaIds]));
  return new Map(rows.map((row) => [row.id, row]));
}

/** One quota, archived or not. */
export async function findQuota(run: Runner, organizationId: string, quotaId: string): Promise<QuotaRow | null> {
  const [row] = await select(run, organizationId, eq(quota.id, quotaId));
  return row ?? null;
}

function seenBy({ teamIds, personId }: QuotaReader): SQL | undefined {
  if (teamIds === "all") return undefined;
  return or(
    inArray(quota.scopeKind, [...SHARED_SCOPES]),
    sql`${TEAM_ID} = any(${textArray(teamIds)})`,
    personId === null ? undefined : and(eq(quota.scopeKind, "person"), eq(quota.scopeId, personId)),
  );
}

async function select(run: Runner, organizationId: string, condition: SQL | undefined): Promise<QuotaRow[]> {
  const rows = await run
    .select({
      quota,
      timeZone: organization.timeZone,
      teamId: TEAM_ID,
      teamName: homeTeam.name,
      projectId: sql<string | null>`coalesce(${project.id}, ${keyProject.id})`,
      projectName: sql<string | null>`coalesce(${project.name}, ${keyProject.name})`,
      scopeName: sql<string>`case ${quota.scopeKind} when 'organization' then ${organization.name}
        else coalesce(${team.name}, ${project.name}, ${virtualKey.name}, ${person.name}, ${model.name}, ${provider.name}, ${quota.scopeId}) end`,
      scopeModelName: scopeModel.name,
    })
    .from(quota)
    .innerJoin(organization, eq(organization.id, quota.organizationId))
    .leftJoin(team, and(inArray(quota.scopeKind, ["team", "team_model"]), eq(team.id, quota.scopeId)))
    .leftJoin(project, and(eq(quota.scopeKind, "project"), eq(project.id, quota.scopeId)))
    .leftJoin(virtualKey, and(inArray(quota.scopeKind, ["key", "key_model"]), eq(virtualKey.id, quota.scopeId)))
    .leftJoin(keyProject, eq(keyProject.id, virtualKey.projectId))
    .leftJoin(person, and(eq(quota.scopeKind, "person"), eq(person.id, quota.scopeId)))
    .leftJoin(model, and(eq(quota.scopeKind, "model"), eq(model.id, quota.scopeId)))
    .leftJoin(provider, and(eq(quota.scopeKind, "provider"), eq(provider.id, quota.scopeId)))
    .leftJoin(homeTeam, sql`${homeTeam.id} = ${TEAM_ID}`)
    .leftJoin(scopeModel, eq(scopeModel.id, quota.scopeModelId))
    .where(and(eq(quota.organizationId, organizationId), condition))
    .orderBy(OUTERMOST_FIRST, asc(quota.scopeId), asc(quota.unit), asc(quota.window), asc(quota.id))
    .limit(LIMIT);
  const ids = rows.map((row) => row.quota.id);
  const grants = Map.groupBy(await listOpenGrants(run, organizationId, ids), (grant) => grant.quotaId);
  return rows.map(({ quota: row, ...around }) => ({ ...row, ...around, grants: grants.get(row.id) ?? [] }));
}

function textArray(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}
