import type { Database } from "@/db/client";

/** An amount somebody holds right now. */
export interface LiveHold {
  quotaId: string;
  /** Whose windows, of a quota that stands for many; otherwise empty. */
  subject: string;
  windowStart: Date;
  /** A call near the limit, by its request id; or everything one process holds for calls it admitted from memory. */
  kind: "call" | "process";
  holder: string;
  /** The call it is for; null when it is a process's. */
  requestId: string | null;
  /** Whether `releaseHold` can give it back. */
  isReleasable: boolean;
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
    select held.quota_id as "quotaId", held.subject, held.window_start as "windowStart", held.kind, held.holder, held.amount,
      case held.kind when 'call' then split_part(held.holder, '#', 1) end as "requestId", held.releasable as "isReleasable",
      held.expires_at as "expiresAt"
    from (
      select quota_id, subject, window_start, 'call' as kind, request_id as holder, amount, expires_at, true as releasable from quota_hold
      where not exists (select from quota_process where quota_process.id = quota_hold.request_id)
      union all
      select quota_id, subject, window_start, 'process', request_id, amount, expires_at, true from quota_hold
      where exists (select from quota_process where quota_process.id = quota_hold.request_id)
      union all
      select quota_id, subject, window_start, 'process', process_id, held, held_until, false from quota_lease where held > 0
    ) as held
    join quota on quota.id = held.quota_id
    where quota.organization_id = ${scope.organizationId}
      and (${scope.quotaId}::text is null or quota.id = ${scope.quotaId}) and held.expires_at > now()
    order by held.expires_at desc, held.quota_id, held.holder
    limit ${limit}`;
}
