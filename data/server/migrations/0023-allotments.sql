-- SPDX-License-Identifier: GPL-3.0-or-later
-- A desk that must be able to sell without the server holds places of its own: an allotment takes them out of the pools, what it
-- sells of them counts as used, and what is left comes back when it is returned, when its time is over, or when the desk is
-- revoked. Always: what is sold, reserved and allotted together is never above a limit.

CREATE TABLE public.allotments (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  tier_id uuid NOT NULL,
  device_id uuid NOT NULL REFERENCES public.devices,
  quantity bigint NOT NULL CHECK (quantity BETWEEN 0 AND 100000), -- with what is used
  used bigint NOT NULL DEFAULT 0 CHECK (used BETWEEN 0 AND 100000),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, tier_id) REFERENCES public.ticket_tiers,
  CONSTRAINT allotments_used_within CHECK (used BETWEEN 0 AND quantity),
  CONSTRAINT allotments_ended_is_empty CHECK (ended_at IS NULL OR used = quantity));
CREATE INDEX allotments_feed ON public.allotments (event_id, chg, id) WHERE chg > '0'; -- as in 0005
-- What is due to come back; what a desk sells from.
CREATE INDEX allotments_live ON public.allotments (event_id, expires_at) WHERE ended_at IS NULL;
-- What a desk holds that is revoked.
CREATE INDEX allotments_by_device ON public.allotments (device_id) WHERE ended_at IS NULL;

CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.allotments FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER bury AFTER DELETE ON public.allotments FOR EACH ROW EXECUTE FUNCTION private.bury ();
CREATE TRIGGER bury_moved AFTER UPDATE OF event_id ON public.allotments FOR EACH ROW
  WHEN (old.event_id <> new.event_id) EXECUTE FUNCTION private.bury ();
CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.allotments FOR EACH ROW
  EXECUTE FUNCTION private.audit ('{tier_id,device_id,quantity,used,expires_at,ended_at}');

ALTER TABLE public.allotments ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.allotments TO authenticated;
CREATE POLICY see ON public.allotments FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('sell') || private.my_event_ids ('edit'))::uuid[]));

-- The pools follow the rows here, too.
CREATE FUNCTION private.place_allotment () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  before bigint := CASE WHEN TG_OP <> 'INSERT' THEN old.quantity - old.used ELSE 0 END;
  after bigint := CASE WHEN TG_OP <> 'DELETE' THEN new.quantity - new.used ELSE 0 END;
  this public.allotments := CASE WHEN TG_OP = 'DELETE' THEN old ELSE new END;
BEGIN
  IF before <> after THEN
    PERFORM private.move_places (ARRAY[this.event_id], ARRAY[this.tier_id], ARRAY[after - before]);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER place AFTER INSERT OR UPDATE OR DELETE ON public.allotments FOR EACH ROW
  WHEN (current_setting ('foyer.places', true) IS DISTINCT FROM 'taken') EXECUTE FUNCTION private.place_allotment ();

-- What is sold, held or allotted: a ticket that is neither cancelled nor of an order that expired or was refunded, and what orders
-- hold without tickets, as a desk counts, and the places that desks hold and did not sell.
CREATE OR REPLACE FUNCTION private.count_taken (event uuid) RETURNS TABLE (tier_id uuid, n bigint)
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT k.tier_id, sum (k.n)::bigint FROM (
    SELECT t.tier_id, count (*) AS n FROM public.tickets t
      LEFT JOIN public.orders o ON o.event_id = t.event_id AND o.id = t.order_id AND o.deleted_at IS NULL
    WHERE t.event_id = event AND t.tier_id IS NOT NULL AND t.deleted_at IS NULL AND t.status <> 'CANCELLED'
      AND (o.id IS NULL OR o.status NOT IN ('EXPIRED', 'REFUNDED'))
    GROUP BY t.tier_id
    UNION ALL
    SELECT h.tier_id, h.n FROM private.count_held (event) h
    UNION ALL
    SELECT a.tier_id, sum (a.quantity - a.used) FROM public.allotments a
    WHERE a.event_id = event AND a.quantity > a.used GROUP BY a.tier_id) AS k
  GROUP BY k.tier_id;
$$;

-- How many allotments ended. Those that somebody works with at this moment are left for later.
CREATE FUNCTION private.expire_allotments (event uuid) RETURNS integer
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  n integer;
BEGIN
  WITH due AS MATERIALIZED (
    SELECT a.id FROM public.allotments a WHERE a.event_id = event AND a.ended_at IS NULL AND a.expires_at <= now ()
    ORDER BY a.id FOR NO KEY UPDATE SKIP LOCKED)
  UPDATE public.allotments a SET quantity = a.used, ended_at = now () FROM due WHERE a.event_id = event AND a.id = due.id;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

CREATE FUNCTION private.end_allotments () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM FROM public.allotments a WHERE a.device_id = new.id AND a.ended_at IS NULL ORDER BY a.id FOR NO KEY UPDATE;
  UPDATE public.allotments a SET quantity = a.used, ended_at = now () WHERE a.device_id = new.id AND a.ended_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER end_allotments AFTER UPDATE ON public.devices FOR EACH ROW
  WHEN (old.revoked_at IS NULL AND new.revoked_at IS NOT NULL) EXECUTE FUNCTION private.end_allotments ();

CREATE FUNCTION private.answer_allotment (allotment public.allotments) RETURNS jsonb
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT jsonb_build_object ('event_id', allotment.event_id, 'id', allotment.id, 'version', allotment.version,
    'updated_at', allotment.updated_at, 'deleted_at', allotment.deleted_at, 'tier_id', allotment.tier_id, 'device_id', allotment.device_id,
    'quantity', allotment.quantity, 'used', allotment.used, 'expires_at', allotment.expires_at, 'ended_at', allotment.ended_at);
$$;

-- Whether the caller may deal with what a device holds: the desk itself, and owners and organizers.
CREATE FUNCTION private.may_allot (event uuid, device uuid) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT coalesce (event = ANY (private.my_event_ids ('manage'))
    OR device = private.my_device () AND event = ANY (private.my_event_ids ('sell')), false);
$$;

-- More for a desk is another allotment, under another id; the same id again is the same places, for longer if need be. With
-- at_least it is as many as there are, but no fewer than that: a desk that wants some in advance never fails for want of these.
CREATE FUNCTION public.allot (event_id uuid, tier_id uuid, quantity bigint, id uuid, device_id uuid DEFAULT NULL,
    minutes integer DEFAULT 1440, at_least bigint DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  event uuid := event_id;
  device uuid;
  known public.allotments;
  wanted bigint;
BEGIN
  PERFORM private.require_me ();
  PERFORM private.check_new_id (id);
  device := coalesce (device_id, private.my_device ());
  IF device IS NULL THEN
    PERFORM private.refuse (400, 'DEVICE_MISSING', 'Register this device, or give a device_id.');
  ELSIF NOT private.may_allot (event, device) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not hold places for this device at this event.');
  ELSIF quantity IS NULL OR quantity NOT BETWEEN 1 AND 10000 THEN
    PERFORM private.refuse (400, 'QUANTITY_WRONG', 'A desk holds 1 to 10000 places at a time.');
  ELSIF at_least NOT BETWEEN 1 AND quantity THEN
    PERFORM private.refuse (400, 'QUANTITY_WRONG', 'The least is 1 place, and at most as many as are wanted.');
  ELSIF minutes IS NULL OR minutes NOT BETWEEN 1 AND 20160 THEN
    PERFORM private.refuse (400, 'MINUTES_WRONG', 'A desk holds places for 1 to 20160 minutes, which is 14 days.');
  END IF;
  SELECT a.* INTO known FROM public.allotments a WHERE a.id = allot.id;
  IF known.event_id = event AND known.device_id = device AND known.tier_id = allot.tier_id THEN
    UPDATE public.allotments a SET expires_at = now () + make_interval (mins => minutes)
    WHERE a.event_id = event AND a.id = known.id AND a.ended_at IS NULL
      AND a.expires_at < now () + make_interval (mins => minutes - 1)
    RETURNING a.* INTO known;
    IF NOT FOUND THEN
      SELECT a.* INTO known FROM public.allotments a WHERE a.id = allot.id;
    END IF;
    RETURN private.answer_allotment (known);
  ELSIF known.id IS NOT NULL THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  ELSIF NOT EXISTS (SELECT FROM public.ticket_tiers t WHERE t.event_id = event AND t.id = allot.tier_id AND t.deleted_at IS NULL) THEN
    PERFORM private.refuse (404, 'NO_TIER', 'There is no such tier at this event.');
  END IF;
  -- Not while it is being revoked: what it held came back, and this would not.
  PERFORM FROM public.devices d JOIN public.device_organizers o ON o.id = d.id
    JOIN public.events e ON e.organizer_id = o.organizer_id
  WHERE d.id = device AND e.id = event AND d.revoked_at IS NULL FOR SHARE OF d;
  IF NOT FOUND THEN
    PERFORM private.refuse (404, 'NO_DEVICE', 'There is no such device of the event’s organizer, or it was revoked.');
  END IF;
  PERFORM private.expire_orders (event, 200);
  wanted := quantity;
  IF at_least < quantity THEN
    wanted := greatest (at_least, least (quantity, coalesce (private.tier_left (event, allot.tier_id), quantity)));
  END IF;
  INSERT INTO public.allotments AS a (event_id, id, tier_id, device_id, quantity, expires_at)
  VALUES (event, allot.id, allot.tier_id, device, wanted, now () + make_interval (mins => minutes))
  ON CONFLICT DO NOTHING RETURNING a.* INTO known;
  IF known.id IS NULL THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This is being allotted at this moment. Ask again.');
  END IF;
  RETURN private.answer_allotment (known);
END $$;

-- Gives back what was not sold, but for as many as are to be kept; the same again gives nothing more.
CREATE FUNCTION public.return_allotment (id uuid, keep bigint DEFAULT 0) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  known public.allotments;
BEGIN
  PERFORM private.require_me ();
  SELECT a.* INTO known FROM public.allotments a WHERE a.id = return_allotment.id FOR NO KEY UPDATE;
  IF known.id IS NULL OR NOT private.may_allot (known.event_id, known.device_id) THEN
    PERFORM private.refuse (404, 'NO_ALLOTMENT', 'There is no such allotment, or it is not yours.');
  ELSIF keep IS NULL OR keep < 0 THEN
    PERFORM private.refuse (400, 'KEEP_WRONG', 'How many are kept is a number, 0 for none.');
  END IF;
  UPDATE public.allotments a SET quantity = a.used + least (keep, a.quantity - a.used),
    ended_at = CASE WHEN keep = 0 THEN now () END
  WHERE a.event_id = known.event_id AND a.id = known.id AND a.ended_at IS NULL
    AND (keep = 0 OR keep < a.quantity - a.used);
  RETURN (SELECT private.answer_allotment (a) FROM public.allotments a WHERE a.id = return_allotment.id);
END $$;
GRANT EXECUTE ON FUNCTION public.allot, public.return_allotment TO authenticated;
