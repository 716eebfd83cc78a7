-- SPDX-License-Identifier: GPL-3.0-or-later
-- Check-ins arrive in batches, as facts. A desk that was offline has decided already: its verdict stays, and when it
-- contradicts what others did, both stay and a conflict tells people. Without a verdict the server decides, by the same order
-- of checks as a desk. A known id gets the stored verdict, so that a batch may be sent again.

-- Whether a fact was taken back.
CREATE INDEX check_ins_by_undone ON public.check_ins (event_id, undoes_id) WHERE undoes_id IS NOT NULL;

CREATE TYPE private.scan AS (
  id uuid, qr_code text, ticket_id uuid, list_id uuid, device_id uuid, at timestamptz, direction text, method text,
  verdict text, reason text, undoes_id uuid);

-- The scans of a call, with everything checked that could make a statement fail later.
CREATE FUNCTION private.read_scans (check_ins jsonb) RETURNS private.scan[]
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  scans private.scan[];
BEGIN
  IF jsonb_typeof (check_ins) IS DISTINCT FROM 'array' OR jsonb_array_length (check_ins) > 1000 THEN
    PERFORM private.refuse (400, 'BATCH_WRONG', 'Give an array of at most 1000 check-ins.');
  END IF;
  BEGIN
    SELECT coalesce (array_agg (r::private.scan), '{}') INTO scans FROM (
      SELECT s.id, s.qr_code, s.ticket_id, s.list_id, s.device_id, s.at, coalesce (s.direction, 'ENTRY') AS direction,
        coalesce (s.method, 'QR_SCAN') AS method, s.verdict, s.reason, s.undoes_id
      FROM jsonb_populate_recordset (NULL::private.scan, check_ins) AS s) AS r;
  EXCEPTION WHEN data_exception THEN
    PERFORM private.refuse (400, 'CHECK_IN_WRONG', 'A check-in has an id, a qr_code or ticket_id, and the time at which it was.');
  END;
  IF EXISTS (SELECT FROM unnest (scans) AS s WHERE s.id IS NULL OR s.at IS NULL
      OR s.at NOT BETWEEN '2000-01-01Z' AND '2200-01-01Z'
      OR (s.qr_code IS NULL AND s.ticket_id IS NULL AND s.direction <> 'UNDO')
      OR char_length (s.qr_code) > 512 OR char_length (s.reason) > 1000
      OR s.direction NOT IN ('ENTRY', 'EXIT', 'UNDO') OR (s.direction = 'UNDO') <> (s.undoes_id IS NOT NULL)
      OR s.method NOT IN ('NONE', 'QR_SCAN', 'MANUAL', 'SELF')
      OR s.verdict NOT IN ('ADMITTED', 'EXITED', 'ALREADY_IN', 'ANSWERS_REQUIRED', 'UNPAID', 'UNAPPROVED', 'WRONG_TIER',
        'TOO_EARLY', 'TOO_LATE', 'RULE', 'NOT_INSIDE', 'WRONG_EVENT', 'CANCELLED', 'REFUNDED', 'EXPIRED', 'BLOCKED', 'REPLACED',
        'REVOKED_KEY', 'FORGED', 'TEST_TICKET', 'PROVISIONAL', 'AMBIGUOUS', 'UNKNOWN', 'UNREADABLE')) THEN
    PERFORM private.refuse (400, 'CHECK_IN_WRONG', 'A check-in has an id, a qr_code or ticket_id, and the time at which it was.');
  END IF;
  IF (SELECT count (DISTINCT s.id) FROM unnest (scans) AS s) <> cardinality (scans) THEN
    PERFORM private.refuse (400, 'ID_TWICE', 'Each check-in of a batch has an id of its own.');
  END IF;
  RETURN scans;
END $$;

-- What the server would say of scans whose tickets are locked. Each ticket is there once.
CREATE FUNCTION private.decide (event uuid, scans private.scan[])
  RETURNS TABLE (id uuid, ticket_id uuid, verdict text, other_id uuid)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT s.id, t.id, CASE
      WHEN s.direction = 'UNDO' THEN 'ADMITTED'
      WHEN t.id IS NULL THEN 'UNKNOWN'
      WHEN s.direction = 'EXIT' THEN CASE WHEN last.direction = 'ENTRY' THEN 'EXITED' ELSE 'NOT_INSIDE' END
      WHEN r.ticket_id = t.id AND t.qr_code <> s.qr_code THEN 'REPLACED'
      WHEN t.is_refunded OR o.status = 'REFUNDED' THEN 'REFUNDED'
      WHEN o.status = 'EXPIRED' THEN 'EXPIRED'
      WHEN t.status = 'CANCELLED' THEN 'CANCELLED'
      WHEN t.is_blocked THEN 'BLOCKED'
      WHEN t.needs_approval THEN 'UNAPPROVED'
      WHEN l.tier_ids IS NOT NULL AND NOT l.tier_ids ? coalesce (t.tier_id::text, '') THEN 'WRONG_TIER'
      WHEN s.at < l.opens_at THEN 'TOO_EARLY'
      WHEN s.at >= l.closes_at THEN 'TOO_LATE'
      WHEN o.status = 'PENDING' AND NOT coalesce (l.allow_unpaid, false) THEN 'UNPAID'
      WHEN last.id IS NULL OR coalesce (l.allow_multiple, false) THEN 'ADMITTED'
      WHEN last.direction = 'EXIT' AND l.allow_reentry THEN 'ADMITTED'
      ELSE 'ALREADY_IN' END, last.id
  FROM unnest (scans) AS s
    LEFT JOIN public.replaced_codes r ON r.event_id = event AND r.code = s.qr_code
    LEFT JOIN public.tickets t ON t.event_id = event AND t.deleted_at IS NULL
      AND t.id = coalesce (s.ticket_id, (SELECT c.id FROM public.tickets c
        WHERE c.event_id = event AND c.qr_code = s.qr_code AND c.deleted_at IS NULL), r.ticket_id)
    LEFT JOIN public.orders o ON o.event_id = event AND o.id = t.order_id
    LEFT JOIN public.check_in_lists l ON l.event_id = event AND l.id = s.list_id
    LEFT JOIN LATERAL (
      SELECT c.id, c.direction FROM public.check_ins c
      WHERE c.event_id = event AND c.ticket_id = t.id AND c.list_id IS NOT DISTINCT FROM s.list_id
        AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED') AND c.direction <> 'UNDO'
        AND NOT EXISTS (SELECT FROM public.check_ins u WHERE u.event_id = event AND u.undoes_id = c.id)
      ORDER BY c."time" DESC LIMIT 1) AS last ON true;
$$;

-- What tickets are after all that is known of them, in whatever order it came.
CREATE FUNCTION private.settle_tickets (event uuid, tickets uuid[]) RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  UPDATE public.tickets t SET
    status = CASE WHEN t.status = 'CANCELLED' THEN t.status WHEN h.entered IS NULL THEN 'VALID' ELSE 'CHECKED_IN' END,
    check_in_time = h.entered, check_in_method = coalesce (h.method, 'NONE'),
    check_out_time = CASE WHEN h.left_at > h.entered THEN h.left_at END
  FROM unnest (tickets) AS wanted (id), LATERAL (
    SELECT max (c."time") FILTER (WHERE c.direction = 'ENTRY') AS entered,
      max (c."time") FILTER (WHERE c.direction = 'EXIT') AS left_at,
      (array_agg (c.method ORDER BY c."time" DESC) FILTER (WHERE c.direction = 'ENTRY'))[1] AS method
    FROM public.check_ins c
    WHERE c.event_id = event AND c.ticket_id = wanted.id AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED')
      AND c.direction <> 'UNDO'
      AND NOT EXISTS (SELECT FROM public.check_ins u WHERE u.event_id = event AND u.undoes_id = c.id)) AS h
  WHERE t.event_id = event AND t.id = wanted.id
    AND (t.check_in_time, t.check_out_time, t.status) IS DISTINCT FROM (h.entered,
      CASE WHEN h.left_at > h.entered THEN h.left_at END,
      CASE WHEN t.status = 'CANCELLED' THEN t.status WHEN h.entered IS NULL THEN 'VALID' ELSE 'CHECKED_IN' END);
$$;

CREATE FUNCTION public.check_in (event_id uuid, check_ins jsonb) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  device uuid := private.my_device ();
  event uuid := event_id;
  scans private.scan[];
  fresh private.scan[];
  now_due private.scan[];
  changed uuid[];
BEGIN
  IF NOT coalesce (event = ANY (private.my_event_ids ('scan')), false) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not check in at this event.');
  END IF;
  scans := private.read_scans (check_ins);
  -- In one order for all, so that two batches with the same tickets wait and do not block each other.
  PERFORM FROM public.tickets t WHERE t.event_id = event AND t.id IN (
      SELECT s.ticket_id FROM unnest (scans) AS s WHERE s.ticket_id IS NOT NULL
      UNION SELECT c.id FROM unnest (scans) AS s JOIN public.tickets c
        ON c.event_id = event AND c.qr_code = s.qr_code AND c.deleted_at IS NULL
      UNION SELECT r.ticket_id FROM unnest (scans) AS s JOIN public.replaced_codes r ON r.event_id = event AND r.code = s.qr_code
      UNION SELECT c.ticket_id FROM unnest (scans) AS s JOIN public.check_ins c ON c.event_id = event AND c.id = s.undoes_id)
    ORDER BY t.id FOR NO KEY UPDATE;
  SELECT array_agg (s::private.scan ORDER BY s.at, s.id) INTO fresh FROM unnest (scans) AS s
  WHERE NOT EXISTS (SELECT FROM public.check_ins c WHERE c.event_id = event AND c.id = s.id);

  -- A ticket that comes more than once in the batch is decided once in each round.
  WHILE fresh IS NOT NULL LOOP
    SELECT array_agg (r.s) FILTER (WHERE r.n = 1), array_agg (r.s ORDER BY (r.s).at, (r.s).id) FILTER (WHERE r.n > 1)
    INTO now_due, fresh
    FROM (SELECT s::private.scan AS s, row_number () OVER (
        PARTITION BY coalesce (s.qr_code, s.ticket_id::text, s.undoes_id::text) ORDER BY s.at, s.id) AS n
      FROM unnest (fresh) AS s) AS r;
    WITH decided AS (
      SELECT s.*, coalesce (d.ticket_id, u.ticket_id) AS found_id, coalesce (s.verdict, d.verdict) AS final,
        d.verdict AS ours, d.other_id
      FROM unnest (now_due) AS s JOIN private.decide (event, now_due) d ON d.id = s.id
        LEFT JOIN public.check_ins u ON u.event_id = event AND u.id = s.undoes_id),
    told AS (
      INSERT INTO public.check_ins (event_id, id, list_id, ticket_id, device_id, code, direction, method, "time", verdict, reason,
        undoes_id, user_id)
      SELECT event, d.id, d.list_id, d.found_id, coalesce (device, d.device_id), d.qr_code, d.direction, d.method, d.at, d.final,
        d.reason, d.undoes_id, person
      FROM decided d ON CONFLICT DO NOTHING RETURNING check_ins.id, check_ins.ticket_id),
    disputed AS (
      INSERT INTO public.conflicts (event_id, kind, ticket_id, check_in_id, other_id, details)
      SELECT event, CASE d.ours WHEN 'ALREADY_IN' THEN 'TWICE_ADMITTED' ELSE 'ADMITTED_THOUGH_REFUSED' END, d.found_id, d.id,
        CASE d.ours WHEN 'ALREADY_IN' THEN d.other_id END, jsonb_build_object ('verdict', d.ours)
      FROM decided d JOIN told ON told.id = d.id
      WHERE d.direction = 'ENTRY' AND d.verdict IN ('ADMITTED', 'PROVISIONAL') AND d.reason IS NULL
        AND d.ours IN ('ALREADY_IN', 'REPLACED', 'CANCELLED', 'REFUNDED', 'EXPIRED', 'BLOCKED'))
    SELECT array_agg (DISTINCT told.ticket_id) INTO changed FROM told WHERE told.ticket_id IS NOT NULL;
    PERFORM private.settle_tickets (event, changed);
  END LOOP;

  RETURN (SELECT coalesce (jsonb_agg (jsonb_build_object ('id', s.id, 'verdict', c.verdict, 'ticket_id', c.ticket_id)
      || CASE WHEN c.id IS NULL THEN '{"code": "ID_TAKEN"}' ELSE '{}' END::jsonb ORDER BY s.place), '[]')
    FROM unnest (scans) WITH ORDINALITY AS s (id, qr_code, ticket_id, list_id, device_id, at, direction, method, verdict, reason,
        undoes_id, place)
      LEFT JOIN public.check_ins c ON c.event_id = event AND c.id = s.id);
END $$;

-- Two facts that contradict each other were looked at.
CREATE FUNCTION public.settle_conflict (id uuid) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
BEGIN
  UPDATE public.conflicts c SET settled_at = coalesce (c.settled_at, now ()), settled_by = coalesce (c.settled_by, person)
  WHERE c.id = settle_conflict.id
    AND c.event_id = ANY (private.my_event_ids ('edit') || private.my_event_ids ('override'));
  IF NOT FOUND THEN
    PERFORM private.refuse (404, 'NO_CONFLICT', 'There is no such conflict, or you may not settle it.');
  END IF;
END $$;
GRANT EXECUTE ON FUNCTION public.check_in, public.settle_conflict TO authenticated;
