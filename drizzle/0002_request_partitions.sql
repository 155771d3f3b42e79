-- A day that has no partition of its own still takes records: they wait here until ensure_request_partitions moves them.
CREATE TABLE request_record_default PARTITION OF request_record DEFAULT;
--> statement-breakpoint
-- Makes the missing daily partitions (UTC) of p_days days beginning with p_from. Attaching locks only the net, not the table.
CREATE FUNCTION ensure_request_partitions(p_from date, p_days integer) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
  v_day date;
  v_name text;
  v_starts timestamptz;
  v_ends timestamptz;
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_request_partitions'));
  FOR v_day IN SELECT p_from + n FROM generate_series(0, p_days - 1) AS n LOOP
    v_name := 'request_record_' || to_char(v_day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass(v_name) IS NOT NULL;
    v_starts := v_day::timestamp AT TIME ZONE 'UTC';
    v_ends := (v_day + 1)::timestamp AT TIME ZONE 'UTC';
    EXECUTE format('CREATE TABLE %I (LIKE request_record INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', v_name);
    EXECUTE format(
      'WITH moved AS (DELETE FROM request_record_default WHERE started_at >= %L AND started_at < %L RETURNING *)
       INSERT INTO %I SELECT * FROM moved', v_starts, v_ends, v_name);
    EXECUTE format('ALTER TABLE request_record ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', v_name, v_starts, v_ends);
    v_made := v_made + 1;
  END LOOP;
  RETURN v_made;
END $$;
--> statement-breakpoint
-- Retention: drops every daily partition that ends at or before p_before (a UTC day), and what older calls left in the net.
CREATE FUNCTION drop_request_partitions_before(p_before date) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
  v_name text;
  v_dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_request_partitions'));
  FOR v_name IN
    SELECT child.relname FROM pg_inherits
    JOIN pg_class AS child ON child.oid = inhrelid
    WHERE inhparent = 'request_record'::regclass AND child.relname ~ '^request_record_\d{8}$'
      AND to_date(right(child.relname, 8), 'YYYYMMDD') < p_before
    ORDER BY child.relname
  LOOP
    EXECUTE format('DROP TABLE %I', v_name);
    v_dropped := v_dropped + 1;
  END LOOP;
  DELETE FROM request_record_default WHERE started_at < p_before::timestamp AT TIME ZONE 'UTC';
  RETURN v_dropped;
END $$;
--> statement-breakpoint
SELECT ensure_request_partitions((now() AT TIME ZONE 'UTC')::date - 31, 39);
--> statement-breakpoint
-- Two histograms of equal length, slot by slot.
CREATE FUNCTION histogram_add(p_one bigint[], p_other bigint[]) RETURNS bigint[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(coalesce(one, 0) + coalesce(other, 0) ORDER BY slot)
  FROM unnest(p_one, p_other) WITH ORDINALITY AS pair(one, other, slot)
$$;
--> statement-breakpoint
CREATE FUNCTION histogram_count(p_counts bigint[], p_ms integer, p_bounds integer[]) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_slot integer;
BEGIN
  IF p_counts IS NULL THEN
    p_counts := array_fill(0::bigint, ARRAY[cardinality(p_bounds) + 1]);
  END IF;
  IF p_ms IS NOT NULL THEN
    -- A bound belongs to its own slot: width_bucket counts the bounds at or below, so one millisecond less.
    v_slot := width_bucket(p_ms - 1, p_bounds) + 1;
    p_counts[v_slot] := p_counts[v_slot] + 1;
  END IF;
  RETURN p_counts;
END $$;
--> statement-breakpoint
-- How many values fall into each slot of the given upper bounds, in ascending order, and above the last; null values into none.
CREATE AGGREGATE histogram_of(integer, integer[]) (SFUNC = histogram_count, STYPE = bigint[]);
--> statement-breakpoint
-- Adds sums to the hourly roll-ups.
CREATE FUNCTION add_usage(p_usage usage_hourly[]) RETURNS void LANGUAGE sql AS $$
  INSERT INTO usage_hourly AS had SELECT * FROM unnest(p_usage)
  -- Always in one order, so that two processes never wait for each other's rows in a circle.
  ORDER BY organization_id, hour, team_id, project_id, key_id, model_name, provider_id
  ON CONFLICT (organization_id, hour, team_id, project_id, key_id, model_name, provider_id) DO UPDATE SET
    requests = had.requests + excluded.requests, ok = had.ok + excluded.ok, refused = had.refused + excluded.refused,
    failed = had.failed + excluded.failed, aborted = had.aborted + excluded.aborted,
    unpriced = had.unpriced + excluded.unpriced, simulated = had.simulated + excluded.simulated,
    cost_micros = had.cost_micros + excluded.cost_micros, uncached_input = had.uncached_input + excluded.uncached_input,
    cache_read = had.cache_read + excluded.cache_read, cache_write = had.cache_write + excluded.cache_write,
    output = had.output + excluded.output, reasoning = had.reasoning + excluded.reasoning,
    audio_input = had.audio_input + excluded.audio_input, audio_output = had.audio_output + excluded.audio_output,
    image = had.image + excluded.image, ttft_histogram = histogram_add(had.ttft_histogram, excluded.ttft_histogram),
    duration_histogram = histogram_add(had.duration_histogram, excluded.duration_histogram)
$$;
--> statement-breakpoint
-- The hourly roll-up of records, as lib/ledger/roll-up-sums.ts adds it up for those it writes. Adds the given ones; refusals have
-- no latency worth a chart.
CREATE FUNCTION roll_up(p_records request_record[], p_bounds integer[]) RETURNS void LANGUAGE sql AS $$
  SELECT add_usage(array_agg(sums::usage_hourly)) FROM (
    SELECT organization_id, date_trunc('hour', started_at, 'UTC'), coalesce(team_id, ''), coalesce(project_id, ''),
      coalesce(key_id, ''), CASE WHEN model_id IS NULL THEN '' ELSE coalesce(model_asked, '') END, coalesce(provider_id, ''),
      count(*), count(*) FILTER (WHERE outcome = 'ok'), count(*) FILTER (WHERE outcome = 'refused'),
      count(*) FILTER (WHERE outcome IN ('failed', 'interrupted')), count(*) FILTER (WHERE outcome = 'aborted'),
      count(*) FILTER (WHERE usage_source <> 'none' AND cost_micros IS NULL), count(*) FILTER (WHERE simulated),
      coalesce(sum(cost_micros), 0)::bigint, sum(uncached_input)::bigint, sum(cache_read)::bigint, sum(cache_write)::bigint,
      sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint, sum(image)::bigint,
      histogram_of(ttft_ms, p_bounds), histogram_of(CASE WHEN outcome <> 'refused' THEN duration_ms END, p_bounds)
    FROM unnest(p_records)
    GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) AS sums
$$;
--> statement-breakpoint
-- Recomputes one hour of one organization from its records. Writers wait meanwhile, so none is counted twice or missed.
CREATE FUNCTION rebuild_usage_hour(p_organization text, p_hour timestamptz, p_bounds integer[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_from timestamptz;
BEGIN
  LOCK TABLE usage_hourly IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM usage_hourly WHERE organization_id = p_organization AND hour = p_hour;
  FOR v_from IN SELECT generate_series(p_hour, p_hour + interval '59 minutes', interval '1 minute') LOOP
    PERFORM roll_up(
      (SELECT array_agg(record.*::request_record) FROM request_record AS record
       WHERE organization_id = p_organization AND started_at >= v_from AND started_at < v_from + interval '1 minute'),
      p_bounds);
  END LOOP;
END $$;
