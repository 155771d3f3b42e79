import { ALWAYS_MAILED } from "@/db/queries/notices/enqueue-notice";
import { mailsPeople, readNoticePreferences } from "@/db/queries/notices/preferences";
import { type MailChoice, NOTICE_TOPICS, type NoticeTopic } from "@/db/schema";
import type { Work } from "../context";

/** How somebody is mailed what they are told, topic by topic. */
export interface NoticePreferences {
  /** Whether any mail server carries what is addressed to people. */
  isMailSetUp: boolean;
  topics: { topic: NoticeTopic; byMail: MailChoice; isFixed: boolean }[];
}

/** Everything that can be chosen, as it holds for a person; what is about security is always mailed at once. */
export async function readPreferences(work: Work, personId: string): Promise<NoticePreferences> {
  const chosen = await readNoticePreferences(work.run, personId);
  return {
    isMailSetUp: await mailsPeople(work.run, work.organizationId),
    topics: NOTICE_TOPICS.map((topic) => {
      const isFixed = ALWAYS_MAILED.includes(topic);
      return { topic, isFixed, byMail: isFixed ? "now" : (chosen.get(topic) ?? "now") };
    }),
  };
}
