import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** A place that deliveries were given up at, or that has refused an audit checkpoint for long. */
export interface DeadDestination {
  kind: "notice_destination" | "audit_destination";
  id: string;
  name: string;
  /** Deliveries given up, or waiting. */
  undelivered: number;
  trouble: string | null;
}

/** After so many tries in a row (somewhat more than an hour) a destination of checkpoints counts as dead: nothing is given up there. */
const CHECKPOINT_TRIES = 9;

/** Destinations where nothing has arrived since a delivery failed for good. */
export async function listDeadDestinations(run: Runner, organizationId: string): Promise<DeadDestination[]> {
  return [
    ...(await run.execute<DeadDestination & Record<string, unknown>>(sql`
      select 'notice_destination' as kind, t.id, t.name, count(*)::int as undelivered,
        (array_agg(d.trouble order by d.ended_at desc))[1] as trouble
      from notice_destination t join notice_delivery d on d.destination_id = t.id and d.state = 'dead'
      where t.organization_id = ${organizationId} and t.removed_at is null and t.paused_at is null
        and d.ended_at > coalesce((select max(o.ended_at) from notice_delivery o where o.destination_id = t.id and o.state = 'delivered'), '-infinity')
      group by 2, 3
      union all
      select 'audit_destination', t.id, t.name, count(*)::int, (array_agg(d.trouble order by d.next_at desc))[1]
      from audit_destination t join audit_delivery d on d.destination_id = t.id and d.next_at is not null
      where t.organization_id = ${organizationId} and t.removed_at is null
      group by 2, 3 having max(d.attempts) >= ${CHECKPOINT_TRIES}
      limit 200`)),
  ];
}
