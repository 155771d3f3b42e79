import type { Database } from "@/db/client";

/** Whose records a reader may see. `teamIds` null is the whole organization, calls without a known key included. */
export interface RecordScope {
  organizationId: string;
  teamIds: readonly string[] | null;
}

type Sql = Database["sql"];

/** The scope as a condition on `organization_id` and `team_id` of the one table in the query. */
export function withinScope(sql: Sql, scope: RecordScope) {
  const everyTeam = sql`organization_id = ${scope.organizationId}`;
  if (scope.teamIds === null) return everyTeam;
  return sql`${everyTeam} and team_id = any(${[...scope.teamIds]})`;
}
