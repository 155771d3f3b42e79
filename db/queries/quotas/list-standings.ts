import type { Database } from "@/db/client";
import type { Quota } from "@/lib/quotas/contract";

/** One bucket as the database has it; amounts in the quota's unit. */
export interface BucketStanding {
  quotaId: string;
  startsAt: Date;
  /** Null where the window never ends. */
  endsAt: Date | null;
  settled: bigint;
  /** Reserved for running calls, near the limit and from leases. */
  held: bigint;
  /** Borrowed by processes and not in use; free for calls all the same. */
  leased: bigint;
}

/** Where the given quotas (the caller's scope) stand in the window that is now, in the order given; rolling ones over the window and a slice. */
export async function listStandings(
  sql: Database["sql"],
  quotas: readonly Pick<Quota, "id" | "subject" | "window" | "windowDays" | "anchor" | "timeZone">[],
): Promise<BucketStanding[]> {
  return sql<BucketStanding[]>`
    select asked.id as "quotaId", quota_window.starts as "startsAt", quota_window.ends as "endsAt",
      (coalesce(bucket.settled, 0) + coalesce(rolling.settled, 0))::bigint as settled,
      (coalesce(bucket.held, 0) + coalesce(rolling.held, 0))::bigint as held,
      coalesce(bucket.leased, 0)::bigint as leased
    from unnest(${quotas.map((quota) => quota.id)}::text[], ${quotas.map((quota) => quota.subject)}::text[],
      ${quotas.map((quota) => quota.window)}::text[], ${quotas.map((quota) => quota.timeZone)}::text[],
      ${quotas.map((quota) => quota.windowDays)}::int[], ${quotas.map((quota) => quota.anchor)}::date[])
      with ordinality as asked(id, subject, kind, zone, days, anchor, place)
    cross join lateral quota_window(asked.kind, asked.zone, now(), asked.days, asked.anchor) as quota_window
    left join quota_bucket as bucket
      on bucket.quota_id = asked.id and bucket.subject = asked.subject and bucket.window_start = quota_window.starts
    left join lateral (
      select sum(slice.settled) as settled, sum(slice.held) as held from quota_bucket as slice
      where asked.kind in ('minute', 'hour') and slice.quota_id = asked.id and slice.subject = asked.subject
        and slice.window_start > now() - quota_span(asked.kind)
    ) as rolling on true
    order by asked.place`;
}
