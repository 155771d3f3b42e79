CREATE TABLE "request_erasure" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"erased_at" timestamp with time zone DEFAULT now() NOT NULL,
	"erased_by" text NOT NULL,
	"subject_digest" text NOT NULL,
	"document" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_export" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"person_id" text,
	"format" text NOT NULL,
	"filter" jsonb NOT NULL,
	"team_ids" text[],
	"state" text DEFAULT 'waiting' NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"bytes" integer DEFAULT 0 NOT NULL,
	"is_cut" boolean DEFAULT false NOT NULL,
	"percent" integer DEFAULT 0 NOT NULL,
	"heartbeat_at" timestamp with time zone,
	"failure" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	CONSTRAINT "request_export_state_known" CHECK ("request_export"."state" in ('waiting','running','done','failed'))
);
--> statement-breakpoint
CREATE TABLE "request_export_part" (
	"export_id" text NOT NULL,
	"place" integer NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "request_export_part_export_id_place_pk" PRIMARY KEY("export_id","place")
);
--> statement-breakpoint
CREATE TABLE "request_text" (
	"id" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"organization_id" text NOT NULL,
	"team_id" text NOT NULL,
	"project_id" text NOT NULL,
	"end_user" text,
	"prompt" text NOT NULL,
	"answer" text,
	"prompt_bytes" integer NOT NULL,
	"answer_bytes" integer NOT NULL,
	"is_cut" boolean NOT NULL,
	"words" "tsvector" NOT NULL,
	CONSTRAINT "request_text_id_started_at_pk" PRIMARY KEY("id","started_at")
) PARTITION BY RANGE ("started_at");
--> statement-breakpoint
CREATE TABLE "request_view" (
	"id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"person_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "text_tier" text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "text_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "record_days" integer DEFAULT 400 NOT NULL;--> statement-breakpoint
ALTER TABLE "request_record" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "text_tier" text;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "text_days" integer;--> statement-breakpoint
ALTER TABLE "request_erasure" ADD CONSTRAINT "request_erasure_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_export" ADD CONSTRAINT "request_export_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_export" ADD CONSTRAINT "request_export_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_export_part" ADD CONSTRAINT "request_export_part_export_id_request_export_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."request_export"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_view" ADD CONSTRAINT "request_view_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_view" ADD CONSTRAINT "request_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "request_erasure_time" ON "request_erasure" USING btree ("organization_id","erased_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "request_export_person" ON "request_export" USING btree ("organization_id","person_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "request_text_words" ON "request_text" USING gin ("words");--> statement-breakpoint
CREATE INDEX "request_text_time" ON "request_text" USING btree ("organization_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "request_text_project" ON "request_text" USING btree ("project_id","started_at");--> statement-breakpoint
CREATE INDEX "request_text_end_user" ON "request_text" USING btree ("organization_id","end_user") WHERE "request_text"."end_user" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "request_view_name" ON "request_view" USING btree ("person_id",lower("name"));--> statement-breakpoint
CREATE INDEX "request_record_trouble" ON "request_record" USING btree ("organization_id","started_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE "request_record"."outcome" <> 'ok';--> statement-breakpoint
CREATE INDEX "request_record_end_user" ON "request_record" USING btree ("organization_id","end_user","started_at" DESC NULLS LAST) WHERE "request_record"."end_user" is not null;--> statement-breakpoint
CREATE INDEX "request_record_session" ON "request_record" USING btree ("organization_id","session_id","started_at" DESC NULLS LAST) WHERE "request_record"."session_id" is not null;
--> statement-breakpoint
CREATE TABLE request_text_default PARTITION OF request_text DEFAULT;
--> statement-breakpoint
-- As in 0002, for texts too: the same days, and a net each.
CREATE OR REPLACE FUNCTION ensure_request_partitions(p_from date, p_days integer) RETURNS integer
LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
  v_parent text;
  v_day date;
  v_name text;
  v_starts timestamptz;
  v_ends timestamptz;
  v_made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ensure_request_partitions'));
  FOR v_parent, v_day IN
    SELECT parent, p_from + n FROM unnest(ARRAY['request_record', 'request_text']) AS parent, generate_series(0, p_days - 1) AS n
    ORDER BY parent, n
  LOOP
    v_name := v_parent || '_' || to_char(v_day, 'YYYYMMDD');
    CONTINUE WHEN to_regclass(v_name) IS NOT NULL;
    v_starts := v_day::timestamp AT TIME ZONE 'UTC';
    v_ends := (v_day + 1)::timestamp AT TIME ZONE 'UTC';
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', v_name, v_parent);
    EXECUTE format(
      'WITH moved AS (DELETE FROM %I WHERE started_at >= %L AND started_at < %L RETURNING *)
       INSERT INTO %I SELECT * FROM moved', v_parent || '_default', v_starts, v_ends, v_name);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', v_parent, v_name, v_starts, v_ends);
    IF v_parent = 'request_record' THEN
      v_made := v_made + 1;
    END IF;
  END LOOP;
  RETURN v_made;
END $$;
--> statement-breakpoint
-- The daily partitions of a table that end at or before p_before (a UTC day), oldest first.
CREATE FUNCTION request_partitions_before(p_parent text, p_before date) RETURNS SETOF text LANGUAGE sql STABLE AS $$
  SELECT child.relname::text FROM pg_inherits
  JOIN pg_class AS child ON child.oid = inhrelid
  WHERE inhparent = to_regclass(p_parent) AND child.relname ~ ('^' || p_parent || '_\d{8}$')
    AND to_date(right(child.relname, 8), 'YYYYMMDD') < p_before
  ORDER BY child.relname
$$;
--> statement-breakpoint
-- Drops one daily partition, which locks its parent for the moment that takes. Whoever uses the parent is in the way of that, and
-- whoever comes later would queue behind us: so we wait a moment only, and come again (lock_not_available).
CREATE FUNCTION drop_request_partition(p_name text) RETURNS void LANGUAGE plpgsql SET lock_timeout = '100ms' AS $$
BEGIN
  IF p_name !~ '^request_(record|text)_\d{8}$' THEN
    RAISE EXCEPTION '% is no partition of a day', p_name;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('ensure_request_partitions'));
  EXECUTE format('DROP TABLE IF EXISTS %I', p_name);
END $$;
--> statement-breakpoint
DROP FUNCTION drop_request_partitions_before(date);
--> statement-breakpoint
-- Deletes at most p_limit texts that are past what their project keeps; gives how many. The days that are over for everybody are dropped whole.
CREATE FUNCTION delete_expired_texts(p_limit integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_project record;
  v_count integer;
  v_deleted integer := 0;
BEGIN
  FOR v_project IN
    SELECT project.id, now() - make_interval(days => coalesce(project.text_days, organization.text_days)) AS keep_from
    FROM project JOIN organization ON organization.id = project.organization_id
  LOOP
    DELETE FROM request_text WHERE (id, started_at) IN (
      SELECT id, started_at FROM request_text WHERE project_id = v_project.id AND started_at < v_project.keep_from
      LIMIT p_limit - v_deleted);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    v_deleted := v_deleted + v_count;
    EXIT WHEN v_deleted >= p_limit;
  END LOOP;
  RETURN v_deleted;
END $$;
--> statement-breakpoint
-- One field more than in 0015: the session.
CREATE OR REPLACE FUNCTION exchange_rows(p_lines text) RETURNS SETOF request_record LANGUAGE sql STABLE AS $$
  SELECT
    f[1], to_timestamp(f[2]::float8 / 1000), f[3], f[4], f[5], f[6], f[7], f[8], f[9]::bool, f[10], f[11], f[12], f[13],
    f[14], f[15]::bool, f[16], f[17]::integer, f[18], f[19], f[20]::bigint, f[21], f[22], f[23]::bigint, f[24]::bigint,
    f[25]::bigint, f[26]::bigint, f[27]::bigint, f[28]::bigint, f[29]::bigint, f[30]::bigint, f[31]::integer, f[32]::integer,
    f[33]::json, f[34]::json, f[35], f[36], f[37], now(), f[38], f[39]::text[], to_timestamp(f[40]::float8 / 1000),
    f[41], f[42], f[43]::numeric, coalesce(f[44]::bigint, 0), f[45]
  FROM (SELECT string_to_array(line, E'\x1f', '') AS f FROM string_to_table(p_lines, E'\n') AS line
        WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
-- One batch of texts: those whose record was written before or will be are the same to it. What is there already stays.
CREATE FUNCTION write_request_texts(p_texts jsonb) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  v_count integer;
BEGIN
  INSERT INTO request_text (id, started_at, organization_id, team_id, project_id, end_user, prompt, answer, prompt_bytes, answer_bytes, is_cut, words)
  SELECT t->>'id', to_timestamp((t->>'startedAt')::float8 / 1000), t->>'organizationId', t->>'teamId', t->>'projectId', t->>'endUser',
    t->>'prompt', t->>'answer', (t->>'promptBytes')::integer, (t->>'answerBytes')::integer, (t->>'isCut')::bool,
    to_tsvector('simple', t->>'words')
  FROM jsonb_array_elements(p_texts) AS t
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS v_count = ROW_COUNT;
  RETURN v_count;
END $$;
--> statement-breakpoint
SELECT ensure_request_partitions((now() AT TIME ZONE 'UTC')::date - 31, 39);
