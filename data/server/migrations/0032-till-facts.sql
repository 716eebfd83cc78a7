-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the money makes of an order that a desk took or gave back while nobody was asked: it was paid, or went back, and the order
-- follows. So a reservation of the web that is paid at a desk is completed here, even when it had expired; and a refund above what
-- the person may give back is marked, and stands.

-- An order is paid. Its places are taken again where they had been given up: out of what the desk holds, then of the pools, and
-- what is wanting is owed, with a conflict that says so.
CREATE FUNCTION private.complete_by_payment (o public.orders) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  tiers uuid[];
  numbers bigint[];
  n_left bigint;
  oversold bigint := 0;
BEGIN
  IF o.status = 'EXPIRED' THEN
    PERFORM FROM public.tickets t WHERE t.event_id = o.event_id AND t.order_id = o.id ORDER BY t.id FOR NO KEY UPDATE;
    SELECT array_agg (k.tier_id), array_agg (k.n) INTO tiers, numbers FROM (
      SELECT h.tier_id, sum (h.n)::bigint AS n FROM (
        SELECT t.tier_id, 1 FROM public.tickets t WHERE t.event_id = o.event_id AND t.order_id = o.id
          AND t.tier_id IS NOT NULL AND t.deleted_at IS NULL AND t.status <> 'CANCELLED'
        UNION ALL
        SELECT l.tier_id, l.quantity FROM jsonb_to_recordset (o.lines) AS l (tier_id uuid, quantity bigint, is_cancelled boolean)
        WHERE l.is_cancelled IS NULL) AS h (tier_id, n)
      GROUP BY h.tier_id ORDER BY h.tier_id) AS k;
    PERFORM set_config ('foyer.places', 'forced', true);
    IF private.my_device () IS NOT NULL THEN
      PERFORM FROM public.allotments a WHERE a.event_id = o.event_id AND a.device_id = private.my_device () AND a.ended_at IS NULL
        ORDER BY a.id FOR NO KEY UPDATE;
    END IF;
    PERFORM private.hold_event_alone (o.event_id);
    FOR i IN 1 .. coalesce (cardinality (tiers), 0) LOOP
      PERFORM private.use_allotments (o.event_id, private.my_device (), tiers[i], numbers[i]);
      n_left := private.tier_left (o.event_id, tiers[i]);
      oversold := oversold + greatest (0, numbers[i] - coalesce (n_left, numbers[i]));
      PERFORM private.move_places (ARRAY[o.event_id], ARRAY[tiers[i]], ARRAY[numbers[i]]);
    END LOOP;
    IF o.promo_code_id IS NOT NULL THEN
      PERFORM private.move_uses (o.event_id, ARRAY[o.promo_code_id], ARRAY[1::bigint]);
    END IF;
    IF oversold > 0 THEN
      INSERT INTO public.conflicts (event_id, kind, other_id, details)
      VALUES (o.event_id, 'OVERSOLD', o.id, jsonb_build_object ('order_id', o.id, 'tickets', oversold));
    END IF;
  END IF;
  PERFORM set_config ('foyer.places', 'taken', true);
  UPDATE public.orders u SET status = 'COMPLETED', expires_at = NULL WHERE u.event_id = o.event_id AND u.id = o.id;
  PERFORM set_config ('foyer.places', '', true);
END $$;

CREATE INDEX conflicts_of_money ON public.conflicts (event_id, other_id)
  WHERE kind IN ('REFUNDED_TWICE', 'PAID_TWICE') AND settled_at IS NULL;

-- Money of an order that was moved twice, by people who did not know of each other: it went back (REFUNDED_TWICE) or came in
-- (PAID_TWICE). All of it stays; one open conflict for each order tells of it, with the latest who did, where and when, and of what
-- comes after. What it is too much, if that is known; and the ticket, if it is about one.
CREATE FUNCTION private.tell_moved_twice (o public.orders, kind text, excess bigint, ticket uuid DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  told jsonb;
BEGIN
  SELECT jsonb_build_object ('order_id', o.id, 'currency', o.currency, 'total', o.total, 'excess', greatest (0, excess),
    'paid', coalesce (sum (p.amount) FILTER (WHERE p.kind = 'PAYMENT'), o.total),
    'returned', coalesce (sum (p.amount) FILTER (WHERE p.kind = 'REFUND'), 0)) INTO told
  FROM public.payments p WHERE p.event_id = o.event_id AND p.order_id = o.id;
  told := told || jsonb_build_object ('moved', (
    SELECT jsonb_agg (jsonb_strip_nulls (jsonb_build_object ('amount', p.amount, 'method', p.method, 'at', p.paid_at,
        'device_id', p.device_id, 'user_id', CASE WHEN c.id IS NULL THEN p.user_id END, 'name', coalesce (c.name, u.name)))
      ORDER BY p.paid_at, p.id)
    FROM (SELECT k.* FROM public.payments k WHERE k.event_id = o.event_id AND k.order_id = o.id
        AND k.kind = CASE tell_moved_twice.kind WHEN 'REFUNDED_TWICE' THEN 'REFUND' ELSE 'PAYMENT' END
        ORDER BY k.paid_at DESC, k.id DESC LIMIT 10) AS p
      LEFT JOIN public.cashiers c ON c.event_id = o.event_id AND c.id = p.cashier_id
      LEFT JOIN public.users u ON u.id = p.user_id));
  UPDATE public.conflicts c SET details = told, ticket_id = CASE WHEN c.ticket_id = ticket THEN ticket END
  WHERE c.event_id = o.event_id AND c.other_id = o.id AND c.kind = tell_moved_twice.kind AND c.settled_at IS NULL AND c.deleted_at IS NULL;
  IF NOT FOUND THEN
    INSERT INTO public.conflicts (event_id, kind, other_id, ticket_id, details)
    VALUES (o.event_id, tell_moved_twice.kind, o.id, ticket, told);
  END IF;
END $$;

-- What came in for an order beyond what it costs, and is not on its way back.
CREATE FUNCTION private.order_excess (o public.orders) RETURNS bigint
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  state private.refund_state := private.refund_state (NULL, o, NULL);
BEGIN
  RETURN CASE WHEN o.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED')
    THEN greatest (0, state.paid - state.returned - state.waiting - o.total) ELSE 0 END;
END $$;

CREATE FUNCTION private.tell_excess (event uuid, order_id uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o public.orders;
  excess bigint;
BEGIN
  SELECT k.* INTO o FROM public.orders k WHERE k.event_id = event AND k.id = tell_excess.order_id;
  excess := private.order_excess (o);
  IF excess > 0 THEN
    PERFORM private.tell_moved_twice (o, 'PAID_TWICE', excess);
  END IF;
END $$;

-- By now nothing is too much: what went back afterwards has settled it. What only looked so for a moment, as the money of an exchange
-- comes before its price, was no conflict.
CREATE FUNCTION private.settle_excess (event uuid, order_id uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o public.orders;
  known public.conflicts;
BEGIN
  SELECT c.* INTO known FROM public.conflicts c WHERE c.event_id = event AND c.kind = 'PAID_TWICE' AND c.other_id = settle_excess.order_id
    AND c.settled_at IS NULL AND c.deleted_at IS NULL FOR NO KEY UPDATE;
  IF known.id IS NULL THEN
    RETURN;
  END IF;
  SELECT k.* INTO o FROM public.orders k WHERE k.event_id = event AND k.id = known.other_id;
  IF private.order_excess (o) > 0 THEN
    RETURN;
  ELSIF EXISTS (SELECT FROM public.payments p WHERE p.event_id = event AND p.order_id = o.id AND p.kind = 'REFUND'
      AND p.updated_at >= known.updated_at) THEN
    UPDATE public.conflicts c SET settled_at = now (), settled_by = private.me () WHERE c.event_id = event AND c.id = known.id;
  ELSE
    UPDATE public.conflicts c SET deleted_at = now () WHERE c.event_id = event AND c.id = known.id;
  END IF;
END $$;

-- Whether what is new of an order's money, the rows with these ids, was moved twice: more went back than came in, for the order or
-- for one of its tickets; or it went back, in whole or in part, at a desk that could not know yet that it had elsewhere. So too for
-- what came in, when it is more than the order costs; a desk that was away could not know either of what was paid on the web before,
-- and takes for such an order, or for another all of its price, what is not the difference to a dearer tier. Who took it may have said
-- what the order costs by now.
CREATE FUNCTION private.find_moved_twice (o public.orders, ids uuid[], price numeric DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  state private.refund_state := private.refund_state (NULL, o, NULL);
  part private.refund_state;
  this record;
  n_back bigint;
  sent_back bigint;
  unaware text[];
  since timestamptz;
BEGIN
  SELECT coalesce (sum (p.amount) FILTER (WHERE p.kind = 'REFUND'), 0) INTO sent_back FROM public.payments p
  WHERE p.event_id = o.event_id AND p.order_id = o.id;
  SELECT count (*) INTO n_back FROM public.refunds r WHERE r.event_id = o.event_id AND r.order_id = o.id AND r.status = 'CONFIRMED'
    AND r.deleted_at IS NULL;
  -- What moved here before what others did was told.
  SELECT array_agg (DISTINCT p.kind), min (p.paid_at) FILTER (WHERE p.kind = 'REFUND') INTO unaware, since FROM public.payments p
  WHERE p.event_id = o.event_id AND p.order_id = o.id AND p.id = ANY (ids) AND p.chg = pg_current_xact_id () AND EXISTS (
    SELECT FROM public.payments q WHERE q.event_id = o.event_id AND q.order_id = o.id AND q.kind = p.kind AND q.updated_at > p.paid_at
      AND q.device_id IS DISTINCT FROM p.device_id);
  IF state.returned > state.paid AND n_back + (sent_back > state.returned)::integer > 1 THEN
    PERFORM private.tell_moved_twice (o, 'REFUNDED_TWICE', state.returned - state.paid);
  ELSE
    FOR this IN SELECT r.id, r.amount, t AS ticket FROM public.refunds r
        LEFT JOIN public.tickets t ON t.event_id = r.event_id AND t.id = r.ticket_id
        WHERE r.event_id = o.event_id AND r.order_id = o.id AND r.id = ANY (ids) AND r.chg = pg_current_xact_id ()
          AND r.status = 'CONFIRMED' AND r.deleted_at IS NULL ORDER BY r.id LOOP
      IF (this.ticket).id IS NOT NULL THEN
        part := private.refund_state (NULL, o, this.ticket);
      END IF;
      IF EXISTS (SELECT FROM public.refunds r WHERE r.event_id = o.event_id AND r.order_id = o.id AND r.id <> ALL (ids)
          AND r.status = 'CONFIRMED' AND r.deleted_at IS NULL
          AND (r.ticket_id = (this.ticket).id AND part.returned > part.paid
            OR r.decided_at > since AND coalesce (r.ticket_id = (this.ticket).id, true))) THEN
        PERFORM private.tell_moved_twice (o, 'REFUNDED_TWICE', CASE WHEN (this.ticket).id IS NOT NULL THEN part.returned - part.paid END,
          (this.ticket).id);
      END IF;
    END LOOP;
  END IF;
  -- What was too much was brought back.
  IF state.returned <= state.paid AND EXISTS (SELECT FROM public.payments p WHERE p.event_id = o.event_id AND p.order_id = o.id
      AND p.id = ANY (ids) AND p.chg = pg_current_xact_id () AND p.kind = 'PAYMENT') THEN
    UPDATE public.conflicts c SET settled_at = now (), settled_by = private.me () WHERE c.event_id = o.event_id AND c.other_id = o.id
      AND c.kind = 'REFUNDED_TWICE' AND c.settled_at IS NULL AND c.deleted_at IS NULL AND (c.details ->> 'excess')::bigint > 0;
  END IF;
  IF state.paid - state.returned - state.waiting > greatest (o.total, price) AND ('PAYMENT' = ANY (unaware) OR EXISTS (SELECT FROM public.payments p
      WHERE p.event_id = o.event_id AND p.order_id = o.id AND p.id = ANY (ids) AND p.chg = pg_current_xact_id () AND p.kind = 'PAYMENT'
      HAVING sum (p.amount) >= CASE o.channel WHEN 'WEB' THEN 1 ELSE o.total END)) THEN
    PERFORM private.tell_moved_twice (o, 'PAID_TWICE', state.paid - state.returned - state.waiting - o.total);
  ELSE
    PERFORM private.settle_excess (o.event_id, o.id);
  END IF;
END $$;

-- What becomes of an order at a desk: paid, or given up, and both taken back while no money is written down here; or over, when it
-- costs nothing, and nothing is kept of what was paid for it once. Money goes back by refunds; who has a limit may not say by the
-- status that it did.
CREATE FUNCTION private.check_order_status (o public.orders, wanted public.orders) RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  kept bigint;
BEGIN
  SELECT sum (CASE p.kind WHEN 'PAYMENT' THEN p.amount ELSE -p.amount END) INTO kept FROM public.payments p
  WHERE p.event_id = o.event_id AND p.order_id = o.id;
  IF (CASE
      WHEN o.status IN ('PENDING', 'EXPIRED') AND wanted.status IN ('PENDING', 'EXPIRED', 'COMPLETED') THEN true
      WHEN o.status = 'COMPLETED' AND wanted.status IN ('PENDING', 'EXPIRED') THEN o.channel <> 'WEB' AND kept IS NULL
      WHEN o.status = 'COMPLETED' AND wanted.status = 'REFUNDED' AND wanted.total = 0 THEN
        coalesce (kept, o.total) = 0 AND private.may (o.event_id, 'sell')
      WHEN o.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED') AND wanted.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED') THEN
        private.may (o.event_id, 'refund') AND private.refund_limit (o.event_id) IS NULL AND kept IS NULL
      ELSE false END) THEN
    RETURN;
  END IF;
  PERFORM private.refuse (409, 'STATUS_WRONG', format ('An order that is %s does not become %s by an edit: complete, cancel or refund it.',
    o.status, wanted.status));
END $$;

-- Its money went back, all of it.
CREATE FUNCTION private.is_all_returned (o public.orders) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  state private.refund_state := private.refund_state (NULL, o, NULL);
BEGIN
  RETURN o.status IN ('COMPLETED', 'PARTLY_REFUNDED') AND state.paid > 0 AND state.returned >= state.paid;
END $$;

-- What the money that went back makes of an order. Whether its tickets stay when all of it did is what the desk says next, by an
-- edit of the order; one that was split from another has none yet. One that still has all that it costs is what it was: a desk tells
-- what an order costs after what was paid for it, and then this is asked again.
CREATE FUNCTION private.follow_money (event uuid, order_id uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o public.orders;
  state private.refund_state;
BEGIN
  SELECT k.* INTO o FROM public.orders k WHERE k.event_id = event AND k.id = follow_money.order_id;
  state := private.refund_state (NULL, o, NULL);
  IF o.status NOT IN ('COMPLETED', 'PARTLY_REFUNDED') OR state.returned = 0 OR state.paid = 0
      OR state.returned < state.paid AND state.paid - state.returned >= o.total THEN
    RETURN;
  END IF;
  UPDATE public.orders k SET status = f.status FROM (SELECT CASE WHEN state.returned >= state.paid
      AND EXISTS (SELECT FROM public.tickets t WHERE t.event_id = event AND t.order_id = o.id AND t.deleted_at IS NULL)
      AND NOT EXISTS (SELECT FROM public.tickets t
        WHERE t.event_id = event AND t.order_id = o.id AND t.deleted_at IS NULL AND t.status <> 'CANCELLED')
    THEN 'REFUNDED' ELSE 'PARTLY_REFUNDED' END AS status) AS f
  WHERE k.event_id = event AND k.id = o.id AND k.status <> f.status;
END $$;

-- Orders that got payments or refunds just now: the rows with these ids that are new in this transaction. All are locked. What they
-- cost by now, as far as who moved the money said so.
CREATE FUNCTION private.settle_money (event uuid, orders uuid[], ids uuid[], prices jsonb DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o public.orders;
  state private.refund_state;
  most bigint := private.refund_limit (event);
BEGIN
  UPDATE public.refunds r SET is_over_limit = true
  WHERE most IS NOT NULL AND r.event_id = event AND r.id = ANY (ids) AND r.status = 'CONFIRMED' AND r.chg = pg_current_xact_id ()
    AND most < (SELECT sum (k.amount) FROM public.refunds k WHERE k.event_id = event AND k.order_id = r.order_id
      AND k.status = 'CONFIRMED' AND k.decided_by = private.me ());
  FOR o IN SELECT k.* FROM public.orders k WHERE k.event_id = event AND k.id = ANY (orders) AND k.deleted_at IS NULL
      AND (EXISTS (SELECT FROM public.payments p WHERE p.event_id = event AND p.order_id = k.id AND p.id = ANY (ids)
          AND p.chg = pg_current_xact_id ())
        OR EXISTS (SELECT FROM public.refunds r WHERE r.event_id = event AND r.order_id = k.id AND r.id = ANY (ids)
          AND r.chg = pg_current_xact_id ()))
      ORDER BY k.id LOOP
    state := private.refund_state (NULL, o, NULL);
    IF o.status IN ('PENDING', 'EXPIRED') AND state.paid > 0 AND state.paid - state.returned >= o.total THEN
      PERFORM private.complete_by_payment (o);
      o.status := 'COMPLETED';
    END IF;
    -- A sale that waited for the rest was given up, with what had been paid.
    IF o.status = 'PENDING' AND state.paid > 0 AND state.returned >= state.paid THEN
      UPDATE public.orders k SET status = 'REFUNDED', expires_at = NULL WHERE k.event_id = event AND k.id = o.id;
    END IF;
    PERFORM private.follow_money (event, o.id);
    PERFORM private.find_moved_twice (o, ids, (prices ->> o.id::text)::numeric);
  END LOOP;
END $$;

-- A voucher that paid at two places that did not know of each other. Both payments stay, as what it was worth is known to nobody here;
-- one open conflict for each voucher tells of it, with who took it, where, when and for which order.
CREATE INDEX payments_by_voucher ON public.payments (event_id, upper (btrim (reference)))
  WHERE method = 'VOUCHER' AND kind = 'PAYMENT' AND reference IS NOT NULL;
CREATE INDEX conflicts_of_vouchers ON public.conflicts (event_id, (details ->> 'voucher'))
  WHERE kind = 'VOUCHER_TWICE' AND settled_at IS NULL;

CREATE FUNCTION private.find_voucher_twice () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  voucher text := upper (btrim (new.reference));
  told jsonb;
BEGIN
  -- Two desks that come back at the same moment see one another.
  PERFORM pg_advisory_xact_lock (hashtextextended (concat (new.event_id, ' ', voucher), 0));
  IF NOT EXISTS (SELECT FROM public.payments p WHERE p.event_id = new.event_id AND p.method = 'VOUCHER' AND p.kind = 'PAYMENT'
      AND upper (btrim (p.reference)) = voucher AND p.order_id <> new.order_id AND p.device_id IS DISTINCT FROM new.device_id
      AND p.updated_at > new.paid_at) THEN
    RETURN NULL;
  END IF;
  SELECT jsonb_build_object ('voucher', voucher, 'reference', btrim (new.reference), 'currency', new.currency, 'excess', new.amount,
      'paid', sum (m.amount), 'total', 0, 'returned', 0, 'moved', jsonb_agg (jsonb_strip_nulls (jsonb_build_object ('amount', m.amount,
        'method', 'VOUCHER', 'at', m.paid_at, 'order_number', o.order_number, 'device_id', m.device_id,
        'user_id', CASE WHEN c.id IS NULL THEN m.user_id END, 'name', coalesce (c.name, u.name))) ORDER BY m.paid_at, m.id)) INTO told
  FROM (SELECT p.* FROM public.payments p WHERE p.event_id = new.event_id AND p.method = 'VOUCHER' AND p.kind = 'PAYMENT'
      AND upper (btrim (p.reference)) = voucher ORDER BY p.paid_at DESC, p.id DESC LIMIT 10) AS m
    JOIN public.orders o ON o.event_id = m.event_id AND o.id = m.order_id
    LEFT JOIN public.cashiers c ON c.event_id = m.event_id AND c.id = m.cashier_id
    LEFT JOIN public.users u ON u.id = m.user_id;
  UPDATE public.conflicts c SET details = told WHERE c.event_id = new.event_id AND c.kind = 'VOUCHER_TWICE'
    AND c.details ->> 'voucher' = voucher AND c.settled_at IS NULL AND c.deleted_at IS NULL;
  IF NOT FOUND THEN
    INSERT INTO public.conflicts (event_id, kind, other_id, details) VALUES (new.event_id, 'VOUCHER_TWICE', new.order_id, told);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER voucher_twice AFTER INSERT ON public.payments FOR EACH ROW
  WHEN (new.method = 'VOUCHER' AND new.kind = 'PAYMENT' AND new.reference IS NOT NULL)
  EXECUTE FUNCTION private.find_voucher_twice ();
