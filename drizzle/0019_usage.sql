CREATE TABLE "usage_label_hourly" (
	"organization_id" text NOT NULL,
	"kind" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"label" text NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"key_id" text NOT NULL,
	"model_name" text NOT NULL,
	"provider_id" text NOT NULL,
	"person_id" text NOT NULL,
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
	CONSTRAINT "usage_label_hourly_pk" PRIMARY KEY("organization_id","kind","hour","label","team_id","project_id","key_id","model_name","provider_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "cost_split_rule" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"source_cost_centre" text NOT NULL,
	"method" text NOT NULL,
	"shares" jsonb NOT NULL,
	"created_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "cost_split_rule_method_known" CHECK ("cost_split_rule"."method" in ('usage','fixed'))
);
--> statement-breakpoint
CREATE TABLE "statement_line" (
	"organization_id" text NOT NULL,
	"month" date NOT NULL,
	"about_month" date NOT NULL,
	"kind" text NOT NULL,
	"cost_centre" text NOT NULL,
	"team_id" text DEFAULT '' NOT NULL,
	"project_id" text DEFAULT '' NOT NULL,
	"model_name" text DEFAULT '' NOT NULL,
	"provider_id" text DEFAULT '' NOT NULL,
	"rule_id" text DEFAULT '' NOT NULL,
	"counterpart" text DEFAULT '' NOT NULL,
	"cost_micros" bigint NOT NULL,
	"requests" bigint DEFAULT 0 NOT NULL,
	"tokens" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "statement_line_pk" PRIMARY KEY("organization_id","month","about_month","kind","cost_centre","team_id","project_id","model_name","provider_id","rule_id","counterpart"),
	CONSTRAINT "statement_line_kind_known" CHECK ("statement_line"."kind" in ('usage','correction','share'))
);
--> statement-breakpoint
CREATE TABLE "statement_period" (
	"organization_id" text NOT NULL,
	"month" date NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_by" text,
	CONSTRAINT "statement_period_organization_id_month_pk" PRIMARY KEY("organization_id","month")
);
--> statement-breakpoint
ALTER TABLE "quota" ADD COLUMN "alert_percents" integer[] DEFAULT '{80,100}' NOT NULL;
--> statement-breakpoint
ALTER TABLE "team" ADD COLUMN "cost_centre" text;
--> statement-breakpoint
ALTER TABLE "cost_split_rule" ADD CONSTRAINT "cost_split_rule_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "cost_split_rule" ADD CONSTRAINT "cost_split_rule_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_period" ADD CONSTRAINT "statement_period_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "statement_period" ADD CONSTRAINT "statement_period_closed_by_person_id_fk" FOREIGN KEY ("closed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "cost_split_rule_source" ON "cost_split_rule" USING btree ("organization_id","source_cost_centre") WHERE "cost_split_rule"."archived_at" is null;
--> statement-breakpoint
ALTER TABLE "quota" ADD CONSTRAINT "quota_alert_percents_known" CHECK (cardinality("quota"."alert_percents") <= 10 and 1 <= all("quota"."alert_percents") and 1000 >= all("quota"."alert_percents"));
--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD COLUMN "person_id" text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE "usage_hourly" DROP CONSTRAINT "usage_hourly_organization_id_hour_team_id_project_id_key_id_model_name_provider_id_pk";
--> statement-breakpoint
ALTER TABLE "usage_hourly" ADD CONSTRAINT "usage_hourly_pk" PRIMARY KEY("organization_id","hour","team_id","project_id","key_id","model_name","provider_id","person_id");
--> statement-breakpoint
CREATE FUNCTION closed_month_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a closed month stays as it is: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER statement_period_no_change BEFORE UPDATE OR DELETE ON statement_period
  FOR EACH ROW EXECUTE FUNCTION closed_month_stays();
--> statement-breakpoint
CREATE TRIGGER statement_period_no_truncate BEFORE TRUNCATE ON statement_period
  FOR EACH STATEMENT EXECUTE FUNCTION closed_month_stays();
--> statement-breakpoint
CREATE TRIGGER statement_line_no_change BEFORE UPDATE OR DELETE ON statement_line
  FOR EACH ROW EXECUTE FUNCTION closed_month_stays();
--> statement-breakpoint
CREATE TRIGGER statement_line_no_truncate BEFORE TRUNCATE ON statement_line
  FOR EACH STATEMENT EXECUTE FUNCTION closed_month_stays();
--> statement-breakpoint
-- Lines come with their period, in one transaction; later ones are refused.
CREATE FUNCTION line_of_open_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM statement_period WHERE organization_id = NEW.organization_id AND month = NEW.month) THEN
    RAISE EXCEPTION 'the month % is closed', NEW.month USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END;
$$;
--> statement-breakpoint
CREATE TRIGGER statement_line_no_late BEFORE INSERT ON statement_line FOR EACH ROW EXECUTE FUNCTION line_of_open_month();
--> statement-breakpoint
-- As in 0015, with the person. Lines of a process that does not know them yet end earlier.
CREATE OR REPLACE FUNCTION usage_rows(p_lines text) RETURNS usage_hourly[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(f[1], to_timestamp(f[2]::float8 / 1000), f[3], f[4], f[5], f[6], f[7], f[8]::bigint, f[9]::bigint,
    f[10]::bigint, f[11]::bigint, f[12]::bigint, f[13]::bigint, f[14]::bigint, f[15]::bigint, f[16]::bigint, f[17]::bigint,
    f[18]::bigint, f[19]::bigint, f[20]::bigint, f[21]::bigint, f[22]::bigint, f[23]::bigint, f[24]::bigint[],
    f[25]::bigint[], coalesce(f[26]::numeric, 0), coalesce(f[27]::bigint, 0), coalesce(f[28], ''))::usage_hourly)
  FROM (SELECT string_to_array(line, E'\x1f') AS f FROM string_to_table(p_lines, E'\n') AS line WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
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
    cost_picos = had.cost_picos + excluded.cost_picos, cache_write_long = had.cache_write_long + excluded.cache_write_long
$$;
--> statement-breakpoint
CREATE FUNCTION label_rows(p_lines text) RETURNS usage_label_hourly[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(f[1], f[2], to_timestamp(f[3]::float8 / 1000), f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11]::bigint,
    f[12]::bigint, f[13]::bigint, f[14]::bigint, f[15]::bigint, f[16]::bigint, f[17]::bigint, f[18]::bigint, f[19]::bigint,
    f[20]::bigint, f[21]::bigint, f[22]::bigint, f[23]::bigint, f[24]::bigint, f[25]::bigint, f[26]::bigint,
    f[27]::bigint)::usage_label_hourly)
  FROM (SELECT string_to_array(line, E'\x1f') AS f FROM string_to_table(p_lines, E'\n') AS line WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
CREATE FUNCTION add_label_usage(p_usage usage_label_hourly[]) RETURNS void LANGUAGE sql AS $$
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
    image = had.image + excluded.image, cache_write_long = had.cache_write_long + excluded.cache_write_long
$$;
--> statement-breakpoint
-- What a record is counted under beside its places: its end user, and one label per name of its tags (lib/ledger/label-sums.ts).
CREATE FUNCTION record_labels(p_end_user text, p_tags text[]) RETURNS TABLE (kind text, label text) LANGUAGE sql IMMUTABLE AS $$
  SELECT 'end_user', left(p_end_user, 200) WHERE p_end_user IS NOT NULL
  UNION ALL
  SELECT 'tag:' || name, left(string_agg(DISTINCT value COLLATE "C", ', ' ORDER BY value COLLATE "C"), 200)
  FROM (SELECT left(split_part(tag, '=', 1), 60) AS name, substr(tag, length(split_part(tag, '=', 1)) + 2) AS value
        FROM unnest(p_tags) AS tag) AS split
  WHERE name <> ''
  GROUP BY name
$$;
--> statement-breakpoint
-- As in 0015, by person too, and by label.
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
      coalesce(sum(cost_picos), 0), sum(cache_write_long)::bigint, coalesce(person_id, '')
    FROM unnest(p_records)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, coalesce(person_id, '')
  ) AS sums;
  SELECT add_label_usage(array_agg(sums::usage_label_hourly)) FROM (
    SELECT organization_id, kind, date_trunc('hour', started_at, 'UTC'), label, coalesce(team_id, ''), coalesce(project_id, ''),
      coalesce(key_id, ''), CASE WHEN model_id IS NULL THEN '' ELSE coalesce(model_name, model_asked, '') END, coalesce(provider_id, ''),
      coalesce(person_id, ''),
      count(*), count(*) FILTER (WHERE outcome = 'ok'), count(*) FILTER (WHERE outcome = 'refused'),
      count(*) FILTER (WHERE outcome IN ('failed', 'interrupted')), count(*) FILTER (WHERE outcome = 'aborted'),
      count(*) FILTER (WHERE usage_source <> 'none' AND cost_micros IS NULL), count(*) FILTER (WHERE simulated),
      coalesce(sum(cost_micros), 0)::bigint, sum(uncached_input)::bigint, sum(cache_read)::bigint, sum(cache_write)::bigint,
      sum(output)::bigint, sum(reasoning)::bigint, sum(audio_input)::bigint, sum(audio_output)::bigint, sum(image)::bigint,
      sum(cache_write_long)::bigint
    FROM unnest(p_records) CROSS JOIN LATERAL record_labels(end_user, tags)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
  ) AS sums
$$;
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
END $$;
--> statement-breakpoint
-- As in 0015; sums of labels come behind those of places, after a group separator.
CREATE OR REPLACE FUNCTION write_batch(p_writer text, p_from bigint, p_to bigint, p_complete_to timestamptz, p_settled_to timestamptz,
  p_lines text, p_sums text, p_bounds integer[])
RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
  v_labels text;
BEGIN
  IF NOT advance_writer(p_writer, p_from, p_to, p_complete_to, p_settled_to) THEN
    RETURN 0;
  END IF;
  IF p_sums IS NOT NULL THEN
    v_labels := split_part(p_sums, E'\x1d', 2);
    PERFORM add_usage(usage_rows(split_part(p_sums, E'\x1d', 1)));
    IF v_labels <> '' THEN
      PERFORM add_label_usage(label_rows(v_labels));
    END IF;
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
