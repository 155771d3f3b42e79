import { findDelivery, retryDelivery } from "@/db/queries/notices/list-deliveries";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";

/** Tries a delivery again at once: one that was given up, or one that would wait longer. */
export const retryNoticeDelivery = defineChange({
  name: "notices.retry_delivery",
  permission: "notices:configure",
  policy: "not_enforced",
  kind: "delivery",
  async locate(work, { deliveryId }: { deliveryId: string }) {
    const target = await findDelivery(work.run, work.organizationId, deliveryId);
    return target && { target, scope: { kind: "organization" } as const };
  },
  async change(work, delivery) {
    if (delivery.state !== "dead" && delivery.state !== "waiting")
      throw new AdminError("conflict", `The delivery was ${delivery.state}; there is nothing to try again.`);
    await retryDelivery(work.run, delivery.id);
    const after = await findDelivery(work.run, work.organizationId, delivery.id);
    if (after === null) throw notFound("delivery");
    return {
      result: after,
      audit: {
        targetKind: "notice_delivery",
        targetId: delivery.id,
        before: { state: delivery.state, attempts: delivery.attempts },
        after: { state: after.state, destination: delivery.destinationId },
      },
    };
  },
});
