import type { Database } from "@/db/client";
import type { Quota } from "@/lib/quotas/contract";

/** A moment, epoch ms, in the windows of a quota. */
export interface QuotaInstant {
  quota: Pick<Quota, "window" | "windowDays" | "anchor" | "timeZone">;
  atMs: number;
}

export interface WindowFound {
  startsAt: Date;
  /** Null where the window never ends. */
  endsAt: Date | null;
}

/** The windows that hold the given moments, in the order given. Reads no table of any tenant. */
export async function findWindows(sql: Database["sql"], instants: readonly QuotaInstant[]): Promise<WindowFound[]> {
  return sql<WindowFound[]>`
    select quota_window.starts as "startsAt", quota_window.ends as "endsAt"
    from unnest(${instants.map(({ quota }) => quota.window)}::text[], ${instants.map(({ quota }) => quota.timeZone)}::text[],
      ${instants.map(({ atMs }) => Math.round(atMs))}::bigint[], ${instants.map(({ quota }) => quota.windowDays)}::int[],
      ${instants.map(({ quota }) => quota.anchor)}::date[]) with ordinality as asked(kind, zone, at_ms, days, anchor, place)
    cross join lateral quota_window(asked.kind, asked.zone, quota_at(asked.at_ms), asked.days, asked.anchor) as quota_window
    order by asked.place`;
}
