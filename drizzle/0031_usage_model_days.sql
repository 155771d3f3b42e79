-- What days are asked for most: whole teams, models and providers. They were told apart by team alone.
LOCK TABLE usage_hourly IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
ALTER TABLE "usage_team_daily" RENAME TO "usage_model_daily";
--> statement-breakpoint
ALTER TABLE "usage_model_daily" DROP CONSTRAINT "usage_team_daily_pk";
--> statement-breakpoint
TRUNCATE "usage_model_daily";
--> statement-breakpoint
ALTER TABLE "usage_model_daily" ADD COLUMN "model_name" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "usage_model_daily" ADD COLUMN "provider_id" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "usage_model_daily" ADD CONSTRAINT "usage_model_daily_pk" PRIMARY KEY("organization_id","day","team_id","model_name","provider_id");
--> statement-breakpoint
DO $do$ BEGIN
  EXECUTE format($sql$
    INSERT INTO usage_model_daily (organization_id, day, team_id, model_name, provider_id,
      requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write,
      output, reasoning, audio_input, audio_output, image, cache_write_long,
      ttft_histogram, duration_histogram)
    SELECT organization_id, day, team_id, model_name, provider_id,
      sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
      sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
      sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
      sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
      ARRAY[%s], ARRAY[%s]
    FROM usage_daily GROUP BY 1, 2, 3, 4, 5$sql$,
    usage_slot_sums('ttft_histogram'), usage_slot_sums('duration_histogram'));
END $do$;
--> statement-breakpoint
-- As in 0026, the last sums by team, model and provider.
CREATE OR REPLACE FUNCTION add_usage(p_usage usage_hourly[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO usage_hourly AS had SELECT * FROM unnest(p_usage)
  -- Always in one order, so that two processes never wait for each other's rows in a circle.
  ORDER BY organization_id, hour, team_id, project_id, key_id, model_name, provider_id, person_id
  ON CONFLICT (organization_id, hour, team_id, project_id, key_id, model_name, provider_id, person_id) DO UPDATE SET
    requests = had.requests + excluded.requests, ok = had.ok + excluded.ok, refused = had.refused + excluded.refused,
    failed = had.failed + excluded.failed, aborted = had.aborted + excluded.aborted,
    unpriced = had.unpriced + excluded.unpriced, simulated = had.simulated + excluded.simulated,
    cost_micros = had.cost_micros + excluded.cost_micros, uncached_input = had.uncached_input + excluded.uncached_input,
    cache_read = had.cache_read + excluded.cache_read, cache_write = had.cache_write + excluded.cache_write,
    output = had.output + excluded.output, reasoning = had.reasoning + excluded.reasoning,
    audio_input = had.audio_input + excluded.audio_input, audio_output = had.audio_output + excluded.audio_output,
    image = had.image + excluded.image, ttft_histogram = histogram_add(had.ttft_histogram, excluded.ttft_histogram),
    duration_histogram = histogram_add(had.duration_histogram, excluded.duration_histogram),
    cost_picos = had.cost_picos + excluded.cost_picos, cache_write_long = had.cache_write_long + excluded.cache_write_long;
  INSERT INTO usage_daily AS had (organization_id, day, team_id, project_id, key_id, model_name, provider_id, person_id,
    requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write, output,
    reasoning, audio_input, audio_output, image, cache_write_long,
    ttft_histogram, duration_histogram)
  SELECT organization_id, date_trunc('day', hour, usage_zone(organization_id)) AS day,
    team_id, project_id, key_id, model_name, provider_id, person_id,
    sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
    sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
    sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
    sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
    histogram_sum(ttft_histogram), histogram_sum(duration_histogram)
  FROM unnest(p_usage)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
  ON CONFLICT (organization_id, day, team_id, project_id, key_id, model_name, provider_id, person_id) DO UPDATE SET
    requests = had.requests + excluded.requests, ok = had.ok + excluded.ok, refused = had.refused + excluded.refused,
    failed = had.failed + excluded.failed, aborted = had.aborted + excluded.aborted,
    unpriced = had.unpriced + excluded.unpriced, simulated = had.simulated + excluded.simulated,
    cost_micros = had.cost_micros + excluded.cost_micros, uncached_input = had.uncached_input + excluded.uncached_input,
    cache_read = had.cache_read + excluded.cache_read, cache_write = had.cache_write + excluded.cache_write,
    output = had.output + excluded.output, reasoning = had.reasoning + excluded.reasoning,
    audio_input = had.audio_input + excluded.audio_input, audio_output = had.audio_output + excluded.audio_output,
    image = had.image + excluded.image, cache_write_long = had.cache_write_long + excluded.cache_write_long,
    ttft_histogram = histogram_add(had.ttft_histogram, excluded.ttft_histogram),
    duration_histogram = histogram_add(had.duration_histogram, excluded.duration_histogram);
  INSERT INTO usage_model_daily AS had (organization_id, day, team_id, model_name, provider_id,
    requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write, output,
    reasoning, audio_input, audio_output, image, cache_write_long,
    ttft_histogram, duration_histogram)
  SELECT organization_id, date_trunc('day', hour, usage_zone(organization_id)) AS day, team_id, model_name, provider_id,
    sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
    sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
    sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
    sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
    histogram_sum(ttft_histogram), histogram_sum(duration_histogram)
  FROM unnest(p_usage)
  GROUP BY 1, 2, 3, 4, 5
  ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (organization_id, day, team_id, model_name, provider_id) DO UPDATE SET
    requests = had.requests + excluded.requests, ok = had.ok + excluded.ok, refused = had.refused + excluded.refused,
    failed = had.failed + excluded.failed, aborted = had.aborted + excluded.aborted,
    unpriced = had.unpriced + excluded.unpriced, simulated = had.simulated + excluded.simulated,
    cost_micros = had.cost_micros + excluded.cost_micros, uncached_input = had.uncached_input + excluded.uncached_input,
    cache_read = had.cache_read + excluded.cache_read, cache_write = had.cache_write + excluded.cache_write,
    output = had.output + excluded.output, reasoning = had.reasoning + excluded.reasoning,
    audio_input = had.audio_input + excluded.audio_input, audio_output = had.audio_output + excluded.audio_output,
    image = had.image + excluded.image, cache_write_long = had.cache_write_long + excluded.cache_write_long,
    ttft_histogram = histogram_add(had.ttft_histogram, excluded.ttft_histogram),
    duration_histogram = histogram_add(had.duration_histogram, excluded.duration_histogram)
$$;
--> statement-breakpoint
-- As in 0026, the second sums by team, model and provider.
CREATE OR REPLACE FUNCTION rebuild_usage_days(p_organization text, p_from timestamptz, p_to timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_zone text := usage_zone(p_organization);
  v_from timestamptz := date_trunc('day', p_from, v_zone);
  v_to timestamptz := (date_trunc('day', p_to AT TIME ZONE v_zone - interval '1 microsecond') + interval '1 day') AT TIME ZONE v_zone;
BEGIN
  DELETE FROM usage_daily WHERE organization_id = p_organization AND day >= v_from AND day < v_to;
  DELETE FROM usage_model_daily WHERE organization_id = p_organization AND day >= v_from AND day < v_to;
  DELETE FROM usage_label_daily WHERE organization_id = p_organization AND day >= v_from AND day < v_to;
  -- One sum per slot: as an aggregate of arrays this takes twenty times as long.
  EXECUTE format($sql$
    INSERT INTO usage_daily (organization_id, day, team_id, project_id, key_id, model_name, provider_id, person_id,
      requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write,
      output, reasoning, audio_input, audio_output, image, cache_write_long,
      ttft_histogram, duration_histogram)
    SELECT organization_id, date_trunc('day', hour, $4) AS day,
    team_id, project_id, key_id, model_name, provider_id, person_id,
      sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
      sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
      sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
      sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
      ARRAY[%s], ARRAY[%s]
    FROM usage_hourly
    WHERE organization_id = $1 AND hour >= $2 - interval '2 hours' AND hour < $3
      AND date_trunc('day', hour, $4) >= $2 AND date_trunc('day', hour, $4) < $3
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8$sql$,
    usage_slot_sums('ttft_histogram'), usage_slot_sums('duration_histogram')) USING p_organization, v_from, v_to, v_zone;
  EXECUTE format($sql$
    INSERT INTO usage_model_daily (organization_id, day, team_id, model_name, provider_id,
      requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write,
      output, reasoning, audio_input, audio_output, image, cache_write_long,
      ttft_histogram, duration_histogram)
    SELECT organization_id, day, team_id, model_name, provider_id,
      sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
      sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
      sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
      sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
      ARRAY[%s], ARRAY[%s]
    FROM usage_daily WHERE organization_id = $1 AND day >= $2 AND day < $3
    GROUP BY 1, 2, 3, 4, 5$sql$,
    usage_slot_sums('ttft_histogram'), usage_slot_sums('duration_histogram')) USING p_organization, v_from, v_to;
  INSERT INTO usage_label_daily (organization_id, kind, day, label,
    team_id, project_id, key_id, model_name, provider_id, person_id,
    requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write, output,
    reasoning, audio_input, audio_output, image, cache_write_long)
  SELECT organization_id, kind, date_trunc('day', hour, v_zone), label,
    team_id, project_id, key_id, model_name, provider_id, person_id,
    sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
    sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
    sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
    sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint
  FROM usage_label_hourly
  WHERE organization_id = p_organization AND hour >= v_from - interval '2 hours' AND hour < v_to
    AND date_trunc('day', hour, v_zone) >= v_from AND date_trunc('day', hour, v_zone) < v_to
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
END $$;
