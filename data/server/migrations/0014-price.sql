-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a cart costs, and why it cannot be sold: the pricing function of a desk (src/model/foyer-pricing.c) once more, to the
-- last minor unit and with the same refusals by name. A test has both price thousands of carts; change both or none.

-- Hundredths of a percent of an amount, half up.
CREATE FUNCTION private.percentage (amount bigint, percentage bigint) RETURNS bigint
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT amount / 10000 * percentage + (amount % 10000 * percentage + 5000) / 10000;
$$;

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
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT CASE WHEN c ~ '^[^\s[:cntrl:]]{1,40}$' THEN c END
  FROM (SELECT upper (replace (normalize (btrim (left (code, 400), E' \t\n\v\f\r'), NFKC), 'ß', 'SS'))) AS t (c);
$$;

-- All tickets of one tier in a cart, whatever lines they stand in. Groups stand in the tiers' order.
CREATE TYPE private.price_group AS (
  id uuid, name text, kind text, is_hidden boolean, first bigint, n_lines bigint, quantity bigint,
  unit_price bigint, n_paid bigint, -- tickets that cost something
  subtotal bigint, discount bigint, fee bigint,
  is_priced boolean,                -- it is no secret, and its quantity makes sense
  is_coded boolean,                 -- the code that was entered is for it
  most bigint, quota_id uuid, least_per_order bigint, most_per_order bigint, price_min bigint, suggested bigint,
  state text, "time" timestamptz, waits_for text);

CREATE TYPE private.price AS (
  -- of each line of the cart, in its order
  tiers uuid[], quantities bigint[], unit_prices bigint[], subtotals bigint[], discounts bigint[], fees bigint[],
  subtotal bigint, discount bigint, service_fee bigint, total bigint, fee_borne bigint,
  fits boolean,          -- it is not more than an order can cost
  has_code boolean,      -- the code counts for this order
  refusals jsonb,        -- those that block first
  is_blocked boolean,    -- it cannot be sold; else it can, without what the code would do
  groups private.price_group[]);

-- By date or sold out: whoever comes after it may begin.
CREATE FUNCTION private.is_tier_over (tier public.ticket_tiers, moment timestamptz) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT coalesce (moment >= tier.sale_end, false) OR coalesce (0 = least (private.places_left (tier.event_id, tier.id),
    private.places_left (tier.event_id, tier.quota_id), private.places_left (tier.event_id, tier.event_id)), false);
$$;

-- The groups of a cart with their prices, before any code.
CREATE FUNCTION private.price_groups (event uuid, tiers uuid[], quantities bigint[], code_tiers jsonb, moment timestamptz,
    with_stock boolean) RETURNS private.price_group[]
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (
    SELECT array_agg (ROW (t.id, t.name, t.kind, t.is_hidden, w.first, w.n_lines, w.quantity, p.unit_price, p.n_paid,
        p.unit_price * p.n_paid, 0, 0, true, code_tiers IS NULL OR code_tiers ? t.id::text, t.quantity_total, q.id,
        t.min_per_order, t.max_per_order, coalesce (t.price_min, 0), t.price, s.state,
        CASE s.state WHEN 'ENDED' THEN t.sale_end WHEN 'NOT_YET' THEN t.sale_start WHEN 'WAITING' THEN b.sale_end END,
        b.name)::private.price_group ORDER BY t.sort_order, t.id)
    FROM (
      SELECT u.tier_id, min (u.i) AS first, count (*) AS n_lines, least (sum (u.quantity), 100001)::bigint AS quantity
      FROM unnest (tiers, quantities) WITH ORDINALITY AS u (tier_id, quantity, i)
      WHERE u.quantity > 0 GROUP BY u.tier_id) AS w
    JOIN public.ticket_tiers t ON t.event_id = event AND t.id = w.tier_id AND t.deleted_at IS NULL
    LEFT JOIN public.quotas q ON q.event_id = event AND q.id = t.quota_id AND q.deleted_at IS NULL
    LEFT JOIN LATERAL (
      SELECT o.name, o.sale_end FROM public.ticket_tiers o
      WHERE o.event_id = event AND o.next_tier_id = t.id AND o.id <> t.id AND o.deleted_at IS NULL
        AND NOT private.is_tier_over (o, moment)
      ORDER BY o.sort_order, o.id LIMIT 1) AS b ON true,
    LATERAL (SELECT CASE WHEN moment >= t.sale_end THEN 'ENDED'
      WHEN with_stock AND private.is_tier_over (t, moment) THEN 'SOLD_OUT' WHEN moment < t.sale_start THEN 'NOT_YET'
      WHEN b.name IS NOT NULL THEN 'WAITING' ELSE 'ON_SALE' END) AS s (state),
    LATERAL (SELECT
        CASE WHEN t.kind <> 'PAID' THEN 0
          WHEN t.group_kind = 'PER_HEAD' AND t.group_size > 0 AND w.quantity >= t.group_size
            THEN least (coalesce (t.group_price, 0), t.price)
          ELSE t.price END,
        CASE WHEN t.kind = 'DONATION' THEN 0
          WHEN t.group_kind = 'N_FOR_M' AND t.group_size > 0 THEN
            w.quantity / t.group_size * least (coalesce (t.group_pays, 0), t.group_size) + w.quantity % t.group_size
          ELSE w.quantity END) AS p (unit_price, n_paid));
END $$;

CREATE FUNCTION private.refusal (reason text, line bigint, tier text, facts jsonb DEFAULT '{}') RETURNS jsonb
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_build_object ('reason', reason, 'line', line, 'tier', tier) || facts;
$$;

-- Why a code that was entered cannot be used at all; NULL when it can. with_uses: also whether it was used up.
CREATE FUNCTION private.check_code (code public.promo_codes, buyer_email text, moment timestamptz, with_uses boolean) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF code.id IS NULL THEN
    RETURN '{"reason": "CODE_UNKNOWN"}'::jsonb;
  ELSIF code.is_inactive THEN
    RETURN '{"reason": "CODE_INACTIVE"}'::jsonb;
  ELSIF moment < code.valid_from THEN
    RETURN jsonb_build_object ('reason', 'CODE_NOT_YET', 'time', code.valid_from);
  ELSIF moment >= code.valid_until THEN
    RETURN jsonb_build_object ('reason', 'CODE_EXPIRED', 'time', code.valid_until);
  ELSIF with_uses AND code.max_uses IS NOT NULL AND private.places_left (code.event_id, code.id) = 0 THEN
    RETURN jsonb_build_object ('reason', 'CODE_USED_UP', 'max_uses', code.max_uses);
  ELSIF code.max_per_person IS NOT NULL AND buyer_email IS NOT NULL AND code.max_per_person <= (
      SELECT count (*) FROM public.orders o WHERE o.event_id = code.event_id AND o.promo_code_id = code.id
        AND lower (o.buyer_email) = lower (check_code.buyer_email) AND o.deleted_at IS NULL
        AND o.status NOT IN ('EXPIRED', 'REFUNDED')) THEN
    RETURN jsonb_build_object ('reason', 'CODE_USED_BY_BUYER', 'max_uses', code.max_per_person);
  END IF;
  RETURN NULL;
END $$;

-- What of the groups is not for sale now, places apart.
CREATE FUNCTION private.check_sale (event public.events, groups private.price_group[], moment timestamptz) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  refusals jsonb := jsonb_build_array ();
  g private.price_group;
BEGIN
  IF event.status = 'CANCELLED' THEN
    RETURN jsonb_build_array (jsonb_build_object ('reason', 'EVENT_CANCELLED', 'time', event.cancelled_at));
  ELSIF moment >= event.end_date THEN
    RETURN jsonb_build_array (jsonb_build_object ('reason', 'EVENT_OVER', 'time', event.end_date));
  ELSIF event.status = 'DRAFT' THEN
    RETURN '[{"reason": "EVENT_DRAFT"}]'::jsonb;
  END IF;
  FOREACH g IN ARRAY groups LOOP
    CONTINUE WHEN NOT g.is_priced;
    IF g.state NOT IN ('ON_SALE', 'SOLD_OUT') THEN
      refusals := refusals || private.refusal (g.state, g.first, g.name, jsonb_build_object ('time', g.time, 'waits_for', g.waits_for));
    END IF;
    IF g.quantity < g.least_per_order THEN
      refusals := refusals || private.refusal ('BELOW_MIN', g.first, g.name, jsonb_build_object ('min', g.least_per_order));
    END IF;
    IF g.quantity > g.most_per_order THEN
      refusals := refusals || private.refusal ('ABOVE_MAX', g.first, g.name, jsonb_build_object ('max', g.most_per_order));
    END IF;
  END LOOP;
  RETURN refusals;
END $$;

-- The pools that the groups take from, in the order of taking.
CREATE FUNCTION private.wanted_places (event public.events, groups private.price_group[])
  RETURNS TABLE (kind text, pool_id uuid, n bigint, line bigint, name text)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  WITH g AS (SELECT * FROM unnest (groups) AS u WHERE u.is_priced)
  SELECT p.kind, p.id, p.n, p.line, p.name FROM (
    SELECT 1, 'TIER', g.id, g.quantity, g.first, g.name FROM g WHERE g.most IS NOT NULL
      AND g.state IN ('ON_SALE', 'SOLD_OUT')
    UNION ALL
    SELECT 2, 'QUOTA', g.quota_id, sum (g.quantity)::bigint, min (g.first), min (g.name)
    FROM g WHERE g.quota_id IS NOT NULL GROUP BY g.quota_id
    UNION ALL
    SELECT 3, 'EVENT', event.id, sum (g.quantity)::bigint, NULL, NULL FROM g HAVING event.capacity IS NOT NULL AND count (*) > 0)
    AS p (place, kind, id, n, line, name)
  ORDER BY p.place, p.id;
$$;

CREATE FUNCTION private.check_places (event public.events, groups private.price_group[]) RETURNS jsonb
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT coalesce (jsonb_agg (private.refusal (CASE WHEN w.kind = 'EVENT' THEN 'OVER_CAPACITY' WHEN l.n = 0 THEN 'SOLD_OUT'
    ELSE 'NOT_ENOUGH' END, w.line, w.name, jsonb_build_object ('left', l.n, 'limit', w.kind))), '[]')
  FROM private.wanted_places (event, groups) w, private.places_left (event.id, w.pool_id) AS l (n) WHERE w.n > l.n;
$$;

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
    IF NOT (g.is_priced AND g.is_coded AND g.kind <> 'DONATION') THEN
      weights := weights || 0::bigint;
      discounts := discounts || 0::bigint;
      CONTINUE;
    END IF;
    weights := weights || g.subtotal;
    total := total + g.subtotal;
    discounts := discounts || CASE code.discount_type WHEN 'PERCENTAGE' THEN private.percentage (g.subtotal, code.discount_value)
      ELSE least (code.discount_value, g.unit_price) * g.n_paid END;
  END LOOP;
  IF code.discount_type = 'FIXED' AND code.applies_to = 'ORDER' THEN
    RETURN private.share_out (least (code.discount_value, total), weights);
  END IF;
  RETURN discounts;
END $$;

-- Admits the groups and adds what donors give.
CREATE FUNCTION private.admit_groups (price private.price, amounts bigint[], is_revealed boolean) RETURNS private.price
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  money_max CONSTANT bigint := 1000000000000;
  g private.price_group;
  total bigint := 0;
BEGIN
  FOR i IN 1 .. cardinality (price.groups) LOOP
    g := price.groups[i];
    IF g.quantity > 100000 THEN
      price.refusals := price.refusals || private.refusal ('ABOVE_MAX', g.first, g.name,
        jsonb_build_object ('max', least (g.most_per_order, 100000)));
      g.is_priced := false;
    ELSIF g.is_hidden AND NOT (is_revealed AND g.is_coded) THEN
      price.refusals := price.refusals || private.refusal ('HIDDEN', g.first, g.name);
      g.is_priced := false;
    ELSIF g.kind = 'DONATION' THEN
      FOR k IN 1 .. cardinality (price.tiers) LOOP
        CONTINUE WHEN price.tiers[k] <> g.id OR price.quantities[k] = 0;
        IF amounts[k] IS NULL THEN
          amounts[k] := greatest (g.suggested, g.price_min);
        ELSIF amounts[k] < g.price_min THEN
          price.refusals := price.refusals || private.refusal ('DONATION_TOO_LOW', k, g.name, jsonb_build_object ('min', g.price_min));
        ELSIF amounts[k] > money_max THEN
          price.refusals := price.refusals || private.refusal ('AMOUNT_TOO_HIGH', k, g.name, jsonb_build_object ('max', money_max));
          amounts[k] := 0;
        END IF;
        price.unit_prices[k] := greatest (amounts[k], 0);
        price.subtotals[k] := price.unit_prices[k] * price.quantities[k];
        g.subtotal := g.subtotal + price.subtotals[k];
        IF price.unit_prices[k] > 0 THEN
          g.n_paid := g.n_paid + price.quantities[k];
        END IF;
      END LOOP;
    END IF;
    IF NOT g.is_priced THEN
      g.unit_price := 0; g.n_paid := 0; g.subtotal := 0;
    END IF;
    price.groups[i] := g;
    total := total + g.subtotal;
    IF total > money_max THEN
      price.fits := false;
      RETURN price;
    END IF;
  END LOOP;
  RETURN price;
END $$;

-- Shares what a group costs out among its lines, and sums up.
CREATE FUNCTION private.write_lines (price private.price, is_borne boolean) RETURNS private.price
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  g private.price_group;
BEGIN
  FOREACH g IN ARRAY price.groups LOOP
    price.subtotal := price.subtotal + g.subtotal;
    price.discount := price.discount + g.discount;
    IF is_borne THEN
      price.fee_borne := price.fee_borne + g.fee;
      g.fee := 0;
    END IF;
    price.service_fee := price.service_fee + g.fee;
    IF g.n_lines = 1 THEN
      price.unit_prices[g.first] := CASE g.kind WHEN 'DONATION' THEN price.unit_prices[g.first] ELSE g.unit_price END;
      price.subtotals[g.first] := g.subtotal;
      price.discounts[g.first] := g.discount;
      price.fees[g.first] := g.fee;
      CONTINUE;
    END IF;
    price := private.write_group (price, g);
  END LOOP;
  price.total := price.subtotal - price.discount + price.service_fee;
  RETURN price;
END $$;

CREATE FUNCTION private.write_group (price private.price, g private.price_group) RETURNS private.price
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  n integer := cardinality (price.tiers);
  weights bigint[] := array_fill (0::bigint, ARRAY[n]);
  parts bigint[];
BEGIN
  IF g.kind <> 'DONATION' THEN
    FOR k IN 1 .. n LOOP
      IF price.tiers[k] = g.id AND price.quantities[k] > 0 THEN
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
    weights[k] := CASE WHEN price.tiers[k] = g.id AND price.quantities[k] > 0 THEN price.subtotals[k] ELSE 0 END;
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

-- The answer. code is the event's, NULL when there is no such one; entered says whether any was. Without stock, places and
-- uses of the code are not looked at: then only taking them tells.
CREATE FUNCTION private.make_price (event public.events, tiers uuid[], quantities bigint[], amounts bigint[], entered boolean,
    code public.promo_codes, buyer_email text, moment timestamptz, with_stock boolean) RETURNS private.price
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  money_max CONSTANT bigint := 1000000000000;
  n integer := cardinality (tiers);
  zeros bigint[] := array_fill (0::bigint, ARRAY[n]);
  price private.price;
  found uuid[];
  total bigint := 0;
  refusal jsonb;
  is_meant boolean := false;
  discounts bigint[];
  net bigint;
BEGIN
  price := ROW (tiers, zeros, zeros, zeros, zeros, zeros, 0, 0, 0, 0, 0, true, false, '[]'::jsonb, false,
    coalesce (private.price_groups (event.id, tiers, quantities, CASE WHEN code.id IS NULL THEN NULL ELSE code.tier_ids END,
      moment, with_stock), '{}'))::private.price;
  found := ARRAY(SELECT g.id FROM unnest (price.groups) AS g);
  FOR i IN 1 .. n LOOP
    IF quantities[i] > 0 AND tiers[i] = ANY (found) THEN
      price.quantities[i] := least (quantities[i], 100001);
    ELSIF quantities[i] <= 0 AND EXISTS (SELECT FROM public.ticket_tiers t
        WHERE t.event_id = event.id AND t.id = tiers[i] AND t.deleted_at IS NULL) THEN
      price.refusals := price.refusals || private.refusal ('BAD_QUANTITY', i, NULL);
    ELSE
      price.refusals := price.refusals || private.refusal ('UNKNOWN_TIER', i, NULL);
    END IF;
  END LOOP;
  IF n = 0 THEN
    price.refusals := '[{"reason": "EMPTY"}]';
  END IF;

  IF entered THEN
    refusal := private.check_code (code, buyer_email, moment, with_stock);
  END IF;
  price := private.admit_groups (price, amounts, entered AND refusal IS NULL AND code.tier_ids IS NOT NULL);
  price.refusals := price.refusals || private.check_sale (event, price.groups, moment);
  IF with_stock AND event.status = 'PUBLISHED' AND moment < event.end_date THEN
    price.refusals := price.refusals || private.check_places (event, price.groups);
  END IF;

  IF entered AND refusal IS NULL THEN
    is_meant := EXISTS (SELECT FROM unnest (price.groups) AS g
      WHERE g.is_priced AND g.is_coded AND (g.kind <> 'DONATION' OR g.is_hidden));
    IF price.fits AND is_meant THEN
      price.has_code := true;
      discounts := private.discounts (code, price.groups);
    END IF;
  END IF;
  FOR i IN 1 .. cardinality (price.groups) LOOP
    EXIT WHEN NOT price.fits;
    IF price.has_code THEN
      price.groups[i].discount := discounts[i];
    END IF;
    net := price.groups[i].subtotal - price.groups[i].discount;
    IF net > 0 THEN
      price.groups[i].fee := private.percentage (net, coalesce (event.fee_percentage, 0))
        + coalesce (event.fee_fixed, 0) * price.groups[i].n_paid;
    END IF;
    total := total + net + price.groups[i].fee;
    price.fits := total <= money_max;
  END LOOP;
  IF price.fits THEN
    price := private.write_lines (price, event.fee_is_included);
  ELSE
    -- No order can be as dear as this: it has no price at all.
    price.refusals := price.refusals || private.refusal ('AMOUNT_TOO_HIGH', NULL, NULL, jsonb_build_object ('max', money_max));
    price.has_code := false;
    price.unit_prices := zeros; price.subtotals := zeros;
  END IF;
  price.is_blocked := price.refusals <> '[]';
  IF entered AND refusal IS NULL AND NOT is_meant THEN
    refusal := '{"reason": "CODE_NOT_FOR_TIERS"}';
  ELSIF entered AND refusal IS NULL AND NOT price.has_code AND code.discount_value > 0 THEN
    refusal := '{"reason": "CODE_NOT_COMBINED"}';
  END IF;
  IF refusal IS NOT NULL THEN
    price.refusals := price.refusals || refusal;
  END IF;
  RETURN price;
END $$;
