-- SPDX-License-Identifier: GPL-3.0-or-later
-- Money goes back: all of it, a part, or that of one ticket; never more than was paid and did not go back yet. Who has a limit
-- gives back as much for each order; what is above it waits until somebody who may says yes or no.
--
-- Giving money back does not cancel a ticket, unless it is asked for; but an order whose money went back altogether is REFUNDED,
-- its places are others', and the door says so.

ALTER TABLE public.refunds
  ADD created_at timestamptz NOT NULL DEFAULT now (),
  ADD cancels_tickets boolean NOT NULL DEFAULT false,
  ADD method text CHECK (method IN ('CASH', 'CARD', 'STRIPE', 'TRANSFER', 'VOUCHER')), -- NULL: as it was paid
  ADD reference text CHECK (char_length (reference) BETWEEN 1 AND 255),
  ADD requested_by uuid REFERENCES public.users,
  ADD decided_by uuid, -- no second reference to users: PostgREST would not know which users(*) is meant
  ADD decided_at timestamptz,
  ADD is_over_limit boolean NOT NULL DEFAULT false; -- a desk that was offline gave back more than its person may: a fact, for people to see

-- What the event's terms give back at a moment, in hundredths of a percent. Days are those of the event's calendar.
CREATE FUNCTION private.refund_percentage (event public.events, moment timestamptz) RETURNS bigint
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT CASE
    WHEN event.status = 'CANCELLED' THEN 10000
    WHEN moment <= (event.start_date AT TIME ZONE event.timezone - make_interval (days => event.refund_full_days::integer))
      AT TIME ZONE event.timezone THEN 10000
    WHEN moment <= event.start_date - make_interval (hours => event.refund_part_hours::integer)
      THEN coalesce (event.refund_part_percentage, 0)
    ELSE 0 END;
$$;

CREATE TYPE private.refund_state AS (
  paid bigint, returned bigint, waiting bigint, -- of the order or the ticket
  most bigint,                                  -- that can be asked for now
  proposed bigint, percentage bigint);          -- by the event's terms

-- An order, or one ticket. A ticket's money is its share of what was paid for the order, in proportion to the prices; of one that
-- comes into the order only now, as this was split from another while nobody was asked, it is all of that.
CREATE FUNCTION private.refund_state (event public.events, o public.orders, ticket public.tickets) RETURNS private.refund_state
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  state private.refund_state;
  order_most bigint;
  given_back bigint;
  ids uuid[];
  prices bigint[];
BEGIN
  IF o.id IS NOT NULL THEN
    SELECT sum (p.amount) FILTER (WHERE p.kind = 'PAYMENT'), coalesce (sum (p.amount) FILTER (WHERE p.kind = 'REFUND'), 0)
    INTO state.paid, given_back FROM public.payments p WHERE p.event_id = o.event_id AND p.order_id = o.id;
    SELECT coalesce (sum (r.amount) FILTER (WHERE r.status = 'CONFIRMED'), 0),
      coalesce (sum (r.amount) FILTER (WHERE r.status = 'PROPOSED'), 0) INTO state.returned, state.waiting
    FROM public.refunds r WHERE r.event_id = o.event_id AND r.order_id = o.id AND r.deleted_at IS NULL;
    -- What was sold elsewhere has no payments here. Money that went back without a refund was the difference to a cheaper tier.
    state.paid := coalesce (state.paid - greatest (0, given_back - state.returned),
      CASE WHEN o.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED') THEN o.total END, 0);
    order_most := greatest (0, state.paid - state.returned - state.waiting);
  END IF;
  IF ticket.id IS NOT NULL THEN
    IF o.id IS NULL THEN
      state.paid := ticket.price;
    ELSIF ticket.order_id = o.id AND ticket.deleted_at IS NULL THEN
      SELECT array_agg (t.id ORDER BY t.id), array_agg (t.price ORDER BY t.id) INTO ids, prices FROM public.tickets t
      WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.deleted_at IS NULL;
      IF 0 = ALL (prices) THEN
        prices := array_fill (1::bigint, ARRAY[cardinality (prices)]);
      END IF;
      state.paid := (private.share_out (state.paid, prices))[array_position (ids, ticket.id)];
    END IF;
    SELECT coalesce (sum (r.amount) FILTER (WHERE r.status = 'CONFIRMED'), 0),
      coalesce (sum (r.amount) FILTER (WHERE r.status = 'PROPOSED'), 0) INTO state.returned, state.waiting
    FROM public.refunds r WHERE r.event_id = ticket.event_id AND r.ticket_id = ticket.id AND r.deleted_at IS NULL
      AND r.order_id IS NOT DISTINCT FROM o.id;
  END IF;
  state.most := least (order_most, greatest (0, state.paid - state.returned - state.waiting));
  state.percentage := private.refund_percentage (event, now ());
  state.proposed := greatest (0, least (state.most,
    private.percentage (state.paid, state.percentage) - state.returned - state.waiting));
  RETURN state;
END $$;

-- How much the caller may give back for one order; NULL without a limit, -1 without the right.
CREATE FUNCTION private.refund_limit (event uuid) RETURNS bigint
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT CASE WHEN event = ANY (private.my_event_ids ('manage')) THEN NULL
    WHEN event = ANY (private.my_event_ids ('refund')) THEN
      (SELECT g.refund_limit FROM public.event_grants g WHERE g.event_id = event AND g.user_id = private.me ())
    ELSE -1 END;
$$;

-- Whether an amount is within it, with what the caller gave back for the order already.
CREATE FUNCTION private.is_within_limit (refund public.refunds) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT coalesce (refund.amount + coalesce (sum (r.amount), 0) <= private.refund_limit (refund.event_id), true)
  FROM public.refunds r
  WHERE r.event_id = refund.event_id AND r.order_id = refund.order_id AND r.status = 'CONFIRMED' AND r.decided_by = private.me ();
$$;

CREATE FUNCTION private.answer_refund (refund public.refunds) RETURNS jsonb
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT jsonb_build_object ('id', refund.id, 'order_id', refund.order_id, 'ticket_id', refund.ticket_id, 'amount', refund.amount,
    'currency', refund.currency, 'status', refund.status, 'order_status', (SELECT o.status FROM public.orders o
      WHERE o.event_id = refund.event_id AND o.id = refund.order_id));
$$;

-- It happens: money, tickets, order. The order, or the ticket that has none, is locked, and the amount is checked.
CREATE FUNCTION private.confirm_refund (refund public.refunds) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  event uuid := refund.event_id;
  o public.orders;
  paid_by text;
BEGIN
  PERFORM FROM public.tickets t WHERE t.event_id = event AND (t.id = refund.ticket_id
    OR refund.ticket_id IS NULL AND t.order_id = refund.order_id) ORDER BY t.id FOR NO KEY UPDATE;
  IF refund.cancels_tickets AND EXISTS (SELECT FROM public.tickets t WHERE t.event_id = event AND t.status = 'CHECKED_IN'
      AND t.deleted_at IS NULL AND (t.id = refund.ticket_id OR refund.ticket_id IS NULL AND t.order_id = refund.order_id)) THEN
    PERFORM private.refuse (409, 'TICKET_USED', 'Somebody came in with a ticket of it. Give the money back without cancelling.');
  END IF;
  UPDATE public.refunds r SET status = 'CONFIRMED', decided_by = private.me (), decided_at = now ()
  WHERE r.event_id = event AND r.id = refund.id RETURNING r.* INTO refund;
  SELECT b.* INTO o FROM public.orders b WHERE b.event_id = event AND b.id = refund.order_id;
  IF refund.amount > 0 AND o.id IS NOT NULL THEN
    SELECT p.method INTO paid_by FROM public.payments p
    WHERE p.event_id = event AND p.order_id = o.id AND p.kind = 'PAYMENT' ORDER BY p.amount DESC LIMIT 1;
    INSERT INTO public.payments (event_id, id, order_id, kind, method, amount, currency, reference, user_id, device_id)
    VALUES (event, refund.id, o.id, 'REFUND', coalesce (refund.method, paid_by, 'TRANSFER'), refund.amount, refund.currency,
      refund.reference, private.me (), private.my_device ())
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      PERFORM private.refuse (409, 'REFERENCE_TAKEN', 'This reference is that of another payment.');
    END IF;
  END IF;
  UPDATE public.tickets t SET status = 'CANCELLED', is_refunded = t.is_refunded OR refund.amount > 0
  WHERE t.event_id = event AND t.deleted_at IS NULL AND (t.status <> 'CANCELLED' OR refund.amount > 0 AND NOT t.is_refunded)
    AND CASE WHEN refund.cancels_tickets
      THEN t.id = refund.ticket_id OR refund.ticket_id IS NULL AND t.order_id = refund.order_id
      ELSE t.id = refund.ticket_id AND t.status = 'CANCELLED' END;
  UPDATE public.orders b SET status = CASE
    WHEN s.paid > 0 THEN CASE WHEN s.returned >= s.paid THEN 'REFUNDED'
      WHEN s.returned > 0 AND s.paid - s.returned < b.total THEN 'PARTLY_REFUNDED' ELSE b.status END
    WHEN EXISTS (SELECT FROM public.tickets t WHERE t.event_id = event AND t.order_id = b.id AND t.deleted_at IS NULL
      AND t.status <> 'CANCELLED') THEN b.status
    ELSE 'REFUNDED' END
  FROM private.refund_state (NULL, o, NULL) AS s
  WHERE b.event_id = event AND b.id = o.id;
  IF o.id IS NOT NULL THEN
    PERFORM private.settle_excess (event, o.id);
  END IF;
  IF refund.amount > 0 THEN
    INSERT INTO public.deliveries (event_id, kind, address, name, order_id, refund_id)
    SELECT event, 'REFUND', lower (o.buyer_email), o.buyer_name, o.id, refund.id WHERE o.buyer_email ~ '^[^@\s]+@[^@\s]+$';
  END IF;
  RETURN private.answer_refund (refund);
END $$;
