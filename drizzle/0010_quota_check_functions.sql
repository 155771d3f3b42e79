-- What every ledger entry adds to every quota it counts in: the arithmetic of lib/quotas/amount.ts over the names of
-- lib/policy/quota-index.ts. A provider is only known where it answered, so requests to providers are a lower bound.
-- A join for each kind of scope, so that kinds without quotas cost nothing.
CREATE VIEW ledger_use AS
SELECT quota_id, subject, request_id, occurred_at, booked_at,
  CASE unit WHEN 'usd_micros' THEN coalesce(cost_micros, 0) WHEN 'tokens' THEN input_tokens + output_tokens
    WHEN 'input_tokens' THEN input_tokens WHEN 'output_tokens' THEN output_tokens
    WHEN 'requests' THEN CASE WHEN kind <> 'settle' THEN 0 WHEN scope_kind = 'provider' THEN least(attempt, 1) ELSE 1 END
    ELSE 0 END AS amount
FROM (
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'organization' AND quota.scope_id = entry.organization_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'team' AND quota.scope_id = entry.team_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'project' AND quota.scope_id = entry.project_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'key' AND quota.scope_id = entry.key_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'person' AND quota.scope_id = entry.person_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'end_user' AND quota.scope_id = entry.end_user
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'model' AND quota.scope_id = entry.model_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'provider' AND quota.scope_id = entry.provider_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'key_model' AND quota.scope_id = entry.key_id AND quota.scope_model_id = entry.model_id
  UNION ALL
  SELECT quota.id AS quota_id, quota.unit, quota.scope_kind, '' AS subject, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'team_model' AND quota.scope_id = entry.team_id AND quota.scope_model_id = entry.model_id
  UNION ALL
  SELECT quota.id, quota.unit, quota.scope_kind, entry.end_user, entry.* FROM ledger_entry AS entry JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'end_user' AND quota.scope_id = '*' WHERE entry.end_user IS NOT NULL
  UNION ALL
  SELECT quota.id, quota.unit, quota.scope_kind, '', entry.* FROM ledger_entry AS entry CROSS JOIN LATERAL unnest(entry.tags) AS tag JOIN quota
    ON quota.organization_id = entry.organization_id AND quota.scope_kind = 'tag' AND quota.scope_id = tag
) AS use;
--> statement-breakpoint
-- The windows a quota is compared in: those with a calendar or without an end, of quotas that count every call. Rolling windows
-- forget by themselves, quotas in shadow mode leave out what they would have refused, and concurrency is never settled.
CREATE VIEW checked_quota AS
SELECT quota.*, organization.time_zone FROM quota JOIN organization ON organization.id = quota.organization_id
WHERE quota."window" IN ('day', 'week', 'month', 'quarter', 'days', 'lifetime') AND NOT quota.shadow AND quota.archived_at IS NULL;
--> statement-breakpoint
-- Takes windows that were met since under comparison, and lets go of those that ended a day ago. A window that began under another
-- calendar of its quota is not compared. A subject of a quota that was compared before has no past: its window was not there at the
-- last round. All others are added up from their beginning.
CREATE FUNCTION quota_check_open() RETURNS void LANGUAGE sql AS $$
  DELETE FROM quota_check WHERE window_end < now() - interval '1 day'
    OR NOT EXISTS (SELECT FROM checked_quota WHERE checked_quota.id = quota_check.quota_id);
  INSERT INTO quota_check (quota_id, subject, window_start, window_end, counted_to)
  SELECT bucket.quota_id, bucket.subject, bucket.window_start, span.ends,
    CASE WHEN bucket.subject <> '' THEN (SELECT max(counted_to) FROM quota_check AS kin WHERE kin.quota_id = bucket.quota_id) END
  FROM quota_bucket AS bucket JOIN checked_quota AS quota ON quota.id = bucket.quota_id
  CROSS JOIN LATERAL quota_window(quota."window", quota.time_zone, bucket.window_start, quota.window_days, quota.anchor) AS span
  WHERE bucket.window_start > CASE quota."window" WHEN 'lifetime' THEN to_timestamp(-1) WHEN 'day' THEN now() - interval '3 days'
      WHEN 'week' THEN now() - interval '9 days' WHEN 'month' THEN now() - interval '33 days' WHEN 'quarter' THEN now() - interval '95 days'
      ELSE now() - (quota.window_days + 2) * interval '1 day' END
    AND NOT EXISTS (SELECT FROM quota_check AS had WHERE had.quota_id = bucket.quota_id AND had.subject = bucket.subject
      AND had.window_start = bucket.window_start)
    AND span.starts = bucket.window_start AND (span.ends IS NULL OR span.ends > now() - interval '1 day')
  ON CONFLICT DO NOTHING;
$$;
--> statement-breakpoint
-- Per compared window what was booked in the ledger from p_from until p_to, fresh windows (never added up) or the others. A call so
-- near an end of the window that clocks decide, or made while processes were still learning of the quota, is unsure as well.
CREATE FUNCTION quota_check_sums(p_fresh boolean, p_from timestamptz, p_to timestamptz, p_quotas text[] DEFAULT NULL)
RETURNS TABLE (quota_id text, subject text, window_start timestamptz, amount bigint, unsure bigint, earliest timestamptz)
-- A fresh table of windows has no statistics, and a loop over the ledger for each of them would take minutes; forbidding it makes
-- every plan look dear enough to compile, which takes longer than running it.
LANGUAGE sql STABLE SET enable_nestloop = off SET jit = off AS $$
  SELECT window_.quota_id, window_.subject, window_.window_start,
    coalesce(sum(use.amount) FILTER (WHERE is_in), 0)::bigint, coalesce(sum(use.amount) FILTER (WHERE is_near), 0)::bigint,
    min(use.occurred_at) FILTER (WHERE is_in)
  FROM ledger_use AS use
  JOIN quota_check AS window_ ON window_.quota_id = use.quota_id AND window_.subject = use.subject
    AND use.occurred_at >= window_.window_start - interval '2 seconds'
    AND (window_.window_end IS NULL OR use.occurred_at < window_.window_end + interval '2 seconds')
  JOIN quota ON quota.id = use.quota_id
  CROSS JOIN LATERAL (SELECT
    use.occurred_at >= greatest(window_.window_start, quota.created_at)
      AND (window_.window_end IS NULL OR use.occurred_at < window_.window_end) AS is_in,
    use.occurred_at < window_.window_start + interval '2 seconds'
      OR (window_.window_end IS NOT NULL AND use.occurred_at >= window_.window_end - interval '2 seconds')
      OR (use.occurred_at >= quota.created_at AND use.occurred_at < quota.created_at + interval '5 seconds') AS is_near) AS of_window
  WHERE (window_.counted_to IS NULL) = p_fresh AND (p_quotas IS NULL OR quota.id = ANY (p_quotas)) AND use.booked_at >= p_from AND use.booked_at < p_to
    AND use.occurred_at >= (SELECT min(greatest(any_.window_start, of_any.created_at)) - interval '2 seconds'
      FROM quota_check AS any_ JOIN quota AS of_any ON of_any.id = any_.quota_id WHERE (any_.counted_to IS NULL) = p_fresh)
  GROUP BY 1, 2, 3
$$;
--> statement-breakpoint
-- Adds up what was booked until p_cut and not yet added up: fresh windows as a whole, the others from where they were.
CREATE FUNCTION quota_check_count(p_cut timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_from timestamptz := (SELECT min(counted_to) FROM quota_check);
BEGIN
  UPDATE quota_check AS had SET counted = had.counted + more.amount, unsure = had.unsure + more.unsure
    FROM quota_check_sums(false, v_from, p_cut) AS more
    WHERE had.quota_id = more.quota_id AND had.subject = more.subject AND had.window_start = more.window_start;
  UPDATE quota_check AS had SET counted = more.amount, unsure = more.unsure,
    -- Calls long before the window came under comparison: its bucket was not there for all of them.
    strict = had.strict AND more.earliest > now() - interval '10 minutes'
    FROM quota_check_sums(true, '-infinity', p_cut) AS more
    WHERE had.counted_to IS NULL AND had.quota_id = more.quota_id AND had.subject = more.subject AND had.window_start = more.window_start;
  UPDATE quota_check SET counted_to = p_cut WHERE counted_to IS DISTINCT FROM p_cut;
END $$;
--> statement-breakpoint
-- Looks at every compared window, and notes which moved. One whose bucket moved cannot be judged this time, so its calls are not
-- added up: a busy quota costs no more than a look. One that was judged and is still is added up again every five minutes.
CREATE FUNCTION quota_check_read() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_still text[];
BEGIN
  UPDATE quota_check AS had SET seen_settled = bucket.settled, seen_ledger = -1, stable_since = clock_timestamp()
    FROM quota_bucket AS bucket
    WHERE bucket.quota_id = had.quota_id AND bucket.subject = had.subject AND bucket.window_start = had.window_start
      AND bucket.settled <> had.seen_settled;
  -- now() is when this round began: what moved in it is not still.
  v_still := ARRAY(SELECT DISTINCT had.quota_id FROM quota_check AS had WHERE had.stable_since < now()
    AND (had.checked_at IS NULL OR had.checked_at < had.stable_since OR had.checked_at < now() - interval '5 minutes'));
  IF cardinality(v_still) = 0 THEN
    RETURN;
  END IF;
  UPDATE quota_check AS had SET seen_ledger = seen.ledger, seen_unsure = seen.unsure, stable_since = clock_timestamp()
  FROM (
    SELECT now_.quota_id, now_.subject, now_.window_start, now_.counted + coalesce(late.amount, 0) AS ledger,
      now_.unsure + coalesce(late.unsure, 0) AS unsure
    FROM quota_check AS now_
    LEFT JOIN quota_check_sums(false, (SELECT min(counted_to) FROM quota_check), 'infinity', v_still) AS late
      USING (quota_id, subject, window_start)
    WHERE now_.quota_id = ANY (v_still) AND now_.stable_since < now()
  ) AS seen
  WHERE had.quota_id = seen.quota_id AND had.subject = seen.subject AND had.window_start = seen.window_start
    AND (had.seen_ledger, had.seen_unsure) IS DISTINCT FROM (seen.ledger, seen.unsure);
END $$;
--> statement-breakpoint
-- Holds buckets against the ledger and mends those that differ; gives them. A window is judged when neither side moved between two
-- looks, and every call admitted before the first has ended, is in the ledger and is booked, as each process says of itself. A
-- process not heard of for ten minutes holds up nothing, but nothing is lowered while its spool may still come.
-- One round at a time, whoever begins it, and none sooner than p_pause after the last.
CREATE FUNCTION quota_check_round(p_pause interval) RETURNS TABLE (organization_id text, quota_id text, subject text, window_start timestamptz,
  settled bigint, ledger bigint, is_drift boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_heard timestamptz;
  v_all timestamptz;
  v_window record;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('quota_check_round'))
    OR (SELECT max(counted_to) + interval '1 minute' FROM quota_check) > now() - p_pause THEN
    RETURN;
  END IF;
  PERFORM quota_check_open();
  -- Whoever books what is older than a minute has run out of time long ago.
  PERFORM quota_check_count(now() - interval '1 minute');
  SELECT min(settled_to) FILTER (WHERE seen_at > now() - interval '10 minutes') - interval '1 second', min(settled_to) - interval '1 second'
    INTO v_heard, v_all FROM ledger_writer;
  PERFORM quota_check_read();
  FOR v_window IN
    SELECT quota.organization_id, had.quota_id, had.subject, had.window_start, had.seen_settled, had.seen_ledger, had.seen_unsure,
      had.strict AS was_strict
    FROM quota_check AS had JOIN quota ON quota.id = had.quota_id
    WHERE had.stable_since < v_heard AND (had.checked_at IS NULL OR had.checked_at < had.stable_since)
      AND (had.seen_settled <= had.seen_ledger + had.seen_unsure
        OR (had.stable_since < v_all AND NOT (quota.scope_kind = 'provider' AND quota.unit = 'requests')))
    ORDER BY had.quota_id, had.subject, had.window_start
  LOOP
    IF abs(v_window.seen_settled - v_window.seen_ledger) <= v_window.seen_unsure THEN
      UPDATE quota_check AS had SET checked_at = clock_timestamp(), drift = 0, strict = true WHERE had.quota_id = v_window.quota_id
        AND had.subject = v_window.subject AND had.window_start = v_window.window_start;
      CONTINUE;
    END IF;
    UPDATE quota_bucket AS bucket SET settled = v_window.seen_ledger WHERE bucket.quota_id = v_window.quota_id
      AND bucket.subject = v_window.subject AND bucket.window_start = v_window.window_start AND bucket.settled = v_window.seen_settled;
    CONTINUE WHEN NOT FOUND;
    UPDATE quota_check AS had SET checked_at = clock_timestamp(), seen_settled = had.seen_ledger, strict = true,
      drift = CASE WHEN had.strict THEN had.seen_settled - had.seen_ledger ELSE 0 END,
      drifts = had.drifts + had.strict::int, drifted_at = CASE WHEN had.strict THEN clock_timestamp() ELSE had.drifted_at END
      WHERE had.quota_id = v_window.quota_id AND had.subject = v_window.subject AND had.window_start = v_window.window_start;
    RETURN QUERY SELECT v_window.organization_id, v_window.quota_id, v_window.subject, v_window.window_start, v_window.seen_settled,
      v_window.seen_ledger, v_window.was_strict;
  END LOOP;
END $$;
--> statement-breakpoint
-- A dead process's spool is in the ledger: books in windows what the process had not booked any more, and forgets it. p_closed are
-- calls that ended and were not booked; p_open those that may have been cut off, with their starts, booked if they were. A request
-- counts from its admission, so only those admitted after the process last told are missing. Doing it again changes nothing.
CREATE FUNCTION quota_settle_recovered(p_writer text, p_closed text[], p_open text[], p_starts timestamptz[]) RETURNS void
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
