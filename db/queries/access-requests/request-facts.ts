import { type SQL, sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** One key at a time is made by a person in a team, until the transaction ends: two at once would each be the last that a ceiling allows. */
export async function lockKeysMadeBy(run: Runner, of: { teamId: string; personId: string }): Promise<void> {
  await run.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`keys-made-by:${of.teamId}:${of.personId}`}, 0))`,
  );
}

/** Keys of a team that one person made and that are not revoked. */
export async function countKeysMadeBy(
  run: Runner,
  organizationId: string,
  { teamId, personId }: { teamId: string; personId: string },
): Promise<number> {
  const [row] = await run.execute<{ n: number }>(sql`select count(*)::int as n from virtual_key k
    join project p on p.id = k.project_id
    where k.organization_id = ${organizationId} and p.team_id = ${teamId} and k.created_by = ${personId} and k.status <> 'revoked' and k.playground_of is null`);
  return row?.n ?? 0;
}

const COLUMN: Record<SpendScope["kind"], SQL> = {
  organization: sql`organization_id`,
  team: sql`team_id`,
  project: sql`project_id`,
  key: sql`key_id`,
};

/** Whose spend is added up. */
export interface SpendScope {
  kind: "organization" | "team" | "project" | "key";
  id: string;
}

/** Micro-USD of the last 30 days, to the hour. */
export async function spentInThirtyDays(run: Runner, organizationId: string, scope: SpendScope): Promise<bigint> {
  const [row] = await run.execute<{ spent: string | bigint }>(sql`select coalesce(sum(cost_micros), 0)::bigint as spent
    from usage_hourly where organization_id = ${organizationId} and ${COLUMN[scope.kind]} = ${scope.id}
      and hour >= date_trunc('hour', now() - interval '30 days')`);
  return BigInt(row?.spent ?? 0);
}
