import type { Database } from "@/db/client";

/** What Postgres knows of one key over all processes. Money in micro-USD. */
export interface Evidence {
  keyId: string;
  onRunaway: "ignore" | "flag" | "pause";
  /** It may call: neither paused, disabled nor revoked. */
  active: boolean;
  /** Calls that were not refused, in the last five minutes. */
  calls: number;
  /** Spend of the last ten minutes. */
  spent: number;
  /** Spend of the 24 hours before those, to the hour. */
  before: number;
  /** How much of those 24 hours the key has existed. */
  beforeMs: number;
}

/**
 * The evidence on some keys of one organization. Nothing from before a person resolved the key's last flag counts again.
 * Reads at most ten minutes of records of each key by its index.
 */
export async function findEvidence(
  sql: Database["sql"],
  organizationId: string,
  of: { keyIds: readonly string[]; callsMs: number; spendMs: number },
): Promise<Evidence[]> {
  return await sql<Evidence[]>`
    with suspect as (
      select k.id, k.on_runaway, k.created_at,
        (k.status = 'active' and k.paused_at is null) as active,
        (select coalesce(max(f.resolved_at), '-infinity') from runaway_flag f where f.key_id = k.id) as judged
      from virtual_key k
      where k.organization_id = ${organizationId} and k.id = any(${of.keyIds as string[]}::text[])
    )
    select s.id as "keyId", s.on_runaway as "onRunaway", s.active,
      recent.calls::int as calls, recent.spent::float8 as spent,
      greatest(0, coalesce(day.spent, 0) - recent.spent)::float8 as before,
      extract(epoch from least(interval '24 hours', now() - s.created_at))::float8 * 1000 as "beforeMs"
    from suspect s
      cross join lateral (
        select count(*) filter (where r.started_at > now() - ${of.callsMs}::float8 * interval '1 millisecond') as calls,
          coalesce(sum(r.cost_micros), 0) as spent
        from request_record r
        where r.key_id = s.id and r.outcome <> 'refused'
          and r.started_at > greatest(s.judged, now() - ${of.spendMs}::float8 * interval '1 millisecond')
      ) recent
      left join lateral (
        select sum(u.cost_micros) as spent
        from usage_hourly u
        where u.organization_id = ${organizationId} and u.key_id = s.id and u.hour > now() - interval '25 hours'
      ) day on true
    order by s.id
    limit 1000`;
}
