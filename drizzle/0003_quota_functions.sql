-- Rows of a few busy buckets change many times a second: room in the page keeps those changes out of the indexes.
ALTER TABLE quota_bucket SET (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
ALTER TABLE quota_lease SET (fillfactor = 40, autovacuum_vacuum_scale_factor = 0.05);
--> statement-breakpoint
ALTER TABLE quota_process SET (fillfactor = 40);
--> statement-breakpoint
-- The first instant of a local day: midnight, or what follows it where clocks skip midnight, or the first of two midnights.
CREATE FUNCTION quota_local_start(p_local timestamp, p_zone text) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(candidate) FROM (
    VALUES (p_local AT TIME ZONE p_zone), ((p_local AT TIME ZONE p_zone) - interval '1 hour')
  ) AS candidates(candidate)
  WHERE candidate AT TIME ZONE p_zone >= p_local
$$;
--> statement-breakpoint
-- The slices a rolling window is counted in, a 120th of it, and how far back they count: the window, and the slice it began in.
CREATE FUNCTION quota_slice(p_window text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_window WHEN 'minute' THEN interval '500 milliseconds' WHEN 'hour' THEN interval '30 seconds' END
$$;
--> statement-breakpoint
CREATE FUNCTION quota_span(p_window text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p_window WHEN 'minute' THEN interval '60.5 seconds' WHEN 'hour' THEN interval '3630 seconds' END
$$;
--> statement-breakpoint
-- Number of the window that holds a local date, and the local date on which window number n begins. Windows of months count
-- from the anchor, whose day is the month's last where a month has fewer.
CREATE FUNCTION quota_window_number(p_window text, p_days int, p_anchor date, p_date date) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_window IN ('month', 'quarter') THEN floor((month.n - (p_anchor + month.n * interval '1 month' > p_date)::int)
      / CASE p_window WHEN 'month' THEN 1.0 ELSE 3.0 END)::int
    ELSE floor((p_date - p_anchor) / CASE p_window WHEN 'day' THEN 1.0 WHEN 'week' THEN 7.0 ELSE p_days END::numeric)::int END
  FROM (SELECT ((extract(year FROM p_date) - extract(year FROM p_anchor)) * 12
    + extract(month FROM p_date) - extract(month FROM p_anchor))::int AS n) AS month
$$;
--> statement-breakpoint
CREATE FUNCTION quota_window_begin(p_window text, p_days int, p_anchor date, p_number int) RETURNS timestamp
LANGUAGE sql IMMUTABLE AS $$
  SELECT p_anchor + CASE p_window WHEN 'month' THEN p_number * interval '1 month' WHEN 'quarter' THEN p_number * interval '3 months'
    ELSE p_number * CASE p_window WHEN 'day' THEN 1 WHEN 'week' THEN 7 ELSE p_days END * interval '1 day' END
$$;
--> statement-breakpoint
-- The window that holds p_at. Windows without a calendar begin at the epoch and never end. Others begin on the anchor and in
-- steps before and after it; without one weeks begin on Monday, months on the 1st, quarters with January.
CREATE FUNCTION quota_window(p_window text, p_zone text, p_at timestamptz, p_days int DEFAULT NULL, p_anchor date DEFAULT NULL,
  OUT starts timestamptz, OUT ends timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_anchor date := coalesce(p_anchor, CASE p_window WHEN 'week' THEN date '1970-01-05' ELSE date '1970-01-01' END);
  v_number int;
BEGIN
  IF p_window IN ('minute', 'hour', 'lifetime', 'now') THEN
    starts := to_timestamp(0);
    RETURN;
  END IF;
  v_number := quota_window_number(p_window, p_days, v_anchor, (p_at AT TIME ZONE p_zone)::date);
  starts := quota_local_start(quota_window_begin(p_window, p_days, v_anchor, v_number), p_zone);
  ends := quota_local_start(quota_window_begin(p_window, p_days, v_anchor, v_number + 1), p_zone);
  -- Where clocks are set back across midnight, and where a day is left out, the date alone does not say which window it is.
  WHILE starts > p_at LOOP
    v_number := v_number - 1;
    ends := starts;
    starts := quota_local_start(quota_window_begin(p_window, p_days, v_anchor, v_number), p_zone);
  END LOOP;
  WHILE ends <= p_at LOOP
    v_number := v_number + 1;
    starts := ends;
    ends := quota_local_start(quota_window_begin(p_window, p_days, v_anchor, v_number + 1), p_zone);
  END LOOP;
END $$;
--> statement-breakpoint
-- Milliseconds of the epoch, as messages carry times.
CREATE FUNCTION quota_at(p_ms bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT to_timestamp(p_ms / 1000::float8)
$$;
--> statement-breakpoint
CREATE FUNCTION quota_ms(p_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT round(extract(epoch FROM p_at) * 1000)::bigint
$$;
--> statement-breakpoint
-- The limit that holds now: the quota's own, and what runs of its grants [[amount, from, until], ...].
CREATE FUNCTION quota_bound(p_limit bigint, p_grants jsonb) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT p_limit + CASE WHEN p_grants IS NULL THEN 0 ELSE coalesce((
    SELECT sum((raise ->> 0)::bigint) FROM jsonb_array_elements(p_grants) AS raise
    WHERE now() >= quota_at((raise ->> 1)::bigint) AND now() < quota_at((raise ->> 2)::bigint)), 0)::bigint END
$$;
--> statement-breakpoint
-- Makes the missing ones of some buckets and locks all, in the one order everybody uses. Unknown quotas get no bucket.
CREATE FUNCTION quota_lock(p_quotas text[], p_subjects text[], p_starts timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO quota_bucket (quota_id, subject, window_start)
    SELECT key.quota_id, key.subject, key.starts FROM unnest(p_quotas, p_subjects, p_starts) AS key(quota_id, subject, starts)
    WHERE EXISTS (SELECT FROM quota WHERE quota.id = key.quota_id)
    ORDER BY key.quota_id, key.subject, key.starts
    ON CONFLICT (quota_id, subject, window_start) DO NOTHING;
  PERFORM FROM quota_bucket AS bucket
    JOIN unnest(p_quotas, p_subjects, p_starts) AS key(quota_id, subject, starts)
      ON bucket.quota_id = key.quota_id AND bucket.subject = key.subject AND bucket.window_start = key.starts
    ORDER BY bucket.quota_id, bucket.subject, bucket.window_start
    FOR UPDATE OF bucket;
END $$;
--> statement-breakpoint
-- Books what a process tells of buckets it has locked: marks [{q, u, w, s, h}] add to settled and held, ended holds
-- [{q, u, w, r}] go.
CREATE FUNCTION quota_book(p_marks jsonb, p_ended jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE quota_bucket AS bucket
    SET settled = greatest(bucket.settled + mark.settled, 0), held = greatest(bucket.held + mark.held, 0)
    FROM (SELECT q, u, quota_at(w) AS starts, sum(s) AS settled, sum(h) AS held
          FROM jsonb_to_recordset(p_marks) AS note(q text, u text, w bigint, s bigint, h bigint) GROUP BY q, u, w) AS mark
    WHERE bucket.quota_id = mark.q AND bucket.subject = mark.u AND bucket.window_start = mark.starts;
  IF jsonb_array_length(p_ended) > 0 THEN
    WITH gone AS (
      DELETE FROM quota_hold AS hold
      USING jsonb_to_recordset(p_ended) AS ended(q text, u text, w bigint, r text)
      WHERE hold.quota_id = ended.q AND hold.subject = ended.u AND hold.window_start = quota_at(ended.w) AND hold.request_id = ended.r
      RETURNING hold.quota_id, hold.subject, hold.window_start, hold.amount
    )
    UPDATE quota_bucket AS bucket SET held = bucket.held - freed.amount
      FROM (SELECT quota_id, subject, window_start, sum(amount) AS amount FROM gone GROUP BY 1, 2, 3) AS freed
      WHERE bucket.quota_id = freed.quota_id AND bucket.subject = freed.subject AND bucket.window_start = freed.window_start;
  END IF;
END $$;
--> statement-breakpoint
-- Counts what quotas in shadow mode were asked and would have refused: [{q, w, a, r}], w the hour. Rows are locked in one order.
CREATE FUNCTION quota_count_shadow(p_shadow jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(p_shadow) > 0 THEN
    INSERT INTO quota_shadow AS shadow (quota_id, hour, asked, refused)
      SELECT q, quota_at(w), sum(a), sum(r) FROM jsonb_to_recordset(p_shadow) AS note(q text, w bigint, a bigint, r bigint)
      WHERE EXISTS (SELECT FROM quota WHERE quota.id = note.q) GROUP BY q, w ORDER BY q, w
      ON CONFLICT (quota_id, hour) DO UPDATE SET asked = shadow.asked + excluded.asked, refused = shadow.refused + excluded.refused;
  END IF;
END $$;
--> statement-breakpoint
-- Calls that run for long get rows of their own [{q, u, w, r, a, x}]: what they hold moves there from the process's lease, or from
-- the hold that the lease became when it was taken away, which is squared with the line afterwards.
CREATE FUNCTION quota_list_calls(p_process text, p_list jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_moved record;
BEGIN
  IF jsonb_array_length(p_list) = 0 THEN
    RETURN;
  END IF;
  FOR v_moved IN SELECT q, u, quota_at(w) AS starts, sum(a) AS amount
    FROM jsonb_to_recordset(p_list) AS call(q text, u text, w bigint, a bigint) GROUP BY q, u, w
  LOOP
    UPDATE quota_lease AS lease SET held = lease.held - v_moved.amount
      WHERE lease.quota_id = v_moved.q AND lease.subject = v_moved.u AND lease.window_start = v_moved.starts
        AND lease.process_id = p_process AND lease.held >= v_moved.amount;
    CONTINUE WHEN FOUND;
    UPDATE quota_bucket AS bucket SET held = bucket.held + v_moved.amount
      WHERE bucket.quota_id = v_moved.q AND bucket.subject = v_moved.u AND bucket.window_start = v_moved.starts;
  END LOOP;
  INSERT INTO quota_hold AS hold (quota_id, subject, window_start, request_id, amount, expires_at)
    SELECT q, u, quota_at(w), r, a, quota_at(x)
    FROM jsonb_to_recordset(p_list) AS call(q text, u text, w bigint, r text, a bigint, x bigint) ORDER BY 1, 2, 3, 4
    ON CONFLICT (quota_id, subject, window_start, request_id)
      DO UPDATE SET amount = hold.amount + excluded.amount, expires_at = greatest(hold.expires_at, excluded.expires_at);
END $$;
--> statement-breakpoint
-- Takes back what expired in one locked bucket and says by how much held and leased must fall; the caller writes that.
-- What a vanished process held for running calls stays reserved until those calls expire, unless it only counts live calls.
-- p_process is not touched: its own lease is what the statement is about.
CREATE FUNCTION quota_reclaim(p_process text, p_quota text, p_subject text, p_starts timestamptz, p_live boolean,
  OUT held_back bigint, OUT leased_back bigint)
LANGUAGE plpgsql AS $$
BEGIN
  WITH expired AS (
    DELETE FROM quota_hold
    WHERE quota_id = p_quota AND subject = p_subject AND window_start = p_starts AND expires_at <= now() AND request_id <> p_process
    RETURNING amount
  ), vanished AS (
    DELETE FROM quota_lease
    WHERE quota_id = p_quota AND subject = p_subject AND window_start = p_starts AND expires_at <= now() AND process_id <> p_process
    RETURNING process_id, amount, held, held_until
  ), orphaned AS (
    INSERT INTO quota_hold AS hold (quota_id, subject, window_start, request_id, amount, expires_at)
    SELECT p_quota, p_subject, p_starts, process_id, held, held_until FROM vanished
    WHERE held > 0 AND held_until > now() AND NOT p_live
    ON CONFLICT (quota_id, subject, window_start, request_id)
      DO UPDATE SET amount = hold.amount + excluded.amount, expires_at = greatest(hold.expires_at, excluded.expires_at)
    RETURNING request_id
  )
  SELECT
    coalesce((SELECT sum(amount) FROM expired), 0)::bigint + coalesce((SELECT sum(vanished.held) FROM vanished
      WHERE process_id NOT IN (SELECT request_id FROM orphaned)), 0)::bigint,
    coalesce((SELECT sum(amount) FROM vanished), 0)::bigint
  INTO held_back, leased_back;
END $$;
--> statement-breakpoint
-- One quota of a statement of `quota_exchange`, after its bucket was locked and the process's lease brought up to date.
-- Amounts of a rolling window are those of its last 121 slices, so that no minute and no hour ever holds more than the limit.
CREATE TYPE quota_line AS (
  quota_id text, subject text, starts timestamptz, ends timestamptz, quota_window text, mode text, hard boolean,
  -- The limit that holds now, and the most of it that one call may hold.
  bound bigint, cap bigint,
  -- What the bucket shows, and how this statement's squaring of the own lease changes it.
  settled bigint, held bigint, leased bigint, held_by bigint, leased_by bigint, elsewhere bigint, wanted boolean,
  -- The own lease: free, held by running calls, until when.
  free bigint, running bigint, running_until timestamptz,
  -- What the process would like to borrow, and below what it is not worth it.
  want bigint, least bigint,
  -- What the statement decides.
  taken bigint, extra bigint, refused boolean, reclaimed boolean
);
--> statement-breakpoint
-- Reads the lines and squares each with the lease on record. A process keeps of its free amount only what it still has on
-- record; what runs is taken back from the hold it became, and from free room, when the lease was taken away meanwhile.
CREATE FUNCTION quota_read_lines(p_process text, p_lines jsonb, p_starts timestamptz[], p_ends timestamptz[])
RETURNS quota_line[] LANGUAGE plpgsql AS $$
BEGIN
  RETURN (SELECT array_agg(ROW(
    line.q, line.u, p_starts[line.n], p_ends[line.n], line.k, line.m, line.hard, total.bound,
    CASE WHEN line.p = 100 THEN total.bound ELSE floor(total.bound::numeric * line.p / 100)::bigint END,
    total.settled, total.held - own.running - own.orphan + kept.running, total.leased - own.free + kept.free,
    kept.running - own.running - own.orphan, kept.free - own.free, total.leased - own.free,
    coalesce(bucket.wanted_at > now() - interval '1 second', false),
    kept.free, kept.running, quota_at(line.until), line.want, line.least, 0, 0, false, false)::quota_line ORDER BY line.n)
  FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (q text, u text, k text, m text, hard boolean, l bigint, g jsonb, p int, free bigint,
    held bigint, until bigint, want bigint, least bigint))
    WITH ORDINALITY AS line(q, u, k, m, hard, l, g, p, free, held, until, want, least, n)
  LEFT JOIN quota_bucket AS bucket
    ON bucket.quota_id = line.q AND bucket.subject = line.u AND bucket.window_start = p_starts[line.n]
  LEFT JOIN quota_lease AS lease
    ON lease.quota_id = line.q AND lease.subject = line.u AND lease.window_start = p_starts[line.n] AND lease.process_id = p_process
  LEFT JOIN quota_hold AS orphan
    ON orphan.quota_id = line.q AND orphan.subject = line.u AND orphan.window_start = p_starts[line.n] AND orphan.request_id = p_process
  LEFT JOIN LATERAL (
    SELECT sum(slice.settled) AS settled, sum(slice.held) AS held FROM quota_bucket AS slice
    WHERE line.k IN ('minute', 'hour') AND slice.quota_id = line.q AND slice.subject = line.u
      AND slice.window_start > now() - quota_span(line.k)
  ) AS rolling ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(lease.amount, 0) AS free, coalesce(lease.held, 0) AS running, coalesce(orphan.amount, 0) AS orphan
  ) AS own
  CROSS JOIN LATERAL (
    SELECT CASE WHEN bucket.quota_id IS NULL THEN 0 ELSE quota_bound(line.l, line.g) END AS bound,
      (coalesce(bucket.settled, 0) + coalesce(rolling.settled, 0))::bigint AS settled,
      (coalesce(bucket.held, 0) + coalesce(rolling.held, 0))::bigint AS held, coalesce(bucket.leased, 0) AS leased
  ) AS total
  CROSS JOIN LATERAL (
    SELECT own.free + own.running + own.orphan
      + greatest(total.bound - total.settled - total.held - total.leased, 0) AS amount
  ) AS entitled
  CROSS JOIN LATERAL (
    SELECT CASE WHEN line.hard THEN least(line.held, entitled.amount) ELSE line.held END AS running
  ) AS still
  CROSS JOIN LATERAL (
    SELECT still.running,
      CASE WHEN lease.process_id IS NULL THEN 0 ELSE least(line.free, greatest(entitled.amount - still.running, 0)) END AS free
  ) AS kept);
END $$;
--> statement-breakpoint
-- Writes what a statement did to its lines: to the buckets, to the current slice of rolling ones, and to the own leases.
CREATE FUNCTION quota_write_lines(p_process text, p_lines quota_line[], p_lease interval) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE quota_bucket AS bucket SET
    settled = bucket.settled + CASE WHEN line.mode = 'count' AND quota_slice(line.quota_window) IS NULL THEN line.taken ELSE 0 END,
    held = bucket.held + line.held_by
      + CASE WHEN line.mode <> 'count' AND quota_slice(line.quota_window) IS NULL THEN line.taken ELSE 0 END,
    leased = bucket.leased + line.leased_by + line.extra,
    wanted_at = CASE WHEN line.refused AND line.elsewhere > 0 THEN now() ELSE bucket.wanted_at END
  FROM unnest(p_lines) AS line
  WHERE bucket.quota_id = line.quota_id AND bucket.subject = line.subject AND bucket.window_start = line.starts
    AND (line.refused OR (line.taken, line.held_by, line.leased_by, line.extra) <> (0, 0, 0, 0));
  UPDATE quota_bucket AS slice SET
    settled = slice.settled + CASE WHEN line.mode = 'count' THEN line.taken ELSE 0 END,
    held = slice.held + CASE WHEN line.mode = 'count' THEN 0 ELSE line.taken END
  FROM unnest(p_lines) AS line
  WHERE line.quota_window IN ('minute', 'hour') AND line.taken > 0
    AND slice.quota_id = line.quota_id AND slice.subject = line.subject
    AND slice.window_start = date_bin(quota_slice(line.quota_window), now(), to_timestamp(0));
  DELETE FROM quota_hold AS orphan USING unnest(p_lines) AS line
    WHERE orphan.quota_id = line.quota_id AND orphan.subject = line.subject AND orphan.window_start = line.starts
      AND orphan.request_id = p_process;
  DELETE FROM quota_lease AS lease USING unnest(p_lines) AS line
    WHERE lease.quota_id = line.quota_id AND lease.subject = line.subject AND lease.window_start = line.starts
      AND lease.process_id = p_process
      AND line.free + line.extra + line.running + CASE WHEN line.mode = 'live' THEN line.taken ELSE 0 END = 0;
  INSERT INTO quota_lease AS lease (quota_id, subject, window_start, process_id, amount, held, held_until, expires_at)
    SELECT quota_id, subject, starts, p_process, free + extra, running + now_live, running_until, now() + p_lease
    FROM unnest(p_lines) AS line, LATERAL (SELECT CASE WHEN line.mode = 'live' THEN line.taken ELSE 0 END AS now_live) AS live
    WHERE free + extra + running + now_live > 0
    ON CONFLICT (quota_id, subject, window_start, process_id) DO UPDATE SET amount = excluded.amount, held = excluded.held,
      held_until = excluded.held_until, expires_at = excluded.expires_at;
END $$;
--> statement-breakpoint
-- Gives back to a line's bucket what expired in it.
CREATE FUNCTION quota_reclaim_line(p_process text, INOUT p_line quota_line, OUT p_back bigint) LANGUAGE plpgsql AS $$
DECLARE
  v_back record;
BEGIN
  v_back := quota_reclaim(p_process, p_line.quota_id, p_line.subject, p_line.starts, p_line.mode = 'live');
  p_line.reclaimed := true;
  p_line.held_by := p_line.held_by - v_back.held_back;
  p_line.held := p_line.held - v_back.held_back;
  p_line.leased_by := p_line.leased_by - v_back.leased_back;
  p_line.leased := p_line.leased - v_back.leased_back;
  p_line.elsewhere := p_line.elsewhere - v_back.leased_back;
  p_back := v_back.held_back + v_back.leased_back;
END $$;
--> statement-breakpoint
-- How much more a process may borrow: with what it has, an eighth of what is left at most; nothing when somebody looks for room.
CREATE FUNCTION quota_lend(p_line quota_line, p_room bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  v_extra bigint := least(p_line.want, (p_room + p_line.free) / 8 - p_line.free);
BEGIN
  IF NOT p_line.hard OR p_line.refused OR p_line.wanted OR v_extra < p_line.least THEN
    RETURN 0;
  END IF;
  RETURN v_extra;
END $$;
--> statement-breakpoint
CREATE FUNCTION quota_integers(p jsonb) RETURNS bigint[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN ARRAY(SELECT value::bigint FROM jsonb_array_elements_text(p));
END $$;
--> statement-breakpoint
-- Decides calls in the order they came, each whole or not at all. p_asks is {ids, ms, ends, calls, lines, needs}:
-- call calls[j] needs needs[j] of line lines[j], all from 1, and ends[n] is the last j of call n. p_refusals says per call which lines refuse it.
CREATE FUNCTION quota_decide(p_process text, p_asks jsonb, INOUT p_lines quota_line[], OUT p_refusals jsonb[]) LANGUAGE plpgsql AS $$
DECLARE
  v_ends bigint[] := quota_integers(p_asks -> 'ends');
  v_line bigint[] := quota_integers(p_asks -> 'lines');
  v_need bigint[] := quota_integers(p_asks -> 'needs');
  v_room bigint[] := ARRAY(SELECT bound - settled - held - leased FROM unnest(p_lines));
  v_hard boolean[] := ARRAY(SELECT hard FROM unnest(p_lines));
  v_shut boolean[] := ARRAY(SELECT hard AND bound <= 0 FROM unnest(p_lines));
  v_cap bigint[] := ARRAY(SELECT CASE WHEN hard THEN cap END FROM unnest(p_lines));
  v_taken bigint[] := array_fill(0::bigint, ARRAY[cardinality(v_room)]);
  v_refusing jsonb;
  v_back record;
  v_begin bigint := 1;
  i bigint;
BEGIN
  FOR n IN 1 .. cardinality(v_ends) LOOP
    v_refusing := NULL;
    FOR j IN v_begin .. v_ends[n] LOOP
      i := v_line[j];
      -- A call above its share of the limit does not look for room: there is none for it even when nothing is used.
      IF v_need[j] > v_cap[i] AND NOT v_shut[i] THEN
        v_refusing := coalesce(v_refusing, '[]') || to_jsonb(i);
        CONTINUE;
      END IF;
      IF v_hard[i] AND v_need[j] > v_room[i] AND NOT p_lines[i].reclaimed THEN
        v_back := quota_reclaim_line(p_process, p_lines[i]);
        p_lines[i] := v_back.p_line;
        v_room[i] := v_room[i] + v_back.p_back;
      END IF;
      -- A call that needs nothing of a quota passes it even when more was used than allowed; a limit of zero lets nothing pass.
      IF v_shut[i] OR (v_hard[i] AND v_need[j] > 0 AND v_need[j] > v_room[i]) THEN
        v_refusing := coalesce(v_refusing, '[]') || to_jsonb(i);
        p_lines[i].refused := true;
      END IF;
    END LOOP;
    p_refusals[n] := v_refusing;
    FOR j IN v_begin .. CASE WHEN v_refusing IS NULL THEN v_ends[n] ELSE 0 END LOOP
      v_room[v_line[j]] := v_room[v_line[j]] - v_need[j];
      v_taken[v_line[j]] := v_taken[v_line[j]] + v_need[j];
    END LOOP;
    v_begin := v_ends[n] + 1;
  END LOOP;
  FOR n IN 1 .. cardinality(v_room) LOOP
    p_lines[n].taken := v_taken[n];
    p_lines[n].extra := quota_lend(p_lines[n], v_room[n]);
  END LOOP;
END $$;
--> statement-breakpoint
-- Near the limit every call gets a row of its own, so that it can be seen, released, and expires by itself.
CREATE FUNCTION quota_hold_calls(p_asks jsonb, p_lines quota_line[], p_refusals jsonb[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_ids text[] := ARRAY(SELECT jsonb_array_elements_text(p_asks -> 'ids'));
  v_ms bigint[] := quota_integers(p_asks -> 'ms');
BEGIN
  INSERT INTO quota_hold AS hold (quota_id, subject, window_start, request_id, amount, expires_at)
  SELECT line.quota_id, line.subject, line.starts, v_ids[need.call], need.amount, now() + v_ms[need.call] * interval '1 millisecond'
  FROM unnest(quota_integers(p_asks -> 'calls'), quota_integers(p_asks -> 'lines'), quota_integers(p_asks -> 'needs'))
    AS need(call, line, amount)
  JOIN unnest(p_lines) WITH ORDINALITY AS line ON line.ordinality = need.line
  WHERE need.amount > 0 AND line.mode = 'hold' AND quota_slice(line.quota_window) IS NULL AND p_refusals[need.call] IS NULL
  ORDER BY 1, 2, 3, 4
  ON CONFLICT (quota_id, subject, window_start, request_id)
    DO UPDATE SET amount = hold.amount + excluded.amount, expires_at = greatest(hold.expires_at, excluded.expires_at);
END $$;
--> statement-breakpoint
-- What a process learns of one line: [starts, ends, settled, held, leased, elsewhere, extra, free, running, bound, slices], times
-- in ms of the epoch; slices is [[start, amount]...] of a rolling window that refused somebody.
CREATE FUNCTION quota_tell(p_line quota_line) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN jsonb_build_array(quota_ms(p_line.starts), quota_ms(p_line.ends),
    p_line.settled + CASE WHEN p_line.mode = 'count' THEN p_line.taken ELSE 0 END,
    p_line.held + CASE WHEN p_line.mode = 'count' THEN 0 ELSE p_line.taken END,
    p_line.leased + p_line.extra, p_line.elsewhere, p_line.extra, p_line.free, p_line.running, p_line.bound,
    CASE WHEN p_line.refused AND quota_slice(p_line.quota_window) IS NOT NULL THEN (
      SELECT jsonb_agg(jsonb_build_array(quota_ms(window_start), settled + held) ORDER BY window_start)
      FROM quota_bucket WHERE quota_id = p_line.quota_id AND subject = p_line.subject
        AND window_start > now() - quota_span(p_line.quota_window) AND settled + held > 0
    ) END);
END $$;
--> statement-breakpoint
-- Everything one process has to say and ask, in one statement: what was settled, how its leases stand, calls near a limit,
-- and how much it would like to borrow. Carried out once per sequence number; `replay` is a statement whose answer was lost.
-- lib/quotas/statement.ts describes the message and the answer.
-- Plans are kept: planning anew for every message costs more than running it.
CREATE FUNCTION quota_exchange(p_process text, p_sequence bigint, p jsonb) RETURNS jsonb
LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v_last bigint;
  v_replay jsonb := '{"marks": [], "ended": [], "shadow": []}';
  v_booked jsonb;
  v_quotas text[];
  v_subjects text[];
  v_starts timestamptz[];
  v_ends timestamptz[];
  v_void text[] := ARRAY(SELECT jsonb_array_elements_text(p -> 'void'));
  v_lines quota_line[];
  v_refusals jsonb[];
BEGIN
  INSERT INTO quota_process (id, sequence) VALUES (p_process, 0) ON CONFLICT (id) DO NOTHING;
  SELECT sequence INTO v_last FROM quota_process WHERE id = p_process FOR UPDATE;
  IF v_last >= p_sequence THEN
    RETURN jsonb_build_object('stale', true);
  END IF;
  IF v_last < (p -> 'replay' ->> 'sequence')::bigint THEN
    v_replay := p -> 'replay';
  END IF;
  v_booked := coalesce(nullif(p -> 'booked', 'null'), nullif(v_replay -> 'booked', 'null'));
  UPDATE quota_process SET sequence = p_sequence, seen_at = now(), writer_id = coalesce(v_booked ->> 'writer', writer_id),
    booked_offset = coalesce((v_booked ->> 'offset')::bigint, booked_offset),
    booked_to = coalesce(to_timestamp((v_booked ->> 'at')::float8 / 1000), booked_to) WHERE id = p_process;
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
      (p -> 'marks') || (p -> 'ended') || (p -> 'list') || (v_replay -> 'marks') || (v_replay -> 'ended')) AS note(q text, u text, w bigint)
    UNION SELECT quota_id, subject, window_start FROM quota_hold WHERE cardinality(v_void) > 0 AND request_id = ANY (v_void)
  ) AS touched(q, u, w);
  PERFORM quota_book(v_replay -> 'marks', v_replay -> 'ended');
  PERFORM quota_book(p -> 'marks', (p -> 'ended') || coalesce((
    SELECT jsonb_agg(jsonb_build_object('q', quota_id, 'u', subject, 'w', quota_ms(window_start), 'r', request_id))
    FROM quota_hold WHERE cardinality(v_void) > 0 AND request_id = ANY (v_void)), '[]'));
  PERFORM quota_list_calls(p_process, p -> 'list');
  PERFORM quota_count_shadow((v_replay -> 'shadow') || (p -> 'shadow'));
  v_lines := coalesce(quota_read_lines(p_process, p -> 'lines', v_starts, v_ends), ARRAY[]::quota_line[]);
  SELECT * INTO v_lines, v_refusals FROM quota_decide(p_process, p -> 'asks', v_lines);
  PERFORM quota_write_lines(p_process, v_lines, (p ->> 'lease_ms')::bigint * interval '1 millisecond');
  PERFORM quota_hold_calls(p -> 'asks', v_lines, v_refusals);
  RETURN jsonb_build_object(
    'now', quota_ms(now()),
    'refusals', to_jsonb(v_refusals),
    'lines', coalesce((SELECT jsonb_agg(quota_tell(v_lines[n]) ORDER BY n) FROM generate_subscripts(v_lines, 1) AS n), '[]'),
    'wanted', coalesce((
      SELECT jsonb_agg(jsonb_build_array(lease.quota_id, lease.subject))
      FROM quota_lease AS lease JOIN quota_bucket AS bucket USING (quota_id, subject, window_start)
      WHERE lease.process_id = p_process AND lease.amount > 0 AND bucket.wanted_at > now() - interval '1 second'), '[]'));
END $$;
--> statement-breakpoint
-- Gives back at once what one call holds, as a person wants it; says how much. The call itself goes on, and what it used is booked
-- when it ends. Doing it again gives back nothing.
CREATE FUNCTION quota_release(p_organization text, p_quota text, p_holder text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  v_hold record;
  v_amount bigint;
  v_sum bigint := 0;
BEGIN
  FOR v_hold IN
    SELECT hold.quota_id, hold.subject, hold.window_start FROM quota_hold AS hold JOIN quota ON quota.id = hold.quota_id
    WHERE quota.organization_id = p_organization AND hold.quota_id = p_quota AND hold.request_id = p_holder
    ORDER BY 1, 2, 3
  LOOP
    PERFORM FROM quota_bucket AS bucket WHERE bucket.quota_id = v_hold.quota_id AND bucket.subject = v_hold.subject
      AND bucket.window_start = v_hold.window_start FOR UPDATE;
    DELETE FROM quota_hold AS hold WHERE hold.quota_id = v_hold.quota_id AND hold.subject = v_hold.subject
      AND hold.window_start = v_hold.window_start AND hold.request_id = p_holder
      RETURNING amount INTO v_amount;
    CONTINUE WHEN v_amount IS NULL;
    UPDATE quota_bucket AS bucket SET held = bucket.held - v_amount WHERE bucket.quota_id = v_hold.quota_id
      AND bucket.subject = v_hold.subject AND bucket.window_start = v_hold.window_start;
    v_sum := v_sum + v_amount;
  END LOOP;
  RETURN v_sum;
END $$;
--> statement-breakpoint
-- Takes back what expired and nobody asked for, and what fell out of rolling windows. Never waits for a row in use.
CREATE FUNCTION quota_sweep() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_bucket record;
BEGIN
  DELETE FROM quota_process WHERE seen_at < now() - interval '1 day';
  FOR v_bucket IN
    SELECT bucket.quota_id, bucket.subject, bucket.window_start, quota."window" = 'now' AS live
    FROM quota_bucket AS bucket JOIN quota ON quota.id = bucket.quota_id
    WHERE (bucket.quota_id, bucket.subject, bucket.window_start) IN (
      SELECT quota_id, subject, window_start FROM quota_hold WHERE expires_at <= now()
      UNION SELECT quota_id, subject, window_start FROM quota_lease WHERE expires_at <= now() - interval '30 seconds')
    FOR UPDATE OF bucket SKIP LOCKED
  LOOP
    UPDATE quota_bucket AS bucket SET held = bucket.held - back.held_back, leased = bucket.leased - back.leased_back
      FROM quota_reclaim('', v_bucket.quota_id, v_bucket.subject, v_bucket.window_start, v_bucket.live) AS back
      WHERE bucket.quota_id = v_bucket.quota_id AND bucket.subject = v_bucket.subject AND bucket.window_start = v_bucket.window_start;
  END LOOP;
  DELETE FROM quota_bucket WHERE (quota_id, subject, window_start) IN (
    SELECT bucket.quota_id, bucket.subject, bucket.window_start FROM quota_bucket AS bucket JOIN quota ON quota.id = bucket.quota_id
    WHERE quota."window" IN ('minute', 'hour') AND bucket.window_start > to_timestamp(0)
      AND bucket.window_start < now() - quota_span(quota."window") - interval '1 minute'
    FOR UPDATE OF bucket SKIP LOCKED LIMIT 5000);
END $$;
