-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sales that happened elsewhere arrive as facts: at a desk that was offline, or in another system whose list is imported. Each
-- order gets its own verdict, and a known id is known: a batch may be sent again.
--
--   STORED   it is there now; oversold is how many of its tickets had no place, for which conflicts has a row
--   KNOWN    it was there before
--   REFUSED  it is not there, with code and message
--
-- A sale is never refused for want of places. A desk's tickets come out of what it holds, and what that does not have is taken
-- from the pools at the end, at once: who took a little for each order would wait while holding rows that others wait for. If
-- places are wanting, all of it is taken back, with its locks, and done again by one who holds the event alone: then what is
-- wanting is owed, and said of each order. So the usual case waits for nobody.

CREATE TYPE private.sale AS (
  id uuid, order_number text, buyer_name text, buyer_email text, subtotal bigint, discount bigint, service_fee bigint, total bigint,
  currency text, status text, channel text, promo_code_id uuid, created_at timestamptz, expires_at timestamptz, note text,
  tickets jsonb, payments jsonb);
CREATE TYPE private.sold_ticket AS (
  id uuid, tier_id uuid, attendee_name text, attendee_email text, company text, notes text, answers jsonb, qr_code text,
  price bigint, needs_approval boolean);

CREATE FUNCTION private.refuse_sale (sale_id text, code text, message text) RETURNS jsonb
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_build_object ('id', sale_id, 'verdict', 'REFUSED', 'code', code, 'message', message);
$$;

-- A desk's allotments of a tier give what they have for so many tickets, the first to expire first. How many they gave. One that
-- is used up has ended.
CREATE FUNCTION private.use_allotments (event uuid, device uuid, tier uuid, wanted bigint) RETURNS bigint
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  allotment public.allotments;
  missing bigint := wanted;
BEGIN
  FOR allotment IN SELECT a.* FROM public.allotments a
      WHERE a.event_id = event AND a.device_id = device AND a.tier_id = tier AND a.ended_at IS NULL AND a.used < a.quantity
      ORDER BY a.expires_at, a.id LOOP
    EXIT WHEN missing = 0;
    UPDATE public.allotments a SET used = a.used + least (missing, a.quantity - a.used),
      ended_at = CASE WHEN missing >= a.quantity - a.used THEN now () END
    WHERE a.event_id = event AND a.id = allotment.id;
    missing := missing - least (missing, allotment.quantity - allotment.used);
  END LOOP;
  RETURN wanted - missing;
END $$;

-- How many more of a tier its pools give; NULL without a limit.
CREATE FUNCTION private.tier_left (event uuid, tier uuid) RETURNS bigint
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT least (private.places_left (event, t.id), private.places_left (event, t.quota_id), private.places_left (event, event))
  FROM public.ticket_tiers t WHERE t.event_id = event AND t.id = tier;
$$;

-- One order with all that belongs to it. What is wrong with its data ends in a verdict; a want of places is raised.
CREATE FUNCTION private.store_sale (event public.events, sale jsonb, may_sell boolean, may_import boolean, is_forced boolean)
  RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  o private.sale;
  known public.orders;
  tickets private.sold_ticket[];
  tier record;
  n_left bigint;
  oversold bigint := 0;
  from_allotments jsonb := jsonb '{}';
  number text;
  paid numeric;
BEGIN
  SELECT k.* INTO known FROM public.orders k WHERE k.id = (sale ->> 'id')::uuid;
  IF known.event_id = event.id THEN
    RETURN jsonb_build_object ('id', known.id, 'verdict', 'KNOWN', 'order_number', known.order_number);
  ELSIF known.id IS NOT NULL THEN
    RETURN private.refuse_sale (sale ->> 'id', 'ID_TAKEN', 'This id is that of something else.');
  END IF;
  o := jsonb_populate_record (NULL::private.sale, sale);
  o.channel := coalesce (o.channel, 'BOX_OFFICE');
  o.status := coalesce (o.status, 'COMPLETED');
  IF o.channel NOT IN ('BOX_OFFICE', 'COMPLIMENTARY', 'IMPORT') OR o.status NOT IN ('PENDING', 'COMPLETED') THEN
    RETURN private.refuse_sale (sale ->> 'id', 'SALE_WRONG', 'A sale is of BOX_OFFICE, COMPLIMENTARY or IMPORT, PENDING or COMPLETED.');
  ELSIF NOT (CASE o.channel WHEN 'IMPORT' THEN may_import ELSE may_sell END) THEN
    RETURN private.refuse_sale (sale ->> 'id', 'NOT_ALLOWED', 'You may not do this at this event.');
  ELSIF jsonb_typeof (coalesce (o.tickets, '[]')) <> 'array' OR jsonb_array_length (coalesce (o.tickets, '[]')) > 1000
      OR jsonb_typeof (coalesce (o.payments, '[]')) <> 'array' OR jsonb_array_length (coalesce (o.payments, '[]')) > 20 THEN
    RETURN private.refuse_sale (sale ->> 'id', 'SALE_WRONG', 'An order has at most 1000 tickets and 20 payments, each in an array.');
  END IF;
  -- A ticket of another sale of a desk was told with that, before this order was split from it: it follows by an edit.
  SELECT coalesce (array_agg (t::private.sold_ticket), '{}') INTO tickets
  FROM jsonb_populate_recordset (NULL::private.sold_ticket, coalesce (o.tickets, '[]')) AS t
  WHERE NOT EXISTS (SELECT FROM public.tickets k JOIN public.orders b ON b.event_id = event.id AND b.id = k.order_id
    WHERE k.event_id = event.id AND k.id = t.id AND b.channel IN ('BOX_OFFICE', 'COMPLIMENTARY'));
  SELECT coalesce (sum ((p ->> 'amount')::numeric), 0) INTO paid FROM jsonb_array_elements (coalesce (o.payments, '[]')) AS p;
  IF paid > greatest (o.total, 0) THEN
    RETURN private.refuse_sale (sale ->> 'id', 'PAYMENTS_WRONG', 'The payments are more than the order.');
  END IF;
  IF EXISTS (SELECT FROM unnest (tickets) AS t WHERE t.tier_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM public.ticket_tiers k WHERE k.event_id = event.id AND k.id = t.tier_id)) THEN
    RETURN private.refuse_sale (sale ->> 'id', 'UNKNOWN', 'A tier or a promo code of this order is not known at this event.');
  END IF;

  -- Two desks drew the same number: the second keeps its own, with an ending.
  number := o.order_number;
  WHILE EXISTS (SELECT FROM public.orders k WHERE k.event_id = event.id AND k.order_number = number) LOOP
    number := left (o.order_number, 58) || '-' || private.draw_order_number (gen_random_uuid (), 3);
  END LOOP;
  INSERT INTO public.orders (event_id, id, order_number, buyer_name, buyer_email, subtotal, discount, service_fee, total, currency,
    status, channel, promo_code_id, created_at, expires_at, note)
  VALUES (event.id, o.id, number, o.buyer_name, lower (btrim (o.buyer_email)), o.subtotal, o.discount, o.service_fee, o.total,
    coalesce (o.currency, event.currency), o.status, o.channel, o.promo_code_id,
    CASE WHEN o.created_at BETWEEN '2000-01-01Z' AND now () THEN o.created_at ELSE now () END,
    CASE WHEN o.status = 'PENDING' AND o.expires_at <= '9999-12-31Z' THEN o.expires_at END, o.note);
  FOR tier IN SELECT t.tier_id AS id, count (*) AS n FROM unnest (tickets) AS t WHERE t.tier_id IS NOT NULL
      GROUP BY t.tier_id ORDER BY t.tier_id LOOP
    IF o.channel <> 'IMPORT' THEN
      from_allotments := from_allotments || jsonb_build_object (tier.id,
        private.use_allotments (event.id, private.my_device (), tier.id, tier.n));
    END IF;
    IF is_forced THEN
      n_left := private.tier_left (event.id, tier.id);
      oversold := oversold + greatest (0, tier.n - coalesce (n_left, tier.n));
    END IF;
    INSERT INTO public.tickets (event_id, id, order_id, tier_id, attendee_name, attendee_email, company, notes, answers, qr_code,
      price, needs_approval)
    SELECT event.id, t.id, o.id, t.tier_id, btrim (t.attendee_name), lower (btrim (t.attendee_email)), t.company, t.notes,
      nullif (t.answers, 'null'), t.qr_code, t.price, coalesce (t.needs_approval, false)
    FROM unnest (tickets) AS t WHERE t.tier_id = tier.id;
  END LOOP;
  INSERT INTO public.tickets (event_id, id, order_id, attendee_name, attendee_email, company, notes, answers, qr_code, price,
    needs_approval)
  SELECT event.id, t.id, o.id, btrim (t.attendee_name), lower (btrim (t.attendee_email)), t.company, t.notes,
    nullif (t.answers, 'null'), t.qr_code, t.price, coalesce (t.needs_approval, false)
  FROM unnest (tickets) AS t WHERE t.tier_id IS NULL;
  INSERT INTO public.payments (event_id, id, order_id, kind, method, amount, rounding, currency, reference, paid_at, cashier_id, user_id, device_id)
  SELECT event.id, (p ->> 'id')::uuid, o.id, 'PAYMENT', p ->> 'method', (p ->> 'amount')::bigint, coalesce ((p ->> 'rounding')::bigint, 0),
    coalesce (o.currency, event.currency), p ->> 'reference',
    CASE WHEN (p ->> 'paid_at')::timestamptz BETWEEN '2000-01-01Z' AND now () THEN (p ->> 'paid_at')::timestamptz ELSE now () END,
    (p ->> 'cashier_id')::uuid, private.me (), private.my_device ()
  FROM jsonb_array_elements (coalesce (o.payments, '[]')) AS p;
  IF oversold > 0 THEN
    INSERT INTO public.conflicts (event_id, kind, other_id, details)
    VALUES (event.id, 'OVERSOLD', o.id, jsonb_build_object ('order_id', o.id, 'tickets', oversold));
  END IF;
  RETURN jsonb_build_object ('id', o.id, 'verdict', 'STORED', 'order_number', number, 'oversold', oversold,
    'from_allotments', from_allotments);
EXCEPTION
  WHEN unique_violation THEN
    RETURN private.refuse_sale (sale ->> 'id', 'ID_TAKEN', 'An id, a ticket’s code or a payment’s reference is that of something else.');
  WHEN foreign_key_violation THEN
    RETURN private.refuse_sale (sale ->> 'id', 'UNKNOWN', 'A tier or a promo code of this order is not known at this event.');
  WHEN data_exception OR integrity_constraint_violation THEN
    RETURN private.refuse_sale (sale ->> 'id', 'SALE_WRONG', 'Something in this order is missing, too long, or not what it should be.');
END $$;

CREATE FUNCTION private.store_sales (event public.events, orders jsonb, may_sell boolean, may_import boolean, is_forced boolean)
  RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  sale jsonb;
  verdicts jsonb := jsonb '[]';
BEGIN
  FOR sale IN SELECT s.value FROM jsonb_array_elements (orders) AS s LOOP
    verdicts := verdicts || private.store_sale (event, sale, may_sell, may_import, is_forced);
  END LOOP;
  RETURN verdicts;
END $$;

-- Without holding the event alone: the places of all of them together.
CREATE FUNCTION private.store_sales_at_once (event public.events, orders jsonb, may_sell boolean, may_import boolean) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  verdicts jsonb;
  stored uuid[];
  tiers uuid[];
  numbers bigint[];
BEGIN
  PERFORM private.hold_event (event.id);
  PERFORM set_config ('foyer.places', 'taken', true);
  verdicts := private.store_sales (event, orders, may_sell, may_import, false);
  PERFORM set_config ('foyer.places', '', true);
  SELECT array_agg ((v.value ->> 'id')::uuid) INTO stored FROM jsonb_array_elements (verdicts) AS v
  WHERE v.value ->> 'verdict' = 'STORED';
  -- What came out of allotments was taken when they were made; how much it was, each verdict tells.
  SELECT array_agg (t.tier_id), array_agg (t.n) INTO tiers, numbers FROM (
    SELECT k.tier_id, sum (k.n)::bigint AS n FROM (
      SELECT t.tier_id, count (*) AS n FROM public.tickets t
      WHERE t.event_id = event.id AND t.order_id = ANY (stored) AND t.tier_id IS NOT NULL GROUP BY t.tier_id
      UNION ALL
      SELECT u.key::uuid, -sum (u.value::bigint) FROM jsonb_array_elements (verdicts) AS v, jsonb_each_text (v.value -> 'from_allotments') AS u
      GROUP BY u.key) AS k
    GROUP BY k.tier_id) AS t;
  IF tiers IS NOT NULL THEN
    PERFORM private.move_places (array_fill (event.id, ARRAY[cardinality (tiers)]), tiers, numbers);
  END IF;
  PERFORM private.move_uses (event.id, array_agg (o.promo_code_id), array_agg (1::bigint)) FROM public.orders o
  WHERE o.event_id = event.id AND o.id = ANY (stored) AND o.promo_code_id IS NOT NULL HAVING count (*) > 0;
  RETURN verdicts;
END $$;

CREATE FUNCTION public.record_sales (event_id uuid, orders jsonb) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  device uuid := private.my_device ();
  may_sell boolean := coalesce (event_id = ANY (private.my_event_ids ('sell')), false);
  may_import boolean := coalesce (event_id = ANY (private.my_event_ids ('edit')), false);
  event public.events;
  verdicts jsonb;
BEGIN
  SELECT e.* INTO event FROM public.events e WHERE e.id = record_sales.event_id AND e.deleted_at IS NULL;
  IF event.id IS NULL OR NOT (may_sell OR may_import) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not sell at this event.');
  ELSIF jsonb_typeof (orders) IS DISTINCT FROM 'array' OR jsonb_array_length (orders) > 200
      OR NOT private.is_id_list (jsonb_path_query_array (orders, '$[*].id'))
      OR jsonb_array_length (jsonb_path_query_array (orders, '$[*].id')) <> jsonb_array_length (orders) THEN
    PERFORM private.refuse (400, 'ORDERS_WRONG', 'Give an array of at most 200 orders, each with an id.');
  ELSIF (SELECT count (DISTINCT s ->> 'id') FROM jsonb_array_elements (orders) AS s) < jsonb_array_length (orders) THEN
    PERFORM private.refuse (400, 'ID_TWICE', 'Each order of a batch has an id of its own.');
  END IF;
  -- A desk that sends again before it got its answer waits for that. Then what it holds is locked, before the event and its pools.
  PERFORM pg_advisory_xact_lock (hashtextextended (event.id::text || coalesce (device, person)::text, 711624014));
  PERFORM FROM public.allotments a WHERE a.event_id = event.id AND a.device_id = device AND a.ended_at IS NULL
    ORDER BY a.id FOR NO KEY UPDATE;
  BEGIN
    verdicts := private.store_sales_at_once (event, orders, may_sell, may_import);
  EXCEPTION WHEN SQLSTATE 'PGRST' THEN
    verdicts := NULL;
  END;
  IF verdicts IS NULL THEN
    PERFORM private.hold_event_alone (event.id);
    PERFORM private.expire_orders (event.id, 10000);
    PERFORM set_config ('foyer.places', 'forced', true);
    verdicts := private.store_sales (event, orders, may_sell, may_import, true);
    PERFORM set_config ('foyer.places', '', true);
  END IF;
  RETURN (SELECT coalesce (jsonb_agg (v.value - 'from_allotments' ORDER BY v.place), '[]')
    FROM jsonb_array_elements (verdicts) WITH ORDINALITY AS v (value, place));
END $$;
GRANT EXECUTE ON FUNCTION public.record_sales TO authenticated;
