-- SPDX-License-Identifier: GPL-3.0-or-later
-- The pools follow the rows, whoever writes them: a ticket that comes takes a place, one that ends gives it back, and so with
-- orders. Where there is none left, the statement is refused. Who takes places first and writes the rows then, as purchase ()
-- does, says so by the setting foyer.places = 'taken' in its transaction, and these triggers stand back. With 'forced' what is
-- written is a fact, and nothing is refused.

-- Takes (above 0) or gives (below) places of tiers, with their quotas and events.
CREATE FUNCTION private.move_places (events uuid[], tiers uuid[], numbers bigint[]) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  is_forced boolean := coalesce (current_setting ('foyer.places', true) = 'forced', false);
  pool record;
  n_left bigint;
BEGIN
  IF is_forced THEN
    PERFORM private.hold_event_alone (e.id) FROM (SELECT DISTINCT u.id FROM unnest (events) AS u (id) ORDER BY u.id) AS e;
  ELSE
    PERFORM private.hold_event (e.id) FROM (SELECT DISTINCT u.id FROM unnest (events) AS u (id) ORDER BY u.id) AS e;
  END IF;
  FOR pool IN
    WITH moved AS (
      SELECT m.event_id, m.tier_id, sum (m.n)::bigint AS n FROM unnest (events, tiers, numbers) AS m (event_id, tier_id, n)
      GROUP BY m.event_id, m.tier_id)
    SELECT p.event_id, p.id, p.kind, p.name, sum (p.n)::bigint AS n FROM (
      SELECT m.event_id, 1 AS kind, t.id, t.name, m.n FROM moved m
        JOIN public.ticket_tiers t ON t.event_id = m.event_id AND t.id = m.tier_id
      WHERE t.quantity_total IS NOT NULL AND t.deleted_at IS NULL
      UNION ALL
      SELECT m.event_id, 2, q.id, q.name, m.n FROM moved m
        JOIN public.ticket_tiers t ON t.event_id = m.event_id AND t.id = m.tier_id
        JOIN public.quotas q ON q.event_id = m.event_id AND q.id = t.quota_id
      WHERE q.deleted_at IS NULL
      UNION ALL
      SELECT m.event_id, 3, e.id, e.title, m.n FROM moved m JOIN public.events e ON e.id = m.event_id
      WHERE e.capacity IS NOT NULL) AS p
    GROUP BY p.event_id, p.kind, p.id, p.name HAVING sum (p.n) <> 0 ORDER BY p.event_id, p.kind, p.id
  LOOP
    IF pool.n < 0 THEN
      PERFORM private.give_places (pool.event_id, pool.id, -pool.n);
      CONTINUE;
    END IF;
    SELECT t.n_left INTO n_left FROM private.take_places (pool.event_id, ARRAY[pool.id], ARRAY[pool.n]) AS t;
    IF n_left IS NOT NULL AND is_forced THEN
      PERFORM private.force_places (pool.event_id, pool.id, pool.n);
    ELSIF n_left IS NOT NULL THEN
      PERFORM private.refuse (409, CASE WHEN pool.kind = 3 THEN 'OVER_CAPACITY' WHEN n_left = 0 THEN 'SOLD_OUT' ELSE 'NOT_ENOUGH' END,
        format ('%s of “%s” are wanted, and %s are left.', pool.n, pool.name, n_left));
    END IF;
  END LOOP;
END $$;

-- Whether an order lets its tickets and its code count.
CREATE FUNCTION private.counts (status text, deleted_at timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT status NOT IN ('EXPIRED', 'REFUNDED') OR deleted_at IS NOT NULL;
$$;

-- The orders of tickets stand still while their tickets are counted. One that this transaction wrote does already.
CREATE FUNCTION private.hold_orders (events uuid[], orders uuid[]) RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  SELECT FROM public.orders o
  WHERE (o.event_id, o.id) IN (SELECT * FROM unnest (events, orders)) AND o.chg <> pg_current_xact_id ()
  ORDER BY o.event_id, o.id FOR SHARE;
$$;

CREATE FUNCTION private.place_new_tickets () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM (SELECT DISTINCT a.event_id, a.tier_id FROM after a) AS a
      LEFT JOIN public.ticket_tiers t ON t.event_id = a.event_id AND t.id = a.tier_id
      LEFT JOIN public.events e ON e.id = a.event_id
      WHERE e.id IS NULL OR (a.tier_id IS NOT NULL AND t.id IS NULL)) THEN
    PERFORM private.refuse (409, 'NO_TIER', 'There is no such event, or it has no such tier.');
  END IF;
  PERFORM private.hold_orders (array_agg (a.event_id), array_agg (a.order_id)) FROM after a WHERE a.order_id IS NOT NULL;
  PERFORM private.move_places (array_agg (a.event_id), array_agg (a.tier_id), array_agg (1::bigint))
  FROM after a LEFT JOIN public.orders o ON o.event_id = a.event_id AND o.id = a.order_id
  WHERE a.tier_id IS NOT NULL AND a.deleted_at IS NULL AND a.status <> 'CANCELLED'
    AND (o.id IS NULL OR private.counts (o.status, o.deleted_at));
  RETURN NULL;
END $$;

CREATE FUNCTION private.place_changed_tickets () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM before b JOIN after a ON a.id = b.id WHERE
      (b.tier_id, b.order_id, b.event_id, b.deleted_at IS NULL, b.status = 'CANCELLED')
      IS DISTINCT FROM (a.tier_id, a.order_id, a.event_id, a.deleted_at IS NULL, a.status = 'CANCELLED')) THEN
    RETURN NULL;
  END IF;
  IF EXISTS (SELECT FROM after a LEFT JOIN public.ticket_tiers t ON t.event_id = a.event_id AND t.id = a.tier_id
      WHERE a.tier_id IS NOT NULL AND t.id IS NULL) THEN
    PERFORM private.refuse (409, 'NO_TIER', 'There is no such event, or it has no such tier.');
  END IF;
  PERFORM private.hold_orders (array_agg (c.event_id), array_agg (c.order_id))
  FROM (SELECT * FROM before UNION ALL SELECT * FROM after) AS c WHERE c.order_id IS NOT NULL;
  PERFORM private.move_places (array_agg (c.event_id), array_agg (c.tier_id), array_agg (c.n))
  FROM (
    SELECT -1::bigint AS n, b.event_id, b.tier_id, b.order_id FROM before b WHERE b.deleted_at IS NULL AND b.status <> 'CANCELLED'
    UNION ALL
    SELECT 1, a.event_id, a.tier_id, a.order_id FROM after a WHERE a.deleted_at IS NULL AND a.status <> 'CANCELLED') AS c
    LEFT JOIN public.orders o ON o.event_id = c.event_id AND o.id = c.order_id
  WHERE c.tier_id IS NOT NULL AND (o.id IS NULL OR private.counts (o.status, o.deleted_at));
  RETURN NULL;
END $$;

CREATE FUNCTION private.place_gone_tickets () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.hold_orders (array_agg (b.event_id), array_agg (b.order_id)) FROM before b WHERE b.order_id IS NOT NULL;
  PERFORM private.move_places (array_agg (b.event_id), array_agg (b.tier_id), array_agg (-1::bigint))
  FROM before b LEFT JOIN public.orders o ON o.event_id = b.event_id AND o.id = b.order_id
  WHERE b.tier_id IS NOT NULL AND b.deleted_at IS NULL AND b.status <> 'CANCELLED'
    AND (o.id IS NULL OR private.counts (o.status, o.deleted_at));
  RETURN NULL;
END $$;

CREATE TRIGGER place AFTER INSERT ON public.tickets REFERENCING NEW TABLE AS after FOR EACH STATEMENT
  WHEN (current_setting ('foyer.places', true) IS DISTINCT FROM 'taken') EXECUTE FUNCTION private.place_new_tickets ();
CREATE TRIGGER replace AFTER UPDATE ON public.tickets REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT
  WHEN (current_setting ('foyer.places', true) IS DISTINCT FROM 'taken') EXECUTE FUNCTION private.place_changed_tickets ();
CREATE TRIGGER give_back AFTER DELETE ON public.tickets REFERENCING OLD TABLE AS before FOR EACH STATEMENT
  EXECUTE FUNCTION private.place_gone_tickets ();

-- Orders: what they hold, and the use of their code.

-- Takes (above 0) or gives (below) uses of codes.
CREATE FUNCTION private.move_uses (event uuid, codes uuid[], numbers bigint[]) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  code record;
BEGIN
  IF current_setting ('foyer.places', true) = 'forced' THEN
    PERFORM private.hold_event_alone (event);
  ELSE
    PERFORM private.hold_event (event);
  END IF;
  FOR code IN SELECT c.id, c.code, sum (m.n)::bigint AS n FROM unnest (codes, numbers) AS m (id, n)
      JOIN public.promo_codes c ON c.event_id = event AND c.id = m.id AND c.deleted_at IS NULL AND c.max_uses IS NOT NULL
      GROUP BY c.id, c.code HAVING sum (m.n) <> 0 ORDER BY c.id LOOP
    IF code.n < 0 THEN
      PERFORM private.give_places (event, code.id, -code.n);
    ELSIF (SELECT t.lacking IS NULL FROM private.take_places (event, ARRAY[code.id], ARRAY[code.n]) AS t) THEN
      CONTINUE;
    ELSIF current_setting ('foyer.places', true) = 'forced' THEN
      PERFORM private.force_places (event, code.id, code.n);
    ELSE
      PERFORM private.refuse (409, 'CODE_USED_UP', format ('The code “%s” was used as often as it can be.', code.code));
    END IF;
  END LOOP;
END $$;

-- An order that comes: its event is there, and it uses its code. What it holds without tickets is as good as tickets. One trigger for
-- all of it, with conditions inside: PostgreSQL reads a CHECK of a table, and the WHEN of a trigger, anew for each statement, which
-- cost more than the insertion of the row.
CREATE FUNCTION private.check_order () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  -- As purchase () writes it.
  IF new.status = 'PENDING' AND new.discount = 0 AND new.total = new.subtotal + new.service_fee AND new.expires_at IS NOT NULL
      AND current_setting ('foyer.places', true) = 'taken' THEN
    RETURN NULL;
  END IF;
  IF new.discount > new.subtotal THEN
    RAISE check_violation USING MESSAGE = 'A discount is at most the subtotal.', TABLE = 'orders', CONSTRAINT = 'orders_discount_within';
  ELSIF new.total NOT IN (new.subtotal - coalesce (new.discount, 0),
      new.subtotal - coalesce (new.discount, 0) + coalesce (new.service_fee, 0)) THEN
    RAISE check_violation USING MESSAGE = 'A total is its parts.', TABLE = 'orders', CONSTRAINT = 'orders_sum';
  ELSIF new.status = 'PENDING' AND new.channel = 'WEB' AND new.expires_at IS NULL THEN
    RAISE check_violation USING MESSAGE = 'A reservation ends.', TABLE = 'orders', CONSTRAINT = 'orders_web_pending_ends';
  END IF;
  IF TG_OP = 'INSERT' AND current_setting ('foyer.places', true) IS DISTINCT FROM 'taken' THEN
    PERFORM private.place_order (new);
  END IF;
  IF TG_OP = 'INSERT' AND new.status <> 'PENDING' THEN
    PERFORM private.tell_of_order (new); -- of later migrations, as the function is only read when it is called
  END IF;
  RETURN NULL;
END $$;

-- What an order holds as long as it has no tickets.
CREATE FUNCTION private.held_lines (o public.orders) RETURNS TABLE (tier_id uuid, n bigint)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT l.tier_id, l.quantity FROM jsonb_to_recordset (o.lines) AS l (tier_id uuid, quantity bigint)
  WHERE o.status = 'PENDING' AND o.expires_at IS NOT NULL AND o.deleted_at IS NULL;
$$;

CREATE FUNCTION private.place_order (o public.orders) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.events e WHERE e.id = o.event_id) THEN
    PERFORM private.refuse (409, 'NO_EVENT', 'There is no such event.');
  END IF;
  PERFORM private.move_places (array_agg (o.event_id), array_agg (l.tier_id), array_agg (l.n)) FROM private.held_lines (o) l
  HAVING count (*) > 0;
  IF o.promo_code_id IS NOT NULL AND o.deleted_at IS NULL AND o.status NOT IN ('EXPIRED', 'REFUNDED') THEN
    PERFORM private.move_uses (o.event_id, ARRAY[o.promo_code_id], ARRAY[1::bigint]);
  END IF;
END $$;

-- Two orders of one person with one code wait for each other. Before the event's lock.
CREATE FUNCTION private.hold_person (code uuid, email text) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock (hashtextextended (code::text || lower (email), 711624013));
END $$;

-- An order that comes back to life was written before: it counts already.
CREATE FUNCTION private.check_person (event uuid, code uuid, email text) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM private.hold_person (code, email);
  IF (SELECT c.max_per_person FROM public.promo_codes c WHERE c.event_id = event AND c.id = check_person.code) < (
      SELECT count (*) FROM public.orders o WHERE o.event_id = event AND o.promo_code_id = check_person.code
        AND lower (o.buyer_email) = lower (email) AND o.deleted_at IS NULL AND o.status NOT IN ('EXPIRED', 'REFUNDED')) THEN
    PERFORM private.refuse (409, 'CODE_USED_BY_BUYER', 'This person has used the code as often as one can, meanwhile.');
  END IF;
END $$;

CREATE FUNCTION private.place_changed_order () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  did boolean := private.counts (old.status, old.deleted_at);
  does boolean := TG_OP = 'UPDATE' AND private.counts (new.status, new.deleted_at);
  becomes boolean;
BEGIN
  IF does AND NOT did AND new.promo_code_id IS NOT NULL THEN
    PERFORM private.check_person (new.event_id, new.promo_code_id, new.buyer_email);
  END IF;
  -- What it held became its tickets when it was completed, see make_tickets ().
  becomes := TG_OP = 'UPDATE' AND old.status = 'PENDING' AND new.status IN ('COMPLETED', 'PARTLY_REFUNDED');
  PERFORM private.move_places (array_agg (m.event_id), array_agg (m.tier_id), array_agg (m.n))
  FROM (
    SELECT t.event_id, t.tier_id, CASE WHEN does THEN 1::bigint ELSE -1 END FROM public.tickets t
    WHERE did <> does AND t.event_id = old.event_id AND t.order_id = old.id AND t.tier_id IS NOT NULL
      AND t.deleted_at IS NULL AND t.status <> 'CANCELLED'
    UNION ALL
    SELECT old.event_id, l.tier_id, -l.n FROM private.held_lines (old) l WHERE NOT becomes
    UNION ALL
    SELECT new.event_id, l.tier_id, l.n FROM private.held_lines (new) l WHERE TG_OP = 'UPDATE') AS m (event_id, tier_id, n)
  HAVING count (*) > 0;
  PERFORM private.move_uses (old.event_id,
    ARRAY[CASE WHEN did AND old.deleted_at IS NULL THEN old.promo_code_id END,
      CASE WHEN does AND new.deleted_at IS NULL THEN new.promo_code_id END], ARRAY[-1::bigint, 1]);
  RETURN NULL;
END $$;

CREATE TRIGGER "check" AFTER INSERT OR UPDATE ON public.orders FOR EACH ROW EXECUTE FUNCTION private.check_order ();
CREATE TRIGGER replace AFTER UPDATE ON public.orders FOR EACH ROW
  WHEN ((old.status, old.deleted_at IS NULL, old.promo_code_id, old.lines, old.event_id)
      IS DISTINCT FROM (new.status, new.deleted_at IS NULL, new.promo_code_id, new.lines, new.event_id)
    AND current_setting ('foyer.places', true) IS DISTINCT FROM 'taken') EXECUTE FUNCTION private.place_changed_order ();
CREATE TRIGGER give_back AFTER DELETE ON public.orders FOR EACH ROW EXECUTE FUNCTION private.place_changed_order ();

-- What a foreign key would see to on the other side.
CREATE FUNCTION private.keep_parent () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  event uuid := coalesce ((to_jsonb (old) ->> 'event_id')::uuid, old.id);
BEGIN
  PERFORM private.hold_event_alone (event);
  IF TG_TABLE_NAME = 'events' AND EXISTS (SELECT FROM public.orders o WHERE o.event_id = event)
      OR EXISTS (SELECT FROM public.tickets t WHERE t.event_id = event AND (TG_TABLE_NAME = 'events' OR t.tier_id = old.id))
      OR EXISTS (SELECT FROM private.count_held (event) h WHERE h.tier_id = old.id) THEN
    PERFORM private.refuse (409, 'HAS_TICKETS', 'There are orders or tickets of it.');
  END IF;
  DELETE FROM private.places p WHERE p.event_id = event AND p.pool_id = old.id;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_parent AFTER DELETE ON public.events FOR EACH ROW EXECUTE FUNCTION private.keep_parent ();
CREATE TRIGGER keep_parent AFTER DELETE ON public.ticket_tiers FOR EACH ROW EXECUTE FUNCTION private.keep_parent ();

-- A quota or a code that is deleted has no places any more.
CREATE FUNCTION private.drop_places () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  DELETE FROM private.places p WHERE p.event_id = old.event_id AND p.pool_id = old.id;
  RETURN NULL;
END $$;
CREATE TRIGGER drop_places AFTER DELETE ON public.quotas FOR EACH ROW EXECUTE FUNCTION private.drop_places ();
CREATE TRIGGER drop_places AFTER DELETE ON public.promo_codes FOR EACH ROW EXECUTE FUNCTION private.drop_places ();
