-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was paid, and what becomes of an order after it was bought: paid, cancelled, read. Money that moved is a fact: payments
-- are written once and stay.
--
-- Who completes an order is whoever may sell at the event: a desk that took the money, or the program that hears of it from the
-- payment provider. That program signs in like a person, as a team member with the right to sell and no other.
--
-- A till keeps a book besides, of all that went into its drawer and out of it, and of who did it. Its records are a chain: each has
-- the hash of the one before it, and the device's signature, so that a desk can tell whether somebody altered what lies here.

CREATE TABLE public.payments (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  order_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('PAYMENT', 'REFUND')),
  method text NOT NULL CHECK (method IN ('CASH', 'CARD', 'STRIPE', 'TRANSFER', 'VOUCHER')),
  amount bigint NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000), -- of a refund, too, above 0
  rounding bigint NOT NULL DEFAULT 0 CHECK (rounding BETWEEN -1000000 AND 1000000), -- what was really taken or given, minus it
  currency text NOT NULL CHECK (char_length (currency) <= 3 AND currency ~ '^[A-Z]{3}$'),
  reference text CHECK (char_length (reference) BETWEEN 1 AND 255), -- the provider's name for it
  paid_at timestamptz NOT NULL DEFAULT now (),
  cashier_id uuid,                          -- of a till; one that is not told yet is a fact, too
  user_id uuid REFERENCES public.users,     -- who wrote it down
  device_id uuid REFERENCES public.devices, -- and where
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, order_id) REFERENCES public.orders,
  CONSTRAINT payments_rounding_of_cash CHECK (rounding = 0 OR method NOT IN ('CARD', 'STRIPE', 'TRANSFER', 'VOUCHER'))) :by_event;
CALL private.split_by_event ('payments', :partitions);
-- What was paid for an order.
CREATE INDEX payments_by_order ON public.payments (event_id, order_id);
-- What a provider tells twice is one payment. Terminals at two desks may well have the same number.
CREATE UNIQUE INDEX payments_by_reference ON public.payments (event_id, kind, method, reference)
  WHERE reference IS NOT NULL AND device_id IS NULL;
CREATE INDEX payments_feed ON public.payments (event_id, chg, id) WHERE chg > '0'; -- as in 0005

CREATE TABLE public.till_records (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  device_id uuid NOT NULL,  -- whose till it is
  session_id uuid,          -- from an OPEN, which it is the id of, to its CLOSE
  sequence bigint NOT NULL CHECK (sequence BETWEEN 1 AND 1000000000),
  "time" timestamptz NOT NULL,
  kind text NOT NULL CHECK (kind IN ('OPEN', 'PAYMENT', 'REFUND', 'PAY_IN', 'PAY_OUT', 'NO_SALE', 'HAND_OVER', 'X', 'CLOSE', 'SALE',
    'VOID', 'COPY')),
  cashier_id uuid,
  approver_id uuid,         -- whose PIN allowed it
  order_id uuid,
  payment_id uuid,
  method text NOT NULL DEFAULT 'NONE' CHECK (method IN ('NONE', 'CASH', 'CARD', 'STRIPE', 'TRANSFER', 'VOUCHER')),
  amount bigint NOT NULL CHECK (amount BETWEEN -1000000000000 AND 1000000000000), -- what it does to the money of its method
  rounding bigint NOT NULL DEFAULT 0 CHECK (rounding BETWEEN -1000000 AND 1000000),
  currency text NOT NULL CHECK (char_length (currency) <= 3 AND currency ~ '^[A-Z]{3}$'),
  reason text CHECK (char_length (reason) <= 2000),
  details jsonb CHECK (jsonb_typeof (details) = 'object' AND char_length (details::text) <= 100000),
  previous bytea NOT NULL CHECK (octet_length (previous) BETWEEN 32 AND 32),
  hash bytea NOT NULL CHECK (octet_length (hash) BETWEEN 32 AND 32),
  signature bytea NOT NULL CHECK (octet_length (signature) BETWEEN 64 AND 64),
  user_id uuid REFERENCES public.users,        -- who was signed in
  received_at timestamptz NOT NULL DEFAULT now (),
  PRIMARY KEY (event_id, id),
  -- Two that say they came after the same one: a till was copied, or somebody writes in its name.
  CONSTRAINT till_records_one_after_the_other UNIQUE (event_id, device_id, sequence)) :by_event;
CALL private.split_by_event ('till_records', :partitions);
CREATE INDEX till_records_feed ON public.till_records (event_id, chg, id) WHERE chg > '0'; -- as in 0005

-- Facts: nobody rewrites them, and a part of a table has statements of its own.
DO $$
DECLARE
  name text;
  part regclass;
BEGIN
  FOREACH name IN ARRAY ARRAY['payments', 'till_records'] LOOP
    EXECUTE format ('CREATE TRIGGER touch BEFORE UPDATE ON public.%I FOR EACH ROW EXECUTE FUNCTION private.touch ()', name);
    EXECUTE format ('CREATE TRIGGER bury AFTER DELETE ON public.%I FOR EACH ROW EXECUTE FUNCTION private.bury (%L)', name, name);
    EXECUTE format ('CREATE TRIGGER bury_moved AFTER UPDATE OF event_id ON public.%I FOR EACH ROW '
      'WHEN (old.event_id <> new.event_id) EXECUTE FUNCTION private.bury (%L)', name, name);
    FOR part IN SELECT ('public.' || name)::regclass UNION ALL
        SELECT p.relid FROM pg_partition_tree ('public.' || name) AS p WHERE p.isleaf AND p.parentrelid IS NOT NULL LOOP
      EXECUTE format ('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %s '
        'FOR EACH STATEMENT EXECUTE FUNCTION private.refuse_rewriting ()', part);
      EXECUTE format ('ALTER TABLE %s ENABLE ALWAYS TRIGGER append_only', part);
    END LOOP;
  END LOOP;
END $$;

ALTER TABLE public.till_records ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.till_records TO authenticated;
CREATE POLICY see ON public.till_records FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('sell') || private.my_event_ids ('refund')
    || private.my_event_ids ('report'))::uuid[]));

ALTER TABLE public.payments ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.payments TO authenticated;
CREATE POLICY see ON public.payments FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('sell') || private.my_event_ids ('refund')
    || private.my_event_ids ('report'))::uuid[]));

-- An order that the caller may act on, locked: with the right to sell, as its buyer, or with its token. Its tickets are locked
-- after it, then the event.
CREATE FUNCTION private.lock_order (order_id uuid, token text, as_buyer boolean) RETURNS public.orders
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  found_order public.orders;
BEGIN
  SELECT o.* INTO found_order FROM public.orders o WHERE o.id = lock_order.order_id AND o.deleted_at IS NULL FOR NO KEY UPDATE;
  IF found_order.id IS NULL OR NOT (coalesce (found_order.event_id = ANY (private.my_event_ids ('sell')), false)
      OR (as_buyer AND (coalesce (found_order.buyer_id = private.me (), false)
        OR coalesce (token = private.order_token (found_order.id), false)))) THEN
    PERFORM private.refuse (404, 'NO_ORDER', 'There is no such order, or it is not yours.');
  END IF;
  RETURN found_order;
END $$;

-- The payments of a call: [{"id", "method", "amount", "reference"}], with everything checked that a statement could stumble on.
CREATE FUNCTION private.read_payments (payments jsonb) RETURNS TABLE (id uuid, method text, amount bigint, reference text)
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  is_wrong boolean;
BEGIN
  IF jsonb_typeof (payments) IS DISTINCT FROM 'array' OR jsonb_array_length (payments) > 20 THEN
    PERFORM private.refuse (400, 'PAYMENTS_WRONG', 'Give an array of at most 20 payments.');
  END IF;
  SELECT bool_or (jsonb_typeof (p) <> 'object' OR NOT private.is_id_list (jsonb_build_array (p -> 'id'))
      OR coalesce (p ->> 'method', '') NOT IN ('CASH', 'CARD', 'STRIPE', 'TRANSFER', 'VOUCHER')
      OR coalesce (p ->> 'amount', '') !~ '^[1-9][0-9]{0,11}$'
      OR coalesce (jsonb_typeof (p -> 'reference'), 'null') NOT IN ('string', 'null')
      OR char_length (p ->> 'reference') NOT BETWEEN 1 AND 255) INTO is_wrong
  FROM jsonb_array_elements (payments) AS p;
  IF is_wrong THEN
    PERFORM private.refuse (400, 'PAYMENTS_WRONG',
      'A payment has an id, a method (CASH, CARD, STRIPE, TRANSFER, VOUCHER) and an amount in minor units.');
  END IF;
  RETURN QUERY SELECT (p ->> 'id')::uuid, p ->> 'method', (p ->> 'amount')::bigint, p ->> 'reference'
    FROM jsonb_array_elements (payments) AS p;
END $$;

-- The payments are the whole of what is due. The same ones again change nothing. When the order had expired, its places are
-- taken again if they are still there. Of one that somebody else was paid for meanwhile, such as a desk, this money came in all the same:
-- it is kept, and told as PAID_TWICE. What is too much stands in the answer, for whoever paid.
CREATE FUNCTION private.tell_completed (o public.orders) RETURNS jsonb
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  excess bigint := private.order_excess (o);
BEGIN
  RETURN private.describe_order (o.event_id, o.id) || CASE WHEN excess > 0 THEN jsonb_build_object ('excess', excess) ELSE '{}' END;
END $$;

CREATE FUNCTION public.complete_order (order_id uuid, payments jsonb DEFAULT '[]') RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.require_me ();
  o public.orders := private.lock_order (order_id, NULL, false);
  n integer;
  n_known integer;
  paid bigint;
  is_late boolean := o.status IN ('COMPLETED', 'PARTLY_REFUNDED') AND o.total > 0;
BEGIN
  SELECT count (*), coalesce (sum (p.amount), 0), count (k.id) INTO n, paid, n_known
  FROM private.read_payments (payments) p
    LEFT JOIN public.payments k ON k.event_id = o.event_id AND k.order_id = o.id AND k.kind = 'PAYMENT' AND k.method = p.method
      AND k.amount = p.amount AND (k.id = p.id OR k.reference = p.reference);
  IF o.status = 'COMPLETED' AND n = n_known THEN
    RETURN private.tell_completed (o);
  ELSIF NOT is_late AND o.status NOT IN ('PENDING', 'EXPIRED') THEN
    PERFORM private.refuse (409, 'ALREADY_PAID', 'This order is paid already. Give back what came in twice.');
  ELSIF NOT is_late AND paid <> o.total THEN
    PERFORM private.refuse (400, 'AMOUNT_WRONG', format ('%s is due, and the payments are %s.', o.total, paid));
  ELSIF NOT is_late AND coalesce (o.lines @> '[{"is_cancelled": true}]', true) AND NOT EXISTS (SELECT FROM public.tickets t
      WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.deleted_at IS NULL AND t.status <> 'CANCELLED') THEN
    PERFORM private.refuse (409, 'ORDER_CANCELLED', 'This order was cancelled. Give the money back.');
  END IF;
  IF EXISTS (SELECT FROM private.read_payments (payments) p JOIN public.payments k
      ON k.id = p.id OR (k.event_id = o.event_id AND k.kind = 'PAYMENT' AND k.method = p.method AND k.reference = p.reference)
      WHERE NOT (is_late AND k.event_id = o.event_id AND k.order_id = o.id AND k.kind = 'PAYMENT' AND k.method = p.method AND k.amount = p.amount))
    OR (SELECT count (DISTINCT p.id) FROM private.read_payments (payments) p) < n THEN
    PERFORM private.refuse (409, 'PAYMENT_TAKEN', 'One of these payments was for something else.');
  END IF;
  -- This makes its tickets. Where the order had expired, it takes its places again, or is refused.
  IF NOT is_late THEN
    UPDATE public.orders u SET status = 'COMPLETED', expires_at = NULL WHERE u.event_id = o.event_id AND u.id = o.id RETURNING u.* INTO o;
  END IF;
  INSERT INTO public.payments (event_id, id, order_id, kind, method, amount, currency, reference, user_id, device_id)
  SELECT o.event_id, p.id, o.id, 'PAYMENT', p.method, p.amount, o.currency, p.reference, person, private.my_device ()
  FROM private.read_payments (payments) p
  WHERE NOT is_late OR NOT EXISTS (SELECT FROM public.payments k WHERE k.event_id = o.event_id AND k.order_id = o.id AND k.kind = 'PAYMENT'
    AND k.method = p.method AND k.amount = p.amount AND (k.id = p.id OR k.reference = p.reference));
  -- A part of it, or all, may have been paid at a desk.
  PERFORM private.tell_excess (o.event_id, o.id);
  RETURN private.tell_completed (o);
END $$;
GRANT EXECUTE ON FUNCTION public.complete_order TO authenticated;

-- By its buyer or by who may sell: an order that is not paid, or that cost nothing. A paid one is refunded.
CREATE FUNCTION public.cancel_order (order_id uuid, token text DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.orders := private.lock_order (order_id, token, true);
BEGIN
  IF o.total > 0 AND o.status NOT IN ('PENDING', 'EXPIRED') THEN
    PERFORM private.refuse (409, 'ORDER_PAID', 'This order is paid. It can be refunded, not cancelled.');
  END IF;
  PERFORM FROM public.tickets t WHERE t.event_id = o.event_id AND t.order_id = o.id ORDER BY t.id FOR NO KEY UPDATE;
  IF EXISTS (SELECT FROM public.tickets t WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.status = 'CHECKED_IN') THEN
    PERFORM private.refuse (409, 'CHECKED_IN', 'Somebody has come in with a ticket of this order.');
  END IF;
  UPDATE public.tickets t SET status = 'CANCELLED'
  WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.deleted_at IS NULL AND t.status <> 'CANCELLED';
  UPDATE public.orders u SET status = CASE u.status WHEN 'COMPLETED' THEN 'REFUNDED' ELSE 'EXPIRED' END, expires_at = NULL,
    lines = (SELECT jsonb_agg (l.line || '{"is_cancelled": true}' ORDER BY l.place)
      FROM jsonb_array_elements (u.lines) WITH ORDINALITY AS l (line, place))
  WHERE u.event_id = o.event_id AND u.id = o.id AND (u.status IN ('PENDING', 'COMPLETED') OR u.lines IS NOT NULL);
  RETURN private.describe_order (o.event_id, o.id);
END $$;

-- An order with its tickets: for its buyer, who has the token or the account, and for those who may search or sell.
CREATE FUNCTION public.read_order (order_id uuid, token text DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  o public.orders;
BEGIN
  SELECT r.* INTO o FROM public.orders r WHERE r.id = read_order.order_id AND r.deleted_at IS NULL;
  IF o.id IS NULL OR NOT (coalesce (token = private.order_token (o.id), false) OR coalesce (o.buyer_id = private.me (), false)
      OR coalesce (o.event_id = ANY (private.my_event_ids ('search') || private.my_event_ids ('sell')), false)) THEN
    PERFORM private.refuse (404, 'NO_ORDER', 'There is no such order, or it is not yours.');
  END IF;
  RETURN private.describe_order (o.event_id, o.id);
END $$;
GRANT EXECUTE ON FUNCTION public.cancel_order, public.read_order TO anon, authenticated;
