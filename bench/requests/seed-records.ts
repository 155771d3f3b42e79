import type { Database } from "@/db/client";

type Sql = Database["sql"];

export interface SeedPlan {
  organizationId: string;
  days: number;
  perDay: number;
  /** One call in so many keeps its text. */
  textEvery: number;
  told(line: string): void;
}

const KEYS = 96;

/** Fills whole days with calls, made by Postgres itself and attached as partitions, so that indexes are built once and not row by row. */
export async function seedRecords(sql: Sql, plan: SeedPlan): Promise<void> {
  const { organizationId } = plan;
  await sql`insert into team (id, organization_id, name)
    select 'team_bench' || n, ${organizationId}, 'Team ' || n from generate_series(0, 7) as n`;
  await sql`insert into project (id, organization_id, team_id, name, text_tier, text_days)
    select 'prj_bench' || n, ${organizationId}, 'team_bench' || n % 8, 'Project ' || n, 'text', 90 from generate_series(0, 23) as n`;
  await sql`insert into virtual_key (id, organization_id, project_id, public_id, name, allowed_models)
    select 'key_bench' || n, ${organizationId}, 'prj_bench' || n % 24, 'bench' || n, 'Key ' || n, '{*}' from generate_series(0, ${KEYS - 1}::int) as n`;
  for (let ago = plan.days - 1; ago >= 0; ago -= 1) {
    const began = performance.now();
    await seedDay(sql, plan, ago);
    plan.told(`day ${plan.days - ago} of ${plan.days}: ${Math.round((performance.now() - began) / 100) / 10} s`);
  }
  await rollUp(sql, organizationId);
  await sql`analyze request_record`;
  await sql`analyze request_text`;
  for (const table of ["usage_hourly", "usage_daily", "usage_model_daily"]) await sql`vacuum analyze ${sql(table)}`;
}

/** The day that ended `ago` days before now; each row differs in who, what, how it ended, what it cost and how long it took. */
async function seedDay(sql: Sql, { organizationId, perDay, textEvery }: SeedPlan, ago: number): Promise<void> {
  const [day] = await sql<{ name: string; starts: string; ends: string }[]>`
    select to_char(d, 'YYYYMMDD') as name, d::text as starts, (d + 1)::text as ends
    from (select (now() at time zone 'UTC')::date - ${ago + 1}::int as d) as days`;
  if (day === undefined) throw new Error("a select without from returned no row");
  for (const table of ["request_record", "request_text"]) {
    await sql.unsafe(`drop table if exists ${table}_${day.name}`);
    await sql.unsafe(
      `create unlogged table ${table}_${day.name} (like ${table} including defaults including constraints)`,
    );
  }
  await sql.unsafe(recordsOf(organizationId, perDay, day));
  await sql.unsafe(textsOf(textEvery, day));
  for (const table of ["request_record", "request_text"]) {
    await sql.unsafe(
      `alter table ${table} attach partition ${table}_${day.name} for values from ('${day.starts} 00:00Z') to ('${day.ends} 00:00Z')`,
    );
  }
}

function recordsOf(organizationId: string, perDay: number, day: { name: string; starts: string }): string {
  return `
    insert into request_record_${day.name} (id, started_at, organization_id, team_id, project_id, key_id, route, dialect, streamed,
      model_asked, model_id, model_name, provider_id, upstream_model, outcome, http_status, error_code, finish_reason, cost_micros,
      cost_picos, usage_source, uncached_input, cache_read, output, ttft_ms, duration_ms, attempts, trace, end_user, session_id, tags,
      admitted_at, client_address, user_agent, recorded_at)
    select 'req_' || '${day.name}' || lpad(n::text, 17, '0'), at, '${organizationId}',
      'team_bench' || k % 24 % 8, 'prj_bench' || k % 24, 'key_bench' || k, '/chat/completions', 'openai-chat', r < 0.6,
      'model-' || m, 'mdl_bench' || m, 'model-' || m, 'prv_bench' || m % 3, 'upstream-' || m,
      outcome, case outcome when 'ok' then 200 when 'refused' then 429 when 'failed' then 502 else 499 end,
      case outcome when 'refused' then 'budget_exceeded' when 'failed' then 'upstream_error' end, 'stop',
      cost, cost * 1000000, 'reported', 200 + (r * 3000)::int, (r * 500)::int, 50 + (q * 900)::int,
      (80 + q * 900)::int, (200 + q * q * 20000)::int,
      '[{"deploymentId":"dep_bench","providerId":"prv_bench","providerName":"Provider","upstreamModel":"upstream","simulated":false,"outcome":"ok","status":200,"errorCode":null,"startedMs":2,"durationMs":900,"upstreamRequestId":"up"}]',
      case when r < 0.01 then '[["admit","held",900,400,{},[["quo_bench",5,1,9,"soft_over"]]]]' else '[["admit","held",900,400]]' end::json,
      case when q < 0.5 then 'user-' || (r * 20000)::int end, case when q < 0.3 then 'run-' || (r * 50000)::int end,
      array['env=' || case when r < 0.2 then 'dev' else 'live' end], at, '192.0.2.7', 'client/1.0', at + interval '2 seconds'
    from (
      select n, '${day.starts} 00:00Z'::timestamptz + ((n - 0.5) / ${perDay} * 86400) * interval '1 second' as at,
        random() as r, random() as q, (random() * random() * ${KEYS})::int % ${KEYS} as k, (random() * random() * 12)::int % 12 as m,
        (random() ^ 6 * 900000)::bigint as cost,
        case when random() < 0.93 then 'ok' when random() < 0.6 then 'refused' when random() < 0.8 then 'failed' else 'aborted' end as outcome
      from generate_series(1, ${perDay}) as n offset 0
    ) as call`;
}

/** What was said: common words, and one word in ten thousand texts that is rare. */
function textsOf(textEvery: number, day: { name: string }): string {
  return `
    insert into request_text_${day.name} (id, started_at, organization_id, team_id, project_id, prompt, answer, prompt_bytes, answer_bytes, is_cut, words)
    select id, started_at, organization_id, team_id, project_id, '{"messages":[{"role":"user","content":"' || said || '"}]}', 'fine', 100, 4, false,
      to_tsvector('simple', said)
    from (
      select id, started_at, organization_id, team_id, project_id,
        (array['please','summarise','translate','explain','compare'])[1 + (random() * 4)::int] || ' the ' ||
        (array['invoice','contract','ticket','report','letter','meeting','order'])[1 + (random() * 6)::int] || ' number ' ||
        (random() * 100000)::int || case when random() < 0.0001 then ' zanzibar' else '' end as said
      from request_record_${day.name} where right(id, 9)::bigint % ${textEvery} = 0 offset 0
    ) as texts`;
}

/** The hourly sums of what was seeded; percentiles are not what is measured, so every latency is in one slot. */
async function rollUp(sql: Sql, organizationId: string): Promise<void> {
  await sql`
    insert into usage_hourly (organization_id, hour, team_id, project_id, key_id, model_name, provider_id, requests, ok, refused, failed,
      aborted, cost_micros, cost_picos, uncached_input, cache_read, output, ttft_histogram, duration_histogram)
    select organization_id, date_trunc('hour', started_at, 'UTC'), team_id, project_id, key_id, model_name, provider_id, count(*),
      count(*) filter (where outcome = 'ok'), count(*) filter (where outcome = 'refused'), count(*) filter (where outcome = 'failed'),
      count(*) filter (where outcome = 'aborted'), sum(cost_micros)::bigint, sum(cost_picos), sum(uncached_input)::bigint,
      sum(cache_read)::bigint, sum(output)::bigint,
      array_fill(0::bigint, array[10]) || array[count(*)] || array_fill(0::bigint, array[16]),
      array_fill(0::bigint, array[14]) || array[count(*)] || array_fill(0::bigint, array[12])
    from request_record where organization_id = ${organizationId}
    group by 1, 2, 3, 4, 5, 6, 7
    -- As they come in life: an hour's rows beside each other.
    order by 2`;
  await sql`select rebuild_usage_days(${organizationId}, '-infinity', 'infinity')`;
}
