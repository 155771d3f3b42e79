import { eq, sql } from "drizzle-orm";
import { auditCheckpointSchedule } from "@/db/schema";
import type { Runner } from "../runner";

/** How many minutes apart checkpoints are taken by themselves; null: never. */
export async function findCheckpointMinutes(run: Runner, organizationId: string): Promise<number | null> {
  const [row] = await run
    .select({ everyMinutes: auditCheckpointSchedule.everyMinutes })
    .from(auditCheckpointSchedule)
    .where(eq(auditCheckpointSchedule.organizationId, organizationId))
    .limit(1);
  return row?.everyMinutes ?? null;
}

/** Sets or ends the schedule. */
export async function setCheckpointMinutes(
  run: Runner,
  organizationId: string,
  everyMinutes: number | null,
): Promise<void> {
  if (everyMinutes === null) {
    await run.delete(auditCheckpointSchedule).where(eq(auditCheckpointSchedule.organizationId, organizationId));
    return;
  }
  await run
    .insert(auditCheckpointSchedule)
    .values({ organizationId, everyMinutes })
    .onConflictDoUpdate({ target: auditCheckpointSchedule.organizationId, set: { everyMinutes } });
}

/**
 * Organizations whose next checkpoint has come due, each given to one process, and whose log has grown since the last one: by more than
 * the event of having taken it.
 */
export async function takeDueCheckpoints(run: Runner): Promise<string[]> {
  const rows = await run.execute<{ organization_id: string }>(sql`
    with due as (
      update audit_checkpoint_schedule s set last_taken_at = now()
      where s.last_taken_at is null or s.last_taken_at <= now() - make_interval(mins => s.every_minutes)
      returning s.organization_id
    )
    select organization_id from due where
      coalesce((select max(seq) from audit_event e where e.organization_id = due.organization_id), 0)
      > coalesce((select max(seq) + 1 from audit_checkpoint c where c.organization_id = due.organization_id), 0)`);
  return rows.map((row) => row.organization_id);
}
