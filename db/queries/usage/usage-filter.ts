import type { Database } from "@/db/client";
import type { WholeDays } from "./whole-days";

type Sql = Database["sql"];

/** Hours from `from` up to but not including `to`; the rest narrows when given. */
export interface UsageFilter {
  from: Date;
  to: Date;
  /** Its days that can be read from sums by day; without them it is read hour by hour. */
  days?: WholeDays | null | undefined;
  teamId?: string | undefined;
  projectId?: string | undefined;
  keyId?: string | undefined;
  personId?: string | undefined;
  model?: string | undefined;
  providerId?: string | undefined;
  /** Of the project, or of its team where the project has none; empty: none. */
  costCentre?: string | undefined;
  /** Only calls that carry it; `kind` as in `usage_label_hourly`. For what reads that table. */
  label?: { kind: string; value: string } | undefined;
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

/** Whether the filter tells apart nothing finer than teams, models and providers. */
export function isAboutModels({ projectId, keyId, personId, costCentre, label }: UsageFilter): boolean {
  return [projectId, keyId, personId, costCentre, label].every((narrowed) => narrowed === undefined);
}

/** What narrows, as further conditions on any table of roll-ups; time and label are the reader's to look after. */
export function placesOf(sql: Sql, filter: UsageFilter) {
  const equals = (column: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`and ${sql(column)} = ${value}`;
  return sql`${equals(USAGE_COLUMNS.team, filter.teamId)}
    ${equals(USAGE_COLUMNS.project, filter.projectId)}
    ${equals(USAGE_COLUMNS.key, filter.keyId)}
    ${equals("person_id", filter.personId)}
    ${equals(USAGE_COLUMNS.model, filter.model)}
    ${equals(USAGE_COLUMNS.provider, filter.providerId)}
    ${filter.costCentre === undefined ? sql`` : paidBy(sql, filter.costCentre)}`;
}

function paidBy(sql: Sql, costCentre: string) {
  const paid = sql`exists (select from project p join team t on t.id = p.team_id
    where p.id = project_id and coalesce(p.cost_centre, t.cost_centre, '') <> '')`;
  if (costCentre === "") return sql`and not ${paid}`;
  return sql`and project_id in (select p.id from project p join team t on t.id = p.team_id
    where coalesce(p.cost_centre, t.cost_centre, '') = ${costCentre})`;
}
