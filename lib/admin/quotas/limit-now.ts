import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";

/** What running grants add to a quota now, in its unit. */
export function grantedNow(quota: Pick<QuotaRow, "grants">): bigint {
  return quota.grants.reduce((sum, grant) => (grant.status === "running" ? sum + grant.amount : sum), 0n);
}

/** The limit that holds now. */
export function limitNow(quota: Pick<QuotaRow, "limit" | "grants">): bigint {
  return quota.limit + grantedNow(quota);
}
