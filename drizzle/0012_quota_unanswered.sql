ALTER TABLE "quota_process" ADD COLUMN "taken" jsonb;
--> statement-breakpoint
-- What the calls of a statement took that has no row of its own, as marks: counted requests, and whatever rolls.
CREATE FUNCTION quota_taken(p_lines quota_line[]) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object('q', line.quota_id, 'u', line.subject,
      'w', quota_ms(coalesce(date_bin(quota_slice(line.quota_window), now(), to_timestamp(0)), line.starts)),
      's', CASE WHEN line.mode = 'count' THEN line.taken ELSE 0 END, 'h', CASE WHEN line.mode = 'count' THEN 0 ELSE line.taken END))
    FROM unnest(p_lines) AS line
    WHERE line.taken > 0 AND (line.mode = 'count' OR (line.mode = 'hold' AND line.quota_window IN ('minute', 'hour'))));
END $$;
--> statement-breakpoint
-- Everything one process has to say and ask, in one statement: what was settled, how its leases stand, calls near a limit,
-- and how much it would like to borrow. Carried out once per sequence number; `replay` is a statement whose answer was lost, and
-- `answered` the last one whose answer came: what calls of a later one took is taken back, because they were told that it failed.
-- lib/quotas/statement.ts describes the message and the answer.
-- Plans are kept: planning anew for every message costs more than running it.
CREATE OR REPLACE FUNCTION quota_exchange(p_process text, p_sequence bigint, p jsonb) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_last bigint;
  v_replay jsonb := '{"marks": [], "ended": [], "shadow": []}';
  v_booked jsonb;
  v_taken jsonb;
  v_back jsonb := '[]';
  v_quotas text[];
  v_subjects text[];
  v_starts timestamptz[];
  v_ends timestamptz[];
  v_void text[] := ARRAY(SELECT jsonb_array_elements_text(p -> 'void'));
  v_lines quota_line[];
  v_refusals jsonb[];
BEGIN
  INSERT INTO quota_process (id, sequence) VALUES (p_process, 0) ON CONFLICT (id) DO NOTHING;
  SELECT sequence, taken INTO v_last, v_taken FROM quota_process WHERE id = p_process FOR UPDATE;
  IF v_last >= p_sequence THEN
    RETURN jsonb_build_object('stale', true);
  END IF;
  IF v_last < (p -> 'replay' ->> 'sequence')::bigint THEN
    v_replay := p -> 'replay';
  END IF;
  IF v_taken IS NOT NULL AND v_last <> (p ->> 'answered')::bigint THEN
    SELECT jsonb_agg(jsonb_build_object('q', q, 'u', u, 'w', w, 's', -s, 'h', -h)) INTO v_back
      FROM jsonb_to_recordset(v_taken) AS mark(q text, u text, w bigint, s bigint, h bigint);
  END IF;
  SELECT array_agg(line.q ORDER BY n), array_agg(line.u ORDER BY n), array_agg(coalesce(quota_at(line.w), derived.starts) ORDER BY n),
    array_agg(coalesce(quota_at(line.e), derived.ends) ORDER BY n)
  INTO v_quotas, v_subjects, v_starts, v_ends
  FROM ROWS FROM (jsonb_to_recordset(p -> 'lines')
    AS (q text, u text, k text, z text, d int, a date, w bigint, e bigint, after bigint))
    WITH ORDINALITY AS line(q, u, k, z, d, a, w, e, after, n)
  LEFT JOIN LATERAL quota_window(line.k, line.z, greatest(now(), quota_at(line.after)), line.d, line.a) AS derived ON line.w IS NULL;
  PERFORM quota_lock(array_agg(touched.q ORDER BY q, u, w), array_agg(touched.u ORDER BY q, u, w), array_agg(touched.w ORDER BY q, u, w))
  FROM (
    SELECT * FROM unnest(v_quotas, v_subjects, v_starts) AS home(q, u, w)
    UNION SELECT q, u, date_bin(quota_slice(k), now(), to_timestamp(0))
      FROM jsonb_to_recordset(p -> 'lines') AS line(q text, u text, k text) WHERE k IN ('minute', 'hour')
    UNION SELECT q, u, quota_at(w) FROM jsonb_to_recordset(
      (p -> 'marks') || v_back || (p -> 'ended') || (p -> 'list') || (v_replay -> 'marks') || (v_replay -> 'ended')) AS note(q text, u text, w bigint)
    UNION SELECT quota_id, subject, window_start FROM quota_hold WHERE cardinality(v_void) > 0 AND request_id = ANY (v_void)
  ) AS touched(q, u, w);
  PERFORM quota_book(v_replay -> 'marks', v_replay -> 'ended');
  PERFORM quota_book((p -> 'marks') || v_back, (p -> 'ended') || coalesce((
    SELECT jsonb_agg(jsonb_build_object('q', quota_id, 'u', subject, 'w', quota_ms(window_start), 'r', request_id))
    FROM quota_hold WHERE cardinality(v_void) > 0 AND request_id = ANY (v_void)), '[]'));
  PERFORM quota_list_calls(p_process, p -> 'list');
  PERFORM quota_count_shadow((v_replay -> 'shadow') || (p -> 'shadow'));
  v_lines := coalesce(quota_read_lines(p_process, p -> 'lines', v_starts, v_ends), ARRAY[]::quota_line[]);
  SELECT * INTO v_lines, v_refusals FROM quota_decide(p_process, p -> 'asks', v_lines);
  PERFORM quota_write_lines(p_process, v_lines, (p ->> 'lease_ms')::bigint * interval '1 millisecond');
  PERFORM quota_hold_calls(p -> 'asks', v_lines, v_refusals);
  v_booked := coalesce(nullif(p -> 'booked', 'null'), nullif(v_replay -> 'booked', 'null'));
  UPDATE quota_process SET sequence = p_sequence, seen_at = now(), taken = quota_taken(v_lines),
    writer_id = coalesce(v_booked ->> 'writer', writer_id), booked_offset = coalesce((v_booked ->> 'offset')::bigint, booked_offset),
    booked_to = coalesce(to_timestamp((v_booked ->> 'at')::float8 / 1000), booked_to) WHERE id = p_process;
  RETURN jsonb_build_object(
    'now', quota_ms(now()),
    -- One not heard of for ten minutes is gone: all are heard of every ten seconds, but for when nobody can be.
    'processes', CASE WHEN (p ->> 'count')::boolean THEN (
      SELECT count(*) FROM quota_process WHERE seen_at > now() - interval '10 minutes' OR id = p_process) END,
    'refusals', to_jsonb(v_refusals),
    'lines', coalesce((SELECT jsonb_agg(quota_tell(v_lines[n]) ORDER BY n) FROM generate_subscripts(v_lines, 1) AS n), '[]'),
    'wanted', coalesce((
      SELECT jsonb_agg(jsonb_build_array(lease.quota_id, lease.subject))
      FROM quota_lease AS lease JOIN quota_bucket AS bucket USING (quota_id, subject, window_start)
      WHERE lease.process_id = p_process AND lease.amount > 0 AND bucket.wanted_at > now() - interval '1 second'), '[]'));
END $$;
--> statement-breakpoint
-- Before an organization gets another time zone: what was used in windows that run counts in those that run then as well, or a
-- change of zone would be a second budget. The comparison with the ledger makes the new windows exact, and lets go of the old ones.
CREATE FUNCTION quota_carry_over(p_organization text, p_zone text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_window record;
BEGIN
  FOR v_window IN
    SELECT quota.id, old.starts AS old_starts, fresh.starts, fresh.ends
    FROM quota JOIN organization ON organization.id = quota.organization_id
    CROSS JOIN LATERAL quota_window(quota."window", organization.time_zone, now(), quota.window_days, quota.anchor) AS old
    CROSS JOIN LATERAL quota_window(quota."window", p_zone, now(), quota.window_days, quota.anchor) AS fresh
    WHERE quota.organization_id = p_organization AND quota.archived_at IS NULL
      AND quota."window" IN ('day', 'week', 'month', 'quarter', 'days')
      AND (old.starts, old.ends) IS DISTINCT FROM (fresh.starts, fresh.ends)
    ORDER BY quota.id
  LOOP
    INSERT INTO quota_bucket AS bucket (quota_id, subject, window_start, settled)
      SELECT quota_id, subject, v_window.starts, settled FROM quota_bucket
      WHERE quota_id = v_window.id AND window_start = v_window.old_starts AND settled > 0 ORDER BY subject
      ON CONFLICT (quota_id, subject, window_start) DO UPDATE SET settled = greatest(bucket.settled, excluded.settled);
    DELETE FROM quota_check WHERE quota_id = v_window.id AND window_end > now();
    INSERT INTO quota_check (quota_id, subject, window_start, window_end, strict)
      SELECT quota_id, subject, window_start, v_window.ends, false FROM quota_bucket
      WHERE quota_id = v_window.id AND window_start = v_window.starts
        AND EXISTS (SELECT FROM checked_quota WHERE checked_quota.id = v_window.id);
  END LOOP;
END $$;
--> statement-breakpoint
-- A dead process's spool is in the ledger: books in windows what the process had not booked any more, and forgets it. p_closed are
-- calls that ended and were not booked; p_open those that may have been cut off, with their starts, booked if they were. A request
-- counts from its admission, so only those admitted after the process last told are missing. Doing it again changes nothing.
CREATE OR REPLACE FUNCTION quota_settle_recovered(p_writer text, p_closed text[], p_open text[], p_starts timestamptz[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  v_process record;
  v_ids text[];
  v_quotas text[];
  v_subjects text[];
  v_starts timestamptz[];
  v_amounts bigint[];
BEGIN
  DELETE FROM ledger_writer WHERE id = p_writer;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  -- A request that was let in and cut off before it was written down is counted, and in no ledger.
  UPDATE quota_check AS had SET strict = false FROM quota
    WHERE quota.id = had.quota_id AND quota.unit = 'requests' AND (had.window_end IS NULL OR had.window_end > now());
  SELECT booked_to, quota_at(quota_ms(seen_at)) AS told INTO v_process FROM quota_process WHERE writer_id = p_writer;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  -- Whoever recovers may die before the spool is removed, and delivering it again brings the writer back: the process is settled once.
  -- Its row stays, so that a statement of its own which comes late is refused.
  UPDATE quota_process SET writer_id = NULL WHERE writer_id = p_writer;
  v_ids := p_closed || ARRAY(SELECT record.id FROM unnest(p_open, p_starts) AS cut(id, started)
    JOIN request_record AS record ON record.id = cut.id AND record.started_at = cut.started WHERE record.outcome = 'interrupted');
  SELECT array_agg(missing.quota_id), array_agg(missing.subject), array_agg(missing.starts), array_agg(missing.amount)
  INTO v_quotas, v_subjects, v_starts, v_amounts
  FROM (
    SELECT use.quota_id, use.subject, span.starts, coalesce(sum(use.amount) FILTER (WHERE quota.unit <> 'requests'
      OR quota.scope_kind = 'provider' OR (use.occurred_at > v_process.booked_to AND use.occurred_at <> v_process.told)), 0)::bigint AS amount
    FROM ledger_use AS use JOIN checked_quota AS quota ON quota.id = use.quota_id
    CROSS JOIN LATERAL quota_window(quota."window", quota.time_zone, use.occurred_at, quota.window_days, quota.anchor) AS span
    WHERE use.request_id = ANY (v_ids) AND use.occurred_at >= quota.created_at
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
  ) AS missing;
  IF v_quotas IS NULL THEN
    RETURN;
  END IF;
  PERFORM quota_lock(v_quotas, v_subjects, v_starts);
  UPDATE quota_bucket AS bucket SET settled = bucket.settled + missing.amount
    FROM unnest(v_quotas, v_subjects, v_starts, v_amounts) AS missing(quota_id, subject, starts, amount)
    WHERE bucket.quota_id = missing.quota_id AND bucket.subject = missing.subject AND bucket.window_start = missing.starts;
  UPDATE quota_check AS had SET strict = false
    FROM unnest(v_quotas, v_subjects, v_starts) AS missing(quota_id, subject, starts)
    WHERE had.quota_id = missing.quota_id AND had.subject = missing.subject AND had.window_start = missing.starts;
END $$;
