-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a cart costs, and why it cannot be sold: the pricing function of a desk (src/model/foyer-pricing.c) once more, to the
-- last minor unit and with the same refusals by name. A test has both price thousands of carts; change both or none.

-- Hundredths of a percent of an amount, half up.
CREATE FUNCTION private.percentage (amount bigint, percentage bigint) RETURNS bigint
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
BEGIN
  RETURN amount / 10000 * percentage + (amount % 10000 * percentage + 5000) / 10000;
END $$;

-- Shares an amount out by weights: each part rounded down, then one more for the largest remainders, of equal ones the first.
-- Amount, weights and their sum are at most 10^12, so that nothing overflows.
CREATE FUNCTION private.share_out (amount bigint, weights bigint[]) RETURNS bigint[]
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  parts bigint[] := ARRAY[]::bigint[];
  remainders bigint[] := ARRAY[]::bigint[];
  total bigint := 0;
  missing bigint := amount;
  high bigint;
  low bigint;
  largest integer;
BEGIN
  FOR i IN 1 .. cardinality (weights) LOOP
    total := total + weights[i];
  END LOOP;
  IF total = 0 OR amount = 0 THEN
    RETURN array_fill (0::bigint, ARRAY[cardinality (weights)]);
  END IF;
  FOR i IN 1 .. cardinality (weights) LOOP
    high := amount * (weights[i] / 1000000);
    low := high % total * 1000000 + amount * (weights[i] % 1000000);
    parts[i] := high / total * 1000000 + low / total;
    remainders[i] := low % total;
    missing := missing - parts[i];
  END LOOP;
  WHILE missing > 0 LOOP
    largest := 1;
    FOR i IN 2 .. cardinality (weights) LOOP
      IF remainders[i] > remainders[largest] THEN
        largest := i;
      END IF;
    END LOOP;
    parts[largest] := parts[largest] + 1;
    remainders[largest] := -1;
    missing := missing - 1;
  END LOOP;
  RETURN parts;
END $$;

-- A code as it is stored; NULL when it is none.
CREATE FUNCTION private.clean_code (code text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  cleaned text := upper (replace (normalize (btrim (left (code, 400), E' \t\n\v\f\r'), NFKC), 'ß', 'SS'));
BEGIN
  RETURN CASE WHEN cleaned ~ '^[^\s[:cntrl:]]{1,40}$' THEN cleaned END;
END $$;

-- All tickets of one tier in a cart, whatever lines they stand in. Groups stand in the tiers' order.
CREATE TYPE private.price_group AS (
  id uuid, name text, kind text, is_hidden boolean, first_line integer, n_lines integer, quantity bigint,
  unit_price bigint, n_paid bigint, -- tickets that cost something
  subtotal bigint, discount bigint, fee bigint,
  is_priced boolean,                -- it is no secret, and its quantity makes sense
  is_coded boolean,                 -- the code that was entered is for it
  is_limited boolean, quota_id uuid);

CREATE TYPE private.price AS (
  -- of each line of the cart, in its order
  quantities bigint[], unit_prices bigint[], subtotals bigint[], discounts bigint[], fees bigint[],
  subtotal bigint, discount bigint, service_fee bigint, total bigint, fee_borne bigint,
  has_code boolean,                -- the code counts for this order
  currency text,
  pools uuid[], wanted bigint[],   -- the places that it takes, in the order of taking
  refusals jsonb);                 -- none: it can be sold. Those of the code (CODE_…) come last; they do not block

CREATE FUNCTION private.refusal (reason text, line integer, tier text, fact text, value anyelement)
  RETURNS jsonb
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
BEGIN
  RETURN jsonb_build_object ('reason', reason, 'line', line, 'tier', tier)
    || CASE WHEN fact IS NULL THEN '{}'::jsonb ELSE jsonb_build_object (fact, value) END;
END $$;

-- By date or sold out: whoever comes after it may begin.
CREATE FUNCTION private.is_tier_over (event uuid, tier uuid, quota uuid, sale_end timestamptz, moment timestamptz) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN coalesce (moment >= sale_end, false) OR coalesce (0 = least (private.places_left (event, tier),
    private.places_left (event, quota), private.places_left (event, event)), false);
END $$;

-- Why a code that was entered cannot be used at all; NULL when it can.
CREATE FUNCTION private.check_code (code public.promo_codes, buyer_email text, moment timestamptz, with_stock boolean) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF code.id IS NULL THEN
    RETURN jsonb_build_object ('reason', 'CODE_UNKNOWN');
  ELSIF code.is_inactive THEN
    RETURN jsonb_build_object ('reason', 'CODE_INACTIVE');
  ELSIF moment < code.valid_from THEN
    RETURN jsonb_build_object ('reason', 'CODE_NOT_YET', 'time', code.valid_from);
  ELSIF moment >= code.valid_until THEN
    RETURN jsonb_build_object ('reason', 'CODE_EXPIRED', 'time', code.valid_until);
  ELSIF with_stock AND code.max_uses IS NOT NULL AND private.places_left (code.event_id, code.id) = 0 THEN
    RETURN jsonb_build_object ('reason', 'CODE_USED_UP', 'max_uses', code.max_uses);
  ELSIF code.max_per_person IS NOT NULL AND buyer_email IS NOT NULL AND code.max_per_person <= (
      SELECT count (*) FROM public.orders o WHERE o.event_id = code.event_id AND o.promo_code_id = code.id
        AND lower (o.buyer_email) = lower (check_code.buyer_email) AND o.deleted_at IS NULL
        AND o.status NOT IN ('EXPIRED', 'REFUNDED')) THEN
    RETURN jsonb_build_object ('reason', 'CODE_USED_BY_BUYER', 'max_uses', code.max_per_person);
  END IF;
  RETURN NULL;
END $$;

-- What a code takes off each group: a percentage of each, an amount of each ticket, or an amount of the order, spread.
-- A donation is what its giver says: no code lowers it.
CREATE FUNCTION private.discounts (code public.promo_codes, groups private.price_group[]) RETURNS bigint[]
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  weights bigint[] := ARRAY[]::bigint[];
  discounts bigint[] := ARRAY[]::bigint[];
  total bigint := 0;
  g private.price_group;
BEGIN
  FOREACH g IN ARRAY groups LOOP
    IF NOT (g.is_priced AND g.is_coded) OR g.kind = 'DONATION' THEN
      g.subtotal := 0;
      g.n_paid := 0;
    END IF;
    total := total + g.subtotal;
    weights := weights || g.subtotal;
    discounts := discounts || CASE code.discount_type
      WHEN 'PERCENTAGE' THEN private.percentage (g.subtotal, code.discount_value)
      ELSE least (code.discount_value, g.unit_price) * g.n_paid END;
  END LOOP;
  IF code.discount_type = 'FIXED' AND code.applies_to = 'ORDER' THEN
    RETURN private.share_out (least (code.discount_value, total), weights);
  END IF;
  RETURN discounts;
END $$;

-- Shares what a group costs out among its lines.
CREATE FUNCTION private.write_group (price private.price, tiers uuid[], g private.price_group) RETURNS private.price
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  n integer := cardinality (tiers);
  weights bigint[] := array_fill (0::bigint, ARRAY[n]);
  parts bigint[];
BEGIN
  IF g.kind <> 'DONATION' THEN
    FOR k IN 1 .. n LOOP
      IF tiers[k] = g.id AND price.quantities[k] > 0 THEN
        weights[k] := price.quantities[k];
        price.unit_prices[k] := g.unit_price;
      END IF;
    END LOOP;
    parts := private.share_out (g.subtotal, weights);
    FOR k IN 1 .. n LOOP
      price.subtotals[k] := price.subtotals[k] + parts[k];
    END LOOP;
  END IF;
  FOR k IN 1 .. n LOOP
    weights[k] := CASE WHEN tiers[k] = g.id AND price.quantities[k] > 0 THEN price.subtotals[k] ELSE 0 END;
  END LOOP;
  parts := private.share_out (g.discount, weights);
  FOR k IN 1 .. n LOOP
    price.discounts[k] := price.discounts[k] + parts[k];
    weights[k] := weights[k] - parts[k];
  END LOOP;
  parts := private.share_out (g.fee, weights);
  FOR k IN 1 .. n LOOP
    price.fees[k] := price.fees[k] + parts[k];
  END LOOP;
  RETURN price;
END $$;

-- Which places the groups take: of tiers, of quotas, of the event, each in the order of ids.
CREATE FUNCTION private.wanted_places (event public.events, groups private.price_group[], OUT pools uuid[], OUT wanted bigint[])
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  SELECT array_agg (p.id ORDER BY p.place, p.id), array_agg (p.n ORDER BY p.place, p.id) INTO pools, wanted
  FROM (
    SELECT 1, g.id, g.quantity FROM unnest (groups) AS g WHERE g.is_priced AND g.is_limited
    UNION ALL
    SELECT 2, g.quota_id, sum (g.quantity)::bigint FROM unnest (groups) AS g WHERE g.is_priced AND g.quota_id IS NOT NULL
    GROUP BY g.quota_id
    UNION ALL
    SELECT 3, event.id, sum (g.quantity)::bigint FROM unnest (groups) AS g WHERE g.is_priced
    HAVING event.capacity IS NOT NULL AND count (*) > 0) AS p (place, id, n);
END $$;

-- What of a quota, and of the event, is not there for all groups together.
CREATE FUNCTION private.check_shared (event public.events, groups private.price_group[]) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT coalesce (jsonb_agg (jsonb_build_object ('reason', CASE WHEN w.quota_id IS NULL THEN 'OVER_CAPACITY'
      WHEN l.n = 0 THEN 'SOLD_OUT' ELSE 'NOT_ENOUGH' END, 'line', w.line, 'tier', w.name, 'left', l.n,
      'limit', CASE WHEN w.quota_id IS NULL THEN 'EVENT' ELSE 'QUOTA' END)), '[]')
    FROM (
      SELECT g.quota_id, sum (g.quantity) AS n, (array_agg (g.first_line ORDER BY g.ordinality))[1] AS line,
        (array_agg (g.name ORDER BY g.ordinality))[1] AS name
      FROM unnest (groups) WITH ORDINALITY AS g
      WHERE g.is_priced AND g.quota_id IS NOT NULL GROUP BY g.quota_id
      UNION ALL
      SELECT NULL, sum (g.quantity), NULL, NULL FROM unnest (groups) AS g WHERE g.is_priced) AS w,
      private.places_left (event.id, coalesce (w.quota_id, event.id)) AS l (n)
    WHERE w.n > l.n);
END $$;

-- The answer. code is the event's, NULL when there is no such one; entered says whether any was. Without stock, places and
-- uses of the code are not looked at: then only taking them tells.
CREATE FUNCTION private.make_price (event public.events, tiers uuid[], quantities bigint[], amounts bigint[], entered boolean,
    code public.promo_codes, buyer_email text, moment timestamptz, with_stock boolean) RETURNS private.price
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  money_max CONSTANT bigint := 1000000000000;
  n integer := cardinality (tiers);
  zeros bigint[] := array_fill (0::bigint, ARRAY[n]);
  price private.price := ROW (zeros, zeros, zeros, zeros, zeros, 0, 0, 0, 0, 0, false,
    event.currency, NULL, NULL, NULL);
  refusals jsonb := jsonb_build_array ();
  code_refusal jsonb;
  is_revealed boolean := false;
  is_meant boolean := false;
  is_on_sale boolean := event.status = 'PUBLISHED' AND moment < event.end_date;
  fits boolean := true;
  found integer := 0;
  tier record;
  g private.price_group;
  groups private.price_group[] := ARRAY[]::private.price_group[];
  amount bigint;
  n_left bigint;
  state text;
  before record;
  total bigint := 0;
  discounts bigint[];
BEGIN
  IF entered THEN
    code_refusal := private.check_code (code, buyer_email, moment, with_stock);
    is_revealed := code_refusal IS NULL AND code.tier_ids IS NOT NULL;
  END IF;

  FOR tier IN
    SELECT t.id, t.name, t.kind, t.price, t.price_min, t.quantity_total, t.sale_start, t.sale_end, t.min_per_order, t.max_per_order,
      t.group_kind, t.group_size, t.group_pays, t.group_price, t.is_hidden, q.id AS quota_id, EXISTS (SELECT FROM public.ticket_tiers o
        WHERE o.event_id = event.id AND o.next_tier_id = t.id AND o.deleted_at IS NULL AND o.id <> t.id) AS is_next
    FROM public.ticket_tiers t LEFT JOIN public.quotas q ON q.event_id = t.event_id AND q.id = t.quota_id AND q.deleted_at IS NULL
    WHERE t.event_id = event.id AND t.id = ANY (tiers) AND t.deleted_at IS NULL
    ORDER BY t.sort_order, t.id
  LOOP
    -- How many of it are wanted, in all lines.
    g := ROW (tier.id, tier.name, tier.kind, tier.is_hidden, NULL, 0, 0, 0, 0, 0, 0, 0, true,
      code.tier_ids IS NULL OR code.tier_ids ? tier.id::text, tier.quantity_total IS NOT NULL, tier.quota_id);
    FOR i IN 1 .. n LOOP
      CONTINUE WHEN tiers[i] <> tier.id;
      found := found + 1;
      IF quantities[i] <= 0 THEN
        refusals := refusals || private.refusal ('BAD_QUANTITY', i, tier.name, NULL::text, NULL::bigint);
        CONTINUE;
      END IF;
      price.quantities[i] := least (quantities[i], 100001);
      g.first_line := coalesce (g.first_line, i);
      g.n_lines := g.n_lines + 1;
      g.quantity := least (g.quantity + price.quantities[i], 100001);
    END LOOP;
    CONTINUE WHEN g.quantity = 0;

    -- What it costs. A secret, or too many, gets no price.
    IF NOT fits THEN
      NULL;
    ELSIF g.quantity > 100000 THEN
      refusals := refusals || private.refusal ('ABOVE_MAX', g.first_line, tier.name, 'max', least (tier.max_per_order, 100000));
      g.is_priced := false;
    ELSIF tier.is_hidden AND NOT (is_revealed AND g.is_coded) THEN
      refusals := refusals || private.refusal ('HIDDEN', g.first_line, tier.name, NULL::text, NULL::bigint);
      g.is_priced := false;
    ELSIF tier.kind = 'DONATION' THEN
      FOR i IN 1 .. n LOOP
        CONTINUE WHEN tiers[i] <> tier.id OR price.quantities[i] = 0;
        amount := coalesce (amounts[i], greatest (tier.price, tier.price_min));
        IF amount < coalesce (tier.price_min, 0) THEN
          refusals := refusals || private.refusal ('DONATION_TOO_LOW', i, tier.name, 'min', coalesce (tier.price_min, 0));
        END IF;
        IF amount > money_max THEN
          refusals := refusals || private.refusal ('AMOUNT_TOO_HIGH', i, tier.name, 'max', money_max);
          amount := 0;
        END IF;
        price.unit_prices[i] := greatest (amount, 0);
        price.subtotals[i] := price.unit_prices[i] * price.quantities[i];
        g.subtotal := g.subtotal + price.subtotals[i];
        g.n_paid := g.n_paid + CASE WHEN amount > 0 THEN price.quantities[i] ELSE 0 END;
      END LOOP;
    ELSE
      g.unit_price := tier.price;
      g.n_paid := g.quantity;
      IF tier.group_kind = 'PER_HEAD' AND tier.group_size > 0 AND g.quantity >= tier.group_size THEN
        g.unit_price := least (coalesce (tier.group_price, 0), tier.price);
      ELSIF tier.group_kind = 'N_FOR_M' AND tier.group_size > 0 THEN
        g.n_paid := g.quantity / tier.group_size * least (coalesce (tier.group_pays, 0), tier.group_size) + g.quantity % tier.group_size;
      END IF;
      g.subtotal := g.unit_price * g.n_paid;
    END IF;
    total := total + g.subtotal;
    fits := fits AND total <= money_max;
    groups := groups || g;
    CONTINUE WHEN NOT (g.is_priced AND is_on_sale);

    -- Whether it is on sale.
    state := CASE WHEN moment >= tier.sale_end THEN 'ENDED'
      WHEN with_stock AND private.is_tier_over (event.id, tier.id, tier.quota_id, NULL, moment) THEN 'SOLD_OUT'
      WHEN moment < tier.sale_start THEN 'NOT_YET' END;
    IF state = 'ENDED' THEN
      refusals := refusals || private.refusal (state, g.first_line, tier.name, 'time', tier.sale_end);
    ELSIF state = 'NOT_YET' THEN
      refusals := refusals || private.refusal (state, g.first_line, tier.name, 'time', tier.sale_start);
    ELSIF state IS NULL AND tier.is_next THEN
      SELECT o.name, o.sale_end INTO before FROM public.ticket_tiers o
      WHERE o.event_id = event.id AND o.next_tier_id = tier.id AND o.deleted_at IS NULL
        AND NOT private.is_tier_over (event.id, o.id, o.quota_id, o.sale_end, moment)
      ORDER BY o.sort_order, o.id LIMIT 1;
      IF before.name IS NOT NULL THEN
        state := 'WAITING';
        refusals := refusals || (private.refusal (state, g.first_line, tier.name, 'time', before.sale_end)
          || jsonb_build_object ('waits_for', before.name));
      END IF;
    END IF;
    IF with_stock AND g.is_limited AND coalesce (state, 'SOLD_OUT') = 'SOLD_OUT' THEN
      n_left := private.places_left (event.id, tier.id);
      IF g.quantity > n_left THEN
        refusals := refusals || (private.refusal (CASE n_left WHEN 0 THEN 'SOLD_OUT' ELSE 'NOT_ENOUGH' END, g.first_line, tier.name,
          'left', n_left) || jsonb_build_object ('limit', 'TIER'));
      END IF;
    END IF;
    IF g.quantity < tier.min_per_order THEN
      refusals := refusals || private.refusal ('BELOW_MIN', g.first_line, tier.name, 'min', tier.min_per_order);
    END IF;
    IF g.quantity > tier.max_per_order THEN
      refusals := refusals || private.refusal ('ABOVE_MAX', g.first_line, tier.name, 'max', tier.max_per_order);
    END IF;
  END LOOP;

  -- What is about the whole.
  IF found < n THEN
    FOR i IN 1 .. n LOOP
      IF NOT EXISTS (SELECT FROM public.ticket_tiers t WHERE t.event_id = event.id AND t.id = tiers[i] AND t.deleted_at IS NULL) THEN
        refusals := refusals || private.refusal ('UNKNOWN_TIER', i, NULL, NULL::text, NULL::bigint);
      END IF;
    END LOOP;
  ELSIF n = 0 THEN
    refusals := refusals || jsonb_build_object ('reason', 'EMPTY');
  END IF;
  IF event.status = 'CANCELLED' THEN
    refusals := refusals || jsonb_build_object ('reason', 'EVENT_CANCELLED', 'time', event.cancelled_at);
  ELSIF moment >= event.end_date THEN
    refusals := refusals || jsonb_build_object ('reason', 'EVENT_OVER', 'time', event.end_date);
  ELSIF event.status = 'DRAFT' THEN
    refusals := refusals || jsonb_build_object ('reason', 'EVENT_DRAFT');
  ELSIF with_stock THEN
    refusals := refusals || private.check_shared (event, groups);
  END IF;

  -- Less what the code takes off, with the fee.
  IF entered AND code_refusal IS NULL THEN
    is_meant := EXISTS (SELECT FROM unnest (groups) AS u WHERE u.is_priced AND u.is_coded AND (u.kind <> 'DONATION' OR u.is_hidden));
    price.has_code := fits AND is_meant;
    IF price.has_code THEN
      discounts := private.discounts (code, groups);
    END IF;
  END IF;
  total := 0;
  FOR i IN 1 .. cardinality (groups) LOOP
    EXIT WHEN NOT fits;
    g := groups[i];
    g.discount := coalesce (discounts[i], 0);
    amount := g.subtotal - g.discount;
    IF amount > 0 THEN
      g.fee := private.percentage (amount, coalesce (event.fee_percentage, 0)) + coalesce (event.fee_fixed, 0) * g.n_paid;
    END IF;
    total := total + amount + g.fee;
    fits := total <= money_max;
    price.subtotal := price.subtotal + g.subtotal;
    price.discount := price.discount + g.discount;
    IF event.fee_is_included THEN
      price.fee_borne := price.fee_borne + g.fee;
      g.fee := 0;
    END IF;
    price.service_fee := price.service_fee + g.fee;
    groups[i] := g;
  END LOOP;

  IF fits THEN
    FOREACH g IN ARRAY groups LOOP
      IF g.n_lines = 1 THEN
        price.unit_prices[g.first_line] := CASE g.kind WHEN 'DONATION' THEN price.unit_prices[g.first_line] ELSE g.unit_price END;
        price.subtotals[g.first_line] := g.subtotal;
        price.discounts[g.first_line] := g.discount;
        price.fees[g.first_line] := g.fee;
      ELSE
        price := private.write_group (price, tiers, g);
      END IF;
    END LOOP;
    price.total := price.subtotal - price.discount + price.service_fee;
  ELSE
    -- No order can be as dear as this: it has no price at all.
    refusals := refusals || jsonb_build_object ('reason', 'AMOUNT_TOO_HIGH', 'max', money_max);
    price := ROW (price.quantities, zeros, zeros, zeros, zeros, 0, 0, 0, 0, 0, false, event.currency, NULL, NULL, NULL);
  END IF;
  IF code_refusal IS NOT NULL THEN
    refusals := refusals || code_refusal;
  ELSIF entered AND NOT is_meant THEN
    refusals := refusals || jsonb_build_object ('reason', 'CODE_NOT_FOR_TIERS');
  ELSIF entered AND NOT price.has_code AND code.discount_value > 0 THEN
    refusals := refusals || jsonb_build_object ('reason', 'CODE_NOT_COMBINED');
  END IF;
  price.refusals := refusals;

  IF cardinality (groups) = 1 AND groups[1].is_priced THEN
    g := groups[1];
    price.pools := array_remove (ARRAY[CASE WHEN g.is_limited THEN g.id END, g.quota_id,
      CASE WHEN event.capacity IS NOT NULL THEN event.id END], NULL);
    price.wanted := array_fill (g.quantity, ARRAY[cardinality (price.pools)]);
  ELSE
    SELECT w.pools, w.wanted INTO price.pools, price.wanted FROM private.wanted_places (event, groups) w;
  END IF;
  RETURN price;
END $$;

-- The usual carts of an event that is on sale, priced beforehand: so many tickets of one tier without any extra, by who has no code,
-- for money. Who buys one looks it up; nothing is computed, and nothing else is read. What is not here costs make_price ().
--
-- These rows follow events, tiers and quotas when the transaction that changes them ends. Until then it locks none of them: so two who
-- change the tiers of an event, each in their own order, do not wait for each other in a circle. They are made in turns, of all events,
-- by what both have written.
CREATE TABLE private.offers (
  event_id uuid NOT NULL,
  cart text COLLATE "C" NOT NULL,  -- the lines as they are asked for
  tier_id uuid NOT NULL,
  quantity bigint NOT NULL,
  starts timestamptz NOT NULL,
  ends timestamptz NOT NULL,
  -- what the order will have
  subtotal private.money NOT NULL,
  discount private.money NOT NULL,
  service_fee private.money NOT NULL,
  total private.money NOT NULL,
  currency private.currency NOT NULL,
  lines jsonb NOT NULL,
  pools uuid[] NOT NULL,           -- where it takes its places
  n_pools integer NOT NULL,
  key text NOT NULL,               -- what the order's token is made from
  PRIMARY KEY (event_id, cart));

CREATE FUNCTION private.make_offers (event uuid, tiers uuid[]) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock (711624016);
  DELETE FROM private.offers o WHERE o.event_id = event AND (tiers IS NULL OR o.tier_id = ANY (tiers));
  INSERT INTO private.offers (event_id, cart, tier_id, quantity, starts, ends, subtotal, discount, service_fee, total, currency, lines, pools,
    n_pools, key)
  SELECT e.id, c.cart::text, t.id, q, coalesce (t.sale_start, '-infinity'), least (e.end_date, t.sale_end), s.subtotal, 0, f.fee,
    s.subtotal + f.fee, e.currency, jsonb_build_array (jsonb_build_object ('tier_id', t.id, 'quantity', q, 'amount', s.subtotal)), p.pools,
    cardinality (p.pools), (SELECT x.value FROM private.settings x WHERE x.name = 'order_key') -- of a later migration
  FROM public.events e JOIN public.ticket_tiers t ON t.event_id = e.id
    LEFT JOIN public.quotas k ON k.event_id = e.id AND k.id = t.quota_id AND k.deleted_at IS NULL,
    LATERAL generate_series (greatest (t.min_per_order, 1), least (t.max_per_order, 10)) AS q,
    LATERAL (SELECT jsonb_build_array (jsonb_build_object ('tier_id', t.id, 'quantity', q))) AS c (cart),
    LATERAL (SELECT t.price * q) AS s (subtotal),
    LATERAL (SELECT CASE WHEN e.fee_is_included THEN 0::bigint
      ELSE private.percentage (s.subtotal, coalesce (e.fee_percentage, 0)) + coalesce (e.fee_fixed, 0) * q END) AS f (fee),
    LATERAL (SELECT array_remove (ARRAY[CASE WHEN t.quantity_total IS NOT NULL THEN t.id END, k.id,
      CASE WHEN e.capacity IS NOT NULL THEN e.id END], NULL)) AS p (pools)
  WHERE e.id = event AND e.status = 'PUBLISHED' AND e.deleted_at IS NULL AND NOT e.is_test AND NOT e.is_template
    AND (tiers IS NULL OR t.id = ANY (tiers)) AND t.kind <> 'DONATION' AND t.group_kind = 'NONE' AND NOT t.is_hidden AND t.deleted_at IS NULL
    AND t.price > 0 AND s.subtotal + f.fee <= 1000000000000
    AND NOT EXISTS (SELECT FROM public.ticket_tiers o
      WHERE o.event_id = e.id AND o.next_tier_id = t.id AND o.deleted_at IS NULL AND o.id <> t.id);
END $$;

-- Of a tier, also the one that it stands before, which waits for it.
CREATE FUNCTION private.renew_offers () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM private.make_offers (old.event_id, ARRAY[old.id, old.next_tier_id]);
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM private.make_offers (new.event_id, ARRAY[new.id, new.next_tier_id]);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER renew_offers AFTER INSERT OR DELETE ON public.ticket_tiers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION private.renew_offers ();
CREATE CONSTRAINT TRIGGER renew_changed_offers AFTER UPDATE ON public.ticket_tiers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((old.event_id, old.id, old.deleted_at, old.kind, old.price, old.quantity_total IS NULL, old.quota_id, old.sale_start, old.sale_end,
      old.next_tier_id, old.min_per_order, old.max_per_order, old.group_kind, old.is_hidden)
    IS DISTINCT FROM (new.event_id, new.id, new.deleted_at, new.kind, new.price, new.quantity_total IS NULL, new.quota_id, new.sale_start,
      new.sale_end, new.next_tier_id, new.min_per_order, new.max_per_order, new.group_kind, new.is_hidden))
  EXECUTE FUNCTION private.renew_offers ();

CREATE FUNCTION private.renew_offers_of_event () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.make_offers (new.id, NULL);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER renew_offers AFTER UPDATE ON public.events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((old.status, old.end_date, old.deleted_at, old.is_test, old.is_template, old.capacity IS NULL, old.currency, old.fee_percentage,
      old.fee_fixed, old.fee_is_included)
    IS DISTINCT FROM (new.status, new.end_date, new.deleted_at, new.is_test, new.is_template, new.capacity IS NULL, new.currency,
      new.fee_percentage, new.fee_fixed, new.fee_is_included)) EXECUTE FUNCTION private.renew_offers_of_event ();

-- A quota that is removed, or comes back, while tiers are in it.
CREATE FUNCTION private.renew_offers_of_quota () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.make_offers (new.event_id, NULL);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER renew_offers AFTER UPDATE ON public.quotas DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (old.deleted_at IS DISTINCT FROM new.deleted_at) EXECUTE FUNCTION private.renew_offers_of_quota ();
