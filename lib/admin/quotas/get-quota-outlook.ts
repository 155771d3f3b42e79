import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { forecastQuota, hasOutlook, type QuotaOutlook } from "@/lib/quotas/forecast-quota";
import { defineRead } from "../define-verb";
import { limitNow } from "./limit-now";
import { locateSeenQuota } from "./locate-quota";
import { withStandings } from "./with-standings";

export interface QuotaOutlookRows extends QuotaOutlook {
  quota: QuotaRow;
  used: bigint;
  limit: bigint;
}

/** Where one quota's window is going; null for those that move too fast to say. */
export const getQuotaOutlook = defineRead({
  name: "quotas.outlook",
  permission: "quotas:read",
  kind: "quota",
  locate: locateSeenQuota,
  async read(work, quota, _input: { quotaId: string }): Promise<QuotaOutlookRows | null> {
    if (!hasOutlook(quota) || quota.archivedAt !== null) return null;
    const [shown] = await withStandings(work, [quota]);
    const standing = { used: shown?.standing?.used ?? 0n, limit: limitNow(quota) };
    const outlook = await forecastQuota(work.database.sql, quota, standing);
    return outlook && { ...outlook, quota, ...standing };
  },
});
