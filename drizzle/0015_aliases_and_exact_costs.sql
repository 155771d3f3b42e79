CREATE TABLE "model_alias" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"project_id" text,
	"name" text NOT NULL,
	"model_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "model_name" text;--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "service_tier" text;--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "cost_picos" numeric;--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "cache_write_long" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "cost_picos" numeric DEFAULT '0' NOT NULL;--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "cache_write_long" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "model_alias" ADD CONSTRAINT "model_alias_project_id_project_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."project"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "model_alias_name" ON "model_alias" USING btree ("organization_id",coalesce("project_id", ''),"name");--> statement-breakpoint
CREATE INDEX "model_alias_project" ON "model_alias" USING btree ("project_id");--> statement-breakpoint
-- Four fields more than in 0008. Lines that a process wrote before end earlier: what they lack is null or zero.
CREATE OR REPLACE FUNCTION exchange_rows(p_lines text) RETURNS SETOF request_record LANGUAGE sql STABLE AS $$
  SELECT
    f[1], to_timestamp(f[2]::float8 / 1000), f[3], f[4], f[5], f[6], f[7], f[8], f[9]::bool, f[10], f[11], f[12], f[13],
    f[14], f[15]::bool, f[16], f[17]::integer, f[18], f[19], f[20]::bigint, f[21], f[22], f[23]::bigint, f[24]::bigint,
    f[25]::bigint, f[26]::bigint, f[27]::bigint, f[28]::bigint, f[29]::bigint, f[30]::bigint, f[31]::integer, f[32]::integer,
    f[33]::json, f[34]::json, f[35], f[36], f[37], now(), f[38], f[39]::text[], to_timestamp(f[40]::float8 / 1000),
    f[41], f[42], f[43]::numeric, coalesce(f[44]::bigint, 0)
  FROM (SELECT string_to_array(line, E'\x1f', '') AS f FROM string_to_table(p_lines, E'\n') AS line
        WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION usage_rows(p_lines text) RETURNS usage_hourly[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(f[1], to_timestamp(f[2]::float8 / 1000), f[3], f[4], f[5], f[6], f[7], f[8]::bigint, f[9]::bigint,
    f[10]::bigint, f[11]::bigint, f[12]::bigint, f[13]::bigint, f[14]::bigint, f[15]::bigint, f[16]::bigint, f[17]::bigint,
    f[18]::bigint, f[19]::bigint, f[20]::bigint, f[21]::bigint, f[22]::bigint, f[23]::bigint, f[24]::bigint[],
    f[25]::bigint[], coalesce(f[26]::numeric, 0), coalesce(f[27]::bigint, 0))::usage_hourly)
  FROM (SELECT string_to_array(line, E'\x1f') AS f FROM string_to_table(p_lines, E'\n') AS line WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION add_usage(p_usage usage_hourly[]) RETURNS void LANGUAGE sql AS $$
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
    duration_histogram = histogram_add(had.duration_histogram, excluded.duration_histogram),
    cost_picos = had.cost_picos + excluded.cost_picos, cache_write_long = had.cache_write_long + excluded.cache_write_long
$$;
--> statement-breakpoint
-- As in 0002, by the model that was called where that is known, and with exact costs.
CREATE OR REPLACE FUNCTION roll_up(p_records request_record[], p_bounds integer[]) RETURNS void LANGUAGE sql AS $$
  SELECT add_usage(array_agg(sums::usage_hourly)) FROM (
    SELECT organization_id, date_trunc('hour', started_at, 'UTC'), coalesce(team_id, ''), coalesce(project_id, ''),
      coalesce(key_id, ''), CASE WHEN model_id IS NULL THEN '' ELSE coalesce(model_name, model_asked, '') END, coalesce(provider_id, ''),
      count(*), count(*) FILTER (WHERE outcome = 'ok'), count(*) FILTER (WHERE outcome = 'refused'),
      count(*) FILTER (WHERE outcome IN ('failed', 'interrupted')), count(*) FILTER (WHERE outcome = 'aborted'),
      count(*) FILTER (WHERE usage_source <> 'none' AND cost_micros IS NULL), count(*) FILTER (WHERE simulated),
      coalesce(sum(cost_micros), 0)::bigint, sum(uncached_input)::bigint, sum(cache_read)::bigint, sum(cache_write)::bigint,
      sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint, sum(image)::bigint,
      histogram_of(ttft_ms, p_bounds), histogram_of(CASE WHEN outcome <> 'refused' THEN duration_ms END, p_bounds),
      coalesce(sum(cost_picos), 0), sum(cache_write_long)::bigint
    FROM unnest(p_records)
    GROUP BY 1, 2, 3, 4, 5, 6, 7
  ) AS sums
$$;
--> statement-breakpoint
-- As in 0008, with the tokens of long cache writes among the input.
CREATE OR REPLACE FUNCTION write_batch(p_writer text, p_from bigint, p_to bigint, p_complete_to timestamptz, p_settled_to timestamptz,
  p_lines text, p_sums text, p_bounds integer[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  IF NOT advance_writer(p_writer, p_from, p_to, p_complete_to, p_settled_to) THEN
    RETURN 0;
  END IF;
  IF p_sums IS NOT NULL THEN
    PERFORM add_usage(usage_rows(p_sums));
  ELSE
    p_lines := unrecorded_lines(p_lines);
    PERFORM roll_up((SELECT array_agg(row::request_record) FROM exchange_rows(p_lines) AS row), p_bounds);
  END IF;
  WITH incoming AS MATERIALIZED (SELECT * FROM exchange_rows(p_lines)),
  recorded AS (INSERT INTO request_record SELECT * FROM incoming),
  booked AS (INSERT INTO ledger_entry (request_id, attempt, kind, organization_id, team_id, project_id, key_id, person_id, end_user, model_id,
    provider_id, tags, cost_micros, input_tokens, output_tokens, price_version_id, occurred_at)
  SELECT id, json_array_length(attempts), 'settle', organization_id, team_id, project_id, key_id, person_id,
    CASE WHEN end_user IS NOT NULL AND (SELECT may_attribute FROM virtual_key WHERE virtual_key.id = key_id) THEN end_user END, model_id,
    provider_id, tags, cost_micros, uncached_input + cache_read + cache_write + cache_write_long + audio_input + image,
    output + reasoning + audio_output, price_version_id, coalesce(admitted_at, started_at)
  FROM incoming
  WHERE admitted_at IS NOT NULL OR usage_source <> 'none')
  SELECT count(*) INTO v_count FROM incoming;
  RETURN v_count;
END $$;
