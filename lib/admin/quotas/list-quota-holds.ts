import { type LiveHold, listLiveHolds } from "@/db/queries/quotas/list-live-holds";
import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { defineRead } from "../define-verb";
import { locateSeenQuota } from "./locate-quota";

/** A quota with what is held in it now. */
export interface QuotaHolds {
  quota: QuotaRow;
  holds: LiveHold[];
}

const MOST_HOLDS = 200;

/** What calls that run hold of one quota, expiring last first. */
export const listQuotaHolds = defineRead({
  name: "quotas.list_holds",
  permission: "quotas:read",
  kind: "quota",
  locate: locateSeenQuota,
  async read(work, quota, _input: { quotaId: string }): Promise<QuotaHolds> {
    const { organizationId, database } = work;
    return { quota, holds: await listLiveHolds(database.sql, { organizationId, quotaId: quota.id }, MOST_HOLDS) };
  },
});
