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
-- The window that holds p_at. Windows without a calendar begin at the epoch and never end; weeks begin on Monday.
CREATE FUNCTION quota_window(p_window text, p_zone text, p_at timestamptz, OUT starts timestamptz, OUT ends timestamptz)
LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_local timestamp;
BEGIN
  IF p_window IN ('minute', 'lifetime', 'now') THEN
    starts := to_timestamp(0);
    RETURN;
  END IF;
  v_local := date_trunc(p_window, p_at AT TIME ZONE p_zone);
  starts := quota_local_start(v_local, p_zone);
  ends := quota_local_start(v_local + ('1 ' || p_window)::interval, p_zone);
END $$;
--> statement-breakpoint
-- Makes the missing ones of some buckets and locks all, in the one order everybody uses. Unknown quotas get no bucket.
CREATE FUNCTION quota_lock(p_quotas text[], p_starts timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO quota_bucket (quota_id, window_start)
    SELECT key.quota_id, key.starts FROM unnest(p_quotas, p_starts) AS key(quota_id, starts)
    WHERE EXISTS (SELECT FROM quota WHERE quota.id = key.quota_id)
    ORDER BY key.quota_id, key.starts
    ON CONFLICT (quota_id, window_start) DO NOTHING;
  PERFORM FROM quota_bucket AS bucket
    JOIN unnest(p_quotas, p_starts) AS key(quota_id, starts)
      ON bucket.quota_id = key.quota_id AND bucket.window_start = key.starts
    ORDER BY bucket.quota_id, bucket.window_start
    FOR UPDATE OF bucket;
END $$;
--> statement-breakpoint
-- Books what a process tells of buckets it has locked: marks [{q, w, s, h}] add to settled and held, ended holds [{q, w, r}] go.
CREATE FUNCTION quota_book(p_marks jsonb, p_ended jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE quota_bucket AS bucket
    SET settled = greatest(bucket.settled + mark.settled, 0), held = greatest(bucket.held + mark.held, 0)
    FROM (SELECT q, to_timestamp(w) AS starts, sum(s) AS settled, sum(h) AS held
          FROM jsonb_to_recordset(p_marks) AS note(q text, w bigint, s bigint, h bigint) GROUP BY q, w) AS mark
    WHERE bucket.quota_id = mark.q AND bucket.window_start = mark.starts;
  IF jsonb_array_length(p_ended) > 0 THEN
    WITH gone AS (
      DELETE FROM quota_hold AS hold
      USING jsonb_to_recordset(p_ended) AS ended(q text, w bigint, r text)
      WHERE hold.quota_id = ended.q AND hold.window_start = to_timestamp(ended.w) AND hold.request_id = ended.r
      RETURNING hold.quota_id, hold.window_start, hold.amount
    )
    UPDATE quota_bucket AS bucket SET held = bucket.held - freed.amount
      FROM (SELECT quota_id, window_start, sum(amount) AS amount FROM gone GROUP BY 1, 2) AS freed
      WHERE bucket.quota_id = freed.quota_id AND bucket.window_start = freed.window_start;
  END IF;
END $$;
--> statement-breakpoint
-- Takes back what expired in one locked bucket and says by how much held and leased must fall; the caller writes that.
-- What a vanished process held for running calls stays reserved until those calls expire, unless it only counts live calls.
-- p_process is not touched: its own lease is what the statement is about.
CREATE FUNCTION quota_reclaim(p_process text, p_quota text, p_starts timestamptz, p_live boolean,
  OUT held_back bigint, OUT leased_back bigint)
LANGUAGE plpgsql AS $$
BEGIN
  WITH expired AS (
    DELETE FROM quota_hold
    WHERE quota_id = p_quota AND window_start = p_starts AND expires_at <= now() AND request_id <> p_process
    RETURNING amount
  ), vanished AS (
    DELETE FROM quota_lease
    WHERE quota_id = p_quota AND window_start = p_starts AND expires_at <= now() AND process_id <> p_process
    RETURNING process_id, amount, held, held_until
  ), orphaned AS (
    INSERT INTO quota_hold AS hold (quota_id, window_start, request_id, amount, expires_at)
    SELECT p_quota, p_starts, process_id, held, held_until FROM vanished
    WHERE held > 0 AND held_until > now() AND NOT p_live
    ON CONFLICT (quota_id, window_start, request_id)
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
-- Amounts of a rolling minute are those of its last 61 seconds, so that no 60 seconds ever hold more than the limit.
CREATE TYPE quota_line AS (
  quota_id text, starts timestamptz, ends timestamptz, quota_window text, mode text, hard boolean, bound bigint,
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
    line.q, p_starts[line.n], p_ends[line.n], line.k, line.m, line.hard, total.bound,
    total.settled, total.held - own.running - own.orphan + kept.running, total.leased - own.free + kept.free,
    kept.running - own.running - own.orphan, kept.free - own.free, total.leased - own.free,
    coalesce(bucket.wanted_at > now() - interval '1 second', false),
    kept.free, kept.running, to_timestamp(line.until), line.want, line.least, 0, 0, false, false)::quota_line ORDER BY line.n)
  FROM ROWS FROM (jsonb_to_recordset(p_lines) AS (q text, k text, m text, hard boolean, l bigint, free bigint, held bigint,
    until bigint, want bigint, least bigint)) WITH ORDINALITY AS line(q, k, m, hard, l, free, held, until, want, least, n)
  LEFT JOIN quota_bucket AS bucket ON bucket.quota_id = line.q AND bucket.window_start = p_starts[line.n]
  LEFT JOIN quota_lease AS lease
    ON lease.quota_id = line.q AND lease.window_start = p_starts[line.n] AND lease.process_id = p_process
  LEFT JOIN quota_hold AS orphan
    ON orphan.quota_id = line.q AND orphan.window_start = p_starts[line.n] AND orphan.request_id = p_process
  LEFT JOIN LATERAL (
    SELECT sum(slice.settled) AS settled, sum(slice.held) AS held FROM quota_bucket AS slice
    WHERE line.k = 'minute' AND slice.quota_id = line.q AND slice.window_start > now() - interval '61 seconds'
  ) AS rolling ON true
  CROSS JOIN LATERAL (
    SELECT coalesce(lease.amount, 0) AS free, coalesce(lease.held, 0) AS running, coalesce(orphan.amount, 0) AS orphan
  ) AS own
  CROSS JOIN LATERAL (
    SELECT CASE WHEN bucket.quota_id IS NULL THEN 0 ELSE line.l END AS bound,
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
-- Writes what a statement did to its lines: to the buckets, to the current second of rolling ones, and to the own leases.
CREATE FUNCTION quota_write_lines(p_process text, p_lines quota_line[], p_lease interval) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE quota_bucket AS bucket SET
    settled = bucket.settled + CASE WHEN line.mode = 'count' AND line.quota_window <> 'minute' THEN line.taken ELSE 0 END,
    held = bucket.held + line.held_by + CASE WHEN line.mode <> 'count' AND line.quota_window <> 'minute' THEN line.taken ELSE 0 END,
    leased = bucket.leased + line.leased_by + line.extra,
    wanted_at = CASE WHEN line.refused AND line.elsewhere > 0 THEN now() ELSE bucket.wanted_at END
  FROM unnest(p_lines) AS line
  WHERE bucket.quota_id = line.quota_id AND bucket.window_start = line.starts
    AND (line.refused OR (line.taken, line.held_by, line.leased_by, line.extra) <> (0, 0, 0, 0));
  UPDATE quota_bucket AS slice SET
    settled = slice.settled + CASE WHEN line.mode = 'count' THEN line.taken ELSE 0 END,
    held = slice.held + CASE WHEN line.mode = 'count' THEN 0 ELSE line.taken END
  FROM unnest(p_lines) AS line
  WHERE line.quota_window = 'minute' AND line.taken > 0
    AND slice.quota_id = line.quota_id AND slice.window_start = date_trunc('second', now());
  DELETE FROM quota_hold AS orphan USING unnest(p_lines) AS line
    WHERE orphan.quota_id = line.quota_id AND orphan.window_start = line.starts AND orphan.request_id = p_process;
  DELETE FROM quota_lease AS lease USING unnest(p_lines) AS line
    WHERE lease.quota_id = line.quota_id AND lease.window_start = line.starts AND lease.process_id = p_process
      AND line.free + line.extra + line.running + CASE WHEN line.mode = 'live' THEN line.taken ELSE 0 END = 0;
  INSERT INTO quota_lease AS lease (quota_id, window_start, process_id, amount, held, held_until, expires_at)
    SELECT quota_id, starts, p_process, free + extra, running + now_live, running_until, now() + p_lease
    FROM unnest(p_lines) AS line, LATERAL (SELECT CASE WHEN line.mode = 'live' THEN line.taken ELSE 0 END AS now_live) AS live
    WHERE free + extra + running + now_live > 0
    ON CONFLICT (quota_id, window_start, process_id) DO UPDATE SET amount = excluded.amount, held = excluded.held,
      held_until = excluded.held_until, expires_at = excluded.expires_at;
END $$;
--> statement-breakpoint
-- Gives back to a line's bucket what expired in it.
CREATE FUNCTION quota_reclaim_line(p_process text, INOUT p_line quota_line, OUT p_back bigint) LANGUAGE plpgsql AS $$
DECLARE
  v_back record;
BEGIN
  v_back := quota_reclaim(p_process, p_line.quota_id, p_line.starts, p_line.mode = 'live');
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
  INSERT INTO quota_hold AS hold (quota_id, window_start, request_id, amount, expires_at)
  SELECT line.quota_id, line.starts, v_ids[need.call], need.amount, now() + v_ms[need.call] * interval '1 millisecond'
  FROM unnest(quota_integers(p_asks -> 'calls'), quota_integers(p_asks -> 'lines'), quota_integers(p_asks -> 'needs'))
    AS need(call, line, amount)
  JOIN unnest(p_lines) WITH ORDINALITY AS line ON line.ordinality = need.line
  WHERE need.amount > 0 AND line.mode = 'hold' AND line.quota_window <> 'minute' AND p_refusals[need.call] IS NULL
  ORDER BY 1, 2, 3
  ON CONFLICT (quota_id, window_start, request_id)
    DO UPDATE SET amount = hold.amount + excluded.amount, expires_at = greatest(hold.expires_at, excluded.expires_at);
END $$;
--> statement-breakpoint
-- What a process learns of one line: [starts, ends, settled, held, leased, elsewhere, extra, free, running, seconds], times in
-- seconds of the epoch; seconds is [[second, amount]...] of a rolling minute that refused somebody.
CREATE FUNCTION quota_tell(p_line quota_line) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN jsonb_build_array(extract(epoch FROM p_line.starts)::bigint, extract(epoch FROM p_line.ends)::bigint,
    p_line.settled + CASE WHEN p_line.mode = 'count' THEN p_line.taken ELSE 0 END,
    p_line.held + CASE WHEN p_line.mode = 'count' THEN 0 ELSE p_line.taken END,
    p_line.leased + p_line.extra, p_line.elsewhere, p_line.extra, p_line.free, p_line.running,
    CASE WHEN p_line.refused AND p_line.quota_window = 'minute' THEN (
      SELECT jsonb_agg(jsonb_build_array(extract(epoch FROM window_start)::bigint, settled + held) ORDER BY window_start)
      FROM quota_bucket WHERE quota_id = p_line.quota_id AND window_start > now() - interval '61 seconds'
        AND settled + held > 0
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
  v_replay jsonb := '{"marks": [], "ended": []}';
  v_quotas text[];
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
  UPDATE quota_process SET sequence = p_sequence, seen_at = now() WHERE id = p_process;
  IF v_last < (p -> 'replay' ->> 'sequence')::bigint THEN
    v_replay := p -> 'replay';
  END IF;
  SELECT array_agg(line.q ORDER BY n), array_agg(coalesce(to_timestamp(line.w), derived.starts) ORDER BY n),
    array_agg(coalesce(to_timestamp(line.e), derived.ends) ORDER BY n)
  INTO v_quotas, v_starts, v_ends
  FROM ROWS FROM (jsonb_to_recordset(p -> 'lines') AS (q text, k text, z text, w bigint, e bigint, after bigint))
    WITH ORDINALITY AS line(q, k, z, w, e, after, n)
  LEFT JOIN LATERAL quota_window(line.k, line.z, greatest(now(), to_timestamp(line.after))) AS derived ON line.w IS NULL;
  PERFORM quota_lock(array_agg(touched.q ORDER BY q, w), array_agg(touched.w ORDER BY q, w)) FROM (
    SELECT * FROM unnest(v_quotas, v_starts) AS home(q, w)
    UNION SELECT q, date_trunc('second', now()) FROM jsonb_to_recordset(p -> 'lines') AS line(q text, k text) WHERE k = 'minute'
    UNION SELECT q, to_timestamp(w) FROM jsonb_to_recordset(
      (p -> 'marks') || (p -> 'ended') || (v_replay -> 'marks') || (v_replay -> 'ended')) AS note(q text, w bigint)
    UNION SELECT quota_id, window_start FROM quota_hold WHERE cardinality(v_void) > 0 AND request_id = ANY (v_void)
  ) AS touched(q, w);
  PERFORM quota_book(v_replay -> 'marks', v_replay -> 'ended');
  PERFORM quota_book(p -> 'marks', (p -> 'ended') || coalesce((
    SELECT jsonb_agg(jsonb_build_object('q', quota_id, 'w', extract(epoch FROM window_start)::bigint, 'r', request_id))
    FROM quota_hold WHERE cardinality(v_void) > 0 AND request_id = ANY (v_void)), '[]'));
  v_lines := coalesce(quota_read_lines(p_process, p -> 'lines', v_starts, v_ends), ARRAY[]::quota_line[]);
  SELECT * INTO v_lines, v_refusals FROM quota_decide(p_process, p -> 'asks', v_lines);
  PERFORM quota_write_lines(p_process, v_lines, (p ->> 'lease_ms')::bigint * interval '1 millisecond');
  PERFORM quota_hold_calls(p -> 'asks', v_lines, v_refusals);
  RETURN jsonb_build_object(
    'now', (extract(epoch FROM now()) * 1000)::bigint,
    'refusals', to_jsonb(v_refusals),
    'lines', coalesce((SELECT jsonb_agg(quota_tell(v_lines[n]) ORDER BY n) FROM generate_subscripts(v_lines, 1) AS n), '[]'),
    'wanted', coalesce((
      SELECT jsonb_agg(lease.quota_id) FROM quota_lease AS lease JOIN quota_bucket AS bucket USING (quota_id, window_start)
      WHERE lease.process_id = p_process AND lease.amount > 0 AND bucket.wanted_at > now() - interval '1 second'), '[]'));
END $$;
--> statement-breakpoint
-- Takes back what expired and nobody asked for, and what fell out of rolling minutes. Never waits for a row in use.
CREATE FUNCTION quota_sweep() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_bucket record;
BEGIN
  DELETE FROM quota_process WHERE seen_at < now() - interval '1 day';
  FOR v_bucket IN
    SELECT bucket.quota_id, bucket.window_start, quota."window" = 'now' AS live
    FROM quota_bucket AS bucket JOIN quota ON quota.id = bucket.quota_id
    WHERE (bucket.quota_id, bucket.window_start) IN (
      SELECT quota_id, window_start FROM quota_hold WHERE expires_at <= now()
      UNION SELECT quota_id, window_start FROM quota_lease WHERE expires_at <= now() - interval '30 seconds')
    FOR UPDATE OF bucket SKIP LOCKED
  LOOP
    UPDATE quota_bucket AS bucket SET held = bucket.held - back.held_back, leased = bucket.leased - back.leased_back
      FROM quota_reclaim('', v_bucket.quota_id, v_bucket.window_start, v_bucket.live) AS back
      WHERE bucket.quota_id = v_bucket.quota_id AND bucket.window_start = v_bucket.window_start;
  END LOOP;
  DELETE FROM quota_bucket WHERE (quota_id, window_start) IN (
    SELECT bucket.quota_id, bucket.window_start FROM quota_bucket AS bucket JOIN quota ON quota.id = bucket.quota_id
    WHERE quota."window" = 'minute' AND bucket.window_start > to_timestamp(0)
      AND bucket.window_start < now() - interval '2 minutes'
    FOR UPDATE OF bucket SKIP LOCKED LIMIT 5000);
END $$;
