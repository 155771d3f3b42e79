import type { Database } from "@/db/client";

export interface BudgetScope {
  kind: "organization" | "team" | "project" | "key";
  id: string;
}

/** A money quota and its current window; a lifetime begins with the quota and never ends. */
export interface BudgetRow {
  id: string;
  scopeName: string;
  /** The team the scope belongs to; null for the organization. */
  teamId: string | null;
  window: "day" | "week" | "month" | "lifetime";
  startedAt: Date;
  resetsAt: Date | null;
  now: Date;
}

/** The money quota of one scope that a monthly review would look at: the month's before the week's, the day's and the lifetime's. */
export async function findBudget(
  { sql }: Pick<Database, "sql">,
  organizationId: string,
  of: { scope: BudgetScope; timeZone: string },
): Promise<BudgetRow | null> {
  const { scope, timeZone } = of;
  const [row] = await sql<BudgetRow[]>`
    select q.id, q."window", now(),
      coalesce(team.name, project.name, virtual_key.name, organization.name, q.scope_id) as "scopeName",
      coalesce(team.id, project.team_id, key_project.team_id) as "teamId",
      case q."window" when 'lifetime' then q.created_at else now_in.starts end as "startedAt", now_in.ends as "resetsAt"
    from quota q
      cross join lateral quota_window(q."window", ${timeZone}, now(), q.window_days, q.anchor) as now_in
      left join organization on q.scope_kind = 'organization' and organization.id = q.scope_id
      left join team on q.scope_kind = 'team' and team.id = q.scope_id
      left join project on q.scope_kind = 'project' and project.id = q.scope_id
      left join virtual_key on q.scope_kind = 'key' and virtual_key.id = q.scope_id
      left join project as key_project on key_project.id = virtual_key.project_id
    where q.organization_id = ${organizationId} and q.scope_kind = ${scope.kind} and q.scope_id = ${scope.id}
      and q.unit = 'usd_micros' and q."window" in ('month', 'week', 'day', 'lifetime') and not q.shadow and q.archived_at is null
    order by array_position(array['month', 'week', 'day', 'lifetime'], q."window"), q.id
    limit 1`;
  return row ?? null;
}
