-- SPDX-License-Identifier: GPL-3.0-or-later
-- The list of guests, in pages by key, and how many are where. For those who may search; the numbers also for other staff.
-- Names are compared letter by letter without case (COLLATE "C"), so that a page begins where the one before ended, and that a
-- prefix is a range of the index. That a version is above 0 always holds, and only the list says so: no other query can take these
-- indexes for the one of codes while there are few tickets, and keep that plan when there are many.

CREATE INDEX tickets_by_name ON public.tickets (event_id, lower (attendee_name) COLLATE "C", id)
  WHERE deleted_at IS NULL AND version > 0;
CREATE INDEX tickets_by_email ON public.tickets (event_id, lower (attendee_email) COLLATE "C")
  WHERE deleted_at IS NULL AND attendee_email IS NOT NULL;
CREATE INDEX tickets_by_tier ON public.tickets (event_id, tier_id, lower (attendee_name) COLLATE "C", id)
  WHERE deleted_at IS NULL AND version > 0;
-- Only who arrived is in it.
CREATE INDEX tickets_by_arrival ON public.tickets (event_id, check_in_time, id)
  WHERE deleted_at IS NULL AND check_in_time IS NOT NULL;

-- The names (or e-mail addresses) that begin so are from here to before the last character that there is.
CREATE FUNCTION private.prefix_end (prefix text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
BEGIN
  RETURN prefix || chr (1114109);
END $$;

-- The ids of a page, in order: one more than asked when there is more. Each query has its own index; the plan is made for the
-- values, because what is not asked for must not be in the way.
CREATE FUNCTION private.attendee_page (event uuid, prefix text, tier uuid, is_here boolean, sort text, is_down boolean,
    last_name text, last_time timestamptz, last_tier uuid, last_id uuid, most integer)
  RETURNS SETOF public.tickets
  LANGUAGE plpgsql STABLE SET search_path = '' SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000'::uuid;
  first_name text := coalesce (last_name, '');
  first_id uuid := coalesce (last_id, nobody);
  -- Where the index of names is entered: at the prefix, or behind the page before.
  is_within boolean := first_name COLLATE "C" >= prefix;
  start_name text := CASE WHEN is_within THEN first_name ELSE prefix END;
  start_id uuid := CASE WHEN is_within THEN first_id ELSE nobody END;
BEGIN
  IF prefix IS NOT NULL THEN
    RETURN QUERY SELECT t.* FROM (
        (SELECT lower (t.attendee_name) COLLATE "C" AS name, t.id FROM public.tickets t
          WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (tier IS NULL OR t.tier_id = tier)
            AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here)
            AND lower (t.attendee_name) COLLATE "C" < private.prefix_end (prefix)
            AND (lower (t.attendee_name) COLLATE "C", t.id) > (start_name, start_id)
          ORDER BY lower (t.attendee_name) COLLATE "C", t.id LIMIT most)
        UNION
        SELECT lower (t.attendee_name) COLLATE "C", t.id FROM public.tickets t
        WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (tier IS NULL OR t.tier_id = tier)
          AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here) AND t.attendee_email IS NOT NULL
          AND lower (t.attendee_email) COLLATE "C" >= prefix AND lower (t.attendee_email) COLLATE "C" < private.prefix_end (prefix)
          AND (lower (t.attendee_name) COLLATE "C", t.id) > (first_name, first_id)
        ORDER BY 1, 2 LIMIT most) AS found
      JOIN public.tickets t ON t.event_id = event AND t.id = found.id ORDER BY found.name, found.id;
  ELSIF sort = 'time' AND is_down THEN
    RETURN QUERY SELECT t.* FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND t.check_in_time IS NOT NULL AND (tier IS NULL OR t.tier_id = tier)
        AND is_here IS NOT FALSE AND (last_id IS NULL OR (t.check_in_time, t.id) < (last_time, last_id))
      ORDER BY t.check_in_time DESC, t.id DESC LIMIT most;
  ELSIF sort = 'time' THEN
    RETURN QUERY SELECT t.* FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND t.check_in_time IS NOT NULL AND (tier IS NULL OR t.tier_id = tier)
        AND is_here IS NOT FALSE AND (last_id IS NULL OR (t.check_in_time, t.id) > (last_time, last_id))
      ORDER BY t.check_in_time, t.id LIMIT most;
  ELSIF (sort = 'tier' OR tier IS NOT NULL) AND is_down THEN
    RETURN QUERY SELECT t.* FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND t.tier_id IS NOT NULL AND (tier IS NULL OR t.tier_id = tier)
        AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here)
        AND (last_id IS NULL OR (t.tier_id, lower (t.attendee_name) COLLATE "C", t.id) < (last_tier, last_name, last_id))
      ORDER BY t.tier_id DESC, lower (t.attendee_name) COLLATE "C" DESC, t.id DESC LIMIT most;
  ELSIF sort = 'tier' OR tier IS NOT NULL THEN
    RETURN QUERY SELECT t.* FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND t.tier_id IS NOT NULL AND (tier IS NULL OR t.tier_id = tier)
        AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here)
        AND (last_id IS NULL OR (t.tier_id, lower (t.attendee_name) COLLATE "C", t.id) > (last_tier, last_name, last_id))
      ORDER BY t.tier_id, lower (t.attendee_name) COLLATE "C", t.id LIMIT most;
  ELSIF is_down THEN
    RETURN QUERY SELECT t.* FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here)
        AND (last_id IS NULL OR (lower (t.attendee_name) COLLATE "C", t.id) < (last_name, last_id))
      ORDER BY lower (t.attendee_name) COLLATE "C" DESC, t.id DESC LIMIT most;
  ELSE
    RETURN QUERY SELECT t.* FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here)
        AND (last_id IS NULL OR (lower (t.attendee_name) COLLATE "C", t.id) > (last_name, last_id))
      ORDER BY lower (t.attendee_name) COLLATE "C", t.id LIMIT most;
  END IF;
END $$;

-- How many there are by the same conditions; asked with the first page alone.
CREATE FUNCTION private.count_attendees (event uuid, prefix text, tier uuid, is_here boolean, sort text) RETURNS bigint
  LANGUAGE plpgsql STABLE SET search_path = '' SET plan_cache_mode = force_custom_plan AS $$
BEGIN
  IF prefix IS NULL THEN
    RETURN (SELECT count (*) FROM public.tickets t
      WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (tier IS NULL OR t.tier_id = tier)
        AND (sort <> 'time' OR t.check_in_time IS NOT NULL) AND (sort <> 'tier' OR t.tier_id IS NOT NULL)
        AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here));
  END IF;
  RETURN (SELECT count (*) FROM (
    SELECT t.id FROM public.tickets t
    WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (tier IS NULL OR t.tier_id = tier)
      AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here)
      AND lower (t.attendee_name) COLLATE "C" >= prefix AND lower (t.attendee_name) COLLATE "C" < private.prefix_end (prefix)
    UNION
    SELECT t.id FROM public.tickets t
    WHERE t.event_id = event AND t.deleted_at IS NULL AND t.version > 0 AND (tier IS NULL OR t.tier_id = tier)
      AND (is_here IS NULL OR (t.check_in_time IS NOT NULL) = is_here) AND t.attendee_email IS NOT NULL
      AND lower (t.attendee_email) COLLATE "C" >= prefix
      AND lower (t.attendee_email) COLLATE "C" < private.prefix_end (prefix)) AS found);
END $$;

CREATE FUNCTION public.attendees (event_id uuid, search text DEFAULT NULL, tier_id uuid DEFAULT NULL, arrived boolean DEFAULT NULL,
    sort text DEFAULT 'name', descending boolean DEFAULT false, after jsonb DEFAULT NULL, most integer DEFAULT 100)
  RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  event uuid := event_id;
  prefix text := nullif (lower (btrim (search)), '');
  mark record;
  answer jsonb;
BEGIN
  PERFORM private.require_me ();
  IF NOT private.may (event, 'search') THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not look for guests of this event.');
  ELSIF most IS NULL OR most NOT BETWEEN 1 AND 1000 THEN
    PERFORM private.refuse (400, 'MOST_WRONG', 'A page has 1 to 1000 guests.');
  ELSIF char_length (prefix) > 254 THEN
    PERFORM private.refuse (400, 'SEARCH_LONG', 'Search for at most 254 characters.');
  ELSIF sort IS NULL OR sort NOT IN ('name', 'time', 'tier') OR (prefix IS NOT NULL AND (sort <> 'name' OR descending)) THEN
    PERFORM private.refuse (400, 'SORT_WRONG', 'Guests are sorted by name, time or tier, and those that are searched for by name.');
  END IF;
  BEGIN
    SELECT m.* INTO mark FROM jsonb_to_record (coalesce (after, '{}')) AS m (name text, "time" timestamptz, tier uuid, id uuid);
    IF after <> 'null' AND (mark.id IS NULL OR mark.name IS NULL OR (sort = 'time' AND mark."time" IS NULL)
        OR (sort = 'tier' AND mark.tier IS NULL)) THEN
      RAISE data_exception;
    END IF;
  EXCEPTION WHEN data_exception THEN
    PERFORM private.refuse (400, 'AFTER_WRONG', 'Give “next” of the page before, as it was, or nothing.');
  END;
  WITH page AS (
    SELECT row_number () OVER () AS place, t.*
    FROM private.attendee_page (event, prefix, attendees.tier_id, arrived, sort, coalesce (descending, false), mark.name, mark."time",
      CASE WHEN mark.id IS NOT NULL THEN coalesce (mark.tier, attendees.tier_id) END, mark.id, most + 1) AS t)
  SELECT jsonb_build_object (
    'rows', coalesce (jsonb_agg (jsonb_build_object ('id', p.id, 'order_id', p.order_id, 'tier_id', p.tier_id,
        'attendee_name', p.attendee_name, 'attendee_email', p.attendee_email, 'company', p.company, 'notes', p.notes,
        'answers', p.answers, 'price', p.price, 'status', p.status, 'check_in_time', p.check_in_time,
        'check_out_time', p.check_out_time, 'is_blocked', p.is_blocked, 'needs_approval', p.needs_approval,
        'is_refunded', p.is_refunded, 'version', p.version) ORDER BY p.place) FILTER (WHERE p.place <= most), '[]'),
    'next', (SELECT jsonb_build_object ('name', lower (l.attendee_name), 'time', l.check_in_time, 'tier', l.tier_id, 'id', l.id)
      FROM page l WHERE l.place = most AND EXISTS (SELECT FROM page m WHERE m.place > most)))
  INTO answer FROM page p;
  IF mark.id IS NULL THEN
    answer := answer || jsonb_build_object ('total', private.count_attendees (event, prefix, attendees.tier_id, arrived, sort));
  END IF;
  RETURN answer;
END $$;

-- How many were sold, are held, arrived and are inside: of the event and of each tier. What is cancelled, not paid in time or
-- removed is not sold.
CREATE FUNCTION public.attendee_stats (event_id uuid) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  event uuid := event_id;
  tiers jsonb;
BEGIN
  PERFORM private.require_me ();
  IF NOT (private.may (event, 'search') OR private.may (event, 'report') OR private.may (event, 'scan')
      OR private.may (event, 'sell')) THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not see the numbers of this event.');
  END IF;
  SELECT coalesce (jsonb_agg (jsonb_build_object ('tier_id', coalesce (s.tier_id, h.tier_id), 'sold', coalesce (s.sold, 0),
      'held', coalesce (s.held, 0) + coalesce (h.n, 0), 'checked_in', coalesce (s.checked_in, 0), 'inside', coalesce (s.inside, 0))
    ORDER BY coalesce (s.tier_id, h.tier_id)), '[]') INTO tiers
  FROM (
    SELECT t.tier_id, count (*) FILTER (WHERE o.status IS DISTINCT FROM 'PENDING') AS sold,
      count (*) FILTER (WHERE o.status = 'PENDING') AS held, count (*) FILTER (WHERE t.status = 'CHECKED_IN') AS checked_in,
      count (*) FILTER (WHERE t.status = 'CHECKED_IN' AND t.check_out_time IS NULL) AS inside
    -- Nearly all orders are paid: only the others are looked up.
    FROM public.tickets t LEFT JOIN public.orders o
      ON o.event_id = event AND o.id = t.order_id AND o.status IN ('PENDING', 'EXPIRED')
    WHERE t.event_id = event AND t.deleted_at IS NULL AND t.status <> 'CANCELLED' AND o.status IS DISTINCT FROM 'EXPIRED'
    GROUP BY t.tier_id) AS s FULL JOIN private.count_held (event) h ON h.tier_id = s.tier_id;
  RETURN (SELECT jsonb_build_object ('sold', coalesce (sum ((s ->> 'sold')::bigint), 0), 'held', coalesce (sum ((s ->> 'held')::bigint), 0),
      'checked_in', coalesce (sum ((s ->> 'checked_in')::bigint), 0), 'inside', coalesce (sum ((s ->> 'inside')::bigint), 0),
      'tiers', tiers) FROM jsonb_array_elements (tiers) AS s);
END $$;
GRANT EXECUTE ON FUNCTION public.attendees, public.attendee_stats TO authenticated;
