-- SPDX-License-Identifier: GPL-3.0-or-later
-- Buying: places are held for ten minutes, the server says what it costs, and the same client_key is the same order. Nothing
-- that a refused call did stays, but its attempt is counted, and orders that were due expire.

-- The tokens by which a buyer without an account reads an order are made from this; none of them is stored.
INSERT INTO private.settings (name, value) VALUES ('order_key', encode (extensions.gen_random_bytes (32), 'hex'));

CREATE FUNCTION private.order_token (order_id uuid) RETURNS text
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT private.to_base64url (extensions.hmac (order_id::text, s.value, 'sha256'))
  FROM private.settings s WHERE s.name = 'order_key';
$$;

-- Drawn, not counted, from letters that are not taken for each other, by eye or ear; as desks draw theirs.
CREATE FUNCTION private.draw_order_number (length integer) RETURNS text
  LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
DECLARE
  number text := '';
BEGIN
  FOR i IN 1 .. length LOOP
    number := number || substr ('CDFHJKLNRTVWXY34679', 1 + floor (random () * 19)::integer, 1);
  END LOOP;
  RETURN number;
END $$;

-- 128 random bits, in letters of a QR code's alphanumeric mode. Nothing that a desk would take for a signed code.
CREATE FUNCTION private.draw_ticket_code () RETURNS text
  LANGUAGE sql VOLATILE SET search_path = '' AS $$
  SELECT 'W' || upper (encode (extensions.gen_random_bytes (16), 'hex'));
$$;

-- An order as its buyer sees it: with its tickets, whose codes are told when nothing is left to pay.
CREATE FUNCTION private.describe_order (event uuid, order_id uuid) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT jsonb_build_object ('id', o.id, 'event_id', o.event_id, 'order_number', o.order_number, 'status', o.status,
      'buyer_name', o.buyer_name, 'buyer_email', o.buyer_email, 'currency', o.currency, 'subtotal', o.subtotal,
      'discount', o.discount, 'service_fee', o.service_fee, 'total', o.total,
      'due', CASE o.status WHEN 'PENDING' THEN o.total ELSE 0 END, 'expires_at', o.expires_at, 'created_at', o.created_at,
      'tickets', (SELECT coalesce (jsonb_agg (jsonb_build_object ('id', t.id, 'tier_id', t.tier_id, 'attendee_name', t.attendee_name,
          'price', t.price, 'status', t.status,
          'qr_code', CASE WHEN o.status IN ('COMPLETED', 'PARTLY_REFUNDED') AND t.status <> 'CANCELLED' THEN t.qr_code END)
          ORDER BY t.id), '[]')
        FROM public.tickets t WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.deleted_at IS NULL))
    FROM public.orders o WHERE o.event_id = event AND o.id = describe_order.order_id);
END $$;

-- Lets orders expire whose time is over, and gives their places back. How many.
CREATE FUNCTION private.expire_orders (event uuid, most integer) RETURNS integer
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  ids uuid[];
  codes uuid[];
BEGIN
  PERFORM private.hold_event (event);
  PERFORM set_config ('foyer.places', 'taken', true);
  WITH due AS (
    SELECT o.id FROM public.orders o WHERE o.event_id = event AND o.status = 'PENDING' AND o.expires_at <= now ()
    ORDER BY o.expires_at LIMIT most FOR NO KEY UPDATE SKIP LOCKED),
  gone AS (
    UPDATE public.orders o SET status = 'EXPIRED' FROM due WHERE o.event_id = event AND o.id = due.id
    RETURNING o.id, o.promo_code_id)
  SELECT array_agg (g.id), array_agg (g.promo_code_id) FILTER (WHERE g.promo_code_id IS NOT NULL) INTO ids, codes FROM gone g;
  PERFORM set_config ('foyer.places', '', true);
  IF ids IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM private.move_places (array_agg (t.event_id), array_agg (t.tier_id), array_agg (-1::bigint)) FROM public.tickets t
  WHERE t.event_id = event AND t.order_id = ANY (ids) AND t.tier_id IS NOT NULL AND t.deleted_at IS NULL
    AND t.status <> 'CANCELLED';
  IF codes IS NOT NULL THEN
    PERFORM private.move_uses (event, codes, array_fill (-1::bigint, ARRAY[cardinality (codes)]));
  END IF;
  RETURN cardinality (ids);
END $$;

CREATE FUNCTION public.expire (most integer DEFAULT 1000) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  n integer := 0;
  event uuid;
BEGIN
  PERFORM private.require_me ();
  IF most IS NULL OR most NOT BETWEEN 1 AND 10000 THEN
    PERFORM private.refuse (400, 'MOST_WRONG', 'At most 1 to 10000 orders expire in one call.');
  END IF;
  FOR event IN SELECT DISTINCT o.event_id FROM public.orders o
      WHERE o.status = 'PENDING' AND o.expires_at <= now () ORDER BY 1 LOOP
    EXIT WHEN n >= most;
    n := n + private.expire_orders (event, most - n);
  END LOOP;
  RETURN jsonb_build_object ('expired', n, 'is_more', n >= most);
END $$;
GRANT EXECUTE ON FUNCTION public.expire TO authenticated;

-- A refusal in words.
CREATE FUNCTION private.refusal_sentence (refusal jsonb, code text) RETURNS text
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT format (CASE refusal ->> 'reason'
    WHEN 'EMPTY' THEN 'Nothing is chosen.'
    WHEN 'EVENT_CANCELLED' THEN 'The event is cancelled.'
    WHEN 'EVENT_OVER' THEN 'The event is over.'
    WHEN 'EVENT_DRAFT' THEN 'The event is not published.'
    WHEN 'UNKNOWN_TIER' THEN 'There is no such ticket.'
    WHEN 'BAD_QUANTITY' THEN 'Give a number of tickets of 1 or more.'
    WHEN 'HIDDEN' THEN '“%1$s” is sold only with a code.'
    WHEN 'ENDED' THEN 'The sale of “%1$s” is over.'
    WHEN 'NOT_YET' THEN 'The sale of “%1$s” has not started.'
    WHEN 'WAITING' THEN '“%1$s” is on sale when “%2$s” is over.'
    WHEN 'SOLD_OUT' THEN '“%1$s” is sold out.'
    WHEN 'NOT_ENOUGH' THEN 'Only %3$s of “%1$s” are left.'
    WHEN 'OVER_CAPACITY' THEN 'The event has only %3$s places left.'
    WHEN 'BELOW_MIN' THEN 'Of “%1$s” an order has at least %4$s.'
    WHEN 'ABOVE_MAX' THEN 'Of “%1$s” an order has at most %5$s.'
    WHEN 'DONATION_TOO_LOW' THEN 'That is less than “%1$s” asks for at least.'
    WHEN 'AMOUNT_TOO_HIGH' THEN 'That is more than an order can cost.'
    WHEN 'CODE_UNKNOWN' THEN 'There is no code “%6$s”.'
    WHEN 'CODE_INACTIVE' THEN 'The code “%6$s” is switched off.'
    WHEN 'CODE_NOT_YET' THEN 'The code “%6$s” is not valid yet.'
    WHEN 'CODE_EXPIRED' THEN 'The code “%6$s” is no longer valid.'
    WHEN 'CODE_USED_UP' THEN 'The code “%6$s” was used as often as it can be.'
    WHEN 'CODE_USED_BY_BUYER' THEN 'One person cannot use the code “%6$s” more often.'
    WHEN 'CODE_NOT_FOR_TIERS' THEN 'The code “%6$s” is not for these tickets.'
    ELSE 'This cannot be sold.' END,
    refusal ->> 'tier', refusal ->> 'waits_for', refusal ->> 'left', refusal ->> 'min', refusal ->> 'max', code);
$$;

-- The call that is refused; what was attempted stays.
CREATE FUNCTION private.answer_refusals (refusals jsonb, code text) RETURNS jsonb
  LANGUAGE sql SET search_path = '' AS $$
  SELECT private.answer_refusal (
      CASE WHEN refusals -> 0 ->> 'reason' IN ('EMPTY', 'UNKNOWN_TIER', 'BAD_QUANTITY', 'BELOW_MIN', 'ABOVE_MAX', 'DONATION_TOO_LOW',
        'AMOUNT_TOO_HIGH') THEN 400 ELSE 409 END,
      refusals -> 0 ->> 'reason', private.refusal_sentence (refusals -> 0, code))
    || jsonb_build_object ('details', (SELECT jsonb_agg (r || jsonb_build_object ('message', private.refusal_sentence (r, code)))
      FROM jsonb_array_elements (refusals) AS r));
$$;

-- The order that a client_key is already.
CREATE FUNCTION private.answer_known (known public.orders, digest bytea) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF known.client_digest IS DISTINCT FROM digest THEN
    RETURN private.answer_refusal (409, 'KEY_TAKEN', 'Under this client_key something else was bought. Use another one.');
  END IF;
  RETURN private.describe_order (known.event_id, known.id) || jsonb_build_object ('token', private.order_token (known.id));
END $$;

CREATE FUNCTION public.purchase (event_id uuid, lines jsonb, client_key uuid, promo_code text DEFAULT NULL,
    buyer_name text DEFAULT NULL, buyer_email text DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.me ();
  address text := private.address ();
  wait integer;
  event public.events;
  buyer text := btrim (buyer_name);
  mail text := lower (btrim (buyer_email));
  entered text := private.clean_code (promo_code);
  has_code boolean := coalesce (btrim (promo_code), '') <> '';
  code public.promo_codes;
  tiers uuid[] := ARRAY[]::uuid[];
  quantities bigint[] := ARRAY[]::bigint[];
  amounts bigint[] := ARRAY[]::bigint[];
  line jsonb;
  price private.price;
  n_left bigint;
  taken integer := 0;
  pools uuid[];
  wanted bigint[];
  digest bytea;
  known public.orders;
  new_order public.orders;
BEGIN
  -- Who and what.
  IF address IS NOT NULL THEN
    wait := private.count_attempt ('purchase from ' || address, 100, 300);
  END IF;
  IF wait IS NOT NULL THEN
    RETURN private.answer_refusal (429, 'TOO_OFTEN', 'Too many attempts. Wait a moment and try again.', wait);
  END IF;
  IF client_key IS NULL THEN
    RETURN private.answer_refusal (400, 'KEY_MISSING', 'Give a client_key, a UUID that this purchase keeps when it is tried again.');
  END IF;
  IF person IS NOT NULL AND (buyer IS NULL OR mail IS NULL) THEN
    SELECT coalesce (buyer, u.name), coalesce (mail, u.email) INTO buyer, mail FROM public.users u WHERE u.id = person;
  END IF;
  IF buyer IS NULL OR char_length (buyer) NOT BETWEEN 1 AND 200 THEN
    RETURN private.answer_refusal (400, 'NAME_WRONG', 'A name has 1 to 200 characters.');
  ELSIF mail IS NULL OR char_length (mail) > 254 OR mail !~ '^[^@\s]+@[^@\s]+$' THEN
    RETURN private.answer_refusal (400, 'EMAIL_WRONG', 'This is not an e-mail address.');
  END IF;
  IF jsonb_typeof (lines) IS DISTINCT FROM 'array' OR jsonb_array_length (lines) > 50 THEN
    RETURN private.answer_refusal (400, 'LINES_WRONG', 'Give an array of at most 50 lines.');
  END IF;
  FOR i IN 0 .. jsonb_array_length (lines) - 1 LOOP
    line := lines -> i;
    IF jsonb_typeof (line) <> 'object' OR jsonb_typeof (line -> 'tier_id') IS DISTINCT FROM 'string'
        OR line ->> 'tier_id' !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
        OR coalesce (line ->> 'quantity', '') !~ '^-?[0-9]{1,15}$'
        OR coalesce (line ->> 'amount', '0') !~ '^-?[0-9]{1,15}$' THEN
      RETURN private.answer_refusal (400, 'LINES_WRONG',
        'Each line has a tier_id, a quantity, and for a donation an amount in minor units.');
    END IF;
    tiers := tiers || (line ->> 'tier_id')::uuid;
    quantities := quantities || (line ->> 'quantity')::bigint;
    amounts := amounts || (line ->> 'amount')::bigint;
  END LOOP;
  digest := sha256 (convert_to (jsonb_build_array (lines, entered, buyer, mail)::text, 'UTF8'));

  -- Two purchases of one person with one code wait for each other, where a person may use it so often only.
  IF has_code THEN
    PERFORM pg_advisory_xact_lock (hashtextextended (c.id::text || mail, 711624013)) FROM public.promo_codes c
    WHERE c.event_id = purchase.event_id AND upper (c.code) = entered AND c.deleted_at IS NULL AND c.max_per_person IS NOT NULL;
  END IF;
  PERFORM private.hold_event (event_id);
  SELECT e.* INTO event FROM public.events e WHERE e.id = event_id AND e.deleted_at IS NULL AND NOT e.is_template;
  IF event.id IS NULL OR ((event.status = 'DRAFT' OR event.is_test)
      AND NOT coalesce (event.id = ANY (private.my_event_ids ('sell')), false)) THEN
    RETURN private.answer_refusal (404, 'NO_EVENT', 'There is no such event.');
  END IF;
  IF has_code THEN
    SELECT c.* INTO code FROM public.promo_codes c
    WHERE c.event_id = event.id AND upper (c.code) = entered AND c.deleted_at IS NULL;
  END IF;

  -- Take the places; if it cannot be, let others expire and try again, then say why.
  FOR attempt IN 1 .. 5 LOOP
    price := private.make_price (event, tiers, quantities, amounts, has_code, code, mail, now (), attempt > 1);
    IF price.refusals = '[]' THEN
      SELECT array_agg (w.pool_id), array_agg (w.n) INTO pools, wanted FROM private.wanted_places (event, price.groups) w;
      IF price.has_code AND code.max_uses IS NOT NULL THEN
        pools := pools || code.id;
        wanted := wanted || 1::bigint;
      END IF;
      taken := 0;
      n_left := NULL;
      FOR i IN 1 .. coalesce (cardinality (pools), 0) LOOP
        n_left := private.take_places (event.id, pools[i], wanted[i]);
        EXIT WHEN n_left IS NOT NULL;
        taken := i;
      END LOOP;
      EXIT WHEN n_left IS NULL;
      FOR i IN 1 .. taken LOOP
        PERFORM private.give_places (event.id, pools[i], wanted[i]);
      END LOOP;
    END IF;
    SELECT o.* INTO known FROM public.orders o WHERE o.event_id = event.id AND o.client_key = purchase.client_key;
    IF known.id IS NOT NULL THEN
      RETURN private.answer_known (known, digest);
    END IF;
    IF private.expire_orders (event.id, 200) = 0 AND attempt > 1 AND price.refusals <> '[]' THEN
      EXIT;
    END IF;
  END LOOP;
  IF price.refusals <> '[]' THEN
    IF price.refusals -> 0 ->> 'reason' = 'CODE_UNKNOWN' AND address IS NOT NULL THEN
      PERFORM private.count_attempt ('purchase from ' || address, 100, 300) FROM generate_series (1, 4);
    END IF;
    RETURN private.answer_refusals (price.refusals, entered);
  ELSIF n_left IS NOT NULL THEN
    RETURN private.answer_refusal (503, 'BUSY', 'Many buy at this moment. Try again.', 1);
  END IF;

  PERFORM set_config ('foyer.places', 'taken', true);
  FOR attempt IN 1 .. 200 LOOP
    INSERT INTO public.orders AS o (event_id, id, order_number, buyer_name, buyer_email, subtotal, discount, service_fee, total,
      currency, status, channel, promo_code_id, buyer_id, client_key, client_digest, expires_at)
    VALUES (event.id, private.new_id (), private.draw_order_number (5 + attempt / 8), buyer, mail, price.subtotal, price.discount,
      price.service_fee, price.total, event.currency, CASE price.total WHEN 0 THEN 'COMPLETED' ELSE 'PENDING' END, 'WEB',
      CASE WHEN price.has_code THEN code.id END, person, purchase.client_key, digest,
      CASE WHEN price.total > 0 THEN now () + interval '10 minutes' END)
    ON CONFLICT DO NOTHING RETURNING o.* INTO new_order;
    EXIT WHEN new_order.id IS NOT NULL;
    SELECT o.* INTO known FROM public.orders o WHERE o.event_id = event.id AND o.client_key = purchase.client_key;
    IF known.id IS NOT NULL THEN
      FOR i IN 1 .. coalesce (cardinality (pools), 0) LOOP
        PERFORM private.give_places (event.id, pools[i], wanted[i]);
      END LOOP;
      RETURN private.answer_known (known, digest);
    END IF;
  END LOOP;
  FOR i IN 1 .. cardinality (tiers) LOOP
    INSERT INTO public.tickets (event_id, id, order_id, tier_id, attendee_name, attendee_email, qr_code, price)
    SELECT event.id, private.new_id (), new_order.id, tiers[i], buyer, mail, private.draw_ticket_code (),
      (price.subtotals[i] - price.discounts[i] + price.quantities[i] - n) / price.quantities[i]
    FROM generate_series (1, price.quantities[i]) AS n;
  END LOOP;
  PERFORM set_config ('foyer.places', '', true);
  RETURN private.describe_order (event.id, new_order.id) || jsonb_build_object ('token', private.order_token (new_order.id));
END $$;
GRANT EXECUTE ON FUNCTION public.purchase TO anon, authenticated;
