import type { Quota } from "./contract";

/** The limit that holds at `nowMs` (epoch ms of the database's clock): the quota's own and every grant that runs then. */
export function limitAt(quota: Quota, nowMs: number = Date.now()): bigint {
  if (quota.grants.length === 0) return quota.limit;
  let limit = quota.limit;
  for (const grant of quota.grants) if (grant.startsAt <= nowMs && nowMs < grant.endsAt) limit += grant.amount;
  return limit;
}
