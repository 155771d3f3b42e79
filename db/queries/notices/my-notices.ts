import { and, desc, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import { type NoticeTopic, notice, noticeReader, team } from "@/db/schema";
import type { Runner } from "../runner";

/** A notice as one person sees it. */
export type MyNoticeRow = Pick<
  typeof notice.$inferSelect,
  "id" | "kind" | "severity" | "title" | "summary" | "facts" | "linkPath" | "teamId" | "createdAt"
> & { topic: NoticeTopic; teamName: string | null; readAt: Date | null };

/** What a person was told, newest first, one more than `limit` when more follow. `before` is the id of the last one shown. */
export async function listMyNotices(
  run: Runner,
  personId: string,
  { before, limit, onlyUnread }: { before: string | null; limit: number; onlyUnread: boolean },
): Promise<MyNoticeRow[]> {
  return await run
    .select({
      id: notice.id,
      kind: notice.kind,
      // A digest is mailed and has no readers here.
      topic: sql<NoticeTopic>`${notice.topic}`,
      severity: notice.severity,
      title: notice.title,
      summary: notice.summary,
      facts: notice.facts,
      linkPath: notice.linkPath,
      teamId: notice.teamId,
      teamName: team.name,
      createdAt: notice.createdAt,
      readAt: noticeReader.readAt,
    })
    .from(noticeReader)
    .innerJoin(notice, eq(notice.id, noticeReader.noticeId))
    .leftJoin(team, eq(team.id, notice.teamId))
    .where(
      and(
        eq(noticeReader.personId, personId),
        before === null ? undefined : lt(sql`${noticeReader.noticeId} collate "C"`, before),
        onlyUnread ? isNull(noticeReader.readAt) : undefined,
      ),
    )
    .orderBy(desc(sql`${noticeReader.noticeId} collate "C"`))
    .limit(limit + 1);
}

export async function countUnread(run: Runner, personId: string): Promise<number> {
  return await run.$count(noticeReader, and(eq(noticeReader.personId, personId), isNull(noticeReader.readAt)));
}

/** Marks these, or with null all, as read; gives how many were not. */
export async function markRead(run: Runner, personId: string, noticeIds: readonly string[] | null): Promise<number> {
  const rows = await run
    .update(noticeReader)
    .set({ readAt: sql`now()` })
    .where(
      and(
        eq(noticeReader.personId, personId),
        isNull(noticeReader.readAt),
        noticeIds === null ? undefined : inArray(noticeReader.noticeId, [...noticeIds]),
      ),
    )
    .returning({ id: noticeReader.noticeId });
  return rows.length;
}
