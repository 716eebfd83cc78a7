-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is kept of a person, for an owner or organizer to hand out or to erase: by address, or by the ticket of a guest who gave
-- none; at one event, or at all of an organizer. The books stay: orders, amounts, payments, and that somebody came.

CREATE FUNCTION private.persons_events (organizer_id uuid, event_id uuid) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  ids uuid[];
BEGIN
  PERFORM private.require_me ();
  IF (organizer_id IS NULL) = (event_id IS NULL) THEN
    PERFORM private.refuse (400, 'WHERE_WRONG', 'Give an organizer_id or an event_id.');
  ELSIF NOT coalesce (CASE WHEN event_id IS NOT NULL THEN event_id = ANY (private.my_event_ids ('manage'))
      ELSE organizer_id = ANY (private.my_organizer_ids ('OWNER', 'ORGANIZER')) END, false) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'Only owners and organizers may do this.');
  END IF;
  SELECT coalesce (array_agg (e.id), '{}') INTO ids FROM public.events e
  WHERE e.id = persons_events.event_id OR e.organizer_id = persons_events.organizer_id;
  RETURN ids;
END $$;

CREATE TYPE private.traces AS (events uuid[], address text, orders uuid[], tickets uuid[]);

-- A ticket without an address of its own, in an order of theirs, is theirs.
CREATE FUNCTION private.find_traces (email text, ticket_id uuid, organizer_id uuid, event_id uuid) RETURNS private.traces
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  traces private.traces;
BEGIN
  traces.events := private.persons_events (organizer_id, event_id);
  IF (email IS NULL) = (ticket_id IS NULL) THEN
    PERFORM private.refuse (400, 'WHO_WRONG', 'Give an e-mail address or a ticket_id.');
  END IF;
  traces.address := CASE WHEN email IS NOT NULL THEN private.clean_email (email) END;
  SELECT coalesce (array_agg (o.id ORDER BY o.id), '{}') INTO traces.orders FROM public.orders o
  WHERE o.event_id = ANY (traces.events) AND lower (o.buyer_email) = traces.address;
  SELECT coalesce (array_agg (t.id ORDER BY t.id), '{}') INTO traces.tickets FROM public.tickets t
  WHERE t.event_id = ANY (traces.events) AND (t.id = find_traces.ticket_id OR lower (t.attendee_email) = traces.address
    OR coalesce (t.attendee_email, '') = '' AND t.order_id = ANY (traces.orders));
  RETURN traces;
END $$;

-- As JSON, everything: what the person gave, and what was written down about them.
CREATE FUNCTION public.export_person (email text DEFAULT NULL, ticket_id uuid DEFAULT NULL, organizer_id uuid DEFAULT NULL,
    event_id uuid DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  traces private.traces := private.find_traces (email, ticket_id, organizer_id, event_id);
  answer jsonb;
BEGIN
  SELECT jsonb_build_object ('email', traces.address, 'exported_at', now (),
    'orders', (SELECT coalesce (jsonb_agg (to_jsonb (o) - '{chg,client_digest,client_key}'::text[] ORDER BY o.id), '[]')
      FROM public.orders o WHERE o.event_id = ANY (traces.events) AND o.id = ANY (traces.orders)),
    'payments', (SELECT coalesce (jsonb_agg (to_jsonb (p) - '{chg,user_id,device_id}'::text[] ORDER BY p.id), '[]')
      FROM public.payments p WHERE p.event_id = ANY (traces.events) AND p.order_id = ANY (traces.orders)),
    'refunds', (SELECT coalesce (jsonb_agg (to_jsonb (r) - '{chg,requested_by,decided_by}'::text[] ORDER BY r.id), '[]')
      FROM public.refunds r WHERE r.event_id = ANY (traces.events)
        AND (r.order_id = ANY (traces.orders) OR r.ticket_id = ANY (traces.tickets))),
    'tickets', (SELECT coalesce (jsonb_agg (to_jsonb (t) - 'chg' ORDER BY t.id), '[]')
      FROM public.tickets t WHERE t.event_id = ANY (traces.events) AND t.id = ANY (traces.tickets)),
    'former_tickets', (SELECT coalesce (jsonb_agg (to_jsonb (r) - '{chg,replaced_by}'::text[] ORDER BY r.id), '[]')
      FROM public.replaced_codes r WHERE r.event_id = ANY (traces.events) AND lower (r.attendee_email) = traces.address),
    'check_ins', (SELECT coalesce (jsonb_agg (to_jsonb (c) - '{chg,user_id,device_id}'::text[] ORDER BY c.id), '[]')
      FROM public.check_ins c WHERE c.event_id = ANY (traces.events) AND c.ticket_id = ANY (traces.tickets)),
    'conflicts', (SELECT coalesce (jsonb_agg (to_jsonb (c) - '{chg,settled_by}'::text[] ORDER BY c.id), '[]')
      FROM public.conflicts c WHERE c.event_id = ANY (traces.events) AND c.other_id = ANY (traces.tickets || traces.orders)),
    'letters', (SELECT coalesce (jsonb_agg (to_jsonb (d) ORDER BY d.id), '[]')
      FROM public.deliveries d WHERE d.event_id = ANY (traces.events)
        AND (lower (d.address) = traces.address OR d.ticket_id = export_person.ticket_id)),
    'invitations', (SELECT coalesce (jsonb_agg (to_jsonb (i) - 'invited_by' ORDER BY i.id), '[]')
      FROM public.invitations i WHERE i.organizer_id = export_person.organizer_id AND i.email = traces.address))
  INTO answer;
  PERFORM private.log (coalesce (organizer_id, (SELECT e.organizer_id FROM public.events e WHERE e.id = export_person.event_id)),
    event_id, 'export_person', NULL);
  RETURN answer;
END $$;

CREATE FUNCTION public.erase_person (email text DEFAULT NULL, ticket_id uuid DEFAULT NULL, organizer_id uuid DEFAULT NULL,
    event_id uuid DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  traces private.traces := private.find_traces (email, ticket_id, organizer_id, event_id);
  answer jsonb;
  n bigint;
BEGIN
  -- Orders before tickets, each in one order, as everywhere.
  PERFORM FROM public.orders o WHERE o.event_id = ANY (traces.events) AND o.id = ANY (traces.orders) ORDER BY o.id FOR NO KEY UPDATE;
  PERFORM FROM public.tickets t WHERE t.event_id = ANY (traces.events) AND t.id = ANY (traces.tickets) ORDER BY t.id
    FOR NO KEY UPDATE;
  UPDATE public.orders o SET buyer_name = NULL, buyer_email = NULL, buyer_id = NULL, client_digest = NULL, note = NULL
  WHERE o.event_id = ANY (traces.events) AND o.id = ANY (traces.orders);
  UPDATE public.tickets t SET attendee_name = '(erased)', attendee_email = NULL, company = NULL, notes = NULL, answers = NULL,
    resend_marked_at = NULL
  WHERE t.event_id = ANY (traces.events) AND t.id = ANY (traces.tickets);
  UPDATE public.replaced_codes r SET attendee_name = NULL, attendee_email = NULL
  WHERE r.event_id = ANY (traces.events) AND (lower (r.attendee_email) = traces.address
    OR coalesce (r.attendee_email, '') = '' AND r.ticket_id = ANY (traces.tickets));
  -- Free words may name somebody.
  UPDATE public.refunds r SET reason = NULL WHERE r.event_id = ANY (traces.events) AND r.reason IS NOT NULL
    AND (r.order_id = ANY (traces.orders) OR r.ticket_id = ANY (traces.tickets));
  UPDATE public.check_ins c SET reason = NULL
  WHERE c.event_id = ANY (traces.events) AND c.ticket_id = ANY (traces.tickets) AND c.reason IS NOT NULL;
  -- What two desks wrote into one field of theirs.
  UPDATE public.conflicts c SET details = c.details - '{mine,theirs}'::text[]
  WHERE c.event_id = ANY (traces.events) AND c.other_id = ANY (traces.tickets || traces.orders) AND c.details ?| '{mine,theirs}';
  UPDATE public.deliveries d SET address = NULL, name = NULL, failure = NULL,
    status = CASE d.status WHEN 'QUEUED' THEN 'DROPPED' ELSE d.status END
  WHERE d.event_id = ANY (traces.events) AND (lower (d.address) = traces.address OR d.ticket_id = erase_person.ticket_id);
  GET DIAGNOSTICS n = ROW_COUNT;
  DELETE FROM private.letters l WHERE l.kind = 'INVITATION' AND l.address = traces.address
    AND l.details ->> 'organizer_id' = erase_person.organizer_id::text;
  DELETE FROM public.invitations i WHERE i.organizer_id = erase_person.organizer_id AND i.email = traces.address;
  answer := jsonb_build_object ('n_orders', cardinality (traces.orders), 'n_tickets', cardinality (traces.tickets), 'n_letters', n);
  PERFORM private.log (coalesce (organizer_id, (SELECT e.organizer_id FROM public.events e WHERE e.id = erase_person.event_id)),
    event_id, 'erase_person', NULL, answer);
  RETURN answer;
END $$;
GRANT EXECUTE ON FUNCTION public.export_person, public.erase_person TO authenticated;
