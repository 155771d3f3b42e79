import { and, eq, getTableColumns, inArray, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { person, project, team, virtualKey } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";

export const KEY_STATUSES = ["active", "paused", "suspended", "disabled", "expired", "revoked"] as const;
export type KeyStatusNow = (typeof KEY_STATUSES)[number];

const owner = alias(person, "owner");

const STATUS_NOW = sql<KeyStatusNow>`case when ${virtualKey.status} <> 'active' then ${virtualKey.status}
  when ${virtualKey.expiresAt} <= now() then 'expired' when ${owner.status} = 'deactivated' then 'suspended'
  when ${virtualKey.pausedAt} is not null then 'paused' else 'active' end`;

const COLUMNS = {
  ...getTableColumns(virtualKey),
  statusNow: STATUS_NOW,
  projectName: project.name,
  projectArchivedAt: project.archivedAt,
  teamId: team.id,
  teamName: team.name,
  teamArchivedAt: team.archivedAt,
  creatorName: person.name,
  ownerName: owner.name,
  lastUsedAt:
    sql<Date | null>`(select max(s.last_used_at) from key_secret s where s.key_id = "virtual_key"."id")`.mapWith(
      (value: string | null) => (value === null ? null : new Date(value)),
    ),
  activeSecretCount: sql<number>`(select count(*)::int from key_secret s where s.key_id = "virtual_key"."id"
    and s.revoked_at is null and s.not_before <= now() and (s.not_after is null or s.not_after > now()))`,
};

/** A virtual key with the names around it. `statusNow` also knows `expired`, `paused` by the runaway guard, and `suspended` because its owner left. */
export type KeyRow = typeof virtualKey.$inferSelect & {
  statusNow: KeyStatusNow;
  projectName: string;
  projectArchivedAt: Date | null;
  teamId: string;
  teamName: string;
  teamArchivedAt: Date | null;
  creatorName: string | null;
  ownerName: string | null;
  lastUsedAt: Date | null;
  activeSecretCount: number;
};

export interface KeyFilter {
  /** Teams whose keys the reader may see. */
  teamIds: "all" | readonly string[];
  projectId: string | null;
  statuses: readonly KeyStatusNow[];
  /** Keys that may call this model. */
  model: string | null;
  createdBy: string | null;
  search: string | null;
  /** Id of the last key shown. */
  after: string | null;
  limit: number;
}

/** Keys, newest first, one more than `limit` when more follow. Ids sort by time in the C collation. */
export async function listKeys(run: Runner, organizationId: string, filter: KeyFilter): Promise<KeyRow[]> {
  return await keyRows(run)
    .where(and(eq(virtualKey.organizationId, organizationId), ...conditions(filter)))
    .orderBy(sql`${virtualKey.id} collate "C" desc`)
    .limit(filter.limit + 1);
}

/** The key, whatever its status; null when the organization has none with this id. */
export async function findKey(run: Runner, organizationId: string, keyId: string): Promise<KeyRow | null> {
  const [row] = await keyRows(run)
    .where(and(eq(virtualKey.organizationId, organizationId), eq(virtualKey.id, keyId)))
    .limit(1);
  return row ?? null;
}

function keyRows(run: Runner) {
  return run
    .select(COLUMNS)
    .from(virtualKey)
    .innerJoin(project, eq(project.id, virtualKey.projectId))
    .innerJoin(team, eq(team.id, project.teamId))
    .leftJoin(person, eq(person.id, virtualKey.createdBy))
    .leftJoin(owner, eq(owner.id, virtualKey.ownerId));
}

function conditions(filter: KeyFilter): (SQL | undefined)[] {
  const { teamIds, projectId, model, createdBy, search, after } = filter;
  return [
    teamIds === "all" ? undefined : inArray(team.id, [...teamIds]),
    projectId === null ? undefined : eq(virtualKey.projectId, projectId),
    inArray(STATUS_NOW, [...filter.statuses]),
    model === null ? undefined : sql`${virtualKey.allowedModels} && array['*', ${model}]::text[]`,
    createdBy === null ? undefined : eq(virtualKey.createdBy, createdBy),
    search === null
      ? undefined
      : or(
          matchesText(virtualKey.name, search),
          matchesText(virtualKey.purpose, search),
          matchesText(virtualKey.publicId, search),
        ),
    after === null ? undefined : sql`${virtualKey.id} collate "C" < ${after}`,
  ];
}
