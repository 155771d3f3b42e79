import type { Database } from "@/db/client";
import { type DueDigest, type GatheredNotice, listDueDigests, takeGathered } from "@/db/queries/notices/digests";
import { addMails, enqueueNotice } from "@/db/queries/notices/enqueue-notice";

/** In the organization's time zone. */
const FROM_HOUR = 7;
const MOST_SHOWN = 30;

/** Mails everybody who chose so what was gathered for them, once a day; what they read in the portal meanwhile is left out. */
export async function sendDigests({ orm }: Pick<Database, "orm">, fromHour: number = FROM_HOUR): Promise<number> {
  let sent = 0;
  for (const due of await listDueDigests(orm, fromHour)) if (await sendDigest(orm, due)) sent += 1;
  return sent;
}

async function sendDigest(orm: Database["orm"], { organizationId, personId, day }: DueDigest): Promise<boolean> {
  return await orm.transaction(async (run) => {
    const unread = (await takeGathered(run, personId)).filter(({ isRead }) => !isRead);
    if (unread.length === 0) return false;
    const id = await enqueueNotice(run, organizationId, {
      kind: "digest.daily",
      topic: "digest",
      subject: { kind: "person", id: personId },
      teamId: null,
      title: unread.length === 1 ? "1 notice since the last digest" : `${unread.length} notices since the last digest`,
      summary: "You chose to be mailed these once a day. Your account says which.",
      facts: factsOf(unread),
      linkPath: "/me",
      audience: { destinations: [] },
      dedupeKey: `digest:${personId}:${day}`,
    });
    if (id === null) return false;
    await addMails(run, organizationId, { id, people: [personId] });
    return true;
  });
}

function factsOf(unread: readonly GatheredNotice[]) {
  const shown = unread.slice(-MOST_SHOWN).map(({ title, createdAt }) => ({
    label: `${createdAt.toISOString().slice(5, 16).replace("T", " ")} UTC`,
    value: title,
  }));
  const more = unread.length - shown.length;
  return more === 0 ? shown : [...shown, { label: "And", value: `${more} more in the portal` }];
}
