import { and, eq, sql } from "drizzle-orm";
import { auditDelivery } from "@/db/schema";
import type { Runner } from "../runner";
import type { CheckpointRow } from "./checkpoints";
import type { DestinationRow } from "./destinations";

/** A delivery that is this process's to try. */
export interface ClaimedDelivery {
  checkpoint: Pick<CheckpointRow, "id" | "document" | "signature" | "publicKey">;
  destination: Pick<DestinationRow, "id" | "organizationId" | "kind" | "settings" | "sealed" | "allowedOrigin">;
}

/**
 * Deliveries that are due, each given to one process: claiming one is already putting off the next try, so a process that dies loses
 * nothing. Tries come 20 s apart at first, twice as long each time, an hour at most.
 */
export async function claimDeliveries(run: Runner, limit: number): Promise<ClaimedDelivery[]> {
  const rows = await run.execute<{
    checkpoint: ClaimedDelivery["checkpoint"];
    destination: ClaimedDelivery["destination"];
  }>(sql`
    with due as (
      select checkpoint_id, destination_id from audit_delivery where next_at <= now()
      order by next_at limit ${limit} for update skip locked
    ), claimed as (
      update audit_delivery d
        set attempts = attempts + 1, next_at = now() + least(interval '1 hour', interval '20 seconds' * 2 ^ least(attempts, 10))
      from due where d.checkpoint_id = due.checkpoint_id and d.destination_id = due.destination_id
      returning d.checkpoint_id, d.destination_id
    )
    select
      jsonb_build_object('id', c.id, 'document', c.document, 'signature', c.signature, 'publicKey', c.public_key) as checkpoint,
      jsonb_build_object('id', t.id, 'organizationId', t.organization_id, 'kind', t.kind, 'settings', t.settings,
        'sealed', t.sealed, 'allowedOrigin', t.allowed_origin) as destination
    from claimed join audit_checkpoint c on c.id = claimed.checkpoint_id
      join audit_destination t on t.id = claimed.destination_id
    order by c.seq`);
  return [...rows];
}

/** Notes how a try ended: null is there, else why not. */
export async function finishDelivery(
  run: Runner,
  { checkpoint, destination }: ClaimedDelivery,
  trouble: string | null,
): Promise<void> {
  await run
    .update(auditDelivery)
    .set(trouble === null ? { nextAt: null, deliveredAt: sql`now()`, trouble: null } : { trouble })
    .where(and(eq(auditDelivery.checkpointId, checkpoint.id), eq(auditDelivery.destinationId, destination.id)));
}
