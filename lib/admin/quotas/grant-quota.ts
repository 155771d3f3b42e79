import { insertGrant } from "@/db/queries/quotas-admin/write-grant";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { invalidField } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { limitNow } from "./limit-now";
import { locateHeldQuota, readQuota, refuseArchivedQuota } from "./locate-quota";
import { readAmount, showAmount, shownUnit } from "./quota-terms";
import { refuseWiderQuota } from "./refuse-wider-quota";

interface GrantQuota {
  quotaId: string;
  /** In the quota's own unit. */
  amount: string;
  endsAt: Date;
  reason: string;
}

const MOST_DAYS = 366;
const DAY_MS = 86_400_000;

/** Raises a quota from now until a time; the raise falls away by itself. */
export const grantQuota = defineChange({
  name: "quotas.grant",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "enforced",
  locate: locateHeldQuota,
  async change(work, quota, { endsAt, reason, ...input }: GrantQuota) {
    refuseArchivedQuota(quota);
    const amount = readAmount(shownUnit(quota.unit), input.amount, "amount");
    if (amount === 0n) throw invalidField("amount", "must be more than zero");
    const fromNowMs = endsAt.getTime() - work.now().getTime();
    if (fromNowMs <= 0) throw invalidField("endsAt", "must be in the future");
    if (fromNowMs > MOST_DAYS * DAY_MS) throw invalidField("endsAt", "must be within a year: change the limit instead");
    await refuseWiderQuota(work, quota, limitNow(quota) + amount);
    const id = newId("gra");
    const grantedBy = personIdOf(work.actor);
    await insertGrant(work.run, work.organizationId, { id, quotaId: quota.id, amount, reason, endsAt, grantedBy });
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: null,
        after: { grant: id, amount: showAmount(quota.unit, amount), endsAt: endsAt.toISOString(), reason },
      },
    };
  },
});
