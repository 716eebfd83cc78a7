-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was sold, earned and seen at one event or several: exact, from the rows themselves. With the right to report.

CREATE FUNCTION public.analytics (event_ids uuid[], since timestamptz DEFAULT NULL, until timestamptz DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ''
  SET plan_cache_mode = force_custom_plan SET work_mem = '32MB' SET enable_sort = off SET jit = off
  SET enable_seqscan = on AS $$
DECLARE
  first timestamptz := coalesce (since, '-infinity');
  behind timestamptz := coalesce (until, 'infinity');
  sales jsonb;
  arrivals jsonb;
BEGIN
  PERFORM private.require_me ();
  IF event_ids IS NULL OR coalesce (array_ndims (event_ids), 1) <> 1 OR cardinality (event_ids) NOT BETWEEN 1 AND 500 THEN
    PERFORM private.refuse (400, 'EVENTS_WRONG', 'Ask about 1 to 500 events.');
  ELSIF NOT (event_ids <@ private.my_event_ids ('report')) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not see the reports of all these events.');
  ELSIF behind <= first THEN
    PERFORM private.refuse (400, 'TIME_WRONG', 'The end is after the beginning.');
  END IF;

  -- A sale is an order that was paid, whatever was given back later. The day is that of the event's own zone: zones differ by quarters
  -- of an hour, so that it is found for each quarter and not for each ticket. A ticket is of its order's event. Each is read once,
  -- into sums.
  WITH sums AS MATERIALIZED (
    SELECT o.currency, o.channel, o.promo_code_id, count (*) AS n, sum (coalesce (o.subtotal, o.total)) AS gross,
      coalesce (sum (o.discount), 0) AS discount, coalesce (sum (o.service_fee), 0) AS fees, sum (o.total) AS total
    FROM public.orders o
    WHERE o.event_id = ANY (event_ids) AND o.deleted_at IS NULL AND o.status NOT IN ('PENDING', 'EXPIRED')
      AND o.created_at >= first AND o.created_at < behind GROUP BY 1, 2, 3),
  quarters AS MATERIALIZED (
    SELECT t.event_id, t.tier_id, CASE WHEN o.deleted_at IS NULL AND o.status NOT IN ('PENDING', 'EXPIRED')
        AND o.created_at >= first AND o.created_at < behind AND isfinite (o.created_at) THEN date_bin ('15 minutes', o.created_at, '2000-01-01Z') END AS quarter,
      o.channel, o.currency, count (*) AS n, sum (t.price) AS price,
      count (*) FILTER (WHERE t.status <> 'CANCELLED' AND (o.status NOT IN ('PENDING', 'EXPIRED')) IS NOT FALSE) AS expected,
      count (*) FILTER (WHERE t.status = 'VALID' AND (o.status NOT IN ('PENDING', 'EXPIRED')) IS NOT FALSE) AS missing
    FROM public.tickets t LEFT JOIN public.orders o ON o.event_id = ANY (event_ids) AND o.id = t.order_id
    WHERE t.event_id = ANY (event_ids) AND t.deleted_at IS NULL GROUP BY 1, 2, 3, 4, 5),
  tickets AS MATERIALIZED (
    SELECT q.event_id, q.tier_id, (q.quarter AT TIME ZONE e.timezone)::date AS day, q.channel, q.currency, sum (q.n) AS n,
      sum (q.price) AS price, sum (q.expected) AS expected, sum (q.missing) AS missing
    FROM quarters q JOIN public.events e ON e.id = q.event_id GROUP BY 1, 2, 3, 4, 5),
  given_back AS (
    SELECT o.currency, sum (r.amount) AS amount
    FROM public.refunds r
      LEFT JOIN public.tickets t ON r.order_id IS NULL AND t.event_id = r.event_id AND t.id = r.ticket_id
      JOIN public.orders o ON o.event_id = r.event_id AND o.id = coalesce (r.order_id, t.order_id)
    WHERE r.event_id = ANY (event_ids) AND r.deleted_at IS NULL AND r.status = 'CONFIRMED'
      AND o.deleted_at IS NULL AND o.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED')
      AND o.created_at >= first AND o.created_at < behind GROUP BY 1)
  SELECT jsonb_build_object (
    'days', (SELECT coalesce (jsonb_agg (jsonb_build_object ('event_id', d.event_id, 'day', d.day, 'tier_id', d.tier_id, 'tickets', d.n,
        'price', d.price) ORDER BY d.day, d.event_id, d.tier_id), '[]')
      FROM (SELECT t.event_id, t.day, t.tier_id, sum (t.n) AS n, sum (t.price) AS price FROM tickets t
        WHERE t.day IS NOT NULL GROUP BY 1, 2, 3) AS d),
    'money', (SELECT coalesce (jsonb_agg (jsonb_build_object ('currency', m.currency, 'orders', m.n, 'gross', m.gross,
        'discount', m.discount, 'fees', m.fees, 'total', m.total, 'refunded', coalesce (g.amount, 0)) ORDER BY m.currency), '[]')
      FROM (SELECT s.currency, sum (s.n) AS n, sum (s.gross) AS gross, sum (s.discount) AS discount, sum (s.fees) AS fees,
          sum (s.total) AS total FROM sums s GROUP BY 1) AS m
        LEFT JOIN given_back g ON g.currency = m.currency),
    'channels', (SELECT coalesce (jsonb_agg (jsonb_build_object ('channel', c.channel, 'currency', c.currency, 'orders', c.n,
        'tickets', coalesce (k.n, 0), 'total', c.total) ORDER BY c.channel, c.currency), '[]')
      FROM (SELECT s.channel, s.currency, sum (s.n) AS n, sum (s.total) AS total FROM sums s GROUP BY 1, 2) AS c
        LEFT JOIN (SELECT t.channel, t.currency, sum (t.n) AS n FROM tickets t WHERE t.day IS NOT NULL GROUP BY 1, 2) AS k
          ON k.channel = c.channel AND k.currency = c.currency),
    'promo_codes', (SELECT coalesce (jsonb_agg (jsonb_build_object ('event_id', p.event_id, 'promo_code_id', p.id, 'code', p.code,
        'orders', u.n, 'discount', u.discount, 'total', u.total) ORDER BY p.code, p.id), '[]')
      FROM (SELECT s.promo_code_id, sum (s.n) AS n, sum (s.discount) AS discount, sum (s.total) AS total
          FROM sums s WHERE s.promo_code_id IS NOT NULL GROUP BY 1) AS u
        JOIN public.promo_codes p ON p.event_id = ANY (event_ids) AND p.id = u.promo_code_id),
    'no_shows', (SELECT coalesce (jsonb_agg (jsonb_build_object ('event_id', n.event_id, 'tier_id', n.tier_id, 'expected', n.expected,
        'missing', n.missing) ORDER BY n.event_id, n.tier_id), '[]')
      FROM (SELECT t.event_id, t.tier_id, sum (t.expected) AS expected, sum (t.missing) AS missing FROM tickets t
        GROUP BY 1, 2 HAVING sum (t.expected) > 0) AS n))
  INTO sales;

  -- Somebody arrives once: with the first entry that stands. Who has not come yet is a no-show so far.
  arrivals := (SELECT coalesce (jsonb_agg (jsonb_build_object ('event_id', a.event_id, 'at', a.quarter, 'people', a.n)
      ORDER BY a.quarter, a.event_id), '[]')
    FROM (
      SELECT f.event_id, date_bin ('15 minutes', f.at, '2000-01-01Z') AS quarter, count (*) AS n
      FROM (SELECT DISTINCT ON (coalesce (c.ticket_id, c.id)) c.event_id, c."time" AS at FROM public.check_ins c
        WHERE c.event_id = ANY (event_ids) AND c.direction = 'ENTRY' AND c.verdict IN ('ADMITTED', 'PROVISIONAL')
          AND NOT EXISTS (SELECT FROM public.check_ins u WHERE u.event_id = ANY (event_ids) AND u.undoes_id = c.id)
        ORDER BY coalesce (c.ticket_id, c.id), c."time") AS f
      WHERE f.at >= first AND f.at < behind GROUP BY 1, 2) AS a);
  RETURN sales || jsonb_build_object ('arrivals', arrivals);
END $$;
GRANT EXECUTE ON FUNCTION public.analytics TO authenticated;
