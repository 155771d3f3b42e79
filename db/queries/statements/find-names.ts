import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** What teams, projects and providers are called, by id; what is gone is missing. */
export async function findNames(
  run: Runner,
  organizationId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const wanted = sql`any(${sql.param([...ids])}::text[])`;
  const rows = await run.execute<{ id: string; name: string }>(sql`
    select id, name from team where organization_id = ${organizationId} and id = ${wanted}
    union all select id, name from project where organization_id = ${organizationId} and id = ${wanted}
    union all select id, name from provider where organization_id = ${organizationId} and id = ${wanted}
    limit 10000`);
  return new Map([...rows].map((row) => [row.id, row.name]));
}
