import type { Database } from "@/db/client";

/** An amount somebody holds right now. */
export interface LiveHold {
  quotaId: string;
  windowStart: Date;
  /** A call near the limit, by its request id; or everything one process holds for calls it admitted from memory. */
  kind: "call" | "process";
  holder: string;
  amount: bigint;
  expiresAt: Date;
}

/** What is held in an organization's quotas, or in one of them: expiring last first, at most `limit` rows. */
export async function listLiveHolds(
  sql: Database["sql"],
  scope: { organizationId: string; quotaId: string | null },
  limit: number,
): Promise<LiveHold[]> {
  return sql<LiveHold[]>`
    select held.quota_id as "quotaId", held.window_start as "windowStart", held.kind, held.holder, held.amount,
      held.expires_at as "expiresAt"
    from (
      select quota_id, window_start, 'call' as kind, request_id as holder, amount, expires_at from quota_hold
      where not exists (select from quota_process where quota_process.id = quota_hold.request_id)
      union all
      select quota_id, window_start, 'process', request_id, amount, expires_at from quota_hold
      where exists (select from quota_process where quota_process.id = quota_hold.request_id)
      union all
      select quota_id, window_start, 'process', process_id, held, held_until from quota_lease where held > 0
    ) as held
    join quota on quota.id = held.quota_id
    where quota.organization_id = ${scope.organizationId}
      and (${scope.quotaId}::text is null or quota.id = ${scope.quotaId}) and held.expires_at > now()
    order by held.expires_at desc, held.quota_id, held.holder
    limit ${limit}`;
}
