import { and, asc, desc, eq, getTableColumns, lt, sql } from "drizzle-orm";
import { auditCheckpoint, auditDelivery, organization } from "@/db/schema";
import type { Runner } from "../runner";

export type CheckpointRow = typeof auditCheckpoint.$inferSelect;

/** A checkpoint with how far its deliveries are. */
export interface CheckpointStanding extends CheckpointRow {
  delivered: number;
  waiting: number;
}

/** Checkpoints, newest first, one more than `limit` when more follow. `before` is the id of the last one shown. */
export async function listCheckpoints(
  run: Runner,
  organizationId: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<CheckpointStanding[]> {
  return await run
    .select({
      ...getTableColumns(auditCheckpoint),
      delivered: countDeliveries(sql`delivered_at is not null`),
      waiting: countDeliveries(sql`next_at is not null`),
    })
    .from(auditCheckpoint)
    .where(
      and(
        eq(auditCheckpoint.organizationId, organizationId),
        before === null ? undefined : lt(sql`${auditCheckpoint.id} collate "C"`, before),
      ),
    )
    .orderBy(desc(sql`${auditCheckpoint.id} collate "C"`))
    .limit(limit + 1);
}

function countDeliveries(which: ReturnType<typeof sql>) {
  return sql<number>`(select count(*)::int from ${auditDelivery} d
    where d.checkpoint_id = "audit_checkpoint"."id" and ${which})`.mapWith(Number);
}

/** Every checkpoint of the organization as it was signed, oldest first; there is at most one in five minutes. */
export async function readSignedCheckpoints(
  run: Runner,
  organizationId: string,
): Promise<Pick<CheckpointRow, "document" | "signature" | "publicKey">[]> {
  const { document, signature, publicKey } = auditCheckpoint;
  return await run
    .select({ document, signature, publicKey })
    .from(auditCheckpoint)
    .where(eq(auditCheckpoint.organizationId, organizationId))
    .orderBy(asc(auditCheckpoint.seq));
}

/** Keeps a checkpoint and puts it on its way to every destination there is. */
export async function insertCheckpoint(run: Runner, row: CheckpointRow): Promise<void> {
  await run.insert(auditCheckpoint).values(row);
  await run.execute(sql`
    insert into audit_delivery (checkpoint_id, destination_id)
    select ${row.id}, id from audit_destination where organization_id = ${row.organizationId} and removed_at is null`);
}

/** The name that a checkpoint carries, and where the last one stood. */
export async function findCheckpointStart(
  run: Runner,
  organizationId: string,
): Promise<{ organizationName: string; lastSeq: number | null }> {
  const [row] = await run
    .select({
      organizationName: organization.name,
      lastSeq: sql<
        number | null
      >`(select max(seq) from audit_checkpoint where organization_id = ${organizationId})`.mapWith((value) =>
        value === null ? null : Number(value),
      ),
    })
    .from(organization)
    .where(eq(organization.id, organizationId))
    .limit(1);
  return row ?? { organizationName: organizationId, lastSeq: null };
}
