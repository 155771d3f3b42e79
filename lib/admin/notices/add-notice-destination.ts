import { insertNoticeDestination } from "@/db/queries/notices/destinations";
import type { AddNoticeDestinationInput } from "@/lib/admin-api/schemas/notices";
import { fingerprintOf } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { noticeDestinationBinding } from "@/lib/notices/destination-binding";
import { defineChange, inOrganization } from "../define-verb";
import { isUniqueViolation } from "../unique-violation";
import { checkTeams, readNoticeDestination } from "./locate-notice-destination";
import { planDestination } from "./plan-destination";

/** A place that every later notice it listens to goes to. A webhook's signing secret is made here, and is in this result alone. */
export const addNoticeDestination = defineChange({
  name: "notices.add_destination",
  permission: "notices:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: AddNoticeDestinationInput) {
    const { kind, name, topics, leastSeverity, teamIds } = input;
    await checkTeams(work, teamIds);
    const { settings, allowedOrigin, secret, mailsPeople } = planDestination(input);
    const { organizationId } = work;
    const id = newId("ntd");
    const binding = noticeDestinationBinding({ id, organizationId, allowedOrigin });
    const sealed = secret === null ? null : await work.keyring.seal(secret, binding);
    const row = { id, organizationId, kind, name, settings, sealed, allowedOrigin, topics, leastSeverity, teamIds };
    try {
      await insertNoticeDestination(work.run, { ...row, mailsPeople });
    } catch (error) {
      if (isUniqueViolation(error, "notice_destination_mails_people")) throw alreadyMailed();
      throw error;
    }
    const fingerprint = secret === null ? {} : { secret: fingerprintOf(secret.reveal(), work.keyring.pepper) };
    return {
      result: { destination: await readNoticeDestination(work, id), secret: kind === "webhook" ? secret : null },
      audit: {
        targetKind: "notice_destination",
        targetId: id,
        before: null,
        after: { kind, name, ...settings, topics, leastSeverity, teamIds, mailsPeople, ...fingerprint },
      },
    };
  },
});

/** One mail server carries what is addressed to people, so that nobody hears everything twice. */
export function alreadyMailed(): AdminError {
  return new AdminError(
    "conflict",
    "Another mail server mails people already. Let that one do it, or switch it off there.",
  );
}
