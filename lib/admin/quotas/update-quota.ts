import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import {
  archiveQuotaRow,
  findQuotaLike,
  lockQuotaScope,
  type QuotaSettings,
  updateQuotaRow,
} from "@/db/queries/quotas-admin/write-quota";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { locateQuota, readQuota, refuseArchivedQuota } from "./locate-quota";
import { readAmount, shownUnit, showSettings } from "./quota-terms";
import { refuseWiderQuota } from "./refuse-wider-quota";

interface UpdateQuota {
  quotaId: string;
  /** Undefined stays as it is; in the quota's own unit. */
  limit: string | undefined;
  hard: boolean | undefined;
  shadow: boolean | undefined;
  onStoreDown: QuotaSettings["onStoreDown"] | undefined;
  maxCallPercent: number | undefined;
  alertPercents: number[] | undefined;
}

/** Changes a quota's settings; what was used counts against the new limit at once. Its scope, unit and window stay. */
export const updateQuota = defineChange({
  name: "quotas.update",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "quota",
  policy: "enforced",
  locate: locateQuota,
  async change(work, quota, input: UpdateQuota) {
    refuseArchivedQuota(quota);
    const after: QuotaSettings = {
      limit: input.limit === undefined ? quota.limit : readAmount(shownUnit(quota.unit), input.limit, "limit"),
      hard: input.hard ?? quota.hard,
      shadow: input.shadow ?? quota.shadow,
      onStoreDown: input.onStoreDown ?? quota.onStoreDown,
      maxCallPercent: input.maxCallPercent ?? quota.maxCallPercent,
      alertPercents: input.alertPercents ?? quota.alertPercents,
    };
    await refuseWiderQuota(work, quota, after.hard && !after.shadow ? after.limit : null);
    const replaced = after.shadow === quota.shadow ? null : await archiveTwin(work, quota, after.shadow);
    await updateQuotaRow(work.run, work.organizationId, quota.id, after);
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: showSettings(quota.unit, quota),
        after: { ...showSettings(quota.unit, after), ...(replaced === null ? {} : { replaced }) },
      },
    };
  },
});

/** A quota that comes out of shadow, or goes into it, takes the place of the one that was there; its id. */
async function archiveTwin(work: Work, quota: QuotaRow, shadow: boolean): Promise<string | null> {
  await lockQuotaScope(work.run, quota);
  const twin = await findQuotaLike(work.run, work.organizationId, { ...quota, shadow });
  if (twin !== null) await archiveQuotaRow(work.run, work.organizationId, twin.id);
  return twin?.id ?? null;
}
