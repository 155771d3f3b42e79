import { ALWAYS_MAILED } from "@/db/queries/notices/enqueue-notice";
import { writeNoticePreference } from "@/db/queries/notices/preferences";
import type { MailChoice, NoticeTopic } from "@/db/schema";
import { invalidField } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { readPreferences } from "./notice-preferences";

interface SetNoticePreferences {
  topics: readonly { topic: NoticeTopic; byMail: MailChoice }[];
}

/** Chooses how I am mailed about these topics; it holds for what is told from now on. */
export const setNoticePreferences = defineChange({
  name: "notices.set_my_preferences",
  permission: "me:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { topics }: SetNoticePreferences) {
    const { personId } = personActorOf(work);
    const before = await readPreferences(work, personId);
    for (const [index, { topic, byMail }] of topics.entries()) {
      if (ALWAYS_MAILED.includes(topic) && byMail !== "now")
        throw invalidField(`topics.${index}.byMail`, "is about security, and always mailed at once");
      await writeNoticePreference(work.run, personId, { topic, byMail });
    }
    const result = await readPreferences(work, personId);
    const shown = (all: typeof before) => Object.fromEntries(all.topics.map(({ topic, byMail }) => [topic, byMail]));
    return {
      result,
      audit: { targetKind: "person", targetId: personId, before: shown(before), after: shown(result) },
    };
  },
});
