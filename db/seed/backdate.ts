import { sql } from "drizzle-orm";
import type { Runner } from "@/db/queries/runner";
import { ENDED_DAYS_AGO } from "./plan-calls";

/** Moves what the verbs have just made into the past, spread by a number each row's id gives, so that nothing is younger than its calls. */
export async function backdate(run: Runner, organizationId: string): Promise<void> {
  const within = sql`organization_id = ${organizationId}`;
  for (const [table, days, spread] of AGES) {
    await run.execute(
      sql`update ${sql.identifier(table)} set created_at = created_at - ${ago(days, spread)} where ${within}`,
    );
  }
  await run.execute(sql`update price_version set effective_from = created_at where ${within} and version > 1`);
  await run.execute(
    sql`update price_version set effective_from = created_at, created_at = created_at - interval '60 days' where ${within} and version = 1`,
  );
  await run.execute(
    sql`update person set last_seen_at = now() - ${ago(0, 12)} where ${within} and created_at < now() - interval '1 day'`,
  );
  await run.execute(sql`
    update virtual_key set
      disabled_at = disabled_at - make_interval(days => ${ENDED_DAYS_AGO}),
      revoked_at = revoked_at - make_interval(days => ${ENDED_DAYS_AGO})
    where ${within}`);
  await backdateSecrets(run, organizationId);
}

const AGES = [
  ["team", 400, 90],
  ["person", 100, 300],
  ["project", 120, 200],
  ["provider", 380, 10],
  ["credential", 380, 10],
  ["model", 90, 200],
  ["deployment", 90, 60],
  ["price_version", 70, 15],
  ["virtual_key", 70, 120],
] as const;

/** `days` and up to `spread` more, always the same for one row. */
function ago(days: number, spread: number) {
  return sql`make_interval(days => ${days} + abs(hashtext(id)) % ${Math.max(1, spread)}, hours => abs(hashtext(id)) % 9)`;
}

/** A key's secrets are as old as the key; of a rotated one the newest is from yesterday. */
async function backdateSecrets(run: Runner, organizationId: string): Promise<void> {
  await run.execute(sql`
    with ranked as (
      select s.id, k.created_at as key_created_at,
        row_number() over (partition by s.key_id order by s.created_at, s.id) = 1 as is_first
      from key_secret s join virtual_key k on k.id = s.key_id
      where k.organization_id = ${organizationId}
    )
    update key_secret set
      created_at = case when is_first then key_created_at else key_secret.created_at - interval '1 day' end,
      not_before = case when is_first then key_created_at else key_secret.not_before - interval '1 day' end
    from ranked where ranked.id = key_secret.id`);
}
