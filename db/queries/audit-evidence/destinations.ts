import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { auditDelivery, auditDestination } from "@/db/schema";
import type { Runner } from "../runner";

export type DestinationRow = typeof auditDestination.$inferSelect;

/** A destination with what became of the deliveries to it. */
export interface DestinationStanding extends DestinationRow {
  lastDeliveredAt: Date | null;
  waiting: number;
  trouble: string | null;
}

/** Destinations that were not removed, oldest first; at most 100. */
export async function listDestinations(run: Runner, organizationId: string): Promise<DestinationStanding[]> {
  const of = sql`from ${auditDelivery} d where d.destination_id = "audit_destination"."id"`;
  const rows = await run
    .select({
      destination: auditDestination,
      lastDeliveredAt: sql<Date | null>`(select max(delivered_at) ${of})`.mapWith((value) =>
        value === null ? null : new Date(String(value)),
      ),
      waiting: sql<number>`(select count(*)::int ${of} and next_at is not null)`.mapWith(Number),
      trouble: sql<string | null>`(select trouble ${of} and next_at is not null order by d.checkpoint_id limit 1)`,
    })
    .from(auditDestination)
    .where(and(eq(auditDestination.organizationId, organizationId), isNull(auditDestination.removedAt)))
    .orderBy(asc(auditDestination.createdAt), asc(auditDestination.id))
    .limit(100);
  return rows.map(({ destination, ...standing }) => ({ ...destination, ...standing }));
}

/** A destination that was not removed; null when the organization has none with this id. */
export async function findDestination(run: Runner, organizationId: string, id: string): Promise<DestinationRow | null> {
  const [row] = await run
    .select()
    .from(auditDestination)
    .where(
      and(
        eq(auditDestination.organizationId, organizationId),
        eq(auditDestination.id, id),
        isNull(auditDestination.removedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function insertDestination(
  run: Runner,
  row: Omit<DestinationRow, "createdAt" | "removedAt">,
): Promise<void> {
  await run.insert(auditDestination).values(row);
}

/** Nothing is sent there any more, and its secret is forgotten. */
export async function removeDestination(run: Runner, organizationId: string, id: string): Promise<void> {
  await run
    .update(auditDestination)
    .set({ removedAt: sql`now()`, sealed: null })
    .where(and(eq(auditDestination.organizationId, organizationId), eq(auditDestination.id, id)));
  await run.update(auditDelivery).set({ nextAt: null }).where(eq(auditDelivery.destinationId, id));
}
