import { updateQuotaRow } from "@/db/queries/quotas-admin/write-quota";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateQuota, readQuota } from "./locate-quota";
import { readLimit, showAmount, shownUnit } from "./quota-terms";

interface UpdateQuota {
  quotaId: string;
  /** Undefined stays as it is; in the quota's own unit. */
  limit: string | undefined;
  hard: boolean | undefined;
}

/** Changes a quota's limit or whether it refuses; what was used counts against the new limit at once. */
export const updateQuota = defineChange({
  name: "quotas.update",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "enforced",
  locate: locateQuota,
  async change(work, quota, input: UpdateQuota) {
    if (quota.archivedAt !== null) throw new AdminError("conflict", "The quota is archived. Set a new one.");
    const unit = shownUnit(quota.unit);
    const limit = input.limit === undefined ? quota.limit : readLimit(unit, input.limit, "limit");
    const hard = input.hard ?? quota.hard;
    await updateQuotaRow(work.run, work.organizationId, quota.id, { limit, hard });
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: { limit: showAmount(quota.unit, quota.limit), hard: quota.hard },
        after: { limit: showAmount(quota.unit, limit), hard },
      },
    };
  },
});
