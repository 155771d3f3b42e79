import { archiveQuotaRow } from "@/db/queries/quotas-admin/write-quota";
import { defineChange } from "../define-verb";
import { locateHeldQuota, readQuota, refuseArchivedQuota } from "./locate-quota";
import { showTerms } from "./quota-terms";
import { refuseWiderQuota } from "./refuse-wider-quota";

/** Takes a limit away; its history stays. */
export const archiveQuota = defineChange({
  name: "quotas.archive",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "enforced",
  locate: locateHeldQuota,
  async change(work, quota, _input: { quotaId: string }) {
    refuseArchivedQuota(quota);
    await refuseWiderQuota(work, quota, null);
    await archiveQuotaRow(work.run, work.organizationId, quota.id);
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: showTerms(quota),
        after: { archived: true },
      },
    };
  },
});
