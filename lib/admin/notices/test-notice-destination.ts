import type { ToldNotice } from "@/db/queries/notices/claim-deliveries";
import { findNoticeDestination } from "@/db/queries/notices/destinations";
import { newId } from "@/lib/crypto/new-id";
import { notFound } from "@/lib/errors/admin-error";
import { type SendResult, sendNotice } from "@/lib/notices/send-notice";
import type { AdminContext } from "../context";
import { defineChange } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { locateNoticeDestination } from "./locate-notice-destination";

interface PreparedTest {
  destinationId: string;
  result: SendResult & { durationMs: number };
}

const recordPrepared = defineChange({
  name: "notices.test_destination",
  permission: "notices:configure",
  policy: "not_enforced",
  kind: "destination",
  locate: locateNoticeDestination,
  async change(work, destination, { result }: PreparedTest) {
    const { isTaken: taken, status, said, durationMs } = result;
    return {
      result: { taken, status, said, durationMs, testedAt: work.now().toISOString() },
      audit: {
        targetKind: "notice_destination",
        targetId: destination.id,
        before: null,
        after: { taken, status },
      },
    };
  },
});

/** Sends a notice that says it is a test, now, and gives what was answered. A failing test is a result, not an error. */
export const testNoticeDestination = preparedVerb(recordPrepared, prepare);

async function prepare(context: AdminContext, { destinationId }: { destinationId: string }): Promise<PreparedTest> {
  const { organizationId } = context.actor;
  const row = await findNoticeDestination(context.database.orm, organizationId, destinationId);
  if (row === null) throw notFound("destination");
  const hasRecipients = row.settings.mail === undefined || row.settings.mail.to.length > 0;
  const self = personOf(context);
  const isOverlapping = row.previousUntil !== null && row.previousUntil > context.now();
  const destination = { ...row, previousSealed: isOverlapping ? row.previousSealed : null };
  const startedAt = performance.now();
  const result = await sendNotice(
    { destination, notice: testNotice(context), person: hasRecipients ? null : self },
    context,
  );
  return { destinationId, result: { ...result, durationMs: Math.round(performance.now() - startedAt) } };
}

/** A mail server without recipients of its own writes to whoever tries it. */
function personOf({ actor }: AdminContext): { name: string; email: string } | null {
  return actor.kind === "person" ? { name: actor.name, email: actor.email } : null;
}

function testNotice({ actor, now }: AdminContext): ToldNotice {
  const id = newId("ntc");
  return {
    id,
    organizationId: actor.organizationId,
    kind: "notice.test",
    topic: "dead_destination",
    severity: "info",
    subject: { kind: "notice", id },
    team: null,
    title: "A test from Gatehouse",
    summary: "Somebody pressed “Send a test”. If you can read this, notices arrive here.",
    facts: actor.kind === "person" ? [{ label: "Asked for by", value: actor.name }] : [],
    linkPath: "/settings/notices",
    createdAt: now().toISOString(),
  };
}
