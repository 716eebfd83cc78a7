-- SPDX-License-Identifier: GPL-3.0-or-later
-- How many are left: of a tier, of a quota that tiers share, of the whole event, of the uses of a promo code. Each of these is
-- a pool, and a pool is spread over rows, up to 32, so that many buy at once: who buys takes from a row that nobody holds. What
-- has no limit has no pool. Always: limit − what is taken = the sum of the pool's rows (see private.wrong_places ()).
--
-- The rows of one number, in all pools of an event, are a lane:
--
--   lane      pool A   pool B   event
--    0          16       62      312     whoever holds lane 0, by a lock of its own until the transaction ends, takes here;
--    1          16       62      312     nobody else touches these rows meanwhile, so nothing is tried in vain
--    …
--    2 000 017   2                       what was given back: a row of its own, which never waits
--
--   take   from a lane that is free and has enough of all pools that are wanted. If there is none: whoever sees fewer than wanted
--          in one snapshot knows that there are fewer. Else all lanes are waited for, and what they have together, with what was
--          given back, is spread anew. So “sold out” is never said in error.
--   force  what was sold at a door is a fact, even when there was no place for it. The row -1 then says what is owed, which is paid
--          first from what is given back. Who forces holds the event alone.
--
-- Who moves places holds the event's lock in common, who changes a limit holds it alone. Nobody waits in a circle: orders are
-- locked first, then tickets, then the event, then the lock of those who gather, then lanes. Who holds a lane and not that lock,
-- as most who buy, waits for nothing more. The lanes are also a queue: of a crowd, 32 are let in and the others wait at the
-- door, which is faster for all.

CREATE DOMAIN private.place_count AS bigint CHECK (VALUE >= 0);
CREATE TABLE private.places (
  event_id uuid NOT NULL,
  pool_id uuid NOT NULL, -- a tier's, a quota's, a promo code's, or the event's own id
  slot bigint NOT NULL,
  n private.place_count NOT NULL,
  owed private.place_count NOT NULL DEFAULT 0, -- in the row -1 alone
  PRIMARY KEY (event_id, pool_id, slot)) WITH (fillfactor = 10);
-- The slots of what was given back are beyond the 32.
CREATE SEQUENCE private.place_slots START 1000 CACHE 100;

CREATE FUNCTION private.hold_event (event uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared (uuid_hash_extended (event, 711624012));
END $$;
CREATE FUNCTION private.hold_event_alone (event uuid) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM pg_advisory_xact_lock (uuid_hash_extended (event, 711624012));
END $$;

-- A row has 16 places or more, as long as there are that many: what is nearly gone lies in few rows, and is gathered soon.
CREATE FUNCTION private.spread_places (event uuid, pool uuid, total bigint) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  n_slots bigint := least (32, greatest (1, total / 16));
BEGIN
  DELETE FROM private.places p WHERE p.event_id = event AND p.pool_id = pool AND p.slot BETWEEN n_slots AND 31;
  INSERT INTO private.places AS p (event_id, pool_id, slot, n)
  SELECT event, pool, i, total / n_slots + CASE WHEN i < total % n_slots THEN 1 ELSE 0 END
  FROM generate_series (0, n_slots - 1) AS i
  ON CONFLICT ON CONSTRAINT places_pkey DO UPDATE SET n = excluded.n;
END $$;

-- A lane that seems to have enough of each pool, by chance; NULL when none does.
CREATE FUNCTION private.find_lane (event uuid, pools uuid[], wanted bigint[]) RETURNS integer
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  RETURN (SELECT p.slot FROM unnest (pools, wanted) AS w (pool_id, n) JOIN private.places p
      ON p.event_id = event AND p.pool_id = w.pool_id AND p.slot BETWEEN 0 AND 31 AND p.n >= w.n
    GROUP BY p.slot HAVING count (*) = cardinality (pools) ORDER BY random () LIMIT 1);
END $$;

-- The first pool that has fewer than wanted, and how many; NULL when they are taken. After this others wait until the transaction
-- ends, when they too must gather. No lane is held before, but in a transaction that did this already.
CREATE FUNCTION private.take_places (event uuid, pools uuid[], wanted bigint[], OUT lacking uuid, OUT n_left bigint)
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  lane integer;
  n integer;
  total bigint;
BEGIN
  PERFORM pg_advisory_xact_lock (uuid_hash_extended (event, 711624014));
  FOR attempt IN 1 .. 3 LOOP
    lane := private.find_lane (event, pools, wanted);
    EXIT WHEN lane IS NULL;
    -- What was too little after all is let go, with its lane.
    BEGIN
      PERFORM pg_advisory_xact_lock (uuid_hash_extended (event, 711624100 + lane));
      UPDATE private.places p SET n = p.n - w.n FROM unnest (pools, wanted) AS w (pool_id, n)
      WHERE p.event_id = event AND p.pool_id = w.pool_id AND p.slot = lane AND p.n >= w.n;
      GET DIAGNOSTICS n = ROW_COUNT;
      IF n < cardinality (pools) THEN
        RAISE SQLSTATE 'FYBSY';
      END IF;
      RETURN;
    EXCEPTION WHEN SQLSTATE 'FYBSY' THEN
      NULL;
    END;
  END LOOP;
  SELECT w.pool_id, coalesce (sum (p.n - p.owed), 0) INTO lacking, n_left
  FROM unnest (pools, wanted) WITH ORDINALITY AS w (pool_id, n, place)
    LEFT JOIN private.places p ON p.event_id = event AND p.pool_id = w.pool_id
  GROUP BY w.pool_id, w.place HAVING coalesce (sum (p.n - p.owed), 0) < min (w.n) ORDER BY w.place LIMIT 1;
  IF lacking IS NOT NULL THEN
    n_left := greatest (n_left, 0);
    RETURN;
  END IF;
  FOR lane IN 0 .. 31 LOOP
    PERFORM pg_advisory_xact_lock (uuid_hash_extended (event, 711624100 + lane));
  END LOOP;
  -- Those who were in the lanes may have taken the last ones.
  FOR i IN 1 .. cardinality (pools) LOOP
    SELECT coalesce (sum (p.n - p.owed), 0) INTO total FROM private.places p WHERE p.event_id = event AND p.pool_id = pools[i];
    IF total < wanted[i] THEN
      lacking := pools[i];
      n_left := greatest (total, 0);
      RETURN;
    END IF;
  END LOOP;
  FOR i IN 1 .. cardinality (pools) LOOP
    WITH given AS (
      DELETE FROM private.places p WHERE p.event_id = event AND p.pool_id = pools[i] AND p.slot >= 32 RETURNING p.n)
    SELECT coalesce (sum (k.n), 0) INTO total FROM (
      SELECT g.n FROM given g
      UNION ALL
      SELECT p.n FROM private.places p WHERE p.event_id = event AND p.pool_id = pools[i] AND p.slot BETWEEN 0 AND 31) AS k;
    PERFORM private.spread_places (event, pools[i], total - wanted[i]);
  END LOOP;
END $$;

CREATE FUNCTION private.give_places (event uuid, pool uuid, given bigint) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  more bigint := given;
  debt bigint;
BEGIN
  SELECT p.owed INTO debt FROM private.places p
  WHERE p.event_id = event AND p.pool_id = pool AND p.slot = -1 AND p.owed > 0 FOR UPDATE;
  IF debt > 0 THEN
    UPDATE private.places p SET owed = greatest (p.owed - more, 0) WHERE p.event_id = event AND p.pool_id = pool AND p.slot = -1;
    more := more - debt;
  END IF;
  IF more > 0 THEN
    INSERT INTO private.places (event_id, pool_id, slot, n) VALUES (event, pool, nextval ('private.place_slots'), more);
  END IF;
END $$;

-- Takes what is there, and owes the rest.
CREATE FUNCTION private.force_places (event uuid, pool uuid, wanted bigint) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  total bigint;
BEGIN
  PERFORM private.hold_event_alone (event);
  SELECT coalesce (sum (p.n - p.owed), 0) - wanted INTO total FROM private.places p WHERE p.event_id = event AND p.pool_id = pool;
  DELETE FROM private.places p WHERE p.event_id = event AND p.pool_id = pool;
  INSERT INTO private.places (event_id, pool_id, slot, n, owed) VALUES (event, pool, -1, 0, greatest (-total, 0));
  PERFORM private.spread_places (event, pool, greatest (total, 0));
END $$;

-- How many are left in a pool at this moment; NULL without a limit.
CREATE FUNCTION private.places_left (event uuid, pool uuid) RETURNS bigint
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN (SELECT CASE WHEN count (*) > 0 THEN greatest (sum (p.n - p.owed)::bigint, 0) END FROM private.places p
    WHERE p.event_id = event AND p.pool_id = pool);
END $$;

-- Whether there are as many in each pool at this moment, taken or not.
CREATE FUNCTION private.have_places (event uuid, pools uuid[], wanted bigint[]) RETURNS boolean
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  FOR i IN 1 .. coalesce (cardinality (pools), 0) LOOP
    IF NOT EXISTS (SELECT FROM private.places p WHERE p.event_id = event AND p.pool_id = pools[i] AND p.n >= wanted[i])
        AND private.places_left (event, pools[i]) < wanted[i] THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;

-- What waits for its payment and has no tickets yet.
CREATE FUNCTION private.count_held (event uuid) RETURNS TABLE (tier_id uuid, n bigint)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT l.tier_id, sum (l.quantity)::bigint FROM public.orders o, jsonb_to_recordset (o.lines) AS l (tier_id uuid, quantity bigint)
  WHERE o.event_id = event AND o.status = 'PENDING' AND o.expires_at IS NOT NULL AND o.deleted_at IS NULL
  GROUP BY l.tier_id;
$$;

-- What is sold or held: a ticket that is neither cancelled nor of an order that expired or was refunded, and what orders hold
-- without tickets. As a desk counts.
CREATE FUNCTION private.count_taken (event uuid) RETURNS TABLE (tier_id uuid, n bigint)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT k.tier_id, sum (k.n)::bigint FROM (
    SELECT t.tier_id, count (*) AS n FROM public.tickets t
      LEFT JOIN public.orders o ON o.event_id = t.event_id AND o.id = t.order_id AND o.deleted_at IS NULL
    WHERE t.event_id = event AND t.tier_id IS NOT NULL AND t.deleted_at IS NULL AND t.status <> 'CANCELLED'
      AND (o.id IS NULL OR o.status NOT IN ('EXPIRED', 'REFUNDED'))
    GROUP BY t.tier_id
    UNION ALL
    SELECT h.tier_id, h.n FROM private.count_held (event) h) AS k
  GROUP BY k.tier_id;
$$;

-- Every limit of an event, with what is taken of it by the rows.
CREATE FUNCTION private.limits (event uuid) RETURNS TABLE (pool_id uuid, kind text, most bigint, taken bigint)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  WITH taken AS MATERIALIZED (SELECT * FROM private.count_taken (event))
  SELECT t.id, 'TIER', t.quantity_total, coalesce (k.n, 0)
  FROM public.ticket_tiers t LEFT JOIN taken k ON k.tier_id = t.id
  WHERE t.event_id = event AND t.quantity_total IS NOT NULL AND t.deleted_at IS NULL
  UNION ALL
  SELECT q.id, 'QUOTA', q.quantity_total, coalesce ((SELECT sum (k.n) FROM public.ticket_tiers t JOIN taken k ON k.tier_id = t.id
    WHERE t.event_id = event AND t.quota_id = q.id), 0)
  FROM public.quotas q WHERE q.event_id = event AND q.deleted_at IS NULL
  UNION ALL
  SELECT e.id, 'EVENT', e.capacity, coalesce ((SELECT sum (k.n) FROM taken k), 0)
  FROM public.events e WHERE e.id = event AND e.capacity IS NOT NULL
  UNION ALL
  SELECT c.id, 'CODE', c.max_uses, (SELECT count (*) FROM public.orders o WHERE o.event_id = event AND o.promo_code_id = c.id
    AND o.deleted_at IS NULL AND o.status NOT IN ('EXPIRED', 'REFUNDED'))
  FROM public.promo_codes c WHERE c.event_id = event AND c.max_uses IS NOT NULL AND c.deleted_at IS NULL;
$$;

-- Where the pools and the rows do not agree: nothing, ever. For tests, and for people who want to be sure.
CREATE FUNCTION private.wrong_places (event uuid) RETURNS TABLE (pool_id uuid, kind text, most bigint, taken bigint, n bigint)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT coalesce (l.pool_id, p.pool_id), l.kind, l.most, l.taken, p.n
  FROM private.limits (event) l FULL JOIN (
    SELECT q.pool_id, sum (q.n - q.owed)::bigint AS n FROM private.places q WHERE q.event_id = event GROUP BY q.pool_id) AS p
    ON p.pool_id = l.pool_id
  WHERE l.most - l.taken IS DISTINCT FROM p.n;
$$;

-- A pool is given another limit; NULL is none. What is taken follows from the old limit; where there was none, from the rows.
CREATE FUNCTION private.set_limit (event uuid, pool uuid, before bigint, after bigint) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  taken bigint;
BEGIN
  PERFORM private.hold_event_alone (event);
  IF before IS NULL THEN
    SELECT l.taken INTO taken FROM private.limits (event) l WHERE l.pool_id = pool;
  ELSE
    SELECT before - sum (p.n - p.owed)::bigint INTO taken FROM private.places p WHERE p.event_id = event AND p.pool_id = pool;
  END IF;
  IF taken > after THEN
    PERFORM private.refuse (409, 'BELOW_TAKEN', format ('%s are sold or held already: the limit cannot be %s.', taken, after));
  END IF;
  DELETE FROM private.places p WHERE p.event_id = event AND p.pool_id = pool;
  IF after IS NOT NULL THEN
    PERFORM private.spread_places (event, pool, after - taken);
  END IF;
END $$;

-- Limits -------------------------------------------------------------------------------------------------------------

-- The argument is the column with the limit. Of what is new nothing is taken.
CREATE FUNCTION private.spread_limit () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  after jsonb := to_jsonb (new);
BEGIN
  PERFORM private.spread_places (coalesce ((after ->> 'event_id')::uuid, new.id), new.id, (after ->> TG_ARGV[0])::bigint);
  RETURN NULL;
END $$;

CREATE FUNCTION private.change_limit () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  before jsonb := to_jsonb (old);
  after jsonb := to_jsonb (new);
BEGIN
  -- An event that is deleted keeps its places.
  PERFORM private.set_limit (coalesce ((after ->> 'event_id')::uuid, new.id), new.id,
    CASE WHEN old.deleted_at IS NULL OR TG_TABLE_NAME = 'events' THEN (before ->> TG_ARGV[0])::bigint END,
    CASE WHEN new.deleted_at IS NULL OR TG_TABLE_NAME = 'events' THEN (after ->> TG_ARGV[0])::bigint END);
  RETURN NULL;
END $$;

CREATE FUNCTION private.keep_tier () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.hold_event_alone (new.event_id);
  IF EXISTS (SELECT FROM public.tickets t WHERE t.event_id = new.event_id AND t.tier_id = new.id AND t.deleted_at IS NULL)
      OR EXISTS (SELECT FROM private.count_held (new.event_id) h WHERE h.tier_id = new.id) THEN
    PERFORM private.refuse (409, 'TIER_HAS_TICKETS', 'There are tickets of this tier: it cannot be removed.');
  END IF;
  RETURN NULL;
END $$;

-- A tier that joins a quota or leaves it brings what is taken of it.
CREATE FUNCTION private.change_quota () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.hold_event_alone (new.event_id);
  PERFORM private.set_limit (q.event_id, q.id, NULL, q.quantity_total) FROM public.quotas q
  WHERE q.event_id = new.event_id AND q.id IN (old.quota_id, new.quota_id) AND q.deleted_at IS NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER spread_limit AFTER INSERT ON public.events FOR EACH ROW
  WHEN (new.capacity IS NOT NULL) EXECUTE FUNCTION private.spread_limit ('capacity');
CREATE TRIGGER spread_limit AFTER INSERT ON public.ticket_tiers FOR EACH ROW
  WHEN (new.quantity_total IS NOT NULL AND new.deleted_at IS NULL) EXECUTE FUNCTION private.spread_limit ('quantity_total');
CREATE TRIGGER spread_limit AFTER INSERT ON public.quotas FOR EACH ROW
  WHEN (new.deleted_at IS NULL) EXECUTE FUNCTION private.spread_limit ('quantity_total');
CREATE TRIGGER spread_limit AFTER INSERT ON public.promo_codes FOR EACH ROW
  WHEN (new.max_uses IS NOT NULL AND new.deleted_at IS NULL) EXECUTE FUNCTION private.spread_limit ('max_uses');
CREATE TRIGGER change_limit AFTER UPDATE ON public.events FOR EACH ROW
  WHEN (old.capacity IS DISTINCT FROM new.capacity) EXECUTE FUNCTION private.change_limit ('capacity');
CREATE TRIGGER change_limit AFTER UPDATE ON public.ticket_tiers FOR EACH ROW
  WHEN (old.quantity_total IS DISTINCT FROM new.quantity_total OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL))
  EXECUTE FUNCTION private.change_limit ('quantity_total');
CREATE TRIGGER change_limit AFTER UPDATE ON public.quotas FOR EACH ROW
  WHEN (old.quantity_total IS DISTINCT FROM new.quantity_total OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL))
  EXECUTE FUNCTION private.change_limit ('quantity_total');
CREATE TRIGGER change_limit AFTER UPDATE ON public.promo_codes FOR EACH ROW
  WHEN (old.max_uses IS DISTINCT FROM new.max_uses OR (old.deleted_at IS NULL) <> (new.deleted_at IS NULL))
  EXECUTE FUNCTION private.change_limit ('max_uses');
CREATE TRIGGER a_keep_tier AFTER UPDATE ON public.ticket_tiers FOR EACH ROW
  WHEN (old.deleted_at IS NULL AND new.deleted_at IS NOT NULL) EXECUTE FUNCTION private.keep_tier ();
CREATE TRIGGER change_quota AFTER UPDATE ON public.ticket_tiers FOR EACH ROW
  WHEN (old.quota_id IS DISTINCT FROM new.quota_id) EXECUTE FUNCTION private.change_quota ();
