import type { Database } from "@/db/client";
import type { ExploreDimension } from "./explore-usage";

const TABLES = {
  team: "team",
  project: "project",
  key: "virtual_key",
  provider: "provider",
  person: "person",
} as const;

/** Names by id; what is gone from its table is missing. Models, labels and cost centres are their own names. */
export async function nameGroups(
  { sql }: Pick<Database, "sql">,
  organizationId: string,
  groups: { by: ExploreDimension; ids: readonly string[] },
): Promise<Map<string, string>> {
  const { by, ids } = groups;
  if (by === "model" || by === "end_user" || by === "tag" || by === "cost_centre") {
    return new Map(ids.map((name) => [name, name]));
  }
  const rows = await sql<{ id: string; name: string }[]>`
    select id, name from ${sql(TABLES[by])}
    where organization_id = ${organizationId} and id = any(${[...ids]})
    order by id
    limit ${ids.length}`;
  return new Map(rows.map((row) => [row.id, row.name]));
}
