-- SPDX-License-Identifier: GPL-3.0-or-later
-- Letters: confirmations of orders, tickets, refunds, and messages to many. Each recipient has a row, which the mail worker
-- takes together with the letters of accounts. It comes as the database's owner:
--
--   SELECT * FROM private.take_letters (50)        ready to send; they are this worker's for ten minutes
--   SELECT private.letter_sent (id)                 gone
--   SELECT private.letter_failed (id, reason)       tried again later, eight times at most; at once no more with is_final
--
-- A worker that dies loses nothing: after ten minutes another takes its letters. So a letter may come twice, but never not.

-- What was written to many. The recipients are those of the moment.
CREATE TABLE public.mailings (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now (),
  created_by uuid REFERENCES public.users,
  message_id uuid, -- that a desk prepared
  subject text NOT NULL CHECK (char_length (subject) BETWEEN 1 AND 255 AND subject !~ '[[:cntrl:]]'),
  body text NOT NULL CHECK (char_length (body) <= 20000),
  audience text NOT NULL CHECK (audience IN ('ALL', 'NOT_ARRIVED', 'ARRIVED', 'EVERYBODY')),
  tier_ids jsonb CHECK (private.is_id_list (tier_ids)),
  n_recipients bigint NOT NULL DEFAULT 0,
  dropped_at timestamptz,
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, message_id) REFERENCES public.messages);
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON public.mailings FOR EACH ROW
  EXECUTE FUNCTION private.audit ('{message_id,audience,n_recipients,dropped_at}');

CREATE TABLE public.deliveries (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE DEFAULT private.new_id (),
  created_at timestamptz NOT NULL DEFAULT now (),
  kind text NOT NULL CHECK (kind IN ('MESSAGE', 'ORDER', 'TICKET', 'PASSED_ON', 'REFUND')),
  mailing_id uuid,
  order_id uuid,
  ticket_id uuid,
  refund_id uuid,
  name text CHECK (char_length (name) <= 200),
  address text CHECK (char_length (address) <= 254), -- NULL once its person was erased
  status text NOT NULL DEFAULT 'QUEUED' CHECK (status IN ('QUEUED', 'SENT', 'FAILED', 'DROPPED')),
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now (),
  sent_at timestamptz,
  failure text CHECK (char_length (failure) <= 500),
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, mailing_id) REFERENCES public.mailings,
  CONSTRAINT deliveries_sent_once CHECK ((status = 'SENT') = (sent_at IS NOT NULL)),
  CONSTRAINT deliveries_to_somebody CHECK (address IS NOT NULL OR status <> 'QUEUED'));
-- What the mail worker takes next.
CREATE INDEX deliveries_due ON public.deliveries (due_at) WHERE status = 'QUEUED';
-- How far a message is.
CREATE INDEX deliveries_by_mailing ON public.deliveries (event_id, mailing_id, status) WHERE mailing_id IS NOT NULL;

ALTER TABLE public.mailings ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.mailings TO authenticated;
CREATE POLICY see ON public.mailings FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('message'))::uuid[]));
ALTER TABLE public.deliveries ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.deliveries TO authenticated;
CREATE POLICY see ON public.deliveries FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('message'))::uuid[]));

-- The words, which whoever hosts the server may change.
CREATE TABLE private.letter_texts (
  kind text PRIMARY KEY,
  subject text NOT NULL,
  body text NOT NULL);
INSERT INTO private.letter_texts (kind, subject, body) VALUES
  ('INVITATION', 'You are invited to work at {{organizer}}', E'Hello,\n\nopen this address to join {{organizer}}:\n\n{{link}}\n\n'
    'It holds for seven days. If you expected no invitation, do nothing.\n'),
  ('PASSWORD_RESET', 'Your new password', E'Hello,\n\nopen this address to set a new password:\n\n{{link}}\n\n'
    'It holds for an hour. If you did not ask for it, do nothing: your password stays as it is.\n'),
  ('ORDER', 'Your tickets for {{event}}', E'Hello {{name}},\n\nthank you for your order {{order}}. Total: {{total}}.\n\n{{event}}\n'
    '{{start}}\n{{venue}}\n\n{{tickets}}\n\n{{organizer}}\n'),
  ('TICKET', 'Your ticket for {{event}}', E'Hello {{name}},\n\na ticket for {{event}} is yours now.\n\n{{start}}\n{{venue}}\n\n'
    '{{tickets}}\n\n{{organizer}}\n'),
  ('PASSED_ON', 'Your ticket for {{event}} was passed on', E'Hello {{name}},\n\nyour ticket for {{event}} is somebody else’s now. '
    'Its old code is not valid any more.\n\n{{organizer}}\n'),
  ('REFUND', 'Money back for your order {{order}}', E'Hello {{name}},\n\nof your order {{order}} for {{event}} you get {{amount}} back.'
    '\n\n{{organizer}}\n');

-- “25.00 EUR”, with as many decimals as ISO 4217 gives the currency.
CREATE FUNCTION private.format_money (amount bigint, currency text) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT round (amount / 10::numeric ^ d, d) || ' ' || currency
  FROM (SELECT CASE
    WHEN currency = ANY ('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,UYI,VND,VUV,XAF,XOF,XPF}') THEN 0
    WHEN currency = ANY ('{BHD,IQD,JOD,KWD,LYD,OMR,TND}') THEN 3
    WHEN currency = ANY ('{CLF,UYW}') THEN 4 ELSE 2 END) AS t (d);
$$;

-- Fills {{name}} and the like, once: what stands in a value is not looked at again. Unknown words stay.
CREATE FUNCTION private.fill_in (pattern text, words jsonb) RETURNS text
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  parts text[] := string_to_array (pattern, '{{');
  filled text := coalesce (parts[1], '');
  ends_at integer;
BEGIN
  FOR i IN 2 .. cardinality (parts) LOOP
    ends_at := position ('}}' IN parts[i]);
    filled := filled || CASE WHEN ends_at > 0 AND words ? left (parts[i], ends_at - 1)
      THEN coalesce (words ->> left (parts[i], ends_at - 1), '') || substr (parts[i], ends_at + 2)
      ELSE '{{' || parts[i] END;
  END LOOP;
  RETURN filled;
END $$;

-- What a letter may say of its event, order and tickets, as they are when it is sent. Who passed a ticket on learns no code.
CREATE FUNCTION private.delivery_words (delivery public.deliveries) RETURNS jsonb
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT jsonb_build_object ('name', delivery.name, 'event', e.title, 'organizer', o.name,
    'start', to_char (e.start_date AT TIME ZONE e.timezone, 'YYYY-MM-DD HH24:MI') || ' (' || e.timezone || ')',
    'venue', concat_ws (', ', e.venue_name, e.venue_address, CASE WHEN delivery.kind <> 'PASSED_ON' THEN e.virtual_url END),
    'order', b.order_number, 'total', private.format_money (b.total, b.currency),
    'amount', private.format_money (r.amount, r.currency),
    'tickets', (SELECT string_agg (concat_ws (', ', k.name, t.attendee_name) || ': ' || t.qr_code, E'\n' ORDER BY t.id)
      FROM public.tickets t LEFT JOIN public.ticket_tiers k ON k.event_id = t.event_id AND k.id = t.tier_id
      WHERE t.event_id = delivery.event_id AND t.deleted_at IS NULL AND t.status <> 'CANCELLED' AND CASE delivery.kind
        WHEN 'ORDER' THEN t.order_id = delivery.order_id WHEN 'PASSED_ON' THEN false ELSE t.id = delivery.ticket_id END))
  FROM public.events e JOIN public.organizers o ON o.id = e.organizer_id
    LEFT JOIN public.orders b ON b.event_id = e.id AND b.id = delivery.order_id
    LEFT JOIN public.refunds r ON r.event_id = e.id AND r.id = delivery.refund_id
  WHERE e.id = delivery.event_id;
$$;

-- Queueing -----------------------------------------------------------------------------------------------------------

-- Nothing to nobody: without an address there is no letter.
CREATE FUNCTION private.queue_delivery (event uuid, kind text, address text, name text, order_id uuid, ticket_id uuid DEFAULT NULL,
    refund_id uuid DEFAULT NULL) RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  INSERT INTO public.deliveries (event_id, kind, address, name, order_id, ticket_id, refund_id)
  SELECT $1, $2, $3, $4, $5, $6, $7 WHERE $3 ~ '^[^@\s]+@[^@\s]+$';
$$;

CREATE FUNCTION private.confirm_order () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.queue_delivery (new.event_id, 'ORDER', new.buyer_email, new.buyer_name, new.id);
  RETURN NULL;
END $$;
-- As in 0017, with the letter.
CREATE OR REPLACE FUNCTION private.tell_of_order (o public.orders) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM private.audit_row ('orders', 'INSERT',
    '{order_number,subtotal,discount,service_fee,total,currency,status,channel,promo_code_id}', NULL, to_jsonb (o));
  IF o.status = 'COMPLETED' AND o.channel <> 'IMPORT' AND o.buyer_email IS NOT NULL THEN
    PERFORM private.queue_delivery (o.event_id, 'ORDER', o.buyer_email, o.buyer_name, o.id);
  END IF;
END $$;
CREATE TRIGGER confirm_paid AFTER UPDATE ON public.orders FOR EACH ROW
  WHEN (old.status IN ('PENDING', 'EXPIRED') AND new.status = 'COMPLETED' AND new.channel <> 'IMPORT' AND new.buyer_email IS NOT NULL)
  EXECUTE FUNCTION private.confirm_order ();

-- Sending ------------------------------------------------------------------------------------------------------------

CREATE FUNCTION private.take_letters (most integer DEFAULT 50)
  RETURNS TABLE (id uuid, kind text, address text, subject text, body text)
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  lease CONSTANT interval := interval '10 minutes';
  n bigint;
BEGIN
  UPDATE private.letters l SET status = 'FAILED', token = NULL, failure = coalesce (l.failure, 'It was not sent in time.')
  WHERE l.status = 'QUEUED' AND l.due_at <= now () AND (l.attempts >= 8
    OR l.created_at < now () - CASE l.kind WHEN 'INVITATION' THEN interval '7 days' ELSE interval '1 hour' END);
  UPDATE public.deliveries d SET status = 'FAILED', failure = coalesce (d.failure, 'It was not sent in time.')
  WHERE d.status = 'QUEUED' AND d.due_at <= now () AND d.attempts >= 8;
  -- Who waits for a link sits before a screen: first those.
  RETURN QUERY
    WITH due AS MATERIALIZED (
      SELECT l.id FROM private.letters l WHERE l.status = 'QUEUED' AND l.due_at <= now ()
      ORDER BY l.due_at LIMIT most FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE private.letters l SET attempts = l.attempts + 1, due_at = now () + lease FROM due WHERE l.id = due.id RETURNING l.*)
    SELECT t.id, t.kind, t.address, regexp_replace (private.fill_in (x.subject, w.words), '[[:cntrl:]]+', ' ', 'g'),
      private.fill_in (x.body, w.words)
    FROM taken t JOIN private.letter_texts x ON x.kind = t.kind
      CROSS JOIN LATERAL (SELECT jsonb_build_object (
        'organizer', (SELECT o.name FROM public.organizers o WHERE o.id = (t.details ->> 'organizer_id')::uuid),
        'link', concat (private.get_setting ('site_url'), CASE t.kind WHEN 'INVITATION' THEN '/invitation/' ELSE '/password/' END,
          t.token)) AS words) AS w;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN QUERY
    WITH due AS MATERIALIZED (
      SELECT d.event_id, d.id FROM public.deliveries d WHERE d.status = 'QUEUED' AND d.due_at <= now ()
      ORDER BY d.due_at LIMIT most - n FOR UPDATE SKIP LOCKED),
    taken AS (
      UPDATE public.deliveries d SET attempts = d.attempts + 1, due_at = now () + lease FROM due
      WHERE d.event_id = due.event_id AND d.id = due.id RETURNING d AS whole)
    SELECT (t.whole).id, (t.whole).kind, (t.whole).address,
      regexp_replace (private.fill_in (coalesce (m.subject, x.subject), w.words), '[[:cntrl:]]+', ' ', 'g'),
      private.fill_in (coalesce (m.body, x.body), w.words)
    FROM taken t LEFT JOIN public.mailings m ON m.event_id = (t.whole).event_id AND m.id = (t.whole).mailing_id
      LEFT JOIN private.letter_texts x ON x.kind = (t.whole).kind
      CROSS JOIN LATERAL (SELECT private.delivery_words (t.whole) AS words) AS w;
END $$;

CREATE FUNCTION private.letter_sent (id uuid) RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  UPDATE private.letters l SET status = 'SENT', sent_at = now (), token = NULL, failure = NULL
  WHERE l.id = letter_sent.id AND l.status <> 'SENT';
  UPDATE public.deliveries d SET status = 'SENT', sent_at = now (), failure = NULL
  WHERE d.id = letter_sent.id AND d.status <> 'SENT';
$$;

-- After a minute, then after four times as long each time, at most after 12 hours.
CREATE FUNCTION private.letter_failed (id uuid, reason text, is_final boolean DEFAULT false) RETURNS void
  LANGUAGE sql SET search_path = '' AS $$
  UPDATE private.letters l SET failure = left (reason, 500), due_at = now () + least (interval '12 hours', interval '1 minute' * 4 ^ (l.attempts - 1)),
    status = CASE WHEN is_final OR l.attempts >= 8 THEN 'FAILED' ELSE 'QUEUED' END,
    token = CASE WHEN is_final OR l.attempts >= 8 THEN NULL ELSE l.token END
  WHERE l.id = letter_failed.id AND l.status = 'QUEUED';
  UPDATE public.deliveries d SET failure = left (reason, 500), due_at = now () + least (interval '12 hours', interval '1 minute' * 4 ^ (d.attempts - 1)),
    status = CASE WHEN is_final OR d.attempts >= 8 THEN 'FAILED' ELSE 'QUEUED' END
  WHERE d.id = letter_failed.id AND d.status = 'QUEUED';
$$;
