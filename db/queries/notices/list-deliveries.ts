import { and, desc, eq, lt, sql } from "drizzle-orm";
import { type DeliveryState, notice, noticeDelivery, noticeDestination, person } from "@/db/schema";
import type { Runner } from "../runner";

/** A delivery with what it delivers, where and to whom. */
export type DeliveryRow = typeof noticeDelivery.$inferSelect & {
  destinationName: string;
  personName: string | null;
  title: string;
  kind: string;
  severity: (typeof notice.$inferSelect)["severity"];
  noticeCreatedAt: Date;
};

/** Deliveries, newest first, one more than `limit` when more follow. `before` is the id of the last one shown. */
export async function listDeliveries(
  run: Runner,
  organizationId: string,
  filter: { before: string | null; limit: number; destinationId: string | null; state: DeliveryState | null },
): Promise<DeliveryRow[]> {
  const { before, limit, destinationId, state } = filter;
  return await deliveryRows(run)
    .where(
      and(
        eq(noticeDestination.organizationId, organizationId),
        before === null ? undefined : lt(sql`${noticeDelivery.id} collate "C"`, before),
        destinationId === null ? undefined : eq(noticeDelivery.destinationId, destinationId),
        state === null ? undefined : eq(noticeDelivery.state, state),
      ),
    )
    .orderBy(desc(sql`${noticeDelivery.id} collate "C"`))
    .limit(limit + 1);
}

/** One delivery; null when the organization has none with this id. */
export async function findDelivery(run: Runner, organizationId: string, id: string): Promise<DeliveryRow | null> {
  const [row] = await deliveryRows(run)
    .where(and(eq(noticeDestination.organizationId, organizationId), eq(noticeDelivery.id, id)))
    .limit(1);
  return row ?? null;
}

/** Tries it again at once, with all its tries before it. */
export async function retryDelivery(run: Runner, id: string): Promise<void> {
  await run
    .update(noticeDelivery)
    .set({ state: "waiting", attempts: 0, nextAt: sql`now()`, endedAt: null })
    .where(eq(noticeDelivery.id, id));
}

function deliveryRows(run: Runner) {
  return run
    .select({
      id: noticeDelivery.id,
      noticeId: noticeDelivery.noticeId,
      destinationId: noticeDelivery.destinationId,
      personId: noticeDelivery.personId,
      state: noticeDelivery.state,
      attempts: noticeDelivery.attempts,
      nextAt: noticeDelivery.nextAt,
      triedAt: noticeDelivery.triedAt,
      endedAt: noticeDelivery.endedAt,
      answerStatus: noticeDelivery.answerStatus,
      trouble: noticeDelivery.trouble,
      destinationName: noticeDestination.name,
      personName: person.name,
      title: notice.title,
      kind: notice.kind,
      severity: notice.severity,
      noticeCreatedAt: notice.createdAt,
    })
    .from(noticeDelivery)
    .innerJoin(notice, eq(notice.id, noticeDelivery.noticeId))
    .innerJoin(noticeDestination, eq(noticeDestination.id, noticeDelivery.destinationId))
    .leftJoin(person, eq(person.id, noticeDelivery.personId))
    .$dynamic();
}
