-- SPDX-License-Identifier: GPL-3.0-or-later
-- Check-ins arrive in batches, as facts. A desk that was offline has decided already: its verdict stays, and when it
-- contradicts what others did, both stay and a conflict tells people. Without a verdict the server decides, by the same order
-- of checks as a desk. A known id gets the stored verdict, so that a batch may be sent again.
--
-- A plan is made once and kept, perhaps while a table is still empty. So that a door is as quick at the millionth guest, the
-- queries leave no choice but one look-up by key for each scan: LATERAL with LIMIT or OFFSET, and no reading of whole tables.

-- Whether a fact was taken back.
CREATE INDEX check_ins_by_undone ON public.check_ins (event_id, undoes_id) WHERE undoes_id IS NOT NULL;
-- The code of a ticket that was removed.
CREATE INDEX tickets_removed ON public.tickets (event_id, qr_code) WHERE deleted_at IS NOT NULL;

-- Facts about a code whose ticket nobody had told yet.
CREATE INDEX check_ins_unclaimed ON public.check_ins (event_id, code) WHERE ticket_id IS NULL AND direction <> 'UNDO';

CREATE TYPE private.scan AS (
  id uuid, qr_code text, ticket_id uuid, list_id uuid, device_id uuid, at timestamptz, direction text, method text,
  verdict text, reason text, undoes_id uuid,
  found_id uuid, says text,      -- what find_tickets () found: the ticket, or why there is none
  ours text, other_id uuid);     -- what decide () says, and the fact that is in the way

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
        coalesce (s.method, 'QR_SCAN') AS method, s.verdict, s.reason, s.undoes_id,
        NULL::uuid, NULL::text, NULL::text, NULL::uuid
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

-- What is known of a code or an id that no living ticket of the event has: its ticket was given another code or removed, or is
-- one of another event of the organizer. An empty code is no code.
CREATE FUNCTION private.find_lost (event uuid, code text, ticket uuid, OUT found_id uuid, OUT says text)
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF ticket IS NULL AND btrim (code) = '' THEN
    says := 'UNREADABLE';
    RETURN;
  ELSIF ticket IS NULL THEN
    SELECT r.ticket_id, 'REPLACED' INTO found_id, says FROM public.replaced_codes r
    WHERE r.event_id = event AND r.code = find_lost.code;
    IF found_id IS NULL THEN
      SELECT t.id INTO found_id FROM public.tickets t
      WHERE t.event_id = event AND t.qr_code = code AND t.deleted_at IS NOT NULL LIMIT 1;
    END IF;
  END IF;
  IF found_id IS NULL THEN
    SELECT CASE WHEN other.is_test AND NOT here.is_test THEN 'TEST_TICKET' ELSE 'WRONG_EVENT' END INTO says
    FROM public.events here JOIN public.events other ON other.organizer_id = here.organizer_id AND other.id <> here.id
    WHERE here.id = event AND (
      EXISTS (SELECT FROM public.tickets t WHERE t.event_id = other.id AND t.id = ticket)
      OR (ticket IS NULL AND EXISTS (
        SELECT FROM public.tickets t WHERE t.event_id = other.id AND t.qr_code = code AND t.deleted_at IS NULL
        UNION ALL SELECT FROM public.replaced_codes r WHERE r.event_id = other.id AND r.code = find_lost.code)))
    LIMIT 1;
    says := coalesce (says, 'UNKNOWN');
  END IF;
END $$;

-- The scans with the tickets that they mean.
CREATE FUNCTION private.find_tickets (event uuid, scans private.scan[]) RETURNS private.scan[]
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  lost record;
  found private.scan[];
BEGIN
  SELECT array_agg (ROW (s.id, s.qr_code, s.ticket_id, s.list_id, s.device_id, s.at, s.direction, s.method, s.verdict, s.reason,
      s.undoes_id, coalesce (c.id, t.id, u.ticket_id), NULL, NULL, NULL)::private.scan ORDER BY s.at, s.id) INTO found
  FROM unnest (scans) AS s
    LEFT JOIN LATERAL (SELECT k.id FROM public.tickets k
      WHERE s.ticket_id IS NULL AND k.event_id = event AND k.qr_code = s.qr_code AND k.deleted_at IS NULL LIMIT 1) AS c ON true
    LEFT JOIN LATERAL (SELECT k.id FROM public.tickets k WHERE k.event_id = event AND k.id = s.ticket_id LIMIT 1) AS t ON true
    LEFT JOIN LATERAL (SELECT k.ticket_id FROM public.check_ins k
      WHERE k.event_id = event AND k.id = s.undoes_id LIMIT 1) AS u ON true;
  FOR i IN 1 .. coalesce (cardinality (found), 0) LOOP
    IF found[i].found_id IS NULL AND found[i].direction <> 'UNDO' THEN
      SELECT * INTO lost FROM private.find_lost (event, found[i].qr_code, found[i].ticket_id);
      found[i].found_id := lost.found_id;
      found[i].says := lost.says;
    END IF;
  END LOOP;
  RETURN found;
END $$;

-- What the server says of scans whose tickets are locked; each ticket is there once. The order is that of foyer_decide () at a
-- desk, and one table of cases is run by both. What only a desk can know is not said here: the server has no keys, so that a
-- signed code of a ticket that it has never heard of is UNKNOWN, and those who stand there count how many are inside (RULE).
CREATE FUNCTION private.decide (event uuid, scans private.scan[]) RETURNS private.scan[]
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT array_agg (ROW (s.id, s.qr_code, s.ticket_id, s.list_id, s.device_id, s.at, s.direction, s.method, s.verdict,
      s.reason, s.undoes_id, s.found_id, s.says, CASE
      WHEN s.direction = 'UNDO' THEN 'ADMITTED'
      WHEN s.says <> 'REPLACED' THEN s.says
      WHEN s.direction = 'EXIT' THEN CASE WHEN last.direction = 'ENTRY' THEN 'EXITED' ELSE 'NOT_INSIDE' END
      -- A desk tells the ticket and the code that it had; and the code may have been replaced while we waited for the ticket.
      WHEN s.says = 'REPLACED' OR t.qr_code <> s.qr_code AND EXISTS (
        SELECT FROM public.replaced_codes r WHERE r.event_id = event AND r.code = s.qr_code OFFSET 0) THEN 'REPLACED'
      WHEN o.status = 'REFUNDED' OR t.is_refunded THEN 'REFUNDED'
      WHEN o.status = 'EXPIRED' THEN 'EXPIRED'
      WHEN t.status = 'CANCELLED' OR t.deleted_at IS NOT NULL THEN 'CANCELLED'
      WHEN t.is_blocked THEN 'BLOCKED'
      WHEN t.needs_approval THEN 'UNAPPROVED'
      WHEN l.tier_ids IS NOT NULL AND NOT l.tier_ids ? coalesce (t.tier_id::text, '') THEN 'WRONG_TIER'
      WHEN s.at < l.opens_at THEN 'TOO_EARLY'
      WHEN s.at >= l.closes_at THEN 'TOO_LATE'
      WHEN o.status = 'PENDING' AND NOT coalesce (l.allow_unpaid, false) THEN 'UNPAID'
      WHEN EXISTS (SELECT FROM public.questions q
        WHERE q.event_id = event AND q.required AND q.asked = 'AT_DOOR' AND q.deleted_at IS NULL
          AND (q.tier_ids IS NULL OR q.tier_ids ? coalesce (t.tier_id::text, ''))
          AND coalesce (t.answers ->> q.code, '') = '') THEN 'ANSWERS_REQUIRED'
      WHEN last.direction IS NULL OR coalesce (l.allow_multiple, false) THEN 'ADMITTED'
      WHEN last.direction = 'EXIT' AND l.allow_reentry THEN 'ADMITTED'
      ELSE 'ALREADY_IN' END, last.id)::private.scan)
  FROM unnest (scans) AS s
    LEFT JOIN LATERAL (SELECT k.* FROM public.tickets k WHERE k.event_id = event AND k.id = s.found_id LIMIT 1) AS t ON true
    LEFT JOIN LATERAL (SELECT k.status FROM public.orders k WHERE k.id = t.order_id OFFSET 0) AS o ON true
    LEFT JOIN LATERAL (SELECT k.* FROM public.check_in_lists k WHERE k.event_id = event AND k.id = s.list_id LIMIT 1) AS l ON true
    -- The last entry or exit on the list that stands. A ticket that was imported as checked in has none: it tells itself.
    LEFT JOIN LATERAL (
      (SELECT c.id, c.direction FROM public.check_ins c
        WHERE c.event_id = event AND c.ticket_id = t.id AND c.list_id IS NOT DISTINCT FROM s.list_id
          AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED') AND c.direction <> 'UNDO'
          AND NOT EXISTS (SELECT FROM public.check_ins u WHERE u.event_id = event AND u.undoes_id = c.id OFFSET 0)
        ORDER BY c."time" DESC LIMIT 1)
      UNION ALL
      SELECT NULL, CASE WHEN t.check_out_time IS NULL THEN 'ENTRY' ELSE 'EXIT' END
      WHERE (t.status = 'CHECKED_IN' OR t.check_in_time IS NOT NULL) AND NOT EXISTS (
        SELECT FROM public.check_ins c WHERE c.event_id = event AND c.ticket_id = t.id
          AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED'))
      LIMIT 1) AS last ON true);
END $$;

-- What tickets are after all that is known of them, in whatever order it came. Who came checked in from a list stays so.
-- Whoever is inside has the same place as before: the places need not be counted again.
CREATE FUNCTION private.settle_tickets (event uuid, tickets uuid[]) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM set_config ('foyer.places', 'taken', true);
  UPDATE public.tickets t SET status = h.status, check_in_time = h.entered, check_in_method = h.method, check_out_time = h.left_at
  FROM (
    SELECT k.place, k.part, f.entered, f.method, CASE WHEN f.left_at > f.entered THEN f.left_at END AS left_at,
      CASE WHEN k.status = 'CANCELLED' OR f.n_entries = 0 THEN k.status WHEN f.entered IS NULL THEN 'VALID' ELSE 'CHECKED_IN' END
        AS status, k.check_in_time, k.check_out_time, k.status AS was
    FROM unnest (tickets) AS wanted (id), LATERAL (
      SELECT k.ctid AS place, k.tableoid AS part, k.status, k.check_in_time, k.check_out_time, k.check_in_method
      FROM public.tickets k WHERE k.event_id = event AND k.id = wanted.id LIMIT 1) AS k, LATERAL (
      SELECT c.n_entries, c.left_at, CASE c.n_entries WHEN 0 THEN k.check_in_time ELSE c.entered END AS entered,
        CASE c.n_entries WHEN 0 THEN k.check_in_method ELSE coalesce (c.method, 'NONE') END AS method
      FROM (
        SELECT count (*) FILTER (WHERE c.direction = 'ENTRY') AS n_entries,
          max (c."time") FILTER (WHERE c.direction = 'ENTRY' AND c.stands) AS entered,
          max (c."time") FILTER (WHERE c.direction = 'EXIT' AND c.stands) AS left_at,
          (array_agg (c.method ORDER BY c."time" DESC) FILTER (WHERE c.direction = 'ENTRY' AND c.stands))[1] AS method
        FROM (
          SELECT c.direction, c."time", c.method,
            NOT EXISTS (SELECT FROM public.check_ins u WHERE u.event_id = event AND u.undoes_id = c.id OFFSET 0) AS stands
          FROM public.check_ins c
          WHERE c.event_id = event AND c.ticket_id = wanted.id AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED')
            AND c.direction <> 'UNDO' OFFSET 0) AS c) AS c) AS f
    OFFSET 0) AS h
  -- They are locked and stay where they are. By place, because a join by key could be turned around.
  WHERE t.ctid = h.place AND t.tableoid = h.part
    AND (h.check_in_time, h.check_out_time, h.was) IS DISTINCT FROM (h.entered, h.left_at, h.status);
  PERFORM set_config ('foyer.places', '', true);
END $$;

-- Decides, writes down and settles scans whose tickets are locked. A ticket that comes more than once is decided once in each
-- round. An id that is another event's is left out.
CREATE FUNCTION private.tell_check_ins (event uuid, fresh private.scan[], person uuid, device uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  now_due private.scan[];
  changed uuid[];
BEGIN
  WHILE fresh IS NOT NULL LOOP
    SELECT array_agg (r.s) FILTER (WHERE r.n = 1), array_agg (r.s ORDER BY (r.s).at, (r.s).id) FILTER (WHERE r.n > 1)
    INTO now_due, fresh
    FROM (SELECT s::private.scan AS s,
        row_number () OVER (PARTITION BY coalesce (s.found_id, s.id) ORDER BY s.at, s.id) AS n
      FROM unnest (fresh) AS s) AS r;
    now_due := private.decide (event, now_due);
    WITH told AS (
      INSERT INTO public.check_ins (event_id, id, list_id, ticket_id, device_id, code, direction, method, "time", verdict, reason,
        undoes_id, user_id)
      SELECT event, d.id, d.list_id, d.found_id, coalesce (device, d.device_id), d.qr_code, d.direction, d.method, d.at,
        coalesce (d.verdict, d.ours), d.reason, d.undoes_id, person
      FROM unnest (now_due) AS d ON CONFLICT DO NOTHING RETURNING check_ins.id, check_ins.ticket_id, check_ins.verdict),
    disputed AS (
      INSERT INTO public.conflicts (event_id, kind, ticket_id, check_in_id, other_id, details)
      SELECT event, CASE d.ours WHEN 'ALREADY_IN' THEN 'TWICE_ADMITTED' ELSE 'ADMITTED_THOUGH_REFUSED' END, d.found_id, d.id,
        CASE d.ours WHEN 'ALREADY_IN' THEN d.other_id END, jsonb_build_object ('verdict', d.ours)
      FROM unnest (now_due) AS d JOIN told ON told.id = d.id
      WHERE d.direction = 'ENTRY' AND d.verdict IN ('ADMITTED', 'PROVISIONAL') AND d.reason IS NULL
        AND d.ours IN ('ALREADY_IN', 'CANCELLED', 'REFUNDED', 'EXPIRED', 'BLOCKED', 'REPLACED', 'WRONG_EVENT', 'TEST_TICKET'))
    SELECT array_agg (DISTINCT told.ticket_id) INTO changed FROM told
    WHERE told.ticket_id IS NOT NULL AND told.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED');
    IF changed IS NOT NULL THEN
      PERFORM private.settle_tickets (event, changed);
    END IF;
  END LOOP;
END $$;

CREATE FUNCTION public.check_in (event_id uuid, check_ins jsonb) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  person uuid := private.require_me ();
  event uuid := event_id;
  scans private.scan[];
  fresh private.scan[];
BEGIN
  IF NOT private.may (event, 'scan') THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not check in at this event.');
  END IF;
  scans := private.read_scans (check_ins);
  fresh := private.find_tickets (event, scans);
  -- In one order for all, so that two batches with the same tickets wait and do not block each other.
  PERFORM FROM (SELECT DISTINCT s.found_id AS id FROM unnest (fresh) AS s ORDER BY 1) AS wanted, LATERAL (
    SELECT FROM public.tickets t WHERE t.event_id = event AND t.id = wanted.id FOR NO KEY UPDATE) AS locked;
  SELECT array_agg (s::private.scan ORDER BY s.at, s.id) INTO fresh FROM unnest (fresh) AS s
  WHERE NOT EXISTS (SELECT FROM public.check_ins c WHERE c.event_id = event AND c.id = s.id OFFSET 0);
  BEGIN
    PERFORM private.tell_check_ins (event, fresh, person, private.my_device ());
  EXCEPTION WHEN unique_violation THEN
    -- Where the table is in parts: an id is in another event's, and all of the batch was taken back.
    SELECT array_agg (s::private.scan ORDER BY s.at, s.id) INTO fresh FROM unnest (fresh) AS s
    WHERE NOT EXISTS (SELECT FROM public.check_ins c WHERE c.id = s.id);
    PERFORM private.tell_check_ins (event, fresh, person, private.my_device ());
  END;
  RETURN (SELECT coalesce (jsonb_agg (jsonb_build_object ('id', s.id, 'verdict', c.verdict, 'ticket_id', c.ticket_id)
      || CASE WHEN c.id IS NULL THEN '{"code": "ID_TAKEN"}' ELSE '{}' END::jsonb ORDER BY s.place), '[]')
    FROM unnest (scans) WITH ORDINALITY AS s (id, qr_code, ticket_id, list_id, device_id, at, direction, method, verdict, reason,
        undoes_id, found_id, says, ours, other_id, place)
      LEFT JOIN LATERAL (
        SELECT k.* FROM public.check_ins k WHERE k.event_id = event AND k.id = s.id LIMIT 1) AS c ON true);
END $$;

-- A desk lets in whom another has sold a ticket while apart, by the signature of the code alone. When the ticket is told after
-- that, what happened at the door is about it. Two desks may have let it in, each for itself.
CREATE FUNCTION private.claim_check_ins (event uuid, tickets uuid[]) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  claimed uuid[];
BEGIN
  WITH told AS (
    UPDATE public.check_ins c SET ticket_id = t.id FROM public.tickets t
    WHERE t.event_id = event AND t.id = ANY (tickets) AND t.deleted_at IS NULL
      AND c.event_id = event AND c.code = t.qr_code AND c.ticket_id IS NULL AND c.direction <> 'UNDO' RETURNING c.id)
  SELECT array_agg (told.id) INTO claimed FROM told;
  INSERT INTO public.conflicts (event_id, kind, ticket_id, check_in_id, other_id, details)
  SELECT event, 'TWICE_ADMITTED', f.ticket_id, f.id, f.before_id, '{"verdict": "ALREADY_IN"}'
  FROM (
    SELECT c.id, c.ticket_id, c.direction, c.reason, c.list_id, lag (c.id) OVER in_turn AS before_id,
      lag (c.direction) OVER in_turn AS before
    FROM public.check_ins c
    WHERE c.event_id = event AND c.ticket_id = ANY (tickets) AND c.direction <> 'UNDO'
      AND c.verdict IN ('ADMITTED', 'PROVISIONAL', 'EXITED')
      AND NOT EXISTS (SELECT FROM public.check_ins u WHERE u.event_id = event AND u.undoes_id = c.id)
    WINDOW in_turn AS (PARTITION BY c.ticket_id, c.list_id ORDER BY c."time", c.id)) AS f
  WHERE f.id = ANY (claimed) AND f.direction = 'ENTRY' AND f.before = 'ENTRY' AND f.reason IS NULL
    AND NOT EXISTS (SELECT FROM public.check_in_lists l WHERE l.event_id = event AND l.id = f.list_id AND l.allow_multiple);
  PERFORM private.settle_tickets (event, tickets);
END $$;

CREATE FUNCTION private.claim_for_new () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT n.event_id AS event, array_agg (DISTINCT n.id) AS tickets
      FROM fresh AS n JOIN public.check_ins c ON c.event_id = n.event_id AND c.code = n.qr_code AND c.ticket_id IS NULL
        AND c.direction <> 'UNDO'
      GROUP BY n.event_id LOOP
    PERFORM private.claim_check_ins (part.event, part.tickets);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_new AFTER INSERT ON public.tickets REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION private.claim_for_new ();

-- A code that was made anew at a desk while apart.
CREATE FUNCTION private.claim_for_changed () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM public.check_ins c WHERE c.event_id = new.event_id AND c.code = new.qr_code AND c.ticket_id IS NULL
      AND c.direction <> 'UNDO') THEN
    PERFORM private.claim_check_ins (new.event_id, ARRAY[new.id]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_changed AFTER UPDATE OF qr_code ON public.tickets FOR EACH ROW
  WHEN (old.qr_code <> new.qr_code) EXECUTE FUNCTION private.claim_for_changed ();

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
