import { eq, sql } from "drizzle-orm";
import { type MailChoice, type NoticeTopic, noticePreference } from "@/db/schema";
import type { Runner } from "../runner";

/** What somebody chose, by topic. */
export async function readNoticePreferences(run: Runner, personId: string): Promise<Map<NoticeTopic, MailChoice>> {
  const rows = await run
    .select({ topic: noticePreference.topic, byMail: noticePreference.byMail })
    .from(noticePreference)
    .where(eq(noticePreference.personId, personId))
    .limit(100);
  return new Map(rows.map(({ topic, byMail }) => [topic, byMail]));
}

export async function writeNoticePreference(
  run: Runner,
  personId: string,
  { topic, byMail }: { topic: NoticeTopic; byMail: MailChoice },
): Promise<void> {
  await run
    .insert(noticePreference)
    .values({ personId, topic, byMail })
    .onConflictDoUpdate({
      target: [noticePreference.personId, noticePreference.topic],
      set: { byMail, updatedAt: sql`now()` },
    });
}

/** Whether a mail server is set up that carries what is addressed to people. */
export async function mailsPeople(run: Runner, organizationId: string): Promise<boolean> {
  const rows = await run.execute(sql`
    select 1 from notice_destination
    where organization_id = ${organizationId} and mails_people and removed_at is null and paused_at is null`);
  return rows.length > 0;
}
