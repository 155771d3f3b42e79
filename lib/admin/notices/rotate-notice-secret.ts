import { rotateNoticeSecret as rotateRow } from "@/db/queries/notices/destinations";
import { fingerprintOf } from "@/lib/crypto/digest";
import { AdminError } from "@/lib/errors/admin-error";
import { noticeDestinationBinding } from "@/lib/notices/destination-binding";
import { mintWebhookSecret } from "@/lib/webhooks/sign-webhook";
import { defineChange } from "../define-verb";
import { locateNoticeDestination, readNoticeDestination } from "./locate-notice-destination";

interface RotateNoticeSecret {
  destinationId: string;
  /** How long the secret before signs too. */
  overlapSeconds: number;
}

/** Another signing secret for a webhook; while they overlap, every delivery carries a signature by each. */
export const rotateNoticeSecret = defineChange({
  name: "notices.rotate_secret",
  permission: "notices:configure",
  policy: "not_enforced",
  kind: "destination",
  locate: locateNoticeDestination,
  async change(work, destination, { overlapSeconds }: RotateNoticeSecret) {
    if (destination.kind !== "webhook")
      throw new AdminError("conflict", "Only a webhook has a signing secret. Add the destination again instead.");
    const secret = mintWebhookSecret();
    const sealed = await work.keyring.seal(secret, noticeDestinationBinding(destination));
    await rotateRow(work.run, destination.id, { sealed, overlapSeconds });
    return {
      result: { destination: await readNoticeDestination(work, destination.id), secret },
      audit: {
        targetKind: "notice_destination",
        targetId: destination.id,
        before: null,
        after: { secret: fingerprintOf(secret.reveal(), work.keyring.pepper), overlapSeconds },
      },
    };
  },
});
