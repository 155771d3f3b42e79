import { sql } from "drizzle-orm";
import type { Runner } from "../runner";
import type { AuditActorKind } from "./append-audit-event";

/** What there is to filter the audit log by. */
export interface AuditFacets {
  actions: string[];
  actors: { kind: AuditActorKind; id: string; name: string }[];
}

/** More than a list of choices can usefully have. */
const CHOICES = 300;

/** Every action and actor that the organization's log has, without reading the log: each step jumps to the next value of an index. */
export async function listAuditFacets(run: Runner, organizationId: string): Promise<AuditFacets> {
  const actions = await run.execute<{ action: string }>(sql`
    with recursive step as (
      (select action from audit_event where organization_id = ${organizationId} order by action limit 1)
      union all
      select (select e.action from audit_event e where e.organization_id = ${organizationId} and e.action > step.action order by e.action limit 1)
      from step where step.action is not null
    )
    select action from step where action is not null limit ${CHOICES}`);
  const actors = await run.execute<{ kind: AuditActorKind; id: string; name: string }>(sql`
    with recursive step as (
      (select actor_id from audit_event where organization_id = ${organizationId} order by actor_id limit 1)
      union all
      select (select e.actor_id from audit_event e where e.organization_id = ${organizationId} and e.actor_id > step.actor_id
              order by e.actor_id limit 1)
      from step where step.actor_id is not null
    )
    select e.actor_kind as kind, step.actor_id as id, coalesce(p.name, t.name, step.actor_id) as name
    from step
    cross join lateral (select actor_kind from audit_event where organization_id = ${organizationId} and actor_id = step.actor_id limit 1) e
    left join person p on p.id = step.actor_id
    left join api_token t on t.id = step.actor_id
    where step.actor_id is not null order by name limit ${CHOICES}`);
  return { actions: actions.map(({ action }) => action), actors: [...actors] };
}
