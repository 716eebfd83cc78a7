-- SPDX-License-Identifier: GPL-3.0-or-later
-- A ticket goes to somebody else: it gets another code, and the old one is good for nothing from then on.

CREATE TRIGGER audit AFTER INSERT OR DELETE ON public.replaced_codes FOR EACH ROW
  EXECUTE FUNCTION private.audit ('{ticket_id}', 'replaced_codes');

-- Once the ticket went on to a third, the second call does not tell the third's code.
CREATE FUNCTION private.answer_transfer (ticket public.tickets, transfer uuid) RETURNS jsonb
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT jsonb_build_object ('id', transfer, 'ticket_id', ticket.id) || CASE WHEN transfer = (
      SELECT r.id FROM public.replaced_codes r WHERE r.event_id = ticket.event_id AND r.ticket_id = ticket.id
      ORDER BY r.replaced_at DESC LIMIT 1)
    THEN jsonb_build_object ('attendee_name', ticket.attendee_name, 'attendee_email', ticket.attendee_email,
      'qr_code', ticket.qr_code) ELSE '{}' END;
$$;

-- Who bought the order may, with its token if without an account, and who edits the event or sells there. What was written about the one does not go to the other.
CREATE FUNCTION public.transfer_ticket (ticket_id uuid, id uuid, name text, email text DEFAULT NULL, token text DEFAULT NULL)
  RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.me ();
  new_name text := private.clean_name (name);
  address text := CASE WHEN email IS NOT NULL THEN private.clean_email (email) END;
  ticket public.tickets;
  order_status text;
  buyer uuid;
  known public.replaced_codes;
  wait integer;
BEGIN
  PERFORM private.check_new_id (id);
  -- The order before its ticket, as everywhere: it is not paid back meanwhile.
  PERFORM FROM public.orders o JOIN public.tickets t ON t.event_id = o.event_id AND t.order_id = o.id
  WHERE t.id = transfer_ticket.ticket_id FOR SHARE OF o;
  SELECT t.* INTO ticket FROM public.tickets t WHERE t.id = transfer_ticket.ticket_id AND t.deleted_at IS NULL FOR NO KEY UPDATE;
  SELECT o.status, o.buyer_id INTO order_status, buyer FROM public.orders o
  WHERE o.event_id = ticket.event_id AND o.id = ticket.order_id;
  IF ticket.id IS NULL OR NOT (coalesce (buyer = person, false) OR coalesce (token = private.order_token (ticket.order_id), false)
      OR ticket.event_id = ANY (private.my_event_ids ('edit') || private.my_event_ids ('sell'))) THEN
    PERFORM private.refuse (404, 'NO_TICKET', 'There is no such ticket, or it is not yours to pass on.');
  END IF;
  SELECT r.* INTO known FROM public.replaced_codes r WHERE r.id = transfer_ticket.id;
  IF known.ticket_id = ticket.id THEN
    RETURN private.answer_transfer (ticket, known.id);
  ELSIF known.id IS NOT NULL THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  END IF;
  IF ticket.status = 'CHECKED_IN' OR ticket.check_in_time IS NOT NULL THEN
    PERFORM private.refuse (409, 'TICKET_USED', 'Somebody came in with this ticket. It cannot be passed on any more.');
  ELSIF ticket.status <> 'VALID' OR ticket.is_blocked OR ticket.needs_approval
      OR order_status NOT IN ('COMPLETED', 'PARTLY_REFUNDED') THEN
    PERFORM private.refuse (409, 'TICKET_NOT_VALID', 'This ticket is not valid now, so it cannot be passed on.');
  END IF;
  wait := private.count_attempt ('transfer ' || ticket.id, 10, 86400);
  IF wait IS NOT NULL THEN
    PERFORM private.refuse (429, 'TOO_OFTEN', 'This ticket was passed on too often. Try again later.', wait);
  END IF;
  INSERT INTO public.replaced_codes (event_id, id, ticket_id, code, attendee_name, attendee_email, replaced_by)
  VALUES (ticket.event_id, transfer_ticket.id, ticket.id, ticket.qr_code, ticket.attendee_name, ticket.attendee_email, person)
  RETURNING * INTO known;
  UPDATE public.tickets t SET qr_code = private.draw_ticket_code (), attendee_name = new_name, attendee_email = address, company = NULL,
    notes = NULL, answers = NULL, badge_printed_at = NULL, badge_print_count = 0, resend_marked_at = NULL
  WHERE t.event_id = ticket.event_id AND t.id = ticket.id RETURNING t.* INTO ticket;
  PERFORM private.queue_delivery (ticket.event_id, 'TICKET', address, new_name, ticket.order_id, ticket.id);
  PERFORM private.queue_delivery (ticket.event_id, 'PASSED_ON', lower (known.attendee_email), known.attendee_name, ticket.order_id,
    ticket.id);
  RETURN private.answer_transfer (ticket, transfer_ticket.id);
END $$;
GRANT EXECUTE ON FUNCTION public.transfer_ticket TO anon, authenticated;
