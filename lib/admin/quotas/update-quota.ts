import { findQuota, type QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import {
  archiveQuotaRow,
  findQuotaLike,
  lockQuota,
  lockQuotaScope,
  type QuotaSettings,
  updateQuotaRow,
} from "@/db/queries/quotas-admin/write-quota";
import type { Work } from "../context";
import { defineChange, type Located } from "../define-verb";
import { grantedNow } from "./limit-now";
import { locateHeldQuota, readQuota, refuseArchivedQuota } from "./locate-quota";
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
  locate: locateInTurn,
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
    const lets = after.hard && !after.shadow ? after.limit + grantedNow(quota) : null;
    await refuseWiderQuota(work, quota, lets);
    const twin = after.shadow === quota.shadow ? null : await findTwin(work, quota, after.shadow);
    if (twin !== null) {
      await refuseWiderQuota(work, twin, lets);
      await archiveQuotaRow(work.run, work.organizationId, twin.id);
    }
    await updateQuotaRow(work.run, work.organizationId, quota.id, after);
    return {
      result: await readQuota(work, quota.id),
      audit: {
        targetKind: "quota",
        targetId: quota.id,
        before: showSettings(quota.unit, quota),
        after: { ...showSettings(quota.unit, after), ...(twin === null ? {} : { replaced: twin.id }) },
      },
    };
  },
});

/** What changes a quota's place takes the scope's turn first, as setting one does, and then the quota. */
async function locateInTurn(work: Work, input: UpdateQuota): Promise<Located<QuotaRow> | null> {
  const seen = input.shadow === undefined ? null : await findQuota(work.run, work.organizationId, input.quotaId);
  if (seen !== null) await lockQuotaScope(work.run, seen);
  return locateHeldQuota(work, input);
}

/** A quota that comes out of shadow, or goes into it, takes the place of the one that is there. */
async function findTwin(work: Work, quota: QuotaRow, shadow: boolean): Promise<QuotaRow | null> {
  const twin = await findQuotaLike(work.run, work.organizationId, { ...quota, shadow });
  if (twin === null) return null;
  await lockQuota(work.run, work.organizationId, twin.id);
  return findQuota(work.run, work.organizationId, twin.id);
}
