import { eq, sql } from "drizzle-orm";
import { enforcementProofSchedule } from "@/db/schema";
import type { Runner } from "../runner";

/** The minute of the organization's day at which the proof runs by itself; null: never. */
export async function findProofMinute(run: Runner, organizationId: string): Promise<number | null> {
  const [row] = await run
    .select({ minuteOfDay: enforcementProofSchedule.minuteOfDay })
    .from(enforcementProofSchedule)
    .where(eq(enforcementProofSchedule.organizationId, organizationId))
    .limit(1);
  return row?.minuteOfDay ?? null;
}

/** Sets or ends the schedule. A minute that has passed today comes due tomorrow. */
export async function setProofMinute(run: Runner, organizationId: string, minuteOfDay: number | null): Promise<void> {
  if (minuteOfDay === null) {
    await run.delete(enforcementProofSchedule).where(eq(enforcementProofSchedule.organizationId, organizationId));
    return;
  }
  await run.execute(sql`
    insert into enforcement_proof_schedule (organization_id, minute_of_day, last_due_on)
    select o.id, ${minuteOfDay}::int,
      case when extract(hour from l.at) * 60 + extract(minute from l.at) >= ${minuteOfDay}::int then l.at::date end
    from organization o, lateral (select now() at time zone o.time_zone as at) l
    where o.id = ${organizationId}
    on conflict (organization_id) do update
      set minute_of_day = excluded.minute_of_day, last_due_on = excluded.last_due_on`);
}

/** Organizations whose daily proof has come due, each given to one process once a day. */
export async function takeDueProofs(run: Runner): Promise<string[]> {
  const rows = await run.execute<{ organization_id: string }>(sql`
    update enforcement_proof_schedule s set last_due_on = l.at::date
    from organization o, lateral (select now() at time zone o.time_zone as at) l
    where o.id = s.organization_id
      and extract(hour from l.at) * 60 + extract(minute from l.at) >= s.minute_of_day
      and (s.last_due_on is null or s.last_due_on < l.at::date)
    returning s.organization_id`);
  return rows.map((row) => row.organization_id);
}
