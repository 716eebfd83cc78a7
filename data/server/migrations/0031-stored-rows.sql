-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rows that came into being at a desk without a sale: a list that was imported, a guest added by hand, and all that happened at an
-- event before it was hosted. They are facts and keep their ids; one that is known already is as good as stored.
--
--   store_rows ('event', [{"table": "orders", "row": {"id": "…", …}}, {"table": "tickets", "row": {…}}])
--   ──▸ {"stored": 2, "known": 0, "refused": [{"id": "…", "code": "…", "message": "…"}]}
--
-- A payment may say what its order costs by now ("price", beside "row"), which the desk tells later: what was paid for a dearer tier
-- is not too much.
--
-- Who sells or pays back brings of these what tells of money (orders, payments, refunds, records of tills), codes that were
-- replaced, and the tickets of a reservation that is paid at a desk; all else who edits. Money is a fact, too: what it makes of an order follows at the end.
--
-- All of a table are written by one statement. Only when that fails are they halved, and halved again, until it is found who is
-- refused. Places are taken at the end, at once; what is over a limit is owed, and told by one conflict for each tier.

-- One function for each table, made here from one pattern; nothing is made from input. Each answers how many rows are new.
DO $do$
DECLARE
  -- table, columns that desks do not write, values that are not simply theirs
  tables text[][] := ARRAY[
    -- Two desks drew the same number: it gets an ending.
    ['orders', '{buyer_id,client_key,client_digest,expires_at,lines}', $${"buyer_email": "lower (btrim (n.buyer_email))",
      "created_at": "CASE WHEN n.created_at BETWEEN '2000-01-01Z' AND now () THEN n.created_at ELSE now () END",
      "order_number": "CASE WHEN row_number () OVER (PARTITION BY n.order_number ORDER BY n.id) > 1 OR EXISTS (SELECT FROM public.orders o WHERE o.event_id = event AND o.order_number = n.order_number AND o.id <> n.id) THEN left (n.order_number, 55) || '-' || right (n.id::text, 8) ELSE n.order_number END"}$$],
    ['tickets', '{}', '{"attendee_email": "lower (btrim (n.attendee_email))"}'],
    ['payments', '{}', '{"user_id": "private.me ()", "device_id": "private.my_device ()"}'],
    ['refunds', '{created_at,cancels_tickets,method,reference,requested_by,is_over_limit}',
      $${"decided_by": "CASE n.status WHEN 'CONFIRMED' THEN private.me () END", "decided_at": "CASE n.status WHEN 'CONFIRMED' THEN now () END"}$$],
    ['replaced_codes', '{replaced_by}', '{}'],
    ['check_ins', '{user_id,received_at}', '{}'],
    ['till_records', '{received_at}', '{"user_id": "private.me ()"}'],
    ['conflicts', '{}', '{"settled_by": "CASE WHEN n.settled_at IS NOT NULL THEN private.me () END"}']];
  name text[];
BEGIN
  FOREACH name SLICE 1 IN ARRAY tables LOOP
    EXECUTE (
      SELECT format ($create$
CREATE FUNCTION private.store_%1$s (event uuid, rows jsonb) RETURNS bigint
  LANGUAGE plpgsql SET search_path = '' AS $function$
DECLARE
  stored bigint;
BEGIN
  IF EXISTS (SELECT FROM jsonb_populate_recordset (NULL::public.%1$I, rows) AS n WHERE %4$s) THEN
    PERFORM private.refuse (400, 'ROW_WRONG', 'A time of it is none that a calendar has.');
  END IF;
  INSERT INTO public.%1$I (event_id, id, %2$s)
  SELECT event, n.id, %3$s FROM jsonb_populate_recordset (NULL::public.%1$I, rows) AS n
  ON CONFLICT (%5$s) DO NOTHING;
  GET DIAGNOSTICS stored = ROW_COUNT;
  IF stored < jsonb_array_length (rows) AND EXISTS (SELECT FROM jsonb_array_elements (rows) AS r
      JOIN public.%1$I t ON t.id = (r ->> 'id')::uuid WHERE t.event_id <> event) THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  END IF;
  RETURN stored;
END $function$;$create$, name[1],
        string_agg (quote_ident (a.attname), ', ' ORDER BY a.attnum),
        string_agg (coalesce (name[3]::jsonb ->> a.attname, CASE WHEN d.adbin IS NULL THEN format ('n.%I', a.attname)
          ELSE format ('coalesce (n.%I, %s)', a.attname, pg_get_expr (d.adbin, d.adrelid)) END), ', ' ORDER BY a.attnum),
        string_agg (format ('n.%I NOT BETWEEN ''0001-01-01Z'' AND ''9999-12-31Z''', a.attname), ' OR ')
          FILTER (WHERE a.atttypid = 'timestamptz'::regtype),
        -- A table in parts has no other key; what another event has is then told by the table of all ids.
        (SELECT CASE c.relkind WHEN 'p' THEN 'event_id, id' ELSE 'id' END FROM pg_catalog.pg_class c WHERE c.oid = ('public.' || name[1])::regclass))
      FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = ('public.' || name[1])::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attname <> ALL ('{event_id,id,version,updated_at,chg}' || name[2]::text[]));
  END LOOP;
END $do$;

-- Some rows, all or nothing, in the order in which they refer to each other. The places are not taken yet.
CREATE FUNCTION private.store_batch (event uuid, rows jsonb[]) RETURNS bigint
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  part record;
  stored bigint := 0;
BEGIN
  PERFORM set_config ('foyer.places', 'taken', true);
  FOR part IN
    SELECT array_position ('{orders,tickets,payments,refunds,replaced_codes,check_ins,conflicts,till_records}'::text[], r.value ->> 'table') AS rank,
      jsonb_agg (r.value -> 'row' ORDER BY r.value #>> '{row,id}') AS rows
    FROM unnest (rows) AS r (value) GROUP BY 1 ORDER BY 1
  LOOP
    CASE part.rank
      WHEN 1 THEN stored := stored + private.store_orders (event, part.rows);
      WHEN 2 THEN
        IF EXISTS (SELECT FROM (SELECT DISTINCT r ->> 'tier_id' AS id FROM jsonb_array_elements (part.rows) AS r) AS wanted
            WHERE wanted.id IS NOT NULL AND NOT EXISTS (
              SELECT FROM public.ticket_tiers t WHERE t.event_id = event AND t.id = wanted.id::uuid)) THEN
          PERFORM private.refuse (409, 'NO_TIER', 'There is no such event, or it has no such tier.');
        END IF;
        stored := stored + private.store_tickets (event, part.rows);
      WHEN 3 THEN stored := stored + private.store_payments (event, part.rows);
      WHEN 4 THEN stored := stored + private.store_refunds (event, part.rows);
      WHEN 5 THEN stored := stored + private.store_replaced_codes (event, part.rows);
      WHEN 6 THEN stored := stored + private.store_check_ins (event, part.rows);
      WHEN 7 THEN stored := stored + private.store_conflicts (event, part.rows);
      WHEN 8 THEN
        IF private.my_device () IS NOT NULL AND NOT private.may (event, 'edit') AND EXISTS (SELECT FROM jsonb_array_elements (part.rows) AS r
            WHERE (r ->> 'device_id')::uuid <> private.my_device ()) THEN
          PERFORM private.refuse (403, 'NOT_THIS_TILL', 'A till writes its own book, and no other.');
        END IF;
        stored := stored + private.store_till_records (event, part.rows);
      ELSE PERFORM private.refuse (400, 'TABLE_WRONG', 'There is no such table, or it is not stored so.');
    END CASE;
  END LOOP;
  RETURN stored;
END $$;

-- Rows, or without those that cannot be.
CREATE FUNCTION private.store_halves (event uuid, rows jsonb[], OUT stored bigint, OUT refused jsonb)
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  half integer := cardinality (rows) / 2;
  first record;
  second record;
  name text;
  column_name text;
BEGIN
  refused := '[]';
  stored := 0;
  IF half > 0 OR cardinality (rows) > 0 THEN
    BEGIN
      stored := private.store_batch (event, rows);
      RETURN;
    EXCEPTION
      WHEN SQLSTATE 'PGRST' THEN
        refused := jsonb_build_array (jsonb_build_object ('id', rows[1] #> '{row,id}', 'code', SQLERRM::jsonb -> 'code',
          'message', SQLERRM::jsonb -> 'message'));
      WHEN integrity_constraint_violation OR data_exception THEN
        GET STACKED DIAGNOSTICS name = CONSTRAINT_NAME, column_name = COLUMN_NAME;
        refused := jsonb_build_array (jsonb_build_object ('id', rows[1] #> '{row,id}', 'code', CASE SQLSTATE
          WHEN '23503' THEN 'REFERENCE_WRONG' WHEN '23505' THEN CASE WHEN name ~ '^row_ids_' THEN 'ID_TAKEN' ELSE 'TAKEN' END ELSE 'ROW_WRONG' END,
          'message', private.constraint_sentence (name, column_name)));
    END;
  END IF;
  IF half > 0 THEN
    SELECT * INTO first FROM private.store_halves (event, rows[:half]);
    SELECT * INTO second FROM private.store_halves (event, rows[half + 1:]);
    stored := first.stored + second.stored;
    refused := first.refused || second.refused;
  END IF;
END $$;

-- What is new of these takes its places; what is over a limit is owed. The caller holds the event alone.
CREATE FUNCTION private.place_stored (event uuid, ids uuid[]) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  tier record;
  n_left bigint;
  is_expired boolean := false;
  codes uuid[];
BEGIN
  FOR tier IN
    SELECT t.tier_id AS id, count (*) AS n, array_agg (t.id ORDER BY t.id) AS tickets
    FROM public.tickets t LEFT JOIN public.orders o ON o.event_id = event AND o.id = t.order_id
    WHERE t.event_id = event AND t.id = ANY (ids) AND t.version = 1 AND t.chg = pg_current_xact_id () AND t.tier_id IS NOT NULL
      AND t.deleted_at IS NULL AND t.status <> 'CANCELLED' AND (o.id IS NULL OR private.counts (o.status, o.deleted_at))
    GROUP BY t.tier_id ORDER BY t.tier_id
  LOOP
    n_left := private.tier_left (event, tier.id);
    IF n_left < tier.n AND NOT is_expired THEN
      PERFORM private.expire_orders (event, 10000);
      is_expired := true;
      n_left := private.tier_left (event, tier.id);
    END IF;
    PERFORM set_config ('foyer.places', 'forced', true);
    PERFORM private.move_places (ARRAY[event], ARRAY[tier.id], ARRAY[tier.n]);
    IF n_left < tier.n THEN
      INSERT INTO public.conflicts (event_id, kind, other_id, details) VALUES (event, 'OVERSOLD', tier.id,
        jsonb_build_object ('tier_id', tier.id, 'tickets', tier.n - n_left, 'ticket_ids', to_jsonb (tier.tickets[n_left + 1:n_left + 100])));
    END IF;
  END LOOP;
  SELECT array_agg (o.promo_code_id) INTO codes FROM public.orders o
  WHERE o.event_id = event AND o.id = ANY (ids) AND o.version = 1 AND o.chg = pg_current_xact_id () AND o.promo_code_id IS NOT NULL
    AND o.deleted_at IS NULL AND o.status NOT IN ('EXPIRED', 'REFUNDED');
  IF codes IS NOT NULL THEN
    PERFORM set_config ('foyer.places', 'forced', true);
    PERFORM private.move_uses (event, codes, array_fill (1::bigint, ARRAY[cardinality (codes)]));
  END IF;
  PERFORM set_config ('foyer.places', '', true);
END $$;

-- Who takes the money for a reservation while nobody can be asked gives out its tickets, too: tickets of an order that has none yet.
-- What was brought so once may be brought again.
CREATE FUNCTION private.may_bring_ticket (event uuid, ticket jsonb) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN private.is_id_list (jsonb_build_array (ticket -> 'id', ticket -> 'order_id')) AND (
    EXISTS (SELECT FROM public.orders o WHERE o.event_id = event AND o.id = (ticket ->> 'order_id')::uuid AND o.lines IS NOT NULL)
    OR EXISTS (SELECT FROM public.tickets t WHERE t.event_id = event AND t.id = (ticket ->> 'id')::uuid
      AND t.order_id = (ticket ->> 'order_id')::uuid));
END $$;

-- Such tickets are what their order held: they are taken out of its lines, and have its places. Answers their ids. What is more than
-- it held is a ticket as any other.
CREATE FUNCTION private.take_from_lines (event uuid, ids uuid[]) RETURNS uuid[]
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o public.orders;
  line jsonb;
  rest jsonb;
  held bigint;
  found uuid[];
  taken uuid[] := '{}'::uuid[];
BEGIN
  PERFORM set_config ('foyer.places', 'taken', true);
  FOR o IN SELECT k.* FROM public.orders k WHERE k.event_id = event AND k.lines IS NOT NULL AND k.id IN (
      SELECT t.order_id FROM public.tickets t WHERE t.event_id = event AND t.id = ANY (ids) AND t.version = 1
        AND t.chg = pg_current_xact_id ()) ORDER BY k.id LOOP
    rest := '[]';
    FOR line IN SELECT l.value FROM jsonb_array_elements (o.lines) AS l LOOP
      held := CASE WHEN line ->> 'is_cancelled' IS NULL THEN (line ->> 'quantity')::bigint ELSE 0 END;
      SELECT coalesce (array_agg (t.id), '{}') INTO found FROM (
        SELECT t.id FROM public.tickets t WHERE t.event_id = event AND t.order_id = o.id AND t.tier_id = (line ->> 'tier_id')::uuid
          AND t.id = ANY (ids) AND t.version = 1 AND t.chg = pg_current_xact_id () AND t.id <> ALL (taken)
        ORDER BY t.id LIMIT held) AS t;
      taken := taken || found;
      IF held = 0 THEN
        rest := rest || line;
      ELSIF cardinality (found) < held THEN
        rest := rest || (line || jsonb_build_object ('quantity', held - cardinality (found),
          'amount', (line ->> 'amount')::bigint * (held - cardinality (found)) / held));
      END IF;
    END LOOP;
    IF rest <> o.lines THEN
      UPDATE public.orders k SET lines = rest WHERE k.event_id = event AND k.id = o.id;
    END IF;
  END LOOP;
  PERFORM set_config ('foyer.places', '', true);
  RETURN taken;
END $$;

CREATE FUNCTION public.store_rows (event_id uuid, rows jsonb) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  event uuid := event_id;
  good jsonb[];
  bad jsonb;
  ids uuid[];
  inside uuid[];
  owing uuid[];
  ordered uuid[];
  may_edit boolean := private.may (event, 'edit') AND private.may (event, 'search');
  done record;
BEGIN
  IF NOT (may_edit OR private.may (event, 'sell') OR private.may (event, 'refund'))
      OR NOT EXISTS (SELECT FROM public.events e WHERE e.id = event AND e.deleted_at IS NULL) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not bring rows into this event.');
  ELSIF jsonb_typeof (rows) IS DISTINCT FROM 'array' OR jsonb_array_length (rows) > 2000 THEN
    PERFORM private.refuse (400, 'ROWS_WRONG', 'Give an array of at most 2000 rows.');
  END IF;
  SELECT coalesce (array_agg (r.value ORDER BY r.rank, r.value #>> '{row,id}', r.place) FILTER (WHERE r.is_good), '{}'),
    coalesce (jsonb_agg (CASE WHEN r.may THEN jsonb_build_object ('id', r.value #> '{row,id}', 'code', 'ROW_WRONG',
        'message', 'A row has a table that is stored so, and an id.')
      ELSE jsonb_build_object ('id', r.value #> '{row,id}', 'code', 'NOT_ALLOWED', 'message', 'You may not bring such rows into this event.') END
      ORDER BY r.place) FILTER (WHERE NOT r.is_good), '[]')
  INTO good, bad
  FROM (SELECT k.value, k.place, k.rank, k.may, k.may AND coalesce (k.rank IS NOT NULL AND private.is_id_list (jsonb_build_array (k.value #> '{row,id}')), false)
      AND coalesce (k.value #>> '{row,event_id}', event::text) = event::text AS is_good
    FROM (SELECT e.value, e.place, may_edit OR coalesce (e.value ->> 'table', '') NOT IN ('tickets', 'check_ins', 'conflicts')
          OR (e.value ->> 'table' = 'tickets' AND private.may_bring_ticket (event, e.value -> 'row')) AS may,
        array_position ('{orders,tickets,payments,refunds,replaced_codes,check_ins,conflicts,till_records}'::text[], e.value ->> 'table') AS rank
      FROM jsonb_array_elements (rows) WITH ORDINALITY AS e (value, place)) AS k) AS r;
  SELECT array_agg (DISTINCT (g #>> '{row,id}')::uuid),
    array_agg (DISTINCT (g #>> '{row,ticket_id}')::uuid) FILTER (WHERE g ->> 'table' = 'check_ins'
      AND private.is_id_list (jsonb_build_array (g #> '{row,ticket_id}'))),
    array_agg (DISTINCT (g #>> '{row,order_id}')::uuid) FILTER (WHERE g ->> 'table' IN ('payments', 'refunds')
      AND private.is_id_list (jsonb_build_array (g #> '{row,order_id}'))),
    array_agg (DISTINCT (g #>> '{row,order_id}')::uuid) FILTER (WHERE g ->> 'table' = 'tickets'
      AND private.is_id_list (jsonb_build_array (g #> '{row,order_id}')))
  INTO ids, inside, owing, ordered FROM unnest (good) AS g;
  -- A desk that sends again before it got its answer waits for that. Orders and then tickets are locked before the event, as everywhere.
  PERFORM pg_advisory_xact_lock (hashtextextended (event::text || coalesce (private.my_device (), person)::text, 711624014));
  PERFORM FROM (SELECT o.id FROM public.orders o WHERE o.event_id = event AND (o.id = ANY (owing)
    OR (o.id = ANY (ordered) AND o.lines IS NOT NULL)) ORDER BY o.id FOR NO KEY UPDATE) AS o;
  PERFORM FROM (SELECT t.id FROM public.tickets t WHERE t.event_id = event AND t.id = ANY (inside) ORDER BY t.id FOR NO KEY UPDATE) AS t;
  SELECT * INTO done FROM private.store_halves (event, good);
  PERFORM set_config ('foyer.places', '', true);
  IF done.stored > 0 THEN
    IF ordered IS NOT NULL THEN
      ids := array (SELECT i.id FROM unnest (ids) AS i (id) EXCEPT SELECT t.id FROM unnest (private.take_from_lines (event, ids)) AS t (id));
    END IF;
    IF owing IS NOT NULL THEN
      PERFORM private.settle_money (event, owing, ids, (SELECT jsonb_object_agg (p.id, p.price) FROM (
        SELECT g #>> '{row,order_id}' AS id, max ((g ->> 'price')::numeric) AS price FROM unnest (good) AS g
        WHERE g ->> 'table' = 'payments' AND jsonb_typeof (g -> 'price') = 'number' AND (g ->> 'price')::numeric BETWEEN 0 AND 1e12
        GROUP BY 1) AS p));
    END IF;
    -- A payment alone takes no place, and nobody waits for it.
    IF EXISTS (SELECT FROM unnest (good) AS g WHERE g ->> 'table' IN ('orders', 'tickets', 'check_ins')) THEN
      PERFORM private.hold_event_alone (event);
      PERFORM private.place_stored (event, ids);
    END IF;
    IF inside IS NOT NULL THEN
      PERFORM private.settle_tickets (event, inside);
    END IF;
  END IF;
  RETURN jsonb_build_object ('stored', done.stored, 'known', jsonb_array_length (rows) - done.stored
    - jsonb_array_length (bad) - jsonb_array_length (done.refused), 'refused', bad || done.refused);
END $$;
GRANT EXECUTE ON FUNCTION public.store_rows TO authenticated;
