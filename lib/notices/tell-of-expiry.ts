import type { Database } from "@/db/client";
import { enqueueNotice } from "@/db/queries/notices/enqueue-notice";
import { type ExpiringThing, listReachedMarks } from "@/db/queries/notices/expiring-things";
import { expirySummary, expiryTitle } from "./expiry-words";

const URGENT_DAYS = 1;

/** Tells of what ends soon: its people, the leads of its team, and for what is the organization's its owners and admins. Each mark once. */
export async function tellOfExpiry({ orm }: Pick<Database, "orm">, now: Date): Promise<number> {
  let told = 0;
  for (const thing of await listReachedMarks(orm)) {
    const id = await enqueueNotice(orm, thing.organizationId, noticeOf(thing, now));
    if (id !== null) told += 1;
  }
  return told;
}

function noticeOf(thing: ExpiringThing & { mark: number }, now: Date) {
  const { kind, id, team, endsAt, mark, personIds, toAdmins, linkPath } = thing;
  return {
    kind: "expiry.soon",
    topic: "expiry",
    severity: mark <= URGENT_DAYS ? "warning" : "info",
    subject: { kind, id },
    teamId: team?.id ?? null,
    title: expiryTitle(thing, now),
    summary: expirySummary(thing),
    facts: team === null ? [] : [{ label: "Team", value: team.name }],
    linkPath,
    audience: {
      personIds,
      leadsOf: team === null ? [] : [team.id],
      roles: toAdmins ? (["owner", "admin"] as const) : [],
    },
    // Another end of the same thing is told of again.
    dedupeKey: `expiry:${kind}:${id}:${Math.floor(endsAt.getTime() / 1000)}:${mark}`,
  } as const;
}
