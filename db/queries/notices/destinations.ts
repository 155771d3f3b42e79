import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { noticeDelivery, noticeDestination, team } from "@/db/schema";
import type { SealedSecret } from "@/db/schema/provider";
import type { Runner } from "../runner";

export type NoticeDestinationRow = typeof noticeDestination.$inferSelect;

/** A destination with what became of the deliveries to it. */
export interface NoticeDestinationStanding extends NoticeDestinationRow {
  lastDeliveredAt: Date | null;
  waiting: number;
  dead: number;
  /** Why the newest delivery that failed did so, unless a later one arrived. */
  trouble: string | null;
}

const OF = sql`from ${noticeDelivery} d where d.destination_id = "notice_destination"."id"`;
const instantOrNull = (value: string | Date | null) => (value === null ? null : new Date(value));

/** Destinations that were not removed, oldest first; at most 100. */
export async function listNoticeDestinations(
  run: Runner,
  organizationId: string,
): Promise<NoticeDestinationStanding[]> {
  const rows = await standings(run)
    .where(and(eq(noticeDestination.organizationId, organizationId), isNull(noticeDestination.removedAt)))
    .orderBy(asc(noticeDestination.createdAt), asc(noticeDestination.id))
    .limit(100);
  return rows.map(({ destination, ...standing }) => ({ ...destination, ...standing }));
}

/** A destination that was not removed; null when the organization has none with this id. */
export async function findNoticeDestination(
  run: Runner,
  organizationId: string,
  id: string,
): Promise<NoticeDestinationStanding | null> {
  const [row] = await standings(run)
    .where(
      and(
        eq(noticeDestination.organizationId, organizationId),
        eq(noticeDestination.id, id),
        isNull(noticeDestination.removedAt),
      ),
    )
    .limit(1);
  return row === undefined ? null : { ...row.destination, ...row };
}

function standings(run: Runner) {
  return run
    .select({
      destination: noticeDestination,
      lastDeliveredAt: sql<Date | null>`(select max(ended_at) ${OF} and state = 'delivered')`.mapWith(instantOrNull),
      waiting: sql<number>`(select count(*)::int ${OF} and state = 'waiting')`,
      dead: sql<number>`(select count(*)::int ${OF} and state = 'dead')`,
      trouble: sql<string | null>`(select case when state <> 'delivered' then trouble end ${OF} and tried_at is not null
        order by tried_at desc limit 1)`,
    })
    .from(noticeDestination)
    .$dynamic();
}

export async function insertNoticeDestination(run: Runner, row: typeof noticeDestination.$inferInsert): Promise<void> {
  await run.insert(noticeDestination).values(row);
}

/** What may change of a destination. */
export type NoticeDestinationChange = Partial<
  Pick<NoticeDestinationRow, "name" | "settings" | "topics" | "leastSeverity" | "teamIds" | "mailsPeople" | "pausedAt">
>;

export async function updateNoticeDestination(run: Runner, id: string, change: NoticeDestinationChange): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await run.update(noticeDestination).set(change).where(eq(noticeDestination.id, id));
}

/** Another secret; the one before signs beside it until `previousUntil`. */
export async function rotateNoticeSecret(
  run: Runner,
  id: string,
  { sealed, overlapSeconds }: { sealed: SealedSecret; overlapSeconds: number },
): Promise<void> {
  const isKept = overlapSeconds > 0;
  await run
    .update(noticeDestination)
    .set({
      sealed,
      previousSealed: isKept ? sql`sealed` : null,
      previousUntil: isKept ? sql`now() + make_interval(secs => ${overlapSeconds})` : null,
    })
    .where(eq(noticeDestination.id, id));
}

/** Nothing is sent there any more, what waits is cancelled, and its secrets are forgotten. */
export async function removeNoticeDestination(run: Runner, id: string): Promise<void> {
  await run
    .update(noticeDestination)
    .set({ removedAt: sql`now()`, sealed: null, previousSealed: null, previousUntil: null })
    .where(eq(noticeDestination.id, id));
  await run
    .update(noticeDelivery)
    .set({ state: "cancelled", nextAt: null, endedAt: sql`now()`, trouble: "The destination was removed." })
    .where(and(eq(noticeDelivery.destinationId, id), eq(noticeDelivery.state, "waiting")));
}

/** The names of these teams of the organization, by id; what it has not is missing. */
export async function nameTeams(
  run: Runner,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await run
    .select({ id: team.id, name: team.name })
    .from(team)
    .where(and(eq(team.organizationId, organizationId), inArray(team.id, [...ids])));
  return new Map(rows.map((row) => [row.id, row.name]));
}
