import { releaseHoldWithin } from "@/db/queries/quotas-admin/release-hold-within";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateQuota } from "./locate-quota";
import { showAmount } from "./quota-terms";

interface ReleaseQuotaHold {
  quotaId: string;
  /** As `listQuotaHolds` names it. */
  holder: string;
}

/** Gives back what one call holds of a quota before it ends. The call goes on, and what it really used is booked at its end. */
export const releaseQuotaHold = defineChange({
  name: "quotas.release_hold",
  permission: "quotas:release",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "not_enforced",
  locate: locateQuota,
  async change(work, quota, { holder }: ReleaseQuotaHold) {
    const amount = await releaseHoldWithin(work.run, work.organizationId, { quotaId: quota.id, holder });
    if (amount === 0n) {
      throw new AdminError("conflict", "Nothing is held there any more, or it is held in a process's memory.");
    }
    const released = showAmount(quota.unit, amount);
    return {
      result: { released },
      audit: { targetKind: "quota", targetId: quota.id, before: { holder, held: released }, after: { held: "0" } },
    };
  },
});
