CREATE TABLE "usage_daily" (
	"organization_id" text NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"team_id" text DEFAULT '' NOT NULL,
	"project_id" text DEFAULT '' NOT NULL,
	"key_id" text DEFAULT '' NOT NULL,
	"model_name" text DEFAULT '' NOT NULL,
	"provider_id" text DEFAULT '' NOT NULL,
	"person_id" text DEFAULT '' NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"ok" bigint DEFAULT 0 NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	"failed" bigint DEFAULT 0 NOT NULL,
	"aborted" bigint DEFAULT 0 NOT NULL,
	"unpriced" bigint DEFAULT 0 NOT NULL,
	"simulated" bigint DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"uncached_input" bigint DEFAULT 0 NOT NULL,
	"cache_read" bigint DEFAULT 0 NOT NULL,
	"cache_write" bigint DEFAULT 0 NOT NULL,
	"output" bigint DEFAULT 0 NOT NULL,
	"reasoning" bigint DEFAULT 0 NOT NULL,
	"audio_input" bigint DEFAULT 0 NOT NULL,
	"audio_output" bigint DEFAULT 0 NOT NULL,
	"image" bigint DEFAULT 0 NOT NULL,
	"cache_write_long" bigint DEFAULT 0 NOT NULL,
	"ttft_histogram" bigint[] NOT NULL,
	"duration_histogram" bigint[] NOT NULL,
	CONSTRAINT "usage_daily_pk" PRIMARY KEY("organization_id","day","team_id","project_id","key_id","model_name","provider_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "usage_label_daily" (
	"organization_id" text NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"team_id" text DEFAULT '' NOT NULL,
	"project_id" text DEFAULT '' NOT NULL,
	"key_id" text DEFAULT '' NOT NULL,
	"model_name" text DEFAULT '' NOT NULL,
	"provider_id" text DEFAULT '' NOT NULL,
	"person_id" text DEFAULT '' NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"ok" bigint DEFAULT 0 NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	"failed" bigint DEFAULT 0 NOT NULL,
	"aborted" bigint DEFAULT 0 NOT NULL,
	"unpriced" bigint DEFAULT 0 NOT NULL,
	"simulated" bigint DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"uncached_input" bigint DEFAULT 0 NOT NULL,
	"cache_read" bigint DEFAULT 0 NOT NULL,
	"cache_write" bigint DEFAULT 0 NOT NULL,
	"output" bigint DEFAULT 0 NOT NULL,
	"reasoning" bigint DEFAULT 0 NOT NULL,
	"audio_input" bigint DEFAULT 0 NOT NULL,
	"audio_output" bigint DEFAULT 0 NOT NULL,
	"image" bigint DEFAULT 0 NOT NULL,
	"cache_write_long" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "usage_label_daily_pk" PRIMARY KEY("organization_id","kind","day","label","team_id","project_id","key_id","model_name","provider_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "usage_team_daily" (
	"organization_id" text NOT NULL,
	"day" timestamp with time zone NOT NULL,
	"team_id" text DEFAULT '' NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"ok" bigint DEFAULT 0 NOT NULL,
	"refused" bigint DEFAULT 0 NOT NULL,
	"failed" bigint DEFAULT 0 NOT NULL,
	"aborted" bigint DEFAULT 0 NOT NULL,
	"unpriced" bigint DEFAULT 0 NOT NULL,
	"simulated" bigint DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"uncached_input" bigint DEFAULT 0 NOT NULL,
	"cache_read" bigint DEFAULT 0 NOT NULL,
	"cache_write" bigint DEFAULT 0 NOT NULL,
	"output" bigint DEFAULT 0 NOT NULL,
	"reasoning" bigint DEFAULT 0 NOT NULL,
	"audio_input" bigint DEFAULT 0 NOT NULL,
	"audio_output" bigint DEFAULT 0 NOT NULL,
	"image" bigint DEFAULT 0 NOT NULL,
	"cache_write_long" bigint DEFAULT 0 NOT NULL,
	"ttft_histogram" bigint[] NOT NULL,
	"duration_histogram" bigint[] NOT NULL,
	CONSTRAINT "usage_team_daily_pk" PRIMARY KEY("organization_id","day","team_id")
);
--> statement-breakpoint
-- Strict, so that a sum begins with what comes first and adds only what comes after.
ALTER FUNCTION histogram_add(bigint[], bigint[]) STRICT;
--> statement-breakpoint
CREATE AGGREGATE histogram_sum(bigint[]) (SFUNC = histogram_add, STYPE = bigint[]);
--> statement-breakpoint
-- The time zone in which an organization's days begin.
CREATE FUNCTION usage_zone(p_organization text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT time_zone FROM organization WHERE id = p_organization), 'UTC')
$$;
--> statement-breakpoint
-- As in 0019, and to the day. The zone is read once the hours are locked: whoever moves an organization to another one waits for us
-- and adds up what we wrote, or we wait and read the new one.
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
  INSERT INTO usage_team_daily AS had (organization_id, day, team_id,
    requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write, output,
    reasoning, audio_input, audio_output, image, cache_write_long,
    ttft_histogram, duration_histogram)
  SELECT organization_id, date_trunc('day', hour, usage_zone(organization_id)) AS day, team_id,
    sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
    sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
    sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
    sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
    histogram_sum(ttft_histogram), histogram_sum(duration_histogram)
  FROM unnest(p_usage)
  GROUP BY 1, 2, 3
  ORDER BY 1, 2, 3
  ON CONFLICT (organization_id, day, team_id) DO UPDATE SET
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
CREATE OR REPLACE FUNCTION add_label_usage(p_usage usage_label_hourly[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO usage_label_hourly AS had SELECT * FROM unnest(p_usage)
  ORDER BY organization_id, kind, hour, label, team_id, project_id, key_id, model_name, provider_id, person_id
  ON CONFLICT (organization_id, kind, hour, label, team_id, project_id, key_id, model_name, provider_id, person_id) DO UPDATE SET
    requests = had.requests + excluded.requests, ok = had.ok + excluded.ok, refused = had.refused + excluded.refused,
    failed = had.failed + excluded.failed, aborted = had.aborted + excluded.aborted,
    unpriced = had.unpriced + excluded.unpriced, simulated = had.simulated + excluded.simulated,
    cost_micros = had.cost_micros + excluded.cost_micros, uncached_input = had.uncached_input + excluded.uncached_input,
    cache_read = had.cache_read + excluded.cache_read, cache_write = had.cache_write + excluded.cache_write,
    output = had.output + excluded.output, reasoning = had.reasoning + excluded.reasoning,
    audio_input = had.audio_input + excluded.audio_input, audio_output = had.audio_output + excluded.audio_output,
    image = had.image + excluded.image, cache_write_long = had.cache_write_long + excluded.cache_write_long;
  INSERT INTO usage_label_daily AS had (organization_id, kind, day, label,
    team_id, project_id, key_id, model_name, provider_id, person_id,
    requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write, output,
    reasoning, audio_input, audio_output, image, cache_write_long)
  SELECT organization_id, kind, date_trunc('day', hour, usage_zone(organization_id)) AS day, label,
    team_id, project_id, key_id, model_name, provider_id, person_id,
    sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
    sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
    sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
    sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint
  FROM unnest(p_usage)
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ON CONFLICT (organization_id, kind, day, label, team_id, project_id, key_id, model_name, provider_id, person_id) DO UPDATE SET
    requests = had.requests + excluded.requests, ok = had.ok + excluded.ok, refused = had.refused + excluded.refused,
    failed = had.failed + excluded.failed, aborted = had.aborted + excluded.aborted,
    unpriced = had.unpriced + excluded.unpriced, simulated = had.simulated + excluded.simulated,
    cost_micros = had.cost_micros + excluded.cost_micros, uncached_input = had.uncached_input + excluded.uncached_input,
    cache_read = had.cache_read + excluded.cache_read, cache_write = had.cache_write + excluded.cache_write,
    output = had.output + excluded.output, reasoning = had.reasoning + excluded.reasoning,
    audio_input = had.audio_input + excluded.audio_input, audio_output = had.audio_output + excluded.audio_output,
    image = had.image + excluded.image, cache_write_long = had.cache_write_long + excluded.cache_write_long
$$;
--> statement-breakpoint
-- A select list with one sum per slot of a histogram, in the machine's own numbers: several times faster, and exact up to 2^53.
CREATE FUNCTION usage_slot_sums(p_column text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT string_agg(format('sum(%I[%s]::float8)::bigint', p_column, slot), ', ' ORDER BY slot) FROM generate_series(1, 27) AS slot
$$;
--> statement-breakpoint
-- Adds up the hours of every day that the span touches again. Whoever calls has locked the hours.
CREATE FUNCTION rebuild_usage_days(p_organization text, p_from timestamptz, p_to timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_zone text := usage_zone(p_organization);
  v_from timestamptz := date_trunc('day', p_from, v_zone);
  v_to timestamptz := (date_trunc('day', p_to AT TIME ZONE v_zone - interval '1 microsecond') + interval '1 day') AT TIME ZONE v_zone;
BEGIN
  DELETE FROM usage_daily WHERE organization_id = p_organization AND day >= v_from AND day < v_to;
  DELETE FROM usage_team_daily WHERE organization_id = p_organization AND day >= v_from AND day < v_to;
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
    INSERT INTO usage_team_daily (organization_id, day, team_id,
      requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros, uncached_input, cache_read, cache_write,
      output, reasoning, audio_input, audio_output, image, cache_write_long,
      ttft_histogram, duration_histogram)
    SELECT organization_id, day, team_id,
      sum(requests)::bigint, sum(ok)::bigint, sum(refused)::bigint, sum(failed)::bigint, sum(aborted)::bigint,
      sum(unpriced)::bigint, sum(simulated)::bigint, sum(cost_micros)::bigint, sum(uncached_input)::bigint,
      sum(cache_read)::bigint, sum(cache_write)::bigint, sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint,
      sum(audio_output)::bigint, sum(image)::bigint, sum(cache_write_long)::bigint,
      ARRAY[%s], ARRAY[%s]
    FROM usage_daily WHERE organization_id = $1 AND day >= $2 AND day < $3
    GROUP BY 1, 2, 3$sql$,
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
--> statement-breakpoint
CREATE OR REPLACE FUNCTION rebuild_usage_hour(p_organization text, p_hour timestamptz, p_bounds integer[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_from timestamptz;
BEGIN
  LOCK TABLE usage_hourly IN SHARE ROW EXCLUSIVE MODE;
  LOCK TABLE usage_label_hourly IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM usage_hourly WHERE organization_id = p_organization AND hour = p_hour;
  DELETE FROM usage_label_hourly WHERE organization_id = p_organization AND hour = p_hour;
  FOR v_from IN SELECT generate_series(p_hour, p_hour + interval '59 minutes', interval '1 minute') LOOP
    PERFORM roll_up(
      (SELECT array_agg(record.*::request_record) FROM request_record AS record
       WHERE organization_id = p_organization AND started_at >= v_from AND started_at < v_from + interval '1 minute'),
      p_bounds);
  END LOOP;
  PERFORM rebuild_usage_days(p_organization, p_hour, p_hour + interval '1 microsecond');
END $$;
--> statement-breakpoint
-- Days begin elsewhere in another zone. Writers of roll-ups wait meanwhile.
CREATE FUNCTION usage_days_follow_zone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE usage_hourly IN SHARE ROW EXCLUSIVE MODE;
  LOCK TABLE usage_label_hourly IN SHARE ROW EXCLUSIVE MODE;
  PERFORM rebuild_usage_days(NEW.id, '-infinity', 'infinity');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER organization_usage_days AFTER UPDATE OF time_zone ON organization
  FOR EACH ROW WHEN (OLD.time_zone IS DISTINCT FROM NEW.time_zone) EXECUTE FUNCTION usage_days_follow_zone();
--> statement-breakpoint
SELECT rebuild_usage_days(organization_id, '-infinity', 'infinity') FROM (
  SELECT organization_id FROM usage_hourly UNION SELECT organization_id FROM usage_label_hourly) AS known;
