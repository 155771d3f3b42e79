import { and, desc, eq, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { person, quotaGrant } from "@/db/schema";
import type { Runner } from "../runner";

/**
 * A raise with who gave it; `status` by the database's clock as it is read. `now()` would be when the transaction began, which may be
 * before a raise began that it had to wait for.
 */
export type GrantRow = typeof quotaGrant.$inferSelect & {
  granterName: string | null;
  status: "scheduled" | "running" | "over" | "revoked";
};

const OPEN_LIMIT = 10_000;

const STATUS = sql<GrantRow["status"]>`case when ${quotaGrant.revokedAt} is not null then 'revoked'
  when ${quotaGrant.endsAt} <= statement_timestamp() then 'over' when ${quotaGrant.startsAt} > statement_timestamp() then 'scheduled' else 'running' end`;

/** Raises of these quotas that run or are to come. */
export async function listOpenGrants(
  run: Runner,
  organizationId: string,
  quotaIds: readonly string[],
): Promise<GrantRow[]> {
  if (quotaIds.length === 0) return [];
  const open = and(
    inArray(quotaGrant.quotaId, [...quotaIds]),
    isNull(quotaGrant.revokedAt),
    gt(quotaGrant.endsAt, sql`statement_timestamp()`),
  );
  return select(run, organizationId, open, OPEN_LIMIT);
}

/** The raises a quota has or had, newest first. */
export async function listGrants(
  run: Runner,
  organizationId: string,
  of: { quotaId: string; limit: number },
): Promise<GrantRow[]> {
  return select(run, organizationId, eq(quotaGrant.quotaId, of.quotaId), of.limit);
}

/** One raise of one quota, whatever became of it. */
export async function findGrant(
  run: Runner,
  organizationId: string,
  find: { quotaId: string; grantId: string },
): Promise<GrantRow | null> {
  const condition = and(eq(quotaGrant.quotaId, find.quotaId), eq(quotaGrant.id, find.grantId));
  const [row] = await select(run, organizationId, condition, 1);
  return row ?? null;
}

async function select(
  run: Runner,
  organizationId: string,
  condition: SQL | undefined,
  limit: number,
): Promise<GrantRow[]> {
  const rows = await run
    .select({ grant: quotaGrant, granterName: person.name, status: STATUS })
    .from(quotaGrant)
    .leftJoin(person, eq(person.id, quotaGrant.grantedBy))
    .where(and(eq(quotaGrant.organizationId, organizationId), condition))
    .orderBy(desc(quotaGrant.startsAt), desc(quotaGrant.id))
    .limit(limit);
  return rows.map(({ grant, granterName, status }) => ({ ...grant, granterName, status }));
}
