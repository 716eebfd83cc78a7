-- SPDX-License-Identifier: GPL-3.0-or-later
-- Buying: places are held for ten minutes, the server says what it costs, and the same client_key is the same order. Nothing
-- that a refused call did stays, but its attempt is counted, and orders that were due expire.
--
-- An order that waits for its payment holds its places by its lines; its tickets are made when it is paid, and at once when it costs
-- nothing. So nobody has a ticket that is not paid for, and a cart that is left behind leaves one row.

-- The tokens by which a buyer without an account reads an order are made from this; none of them is stored. The offers have it, too.
INSERT INTO private.settings (name, value) VALUES ('order_key', encode (extensions.gen_random_bytes (32), 'hex'));
CREATE FUNCTION private.renew_key () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock (711624016); -- as make_offers ()
  UPDATE private.offers o SET key = new.value;
  RETURN NULL;
END $$;
CREATE TRIGGER renew_key AFTER UPDATE ON private.settings FOR EACH ROW WHEN (new.name = 'order_key') EXECUTE FUNCTION private.renew_key ();

-- Both sides of the id are the key: nobody makes a token of another.
CREATE FUNCTION private.seal (id uuid, key text) RETURNS text
  LANGUAGE sql IMMUTABLE
  RETURN encode (sha256 (decode (key, 'hex') || uuid_send (id) || decode (key, 'hex')), 'hex');
CREATE FUNCTION private.order_token (order_id uuid) RETURNS text
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT private.seal (order_id, s.value) FROM private.settings s WHERE s.name = 'order_key');
END $$;

-- Drawn, not counted, from 16 of the letters that desks draw from too, and that are not taken for each other, by eye or ear. What is
-- drawn is the order's id: the last 15 letters of one are all random.
CREATE FUNCTION private.draw_order_number (id uuid, length integer) RETURNS text
  LANGUAGE sql IMMUTABLE
  RETURN translate (right (encode (uuid_send (id), 'hex'), length), '0123456789abcdef', 'CDFHJKLNRTVWXY34');

-- 128 random bits, in letters of a QR code's alphanumeric mode. Nothing that a desk would take for a signed code.
CREATE FUNCTION private.draw_ticket_code () RETURNS text
  LANGUAGE sql VOLATILE
  RETURN 'W' || upper (encode (extensions.gen_random_bytes (16), 'hex'));

-- An order as its buyer sees it: what it holds, or its tickets. Their codes are told when nothing is left to pay.
CREATE FUNCTION private.tell_order (o public.orders, tickets jsonb) RETURNS jsonb
  LANGUAGE sql STABLE
  RETURN jsonb_build_object ('id', o.id, 'event_id', o.event_id, 'order_number', o.order_number, 'status', o.status,
    'buyer_name', o.buyer_name, 'buyer_email', o.buyer_email, 'currency', o.currency, 'subtotal', o.subtotal,
    'discount', o.discount, 'service_fee', o.service_fee, 'total', o.total, 'due', CASE o.status WHEN 'PENDING' THEN o.total ELSE 0 END,
    'expires_at', o.expires_at, 'created_at', o.created_at,
    'lines', coalesce (o.lines, '[]'), 'tickets', coalesce (tickets, '[]'));
CREATE FUNCTION private.tell_ticket (t public.tickets, order_status text) RETURNS jsonb
  LANGUAGE sql STABLE
  RETURN jsonb_build_object ('id', t.id, 'tier_id', t.tier_id, 'attendee_name', t.attendee_name, 'price', t.price, 'status', t.status,
    'qr_code', CASE WHEN order_status IN ('COMPLETED', 'PARTLY_REFUNDED') AND t.status <> 'CANCELLED' THEN t.qr_code END);

CREATE FUNCTION private.describe_order (event uuid, order_id uuid) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT private.tell_order (o, (SELECT jsonb_agg (private.tell_ticket (t, o.status) ORDER BY t.id) FROM public.tickets t
      WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.deleted_at IS NULL))
    FROM public.orders o WHERE o.event_id = event AND o.id = describe_order.order_id);
END $$;

-- The tickets of lines. What a line costs is shared out among them; what remains goes to the first.
CREATE FUNCTION private.issue_tickets (o public.orders, lines jsonb) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  INSERT INTO public.tickets (event_id, id, order_id, tier_id, attendee_name, attendee_email, qr_code, price)
  SELECT o.event_id, private.new_id (), o.id, l.tier_id, coalesce (nullif (o.buyer_name, ''), o.order_number), o.buyer_email,
    private.draw_ticket_code (), (l.amount + l.quantity - i) / l.quantity
  FROM jsonb_to_recordset (lines) AS l (tier_id uuid, quantity bigint, amount bigint, is_cancelled boolean),
    generate_series (1, l.quantity) AS i
  WHERE l.is_cancelled IS NULL;
END $$;

-- What an order holds becomes its tickets, whoever completes it. The places stay taken: of what had expired, the trigger of 0013
-- takes them again.
CREATE FUNCTION private.make_tickets () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  places text := current_setting ('foyer.places', true);
BEGIN
  IF EXISTS (SELECT FROM jsonb_to_recordset (new.lines) AS l (tier_id uuid, is_cancelled boolean) WHERE l.is_cancelled IS NULL AND NOT EXISTS (
      SELECT FROM public.ticket_tiers t WHERE t.event_id = new.event_id AND t.id = l.tier_id AND t.deleted_at IS NULL)) THEN
    PERFORM private.refuse (409, 'NO_TIER', 'What this order was for is not sold any more. Give the money back.');
  END IF;
  PERFORM set_config ('foyer.places', 'taken', true);
  PERFORM private.issue_tickets (new, new.lines);
  PERFORM set_config ('foyer.places', coalesce (places, ''), true);
  new.lines := NULL;
  RETURN new;
END $$;
CREATE TRIGGER make_tickets BEFORE UPDATE ON public.orders FOR EACH ROW
  WHEN (new.lines IS NOT NULL AND new.status IN ('COMPLETED', 'PARTLY_REFUNDED')) EXECUTE FUNCTION private.make_tickets ();

-- Lets orders expire whose time is over, and what desks hold no longer, and gives their places back. How many.
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
    RETURN private.expire_allotments (event); -- of a later migration, as the function is only read when it is called
  END IF;
  PERFORM private.move_places (array_agg (event), array_agg (g.tier_id), array_agg (-g.n)) FROM (
    SELECT t.tier_id, 1::bigint FROM public.tickets t
    WHERE t.event_id = event AND t.order_id = ANY (ids) AND t.tier_id IS NOT NULL AND t.deleted_at IS NULL AND t.status <> 'CANCELLED'
    UNION ALL
    SELECT l.tier_id, l.quantity FROM public.orders o, jsonb_to_recordset (o.lines) AS l (tier_id uuid, quantity bigint)
    WHERE o.event_id = event AND o.id = ANY (ids) AND o.deleted_at IS NULL) AS g (tier_id, n);
  IF codes IS NOT NULL THEN
    PERFORM private.move_uses (event, codes, array_fill (-1::bigint, ARRAY[cardinality (codes)]));
  END IF;
  RETURN cardinality (ids) + private.expire_allotments (event);
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
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN format (CASE refusal ->> 'reason'
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
END $$;

-- The call that is refused; what was attempted stays. Who tries codes out has fewer attempts.
CREATE FUNCTION private.answer_refusals (refusals jsonb, code text, address text) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  reason text := refusals -> 0 ->> 'reason';
  told jsonb;
BEGIN
  IF reason = 'CODE_UNKNOWN' AND address IS NOT NULL THEN
    PERFORM private.count_attempt ('purchase from ' || address, 100, 300) FROM generate_series (1, 4);
  END IF;
  SELECT jsonb_agg (r || jsonb_build_object ('message', private.refusal_sentence (r, code))) INTO told
  FROM jsonb_array_elements (refusals) AS r;
  RETURN private.answer_refusal (CASE WHEN reason IN ('EMPTY', 'UNKNOWN_TIER', 'BAD_QUANTITY', 'BELOW_MIN', 'ABOVE_MAX',
    'DONATION_TOO_LOW', 'AMOUNT_TOO_HIGH') THEN 400 ELSE 409 END, reason, told -> 0 ->> 'message')
    || jsonb_build_object ('details', told);
END $$;

-- The order that a client_key is already.
CREATE FUNCTION private.answer_known (known public.orders, digest bytea) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF known.client_digest IS DISTINCT FROM digest THEN
    RETURN private.answer_refusal (409, 'KEY_TAKEN', 'Under this client_key something else was bought. Use another one.');
  END IF;
  RETURN private.describe_order (known.event_id, known.id) || jsonb_build_object ('token', private.order_token (known.id));
END $$;

CREATE TYPE private.cart AS (tiers uuid[], quantities bigint[], amounts bigint[]);

-- The lines of a cart; NULL when they are none.
CREATE FUNCTION private.read_cart (lines jsonb) RETURNS private.cart
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  line jsonb;
  tiers uuid[] := ARRAY[]::uuid[];
  quantities bigint[] := ARRAY[]::bigint[];
  amounts bigint[] := ARRAY[]::bigint[];
BEGIN
  IF jsonb_typeof (lines) IS DISTINCT FROM 'array' OR jsonb_array_length (lines) > 50 THEN
    RETURN NULL;
  END IF;
  FOR i IN 0 .. jsonb_array_length (lines) - 1 LOOP
    line := lines -> i;
    IF line ->> 'tier_id' ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' AND line ->> 'quantity' ~ '^-?[0-9]{1,15}$'
        AND coalesce (line ->> 'amount', '0') ~ '^-?[0-9]{1,15}$' THEN
      tiers := tiers || (line ->> 'tier_id')::uuid;
      quantities := quantities || (line ->> 'quantity')::bigint;
      amounts := amounts || (line ->> 'amount')::bigint;
    ELSE
      RETURN NULL;
    END IF;
  END LOOP;
  RETURN ROW (tiers, quantities, amounts);
END $$;

-- The answer to a call that says too little; NULL when it is well.
CREATE FUNCTION private.check_buyer (client_key uuid, buyer_name text, buyer_email text, cart private.cart) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RETURN CASE
    WHEN client_key IS NULL THEN
      private.answer_refusal (400, 'KEY_MISSING', 'Give a client_key, a UUID that this purchase keeps when it is tried again.')
    WHEN coalesce (char_length (buyer_name), 0) NOT BETWEEN 1 AND 200 THEN
      private.answer_refusal (400, 'NAME_WRONG', 'A name has 1 to 200 characters.')
    WHEN coalesce (char_length (buyer_email), 300) > 254 OR buyer_email !~ '^[^@\s]+@[^@\s]+$' THEN
      private.answer_refusal (400, 'EMAIL_WRONG', 'This is not an e-mail address.')
    WHEN cart.tiers IS NULL THEN private.answer_refusal (400, 'LINES_WRONG',
      'Give an array of at most 50 lines, each with a tier_id, a quantity, and for a donation an amount in minor units.')
    WHEN (SELECT sum (greatest (q, 0)) FROM unnest (cart.quantities) AS q) > 1000 THEN
      private.answer_refusal (400, 'ABOVE_MAX', 'One purchase has at most 1000 tickets.')
  END;
END $$;

-- The order: asked has what the buyer gave. NULL when its client_key has an order already.
CREATE FUNCTION private.write_order (asked public.orders, tiers uuid[], price private.price) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o public.orders := asked;
  id uuid;
  held jsonb := (SELECT jsonb_agg (jsonb_build_object ('tier_id', l.tier_id, 'quantity', l.quantity, 'amount', l.subtotal - l.discount)
      ORDER BY l.place)
    FROM unnest (tiers, price.quantities, price.subtotals, price.discounts) WITH ORDINALITY AS l (tier_id, quantity, subtotal, discount, place)
    WHERE l.quantity > 0);
BEGIN
  PERFORM set_config ('foyer.places', 'taken', true);
  FOR attempt IN 1 .. 72 LOOP
    id := private.new_id ();
    INSERT INTO public.orders AS n (event_id, id, order_number, buyer_name, buyer_email, subtotal, discount, service_fee, total,
      currency, status, channel, promo_code_id, buyer_id, client_key, client_digest, expires_at, lines)
    VALUES (o.event_id, id, private.draw_order_number (id, 6 + attempt / 8), o.buyer_name, o.buyer_email, price.subtotal,
      price.discount, price.service_fee, price.total, price.currency, CASE price.total WHEN 0 THEN 'COMPLETED' ELSE 'PENDING' END,
      'WEB', o.promo_code_id, o.buyer_id, o.client_key, o.client_digest,
      CASE WHEN price.total > 0 THEN now () + interval '10 minutes' END, CASE WHEN price.total > 0 THEN held END)
    ON CONFLICT DO NOTHING RETURNING n.* INTO o;
    EXIT WHEN FOUND;
    o := asked;
    IF EXISTS (SELECT FROM public.orders k WHERE k.event_id = o.event_id AND k.client_key = o.client_key) THEN
      PERFORM set_config ('foyer.places', '', true);
      RETURN NULL;
    END IF;
  END LOOP;
  IF price.total = 0 THEN
    PERFORM private.issue_tickets (o, held);
  END IF;
  PERFORM set_config ('foyer.places', '', true);
  RETURN private.describe_order (o.event_id, o.id) || jsonb_build_object ('token', private.order_token (o.id));
END $$;

-- The price of a cart of anything, with what is sold out when it seems so: then others may expire first.
CREATE FUNCTION private.price_cart (event_id uuid, cart private.cart, has_code boolean, code_id uuid, mail text) RETURNS private.price
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  event public.events;
  code public.promo_codes;
  price private.price;
BEGIN
  SELECT e.* INTO event FROM public.events e WHERE e.id = price_cart.event_id AND e.deleted_at IS NULL AND NOT e.is_template;
  IF event.id IS NULL OR ((event.status = 'DRAFT' OR event.is_test)
      AND NOT coalesce (event.id = ANY (private.my_event_ids ('sell')), false)) THEN
    RETURN NULL;
  END IF;
  SELECT c.* INTO code FROM public.promo_codes c WHERE c.event_id = event.id AND c.id = code_id AND c.deleted_at IS NULL;
  FOR attempt IN 1 .. 3 LOOP
    price := private.make_price (event, cart.tiers, cart.quantities, cart.amounts, has_code, code, mail, now (), attempt > 1);
    IF price.has_code AND code.max_uses IS NOT NULL THEN
      price.pools := price.pools || code.id;
      price.wanted := price.wanted || 1::bigint;
    END IF;
    EXIT WHEN jsonb_array_length (price.refusals) = 0 AND private.have_places (event.id, price.pools, price.wanted);
    EXIT WHEN private.expire_orders (event.id, 200) = 0 AND attempt > 1;
  END LOOP;
  RETURN price;
END $$;

-- What was asked under a client_key, so that the same key for something else is found.
CREATE FUNCTION private.digest (lines jsonb, entered text, buyer text, mail text) RETURNS bytea
  LANGUAGE sql STABLE
  RETURN int8send (hashtextextended (concat_ws (E'\n', lines, coalesce (entered, ''), mail, buyer), 0));

-- A call that is not the usual one, or where that found no place.
CREATE FUNCTION private.purchase_any (event uuid, lines jsonb, client_key uuid, promo_code text, buyer text, mail text, buyer_id uuid,
    address text) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  has_code boolean := coalesce (btrim (promo_code), '') <> '';
  entered text;
  cart private.cart := private.read_cart (lines);
  price private.price;
  o public.orders;
  known public.orders;
  answer jsonb;
  lacking record;
BEGIN
  o.event_id := event;
  o.client_key := client_key;
  o.buyer_id := buyer_id;
  IF o.buyer_id IS NOT NULL AND (buyer IS NULL OR mail IS NULL) THEN
    SELECT coalesce (buyer, u.name), coalesce (mail, u.email) INTO buyer, mail FROM public.users u WHERE u.id = o.buyer_id;
  END IF;
  answer := private.check_buyer (client_key, buyer, mail, cart);
  IF answer IS NOT NULL THEN
    RETURN answer;
  END IF;
  o.buyer_name := buyer;
  o.buyer_email := mail;
  IF has_code THEN
    entered := private.clean_code (promo_code);
    SELECT c.id INTO o.promo_code_id FROM public.promo_codes c
    WHERE c.event_id = event AND upper (c.code) = entered AND c.deleted_at IS NULL;
    PERFORM private.hold_person (o.promo_code_id, o.buyer_email);
  END IF;
  o.client_digest := private.digest (lines, entered, buyer, mail);
  PERFORM private.hold_event (event);

  -- An order that is there already is told again, also when there is no place left.
  SELECT k.* INTO known FROM public.orders k WHERE k.event_id = event AND k.client_key = o.client_key;
  IF known.id IS NOT NULL THEN
    RETURN private.answer_known (known, o.client_digest);
  END IF;
  price := private.price_cart (event, cart, has_code, o.promo_code_id, o.buyer_email);
  IF price.currency IS NULL THEN
    RETURN private.answer_refusal (404, 'NO_EVENT', 'There is no such event.');
  ELSIF jsonb_array_length (price.refusals) > 0 THEN
    RETURN private.answer_refusals (price.refusals, entered, address);
  END IF;
  IF cardinality (price.pools) > 0 THEN
    SELECT * INTO lacking FROM private.take_places (event, price.pools, price.wanted) AS t;
    IF lacking.lacking IS NOT NULL THEN
      PERFORM private.refuse (409, CASE lacking.lacking WHEN event THEN 'OVER_CAPACITY' WHEN o.promo_code_id THEN 'CODE_USED_UP'
        ELSE CASE lacking.n_left WHEN 0 THEN 'SOLD_OUT' ELSE 'NOT_ENOUGH' END END, 'Others were faster: there are not enough left.');
    END IF;
  END IF;
  answer := private.write_order (o, cart.tiers, price);
  IF answer IS NULL THEN
    -- The same call twice at once, and the other was faster.
    FOR i IN 1 .. coalesce (cardinality (price.pools), 0) LOOP
      PERFORM private.give_places (event, price.pools[i], price.wanted[i]);
    END LOOP;
    SELECT k.* INTO known FROM public.orders k WHERE k.event_id = event AND k.client_key = o.client_key;
    RETURN private.answer_known (known, o.client_digest);
  END IF;
  RETURN answer;
END $$;

-- What the buyer is told of the order that is made the short way; as tell_order () would, but for its cost.
CREATE TYPE private.told_order AS (
  id uuid, event_id uuid, order_number text, status text, buyer_name text, buyer_email text, currency text, subtotal bigint,
  discount bigint, service_fee bigint, total bigint, due bigint, expires_at timestamptz, created_at timestamptz, lines jsonb,
  tickets json, token text);

-- What is usual goes the short way: a buyer with a name, an address and no code takes an offer (see 0014), and there is a lane that
-- has its places. Of each statement and each function that an expression names PostgreSQL makes something anew in each transaction,
-- which costs more than what it does; so there are few of them. Whatever is not as usual is asked again by purchase_any (), which
-- answers in words.
CREATE FUNCTION public.purchase (event_id uuid, lines jsonb, client_key uuid, promo_code text DEFAULT NULL,
    buyer_name text DEFAULT NULL, buyer_email text DEFAULT NULL) RETURNS json
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  address text;
  buyer text := btrim (buyer_name);
  mail text := lower (btrim (buyer_email));
  person uuid;
  wait integer;
  asked text := lines::text;
  offer private.offers;
  lane integer;
  next integer;
  n_taken integer;
  id uuid;
  number text;
  ending timestamptz;
BEGIN
  IF current_setting ('request.headers', true) <> '' THEN
    address := current_setting ('foyer.address', true); -- which limit_anonymous () found, or a space
    IF coalesce (address, '') = '' THEN
      address := private.address ();
    END IF;
    IF btrim (address) <> '' THEN
      wait := private.count_attempt ('purchase from ' || address, 100, 300);
      IF wait IS NOT NULL THEN
        RETURN private.answer_refusal (429, 'TOO_OFTEN', 'Too many attempts. Wait a moment and try again.', wait)::json;
      END IF;
    END IF;
  END IF;
  IF strpos (current_setting ('request.jwt.claims', true), '"sub"') > 0 THEN
    person := private.me ();
  END IF;

  IF promo_code IS NULL AND client_key IS NOT NULL AND buyer <> '' AND char_length (buyer) <= 200
      -- an address of printable ASCII with one @
      AND octet_length (mail) = char_length (mail) AND char_length (mail) <= 254 AND mail LIKE '_%@_%' AND mail NOT LIKE '%@%@%'
      AND translate (mail, E' \t\n\v\f\r', '') = mail THEN
    IF NOT pg_try_advisory_xact_lock_shared (uuid_hash_extended (event_id, 711624012)) THEN
      PERFORM private.hold_event (event_id);
    END IF;
    SELECT o.* INTO offer FROM private.offers o
    WHERE o.event_id = purchase.event_id AND o.cart = asked AND now () >= o.starts AND now () < o.ends;
    FOR attempt IN 1 .. 72 LOOP
      EXIT WHEN offer.key IS NULL;
      -- What was too little after all is let go, with its lane; and what was taken for an order that is there already.
      BEGIN
        lane := coalesce (next, floor (random () * 32)::integer);
        -- One that is free at once, if there is a choice; then to wait is best.
        IF NOT pg_try_advisory_xact_lock (uuid_hash_extended (event_id, 711624100 + lane)) THEN
          lane := CASE WHEN next IS NULL THEN (lane + 11) % 32 ELSE lane END;
          PERFORM pg_advisory_xact_lock (uuid_hash_extended (event_id, 711624100 + lane));
        END IF;
        UPDATE private.places p SET n = p.n - offer.quantity
        WHERE p.event_id = purchase.event_id AND p.pool_id = ANY (offer.pools) AND p.slot = lane AND p.n >= offer.quantity;
        GET DIAGNOSTICS n_taken = ROW_COUNT;
        IF n_taken < offer.n_pools THEN
          RAISE SQLSTATE 'FYBSY';
        END IF;
        id := private.new_id ();
        number := private.draw_order_number (id, 6 + attempt / 8);
        ending := now () + interval '10 minutes';
        IF set_config ('foyer.places', 'taken', true) = 'taken' THEN
          INSERT INTO public.orders (event_id, id, order_number, buyer_name, buyer_email, subtotal, discount, service_fee, total, currency,
            status, channel, buyer_id, client_key, client_digest, expires_at, lines)
          VALUES (event_id, id, number, buyer, mail, offer.subtotal, offer.discount, offer.service_fee, offer.total, offer.currency,
            'PENDING', 'WEB', person, client_key, private.digest (lines, NULL, buyer, mail), ending, offer.lines);
        END IF;
        IF set_config ('foyer.places', '', true) = '' THEN
          RETURN row_to_json (ROW (id, event_id, number, 'PENDING', buyer, mail, offer.currency, offer.subtotal, offer.discount,
            offer.service_fee, offer.total, offer.total, ending, now (), offer.lines, '[]', private.seal (id, offer.key))::private.told_order);
        END IF;
      EXCEPTION
        WHEN SQLSTATE 'FYBSY' THEN
          next := CASE WHEN attempt < 3 THEN private.find_lane (event_id, offer.pools,
            array_fill (offer.quantity, ARRAY[cardinality (offer.pools)])) END;
          EXIT WHEN next IS NULL;
        WHEN unique_violation THEN
          -- It is the order's number, unless there is such an order.
          EXIT WHEN EXISTS (SELECT FROM public.orders k WHERE k.event_id = purchase.event_id AND k.client_key = purchase.client_key);
      END;
    END LOOP;
  END IF;
  RETURN private.purchase_any (event_id, lines, client_key, promo_code, buyer, mail, person, btrim (address))::json;
END $$;
GRANT EXECUTE ON FUNCTION public.purchase TO anon, authenticated;
