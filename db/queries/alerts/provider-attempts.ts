import type { Database } from "@/db/client";

/** How attempts at one provider ended lately. */
export interface ProviderAttempts {
  providerId: string;
  name: string;
  /** In the span asked for; those a caller broke off are in neither. */
  ok: number;
  failed: number;
  /** When one last ended so, within the last half hour; null: none did. */
  okAt: Date | null;
  failedAt: Date | null;
}

/** So many records are looked at, newest first: enough to see that nothing gets through. */
const RECORDS = 5000;

/** Providers that were tried in the last half hour, by the attempts inside the newest records. Simulated ones count as others do. */
export async function listProviderAttempts(
  { sql }: Pick<Database, "sql">,
  organizationId: string,
  minutes: number,
): Promise<ProviderAttempts[]> {
  return await sql<ProviderAttempts[]>`
    with tried as (
      select r.recorded_at, a ->> 'providerId' as provider_id, a ->> 'outcome' as outcome
      from (
        select recorded_at, attempts from request_record
        where organization_id = ${organizationId} and recorded_at > now() - interval '30 minutes' and started_at > now() - interval '1 day'
        order by recorded_at desc limit ${RECORDS}
      ) r cross join lateral json_array_elements(r.attempts) a
    )
    select p.id as "providerId", p.name,
      count(*) filter (where outcome = 'ok' and recorded_at > now() - make_interval(mins => ${minutes}))::int as ok,
      count(*) filter (where outcome = 'failed' and recorded_at > now() - make_interval(mins => ${minutes}))::int as failed,
      max(recorded_at) filter (where outcome = 'ok') as "okAt", max(recorded_at) filter (where outcome = 'failed') as "failedAt"
    from tried join provider p on p.id = tried.provider_id and p.organization_id = ${organizationId}
    group by 1, 2 order by 1
    limit 1000`;
}
