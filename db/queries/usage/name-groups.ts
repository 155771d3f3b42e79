import type { Database } from "@/db/client";
import type { UsageDimension } from "./usage-filter";

const TABLES = { team: "team", project: "project", key: "virtual_key", provider: "provider" } as const;

/** Names by id; what is gone from its table is missing. A model's id is its name. */
export async function nameGroups(
  { sql }: Pick<Database, "sql">,
  organizationId: string,
  groups: { by: UsageDimension; ids: readonly string[] },
): Promise<Map<string, string>> {
  if (groups.by === "model") return new Map(groups.ids.map((name) => [name, name]));
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from ${sql(TABLES[groups.by])}
    where organization_id = ${organizationId} and id = any(${[...groups.ids]})
    order by id
    limit ${groups.ids.length}`;
  return new Map(rows.map((row) => [row.id, row.name]));
}
