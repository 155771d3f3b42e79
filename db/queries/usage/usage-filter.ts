import type { Database } from "@/db/client";
import { type RecordScope, withinScope } from "../requests/record-scope";

type Sql = Database["sql"];

/** Hours from `from` up to but not including `to`; the rest narrows when given. */
export interface UsageFilter {
  from: Date;
  to: Date;
  teamId?: string | undefined;
  projectId?: string | undefined;
  keyId?: string | undefined;
  model?: string | undefined;
  providerId?: string | undefined;
}

/** How calls can be grouped, and the column of `usage_hourly` that says it. */
export const USAGE_COLUMNS = {
  team: "team_id",
  project: "project_id",
  key: "key_id",
  model: "model_name",
  provider: "provider_id",
} as const;

export type UsageDimension = keyof typeof USAGE_COLUMNS;

/** Scope and filter as one condition on `usage_hourly`. */
export function matchingUsage(sql: Sql, scope: RecordScope, filter: UsageFilter) {
  const equals = (column: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`and ${sql(column)} = ${value}`;
  return sql`${withinScope(sql, scope)}
    and hour >= date_trunc('hour', ${filter.from}::timestamptz) and hour < ${filter.to}::timestamptz
    ${equals(USAGE_COLUMNS.team, filter.teamId)}
    ${equals(USAGE_COLUMNS.project, filter.projectId)}
    ${equals(USAGE_COLUMNS.key, filter.keyId)}
    ${equals(USAGE_COLUMNS.model, filter.model)}
    ${equals(USAGE_COLUMNS.provider, filter.providerId)}`;
}
