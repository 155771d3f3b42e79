import { archiveQuotaRow } from "@/db/queries/quotas-admin/write-quota";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateQuota, readQuota } from "./locate-quota";
import { showAmount } from "./quota-terms";

/** Takes a limit away; its history stays. */
export const archiveQuota = defineChange({
  name: "quotas.archive",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "enforced",
  locate: locateQuota,
  async change(work, quota, _input: { quotaId: string }) {
    if (quota.archivedAt !== null) throw new AdminError("conflict", "The quota is archived already.");
    await archiveQuotaRow(work.run, work.organizationId, quota.id);
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: { unit: quota.unit, window: quota.window, limit: showAmount(quota.unit, quota.limit) },
        after: { archived: true },
      },
    };
  },
});
