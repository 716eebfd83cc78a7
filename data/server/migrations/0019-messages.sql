-- SPDX-License-Identifier: GPL-3.0-or-later
-- A message to many: each address gets it once, however many tickets it has.
--
--   audience  ALL          whose ticket is good       NOT_ARRIVED  of these, who did not come in yet
--             ARRIVED      of these, who did          EVERYBODY    also whose ticket was cancelled or paid back
--   {{name}} {{event}} {{organizer}} {{start}} {{venue}} {{order}} {{tickets}} are filled when it is sent

-- An id of the caller's making: whoever calls again with the same one gets the same answer.
CREATE FUNCTION private.check_new_id (id uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF id IS NULL THEN
    PERFORM private.refuse (400, 'ID_MISSING', 'Give an id of your own making, and the same one when you ask again.');
  END IF;
END $$;

CREATE FUNCTION private.check_words (text_with_words text) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  word text;
BEGIN
  SELECT m.found[1] INTO word FROM regexp_matches (text_with_words, '\{\{(.{0,40}?)\}\}', 'g') AS m (found)
  WHERE m.found[1] <> ALL ('{name,event,organizer,start,venue,order,tickets}') LIMIT 1;
  IF FOUND THEN
    PERFORM private.refuse (400, 'WORD_UNKNOWN', format ('Nothing can be filled in for “{{%s}}”.', word));
  END IF;
END $$;

CREATE FUNCTION private.recipients (event uuid, audience text, tiers jsonb)
  RETURNS TABLE (address text, name text, order_id uuid, ticket_id uuid)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT DISTINCT ON (p.address) p.address, p.name, p.order_id, p.id
  FROM (
    SELECT lower (coalesce (t.attendee_email, o.buyer_email)) AS address,
      CASE WHEN t.attendee_email IS NULL THEN coalesce (o.buyer_name, t.attendee_name) ELSE t.attendee_name END AS name,
      t.order_id, t.id, t.status
    FROM public.tickets t LEFT JOIN public.orders o ON o.event_id = t.event_id AND o.id = t.order_id
    WHERE t.event_id = event AND t.deleted_at IS NULL AND (tiers IS NULL OR tiers ? t.tier_id::text)
      AND (o.id IS NULL OR o.deleted_at IS NULL AND (o.status IN ('COMPLETED', 'PARTLY_REFUNDED')
        OR audience = 'EVERYBODY' AND o.status = 'REFUNDED'))
      AND CASE audience WHEN 'ALL' THEN t.status <> 'CANCELLED' WHEN 'NOT_ARRIVED' THEN t.status = 'VALID'
        WHEN 'ARRIVED' THEN t.status = 'CHECKED_IN' ELSE true END) AS p
  WHERE p.address ~ '^[^@\s]+@[^@\s]+$'
  ORDER BY p.address, p.status = 'CANCELLED', p.id;
$$;

-- With message_id it is one that a desk prepared; else subject and body are given.
CREATE FUNCTION public.queue_message (event_id uuid, id uuid, subject text DEFAULT NULL, body text DEFAULT NULL,
    audience text DEFAULT 'ALL', tier_ids jsonb DEFAULT NULL, message_id uuid DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  event uuid := event_id;
  message public.messages;
  known public.mailings;
  wait integer;
BEGIN
  PERFORM private.check_new_id (id);
  IF NOT coalesce (event = ANY (private.my_event_ids ('message')), false) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not send messages at this event.');
  END IF;
  SELECT m.* INTO known FROM public.mailings m WHERE m.id = queue_message.id;
  IF known.event_id = event AND known.message_id IS NOT DISTINCT FROM queue_message.message_id THEN
    RETURN jsonb_build_object ('id', known.id, 'n_recipients', known.n_recipients);
  ELSIF known.id IS NOT NULL THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  END IF;
  IF message_id IS NOT NULL THEN
    SELECT m.* INTO message FROM public.messages m
    WHERE m.event_id = event AND m.id = queue_message.message_id AND m.deleted_at IS NULL FOR NO KEY UPDATE;
    IF message.id IS NULL THEN
      PERFORM private.refuse (404, 'NO_MESSAGE', 'There is no such message at this event.');
    ELSIF message.status <> 'PREPARED' THEN
      PERFORM private.refuse (409, 'MESSAGE_DONE', 'This message was sent or dropped already.');
    END IF;
    subject := coalesce (subject, message.subject);
    body := coalesce (body, message.body, '');
  END IF;
  IF audience IS NULL OR audience NOT IN ('ALL', 'NOT_ARRIVED', 'ARRIVED', 'EVERYBODY') THEN
    PERFORM private.refuse (400, 'AUDIENCE_WRONG', 'The audience is ALL, NOT_ARRIVED, ARRIVED or EVERYBODY.');
  ELSIF tier_ids IS NOT NULL AND (NOT private.is_id_list (tier_ids) OR jsonb_array_length (tier_ids) > 1000) THEN
    PERFORM private.refuse (400, 'TIERS_WRONG', 'Tiers are an array of at most 1000 ids.');
  ELSIF subject IS NULL OR char_length (subject) NOT BETWEEN 1 AND 255 OR subject ~ '[[:cntrl:]]' THEN
    PERFORM private.refuse (400, 'SUBJECT_WRONG', 'A subject has 1 to 255 characters, on one line.');
  ELSIF body IS NULL OR char_length (body) > 20000 THEN
    PERFORM private.refuse (400, 'BODY_WRONG', 'A message has a text of at most 20000 characters.');
  END IF;
  PERFORM private.check_words (subject || body);
  wait := private.count_attempt ('message ' || event, 30, 3600);
  IF wait IS NOT NULL THEN
    PERFORM private.refuse (429, 'TOO_OFTEN', 'This event sent many messages within the hour. Try again later.', wait);
  END IF;
  INSERT INTO public.mailings AS m (event_id, id, created_by, message_id, subject, body, audience, tier_ids)
  VALUES (event, queue_message.id, person, queue_message.message_id, queue_message.subject, queue_message.body,
    queue_message.audience, queue_message.tier_ids)
  ON CONFLICT DO NOTHING RETURNING m.* INTO known;
  IF known.id IS NULL THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This message is being sent at this moment.');
  END IF;
  INSERT INTO public.deliveries (event_id, kind, mailing_id, address, name, order_id, ticket_id)
  SELECT event, 'MESSAGE', known.id, r.address, r.name, r.order_id, r.ticket_id
  FROM private.recipients (event, known.audience, known.tier_ids) AS r;
  GET DIAGNOSTICS known.n_recipients = ROW_COUNT;
  UPDATE public.mailings m SET n_recipients = known.n_recipients WHERE m.event_id = event AND m.id = known.id;
  UPDATE public.messages m SET status = 'SENT', sent_at = now () WHERE m.event_id = event AND m.id = known.message_id;
  RETURN jsonb_build_object ('id', known.id, 'n_recipients', known.n_recipients);
END $$;

-- What of it was not sent yet is not sent.
CREATE FUNCTION public.drop_message (id uuid) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  known public.mailings;
  n bigint;
BEGIN
  PERFORM private.require_me ();
  SELECT m.* INTO known FROM public.mailings m
  WHERE m.id = drop_message.id AND m.event_id = ANY (private.my_event_ids ('message')) FOR NO KEY UPDATE;
  IF known.id IS NULL THEN
    PERFORM private.refuse (404, 'NO_MESSAGE', 'There is no such message, or you may not send messages there.');
  END IF;
  UPDATE public.deliveries d SET status = 'DROPPED'
  WHERE d.event_id = known.event_id AND d.mailing_id = known.id AND d.status = 'QUEUED';
  GET DIAGNOSTICS n = ROW_COUNT;
  UPDATE public.mailings m SET dropped_at = coalesce (m.dropped_at, now ()) WHERE m.event_id = known.event_id AND m.id = known.id;
  RETURN jsonb_build_object ('id', known.id, 'n_dropped', n);
END $$;
GRANT EXECUTE ON FUNCTION public.queue_message, public.drop_message TO authenticated;
