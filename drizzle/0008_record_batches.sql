-- Closed exchanges as the spool holds them: a line each, fields between unit separators, empty for null (lib/ledger/exchange-line.ts).
-- Inlined where it stands; OFFSET 0 keeps a line from being taken apart once per field.
CREATE FUNCTION exchange_rows(p_lines text) RETURNS SETOF request_record LANGUAGE sql STABLE AS $$
  SELECT
    f[1], to_timestamp(f[2]::float8 / 1000), f[3], f[4], f[5], f[6], f[7], f[8], f[9]::bool, f[10], f[11], f[12], f[13],
    f[14], f[15]::bool, f[16], f[17]::integer, f[18], f[19], f[20]::bigint, f[21], f[22], f[23]::bigint, f[24]::bigint,
    f[25]::bigint, f[26]::bigint, f[27]::bigint, f[28]::bigint, f[29]::bigint, f[30]::bigint, f[31]::integer, f[32]::integer,
    f[33]::json, f[34]::json, f[35], f[36], f[37], now(), f[38], f[39]::text[], to_timestamp(f[40]::float8 / 1000)
  FROM (SELECT string_to_array(line, E'\x1f', '') AS f FROM string_to_table(p_lines, E'\n') AS line
        WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
-- Sums of roll-ups as a writer sends them, in the same form (lib/ledger/roll-up-sums.ts).
CREATE FUNCTION usage_rows(p_lines text) RETURNS usage_hourly[] LANGUAGE sql STABLE AS $$
  SELECT array_agg(ROW(f[1], to_timestamp(f[2]::float8 / 1000), f[3], f[4], f[5], f[6], f[7], f[8]::bigint, f[9]::bigint,
    f[10]::bigint, f[11]::bigint, f[12]::bigint, f[13]::bigint, f[14]::bigint, f[15]::bigint, f[16]::bigint, f[17]::bigint,
    f[18]::bigint, f[19]::bigint, f[20]::bigint, f[21]::bigint, f[22]::bigint, f[23]::bigint, f[24]::bigint[],
    f[25]::bigint[])::usage_hourly)
  FROM (SELECT string_to_array(line, E'\x1f') AS f FROM string_to_table(p_lines, E'\n') AS line WHERE line <> '' OFFSET 0) AS split
$$;
--> statement-breakpoint
-- Those of some lines whose exchange has no record yet, each once.
CREATE FUNCTION unrecorded_lines(p_lines text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg(line, E'\n'), '') FROM (
    SELECT DISTINCT ON (split_part(line, E'\x1f', 1)) line FROM string_to_table(p_lines, E'\n') AS line
    WHERE line <> '' AND NOT EXISTS (
      SELECT FROM request_record WHERE id = split_part(line, E'\x1f', 1)
        AND started_at = to_timestamp(split_part(line, E'\x1f', 2)::float8 / 1000))
    ORDER BY split_part(line, E'\x1f', 1)
  ) AS fresh
$$;
--> statement-breakpoint
-- Takes note that a writer's spool is here up to p_to. False when it already was: the batch was written before.
CREATE FUNCTION advance_writer(p_writer text, p_from bigint, p_to bigint, p_complete_to timestamptz, p_settled_to timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_delivered bigint;
BEGIN
  UPDATE ledger_writer SET delivered = p_to, complete_to = p_complete_to, settled_to = coalesce(p_settled_to, settled_to), seen_at = now()
    WHERE id = p_writer AND delivered = p_from;
  IF FOUND THEN
    RETURN true;
  END IF;
  INSERT INTO ledger_writer (id, delivered, complete_to) VALUES (p_writer, p_from, p_complete_to) ON CONFLICT (id) DO NOTHING;
  SELECT delivered INTO v_delivered FROM ledger_writer WHERE id = p_writer FOR UPDATE;
  IF v_delivered >= p_to AND p_to > p_from THEN
    RETURN false;
  ELSIF v_delivered <> p_from THEN
    RAISE EXCEPTION 'batch from % to % of writer % does not follow what is here up to %', p_from, p_to, p_writer, v_delivered;
  END IF;
  UPDATE ledger_writer SET delivered = p_to, complete_to = p_complete_to, settled_to = coalesce(p_settled_to, settled_to), seen_at = now()
    WHERE id = p_writer;
  RETURN true;
END $$;
--> statement-breakpoint
-- Writes one batch of a writer's spool in one transaction: records, ledger entries and roll-ups. The same batch again changes
-- nothing, because the writer has moved on. p_sums is what the batch adds to the roll-ups, added up by the writer; without it
-- records that are here already are left out, and what is left is added up here. Gives how many records it wrote.
-- An end user counts only for keys that may attribute (lib/gateway/steps/quotas-for.ts); the record keeps what the call said.
CREATE FUNCTION write_batch(p_writer text, p_from bigint, p_to bigint, p_complete_to timestamptz, p_settled_to timestamptz, p_lines text,
  p_sums text, p_bounds integer[])
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
    provider_id, tags, cost_micros, uncached_input + cache_read + cache_write + audio_input + image,
    output + reasoning + audio_output, price_version_id, coalesce(admitted_at, started_at)
  FROM incoming
  WHERE admitted_at IS NOT NULL OR usage_source <> 'none')
  SELECT count(*) INTO v_count FROM incoming;
  RETURN v_count;
END $$;
