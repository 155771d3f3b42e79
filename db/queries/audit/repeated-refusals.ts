import { and, eq, lte, sql } from "drizzle-orm";
import { repeatedRefusal } from "@/db/schema";
import type { Runner } from "../runner";
import { appendAuditEvent, type NewAuditEvent } from "./append-audit-event";

/** So many are told apart at one time, per organization and action: whoever invents addresses fills no log with them. */
const MOST_TOLD_APART = 20;
/** So many of what refusals were about are named in the event that tells of them all. */
const MOST_TARGETS = 20;
const ALL_OTHERS = "*";

type Row = typeof repeatedRefusal.$inferSelect;

/** Something that was not done, for whom, and why. */
export interface Refusal
  extends Pick<
    NewAuditEvent,
    "actorKind" | "actorId" | "action" | "targetKind" | "targetId" | "requestId" | "clientAddress"
  > {
  /** A word from a closed list. */
  reason: string;
  details: Record<string, unknown>;
  /** What tells repeats of it from others with this action and reason. */
  toldBy: string;
  windowMs: number;
}

/**
 * Writes a refusal into the audit log, unless one like it began a window that is not over: then it is counted, and one event with the count tells
 * of all of them when the window is over (`flushRefusals`). Of one action no more than two events for each of 20 windows, and for each reason,
 * are ever written in a window's time. Takes the organization's audit lock, so call this last.
 */
export async function appendRefusal(run: Runner, organizationId: string, refusal: Refusal): Promise<void> {
  const over = await takeEnded(run, organizationId);
  const isFirst = await countRefusal(run, organizationId, refusal);
  for (const row of over) await appendRepeats(run, row);
  if (!isFirst) return;
  const { reason, details, toldBy: _, windowMs: __, ...event } = refusal;
  await appendAuditEvent(run, organizationId, { ...event, before: null, after: { refusal: reason, ...details } });
}

/** Organizations with windows that are over; at most 1,000. */
export async function listEndedRefusals(run: Runner): Promise<string[]> {
  const rows = await run
    .selectDistinct({ organizationId: repeatedRefusal.organizationId })
    .from(repeatedRefusal)
    .where(lte(repeatedRefusal.endsAt, sql`now()`))
    .limit(1_000);
  return rows.map((row) => row.organizationId);
}

/** Tells of what came again in the windows that are over; call it in a transaction. Of several processes each window is told of by one. */
export async function flushRefusals(run: Runner, organizationId: string): Promise<void> {
  for (const row of await takeEnded(run, organizationId)) await appendRepeats(run, row);
}

/** Takes the windows that are over; gives those in which something came again. Holds off every other refusal until the transaction ends. */
async function takeEnded(run: Runner, organizationId: string): Promise<Row[]> {
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended('refusals:' || ${organizationId}, 0))`);
  const rows = await run
    .delete(repeatedRefusal)
    .where(and(eq(repeatedRefusal.organizationId, organizationId), lte(repeatedRefusal.endsAt, sql`now()`)))
    .returning();
  return rows.filter((row) => row.repeats > 0);
}

/** Whether it is the first of its window. */
async function countRefusal(run: Runner, organizationId: string, refusal: Refusal): Promise<boolean> {
  const { actorKind, actorId, action, reason, targetKind, targetId, windowMs } = refusal;
  const told = await tellApart(run, organizationId, refusal);
  const had = repeatedRefusal;
  const [row] = await run
    .insert(had)
    .values({
      ...told,
      organizationId,
      action,
      reason,
      actorKind,
      actorId,
      targetKind,
      targetIds: [targetId],
      endsAt: sql`now() + make_interval(secs => ${windowMs / 1000})`,
    })
    .onConflictDoUpdate({
      target: [had.organizationId, had.action, had.reason, had.toldBy],
      set: {
        repeats: sql`${had.repeats} + 1`,
        lastAt: sql`clock_timestamp()`,
        targetIds: sql`case when excluded.target_ids <@ ${had.targetIds} or cardinality(${had.targetIds}) >= ${MOST_TARGETS}
          then ${had.targetIds} else ${had.targetIds} || excluded.target_ids end`,
      },
    })
    .returning({ repeats: had.repeats });
  return row?.repeats === 0;
}

/** Its own window while there are few; that of all others when there are many. */
async function tellApart(
  run: Runner,
  organizationId: string,
  { action, reason, toldBy, clientAddress }: Refusal,
): Promise<Pick<Row, "toldBy" | "clientAddress">> {
  const [told] = await run
    .select({
      windows: sql<number>`count(*)::int`,
      isKnown: sql<boolean>`coalesce(bool_or(${repeatedRefusal.reason} = ${reason} and ${repeatedRefusal.toldBy} = ${toldBy}), false)`,
    })
    .from(repeatedRefusal)
    .where(and(eq(repeatedRefusal.organizationId, organizationId), eq(repeatedRefusal.action, action)));
  const isTold = told !== undefined && (told.isKnown || told.windows < MOST_TOLD_APART);
  return isTold ? { toldBy, clientAddress } : { toldBy: ALL_OTHERS, clientAddress: null };
}

async function appendRepeats(run: Runner, row: Row): Promise<void> {
  const { organizationId, actorKind, actorId, action, targetKind, targetIds, clientAddress, lastAt } = row;
  await appendAuditEvent(run, organizationId, {
    actorKind,
    actorId,
    action,
    targetKind,
    targetId: targetIds[0] ?? "",
    before: null,
    after: { refusal: row.reason, repeats: row.repeats, since: row.startedAt.toISOString(), targets: targetIds },
    requestId: null,
    clientAddress,
    occurredAt: lastAt,
  });
}
