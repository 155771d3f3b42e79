import { findGrant } from "@/db/queries/quotas-admin/list-grants";
import { revokeGrantRow } from "@/db/queries/quotas-admin/write-grant";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateHeldQuota, readQuota } from "./locate-quota";
import { showAmount } from "./quota-terms";

interface RevokeQuotaGrant {
  quotaId: string;
  grantId: string;
}

/** Takes a raise back before its time. What was used beyond the limit stays used. */
export const revokeQuotaGrant = defineChange({
  name: "quotas.revoke_grant",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "enforced",
  locate: locateHeldQuota,
  async change(work, quota, { grantId }: RevokeQuotaGrant) {
    const grant = await findGrant(work.run, work.organizationId, { quotaId: quota.id, grantId });
    if (grant === null) throw notFound("grant");
    if (grant.status === "revoked" || grant.status === "over") {
      throw new AdminError("conflict", "The grant is over already.");
    }
    await revokeGrantRow(work.run, work.organizationId, grantId);
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: { grant: grantId, amount: showAmount(quota.unit, grant.amount), endsAt: grant.endsAt.toISOString() },
        after: { revoked: true },
      },
    };
  },
});
