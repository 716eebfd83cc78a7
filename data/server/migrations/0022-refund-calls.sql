-- SPDX-License-Identifier: GPL-3.0-or-later
-- The calls about refunds. All lock the order first, so that two at once see what the other gave back.

CREATE TYPE private.refund_case AS (event public.events, o public.orders, ticket public.tickets);

-- The order, and the ticket if one is named; an order that is NULL is that of a ticket without one.
CREATE FUNCTION private.lock_refund_case (event_id uuid, order_id uuid, ticket_id uuid) RETURNS private.refund_case
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  found_case private.refund_case;
  event public.events;
  o public.orders;
  ticket public.tickets;
BEGIN
  SELECT e.* INTO event FROM public.events e WHERE e.id = lock_refund_case.event_id;
  IF order_id IS NOT NULL THEN
    SELECT b.* INTO o FROM public.orders b
    WHERE b.event_id = event.id AND b.id = lock_refund_case.order_id AND b.deleted_at IS NULL FOR NO KEY UPDATE;
  END IF;
  IF ticket_id IS NOT NULL THEN
    SELECT t.* INTO ticket FROM public.tickets t WHERE t.event_id = event.id AND t.id = lock_refund_case.ticket_id
      AND t.deleted_at IS NULL AND t.order_id IS NOT DISTINCT FROM o.id FOR NO KEY UPDATE;
  END IF;
  IF order_id IS NOT NULL AND o.id IS NULL THEN
    PERFORM private.refuse (404, 'NO_ORDER', 'There is no such order, or you may not give its money back.');
  ELSIF ticket_id IS NOT NULL AND ticket.id IS NULL THEN
    PERFORM private.refuse (404, 'NO_TICKET', 'There is no such ticket in this order.');
  END IF;
  found_case.event := event;
  found_case.o := o;
  found_case.ticket := ticket;
  RETURN found_case;
END $$;

-- What could be given back now, and what the event's terms give. For who may refund, and for the buyer.
CREATE FUNCTION public.refund_terms (order_id uuid, ticket_id uuid DEFAULT NULL, token text DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  event public.events;
  o public.orders;
  ticket public.tickets;
  state private.refund_state;
BEGIN
  SELECT b.* INTO o FROM public.orders b WHERE b.id = refund_terms.order_id AND b.deleted_at IS NULL;
  IF o.id IS NULL OR NOT (coalesce (o.buyer_id = private.me (), false) OR coalesce (token = private.order_token (o.id), false)
      OR coalesce (o.event_id = ANY (private.my_event_ids ('refund')), false)) THEN
    PERFORM private.refuse (404, 'NO_ORDER', 'There is no such order, or it is not yours.');
  END IF;
  SELECT e.* INTO event FROM public.events e WHERE e.id = o.event_id;
  IF ticket_id IS NOT NULL THEN
    SELECT t.* INTO ticket FROM public.tickets t
    WHERE t.event_id = o.event_id AND t.id = refund_terms.ticket_id AND t.order_id = o.id AND t.deleted_at IS NULL;
    IF ticket.id IS NULL THEN
      PERFORM private.refuse (404, 'NO_TICKET', 'There is no such ticket in this order.');
    END IF;
  END IF;
  state := private.refund_state (event, o, ticket);
  RETURN to_jsonb (state) || jsonb_build_object ('order_id', o.id, 'ticket_id', ticket.id, 'currency', o.currency);
END $$;

-- Without an amount: all that is left of it; with by_terms as much as the event's terms give.
CREATE FUNCTION public.refund_order (order_id uuid, id uuid, amount bigint DEFAULT NULL, ticket_id uuid DEFAULT NULL,
    reason text DEFAULT NULL, cancel_tickets boolean DEFAULT false, by_terms boolean DEFAULT false, method text DEFAULT NULL,
    reference text DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  event_id uuid;
  this private.refund_case;
  state private.refund_state;
  refund public.refunds;
  due bigint;
BEGIN
  PERFORM private.check_new_id (id);
  SELECT b.event_id INTO event_id FROM public.orders b
  WHERE b.id = refund_order.order_id AND b.event_id = ANY (private.my_event_ids ('refund'));
  IF NOT FOUND THEN
    PERFORM private.refuse (404, 'NO_ORDER', 'There is no such order, or you may not give its money back.');
  ELSIF char_length (reason) > 2000 THEN
    PERFORM private.refuse (400, 'REASON_LONG', 'A reason has at most 2000 characters.');
  ELSIF method NOT IN ('CASH', 'CARD', 'STRIPE', 'TRANSFER', 'VOUCHER') THEN
    PERFORM private.refuse (400, 'METHOD_WRONG', 'A method is CASH, CARD, STRIPE, TRANSFER or VOUCHER.');
  ELSIF char_length (reference) NOT BETWEEN 1 AND 255 THEN
    PERFORM private.refuse (400, 'REFERENCE_WRONG', 'A reference has 1 to 255 characters.');
  END IF;
  this := private.lock_refund_case (event_id, order_id, ticket_id);
  SELECT r.* INTO refund FROM public.refunds r WHERE r.id = refund_order.id;
  IF refund.order_id = refund_order.order_id AND refund.ticket_id IS NOT DISTINCT FROM refund_order.ticket_id THEN
    RETURN private.answer_refund (refund);
  ELSIF refund.id IS NOT NULL OR EXISTS (SELECT FROM public.payments p WHERE p.id = refund_order.id) THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  ELSIF (this.o).status NOT IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED') THEN
    PERFORM private.refuse (409, 'NOT_PAID', 'This order is not paid, so there is nothing to give back.');
  END IF;
  state := private.refund_state (this.event, this.o, this.ticket);
  due := coalesce (amount, CASE WHEN by_terms THEN state.proposed ELSE state.most END);
  IF due < 0 THEN
    PERFORM private.refuse (400, 'AMOUNT_WRONG', 'An amount is not below 0.');
  ELSIF due > state.most THEN
    PERFORM private.refuse (409, 'MORE_THAN_PAID', format ('Of this, %s can be given back, not %s.',
      private.format_money (state.most, (this.o).currency), private.format_money (due, (this.o).currency)));
  ELSIF due = 0 AND NOT coalesce (cancel_tickets, false) THEN
    PERFORM private.refuse (409, 'NOTHING_LEFT', 'There is nothing to give back.');
  END IF;
  INSERT INTO public.refunds AS r (event_id, id, order_id, ticket_id, amount, currency, reason, cancels_tickets, method, reference,
    requested_by)
  VALUES (event_id, refund_order.id, (this.o).id, (this.ticket).id, due, (this.o).currency, refund_order.reason,
    coalesce (cancel_tickets, false), refund_order.method, refund_order.reference, person)
  ON CONFLICT DO NOTHING RETURNING r.* INTO refund;
  IF refund.id IS NULL THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  END IF;
  IF private.is_within_limit (refund) THEN
    RETURN private.confirm_refund (refund);
  END IF;
  RETURN private.answer_refund (refund);
END $$;

-- A refund that waits, locked with what it hangs on, for who may refund there.
CREATE FUNCTION private.lock_refund (id uuid) RETURNS public.refunds
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  refund public.refunds;
BEGIN
  PERFORM private.require_me ();
  SELECT r.* INTO refund FROM public.refunds r
  WHERE r.id = lock_refund.id AND r.deleted_at IS NULL AND r.event_id = ANY (private.my_event_ids ('refund'));
  IF refund.id IS NULL THEN
    PERFORM private.refuse (404, 'NO_REFUND', 'There is no such refund, or it is not yours to decide.');
  END IF;
  PERFORM private.lock_refund_case (refund.event_id, refund.order_id, refund.ticket_id);
  SELECT r.* INTO refund FROM public.refunds r WHERE r.event_id = refund.event_id AND r.id = refund.id FOR NO KEY UPDATE;
  RETURN refund;
END $$;

CREATE FUNCTION public.approve_refund (id uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  refund public.refunds := private.lock_refund (id);
  this private.refund_case;
  state private.refund_state;
  whole private.refund_state;
  most bigint;
BEGIN
  IF refund.status = 'CONFIRMED' THEN
    RETURN private.answer_refund (refund);
  ELSIF refund.status = 'DROPPED' THEN
    PERFORM private.refuse (409, 'REFUND_DROPPED', 'This refund was dropped.');
  ELSIF NOT private.is_within_limit (refund) THEN
    PERFORM private.refuse (403, 'ABOVE_LIMIT', 'This is more than you may give back. Ask somebody who may.');
  END IF;
  this := private.lock_refund_case (refund.event_id, refund.order_id, refund.ticket_id);
  IF (this.o).status IN ('PENDING', 'EXPIRED') THEN
    PERFORM private.refuse (409, 'NOT_PAID', 'This order is not paid, so there is nothing to give back.');
  END IF;
  state := private.refund_state (this.event, this.o, this.ticket);
  whole := private.refund_state (this.event, this.o, NULL);
  most := greatest (0, least (state.paid - state.returned, whole.paid - whole.returned));
  IF refund.amount > most THEN
    PERFORM private.refuse (409, 'MORE_THAN_PAID', format ('Of this, %s can be given back, not %s.',
      private.format_money (most, refund.currency), private.format_money (refund.amount, refund.currency)));
  END IF;
  RETURN private.confirm_refund (refund);
END $$;

-- By who may refund there, or who asked for it.
CREATE FUNCTION public.drop_refund (id uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  refund public.refunds := private.lock_refund (id);
BEGIN
  IF refund.status = 'CONFIRMED' THEN
    PERFORM private.refuse (409, 'REFUND_DONE', 'This money went back already.');
  ELSIF refund.status = 'PROPOSED' THEN
    UPDATE public.refunds r SET status = 'DROPPED', decided_by = private.me (), decided_at = now ()
    WHERE r.event_id = refund.event_id AND r.id = refund.id RETURNING r.* INTO refund;
  END IF;
  RETURN private.answer_refund (refund);
END $$;
GRANT EXECUTE ON FUNCTION public.refund_terms TO anon, authenticated;
GRANT EXECUTE ON FUNCTION public.refund_order, public.approve_refund, public.drop_refund TO authenticated;
