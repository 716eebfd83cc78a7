-- SPDX-License-Identifier: GPL-3.0-or-later
-- Desks that were apart tell their edits: of each row what changed, and what it was before. A column that somebody else changed
-- meanwhile keeps what it has, both values go into a conflict, and the other columns are written. So two who edit different
-- things of one row never notice each other, and nobody overwrites what they have not seen.
--
--   edit_rows ([{"table": "events", "id": "…", "set": {"title": "New"}, "was": {"title": "Old"}},
--               {"table": "questions", "id": "…", "is_new": true, "set": {…}},
--               {"table": "quotas", "id": "…", "is_removed": true}])
--   ──▸ [{"id": "…", "status": "done"}, {"id": "…", "status": "conflict", "columns": ["title"]},
--        {"id": "…", "status": "refused", "code": "…", "message": "…"}]
--
-- The same again is done again and changes nothing. A row that is refused does not hold up the others: all are tried at once, and
-- only when one of them fails each has a subtransaction of its own.

-- A time that no calendar has would come to every desk, which could not read it.
DO $$
DECLARE
  place record;
BEGIN
  FOR place IN SELECT a.attrelid::regclass AS table_name, c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE a.attrelid = ANY ('{public.events,public.series,public.images,public.quotas,public.ticket_tiers,public.questions,
          public.check_in_lists,public.promo_codes,public.cashiers,public.messages}'::regclass[])
        AND a.atttypid = 'timestamptz'::regtype AND a.attname <> 'updated_at' AND NOT a.attisdropped LOOP
    EXECUTE format ('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%I BETWEEN ''0001-01-01Z'' AND ''9999-12-31Z'')', place.table_name,
      place.relname || '_' || place.attname || '_is_a_date', place.attname);
  END LOOP;
END $$;

-- What two people did to one row, until somebody settles it.
CREATE INDEX conflicts_edited_twice ON public.conflicts (event_id, other_id) WHERE kind = 'EDITED_TWICE' AND settled_at IS NULL;

-- What is wrong with a row, for people, from what a constraint is called.
CREATE FUNCTION private.constraint_sentence (name text, column_name text) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = '' AS $$
  SELECT CASE
    WHEN name ~ '^row_ids_' THEN 'This id is that of something else.'
    WHEN name = 'events_end_after_start' THEN 'An event ends after it began.'
    WHEN name = 'events_template_is_draft' THEN 'A template is never published.'
    WHEN name = 'events_by_slug' THEN 'Another event of this organizer has this address.'
    WHEN name = 'promo_codes_by_code' THEN 'There is another promo code with these letters at this event.'
    WHEN name = 'questions_by_code' THEN 'There is another question with this code at this event.'
    WHEN name ~ '^tickets_(by_code|\d+_event_id_qr_code_idx)$' THEN 'Another ticket of this event has this code.'
    WHEN name = 'tickets_refunded_is_cancelled' THEN 'A ticket that was paid back is cancelled.'
    WHEN name = 'ticket_tiers_free_costs_nothing' THEN 'A free tier costs nothing.'
    WHEN name = 'ticket_tiers_ends_after_start' THEN 'The sale of a tier ends after it began.'
    WHEN name = 'ticket_tiers_most_not_below_least' THEN 'The most for an order is not below the least.'
    WHEN name = 'ticket_tiers_not_its_own_next' THEN 'A tier does not follow itself.'
    WHEN name = 'promo_codes_percentage' THEN 'A discount is at most 100 percent.'
    WHEN name = 'promo_codes_until_after_from' THEN 'A promo code ends after it began.'
    WHEN name = 'check_in_lists_closes_after_opening' THEN 'A list closes after it opened.'
    WHEN name = 'messages_sent_once' THEN 'A message that was sent has the time of it, and no other.'
    WHEN name = 'orders_sum' THEN 'The total is the subtotal without the discount, with the fee or without.'
    WHEN name = 'orders_discount_within' THEN 'A discount is at most the subtotal.'
    WHEN name = 'payments_rounding_of_cash' THEN 'Only cash is rounded.'
    WHEN name = 'refunds_of_something' THEN 'A refund is of an order or of a ticket.'
    WHEN name LIKE '%\_quota_id_fkey' THEN 'Its quota is not there at this event.'
    WHEN name LIKE '%\_next_tier_id_fkey' THEN 'The tier that follows it is not there at this event.'
    WHEN name LIKE '%\_series_id_fkey' THEN 'Its series is not there.'
    WHEN name LIKE '%\_fkey' THEN 'It belongs to something that is not there.'
    WHEN name ~ '^(ticket_tiers|check_in_lists|promo_codes|till_records|events|series|images|quotas|questions|cashiers|messages|refunds|payments)_.+_(is_a_date|check)\d*$' THEN
      format ('“%s” is too long, too short, or not what it should be.',
        replace (regexp_replace (name, '^(ticket_tiers|check_in_lists|promo_codes|till_records|[a-z]+)_(.+)_(is_a_date|check)\d*$', '\2'), '_', ' '))
    WHEN column_name <> '' THEN format ('“%s” is missing.', replace (column_name, '_', ' '))
    ELSE 'Something of it is missing, too long, or not what it should be.' END;
$$;

-- What two people did to one field. Told again: the conflict is there already. What is longer than a conflict holds is cut.
CREATE FUNCTION private.note_edited_twice (event uuid, table_name text, row_id uuid, columns text[], wanted jsonb, present jsonb)
  RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  most integer := 1500 / cardinality (columns);
  mine jsonb;
  theirs jsonb;
  is_cut boolean;
  their_id uuid;
BEGIN
  IF table_name = 'series' THEN
    SELECT e.id INTO event FROM public.events e WHERE e.series_id = row_id AND e.deleted_at IS NULL ORDER BY e.start_date LIMIT 1;
  END IF;
  SELECT jsonb_object_agg (c, CASE WHEN length (wanted ->> c) > most THEN to_jsonb (left (wanted ->> c, most)) ELSE wanted -> c END),
    jsonb_object_agg (c, CASE WHEN length (present ->> c) > most THEN to_jsonb (left (present ->> c, most)) ELSE present -> c END),
    bool_or (coalesce (length (wanted ->> c) > most, false) OR coalesce (length (present ->> c) > most, false))
  INTO mine, theirs, is_cut FROM unnest (columns) AS c;
  IF event IS NULL OR EXISTS (SELECT FROM public.conflicts c WHERE c.event_id = event AND c.other_id = row_id
      AND c.kind = 'EDITED_TWICE' AND c.settled_at IS NULL AND c.details -> 'mine' = mine AND c.details ->> 'user_id' = private.me ()::text) THEN
    RETURN;
  END IF;
  -- Theirs is logged just after it was made, and ours after it.
  SELECT a.user_id INTO their_id FROM (SELECT l.* FROM public.audit_log l WHERE l.event_id = event
    ORDER BY l.number DESC LIMIT 1000) AS a
  WHERE a.subject_id = row_id AND a.at >= (present ->> 'updated_at')::timestamptz ORDER BY a.number LIMIT 1;
  INSERT INTO public.conflicts (event_id, kind, other_id, ticket_id, details)
  VALUES (event, 'EDITED_TWICE', row_id, CASE table_name WHEN 'tickets' THEN row_id END, jsonb_strip_nulls (jsonb_build_object (
      'user_id', private.me (), 'device_id', private.my_device (), 'is_cut', nullif (is_cut, false),
      -- By whom, in words: a desk knows nobody but its own person.
      'name', (SELECT u.name FROM public.users u WHERE u.id = private.me ()),
      'their_user_id', their_id, 'their_name', (SELECT u.name FROM public.users u WHERE u.id = their_id)))
    || jsonb_build_object ('table', table_name, 'mine', mine, 'theirs', theirs, 'at', now (),
      'their_time', (present ->> 'updated_at')::timestamptz));
END $$;

-- Who may edit what: of each table a right, and what the columns of a ticket ask for. At the door answers are asked for and badges
-- printed, by who may scan; at a till tickets get another name, tier or order, or are cancelled, by who may sell.
CREATE FUNCTION private.check_edit (table_name text, owner_id uuid, columns text[]) RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF (CASE table_name
      WHEN 'series' THEN owner_id = ANY (private.my_organizer_ids ('OWNER', 'ORGANIZER'))
      WHEN 'messages' THEN private.may (owner_id, 'message')
      WHEN 'refunds' THEN private.may (owner_id, 'refund')
      WHEN 'cashiers' THEN private.may (owner_id, 'manage')
      WHEN 'conflicts' THEN private.may (owner_id, 'edit') OR private.may (owner_id, 'override')
      WHEN 'orders' THEN (private.may (owner_id, 'edit') OR private.may (owner_id, 'sell')) AND private.may (owner_id, 'search')
      WHEN 'tickets' THEN private.may (owner_id, 'edit') AND private.may (owner_id, 'search')
        OR private.may (owner_id, 'scan') AND columns <@ '{answers,badge_printed_at,badge_print_count}'
        OR columns <@ '{order_id,tier_id,attendee_name,attendee_email,company,answers,qr_code,price,status,is_refunded,badge_printed_at,'
          'badge_print_count,resend_marked_at}' AND private.may (owner_id, 'sell') AND private.may (owner_id, 'search')
      ELSE private.may (owner_id, 'edit') END) THEN
    RETURN;
  ELSIF private.may (owner_id, 'read') THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not edit this.');
  END IF;
  PERFORM private.refuse (404, 'NO_ROW', 'This is not there, or it is not yours to edit.');
END $$;

-- A slug that no other event of the organizer has: with an ending, if need be. Who looks for one waits for who does, too.
CREATE FUNCTION private.free_slug (organizer uuid, event uuid, wanted text) RETURNS text
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  found text := wanted;
  n integer := 1;
BEGIN
  PERFORM pg_advisory_xact_lock (hashtextextended (organizer::text, 711624015));
  WHILE EXISTS (SELECT FROM public.events e
      WHERE e.organizer_id = organizer AND e.slug = found AND e.id <> event AND e.deleted_at IS NULL) LOOP
    n := n + 1;
    found := rtrim (left (wanted, 74), '-') || '-' || n;
  END LOOP;
  RETURN found;
END $$;

-- What an order costs changes by an exchange, as long as it is one.
CREATE FUNCTION private.check_order_price (o public.orders) RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF NOT private.may (o.event_id, 'sell') THEN
    PERFORM private.refuse (403, 'NOT_ALLOWED', 'You may not change what an order costs.');
  ELSIF o.status IN ('EXPIRED', 'REFUNDED') THEN
    PERFORM private.refuse (409, 'ORDER_ENDED', format ('An order that is %s costs what it did.', o.status));
  END IF;
END $$;

-- A ticket goes to another order of its event, when one is split. Both are locked.
CREATE FUNCTION private.check_split (ticket public.tickets, wanted uuid) RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  o public.orders;
BEGIN
  SELECT k.* INTO o FROM public.orders k WHERE k.event_id = ticket.event_id AND k.id = wanted AND k.deleted_at IS NULL;
  IF o.id IS NULL THEN
    PERFORM private.refuse (409, 'NO_ORDER', 'The order it is to belong to is not there at this event.');
  ELSIF o.status IN ('EXPIRED', 'REFUNDED') OR EXISTS (SELECT FROM public.orders k WHERE k.event_id = ticket.event_id
      AND k.id = ticket.order_id AND (k.status IN ('EXPIRED', 'REFUNDED') OR k.currency <> o.currency)) THEN
    PERFORM private.refuse (409, 'ORDER_ENDED', 'A ticket goes from a living order to a living one of the same currency.');
  END IF;
END $$;

-- A desk that gives a ticket another tier has taken its place out of what it holds: it comes back to the pools for a moment, and is
-- taken there. What the desk does not hold is taken from the pools, if they have it.
CREATE FUNCTION private.use_for_exchange (ticket public.tickets) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF private.my_device () IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders o WHERE o.event_id = ticket.event_id
      AND o.id = ticket.order_id AND NOT private.counts (o.status, o.deleted_at)) THEN
    PERFORM private.use_allotments (ticket.event_id, private.my_device (), ticket.tier_id, 1);
  END IF;
END $$;

-- What was sold or paid for here stays: it is cancelled or refunded.
CREATE FUNCTION private.check_removal (event uuid, order_id uuid) RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT FROM public.orders o WHERE o.event_id = event AND o.id = order_id AND (o.channel = 'WEB' OR EXISTS (
      SELECT FROM public.payments p WHERE p.event_id = event AND p.order_id = o.id))) THEN
    PERFORM private.refuse (409, 'SOLD', 'This was sold, or paid for: cancel or refund it. It cannot be removed.');
  END IF;
END $$;

-- One function for each table that desks edit, made here from one pattern; nothing is made from input. Each gives the columns that
-- somebody else has changed, with the row as it was before.
CREATE TYPE private.edit_result AS (event_id uuid, lost text[], present jsonb);
DO $do$
DECLARE
  -- table, its event or organizer, the columns that desks write (all if empty), what is done before the row is written
  tables text[][] := ARRAY[
    ['orders', 'event_id', '{buyer_name,buyer_email,status,subtotal,discount,service_fee,total,note}', $$
    IF (wanted.subtotal, wanted.discount, wanted.service_fee, wanted.total)
        IS DISTINCT FROM (present.subtotal, present.discount, present.service_fee, present.total) THEN
      PERFORM private.check_order_price (present);
    END IF;
    IF wanted.status <> present.status THEN
      IF NOT (wanted.status = 'REFUNDED' AND private.is_all_returned (present)) THEN
        PERFORM private.check_order_status (present, wanted);
      END IF;
      wanted.expires_at := NULL;
    END IF;
    IF is_removed THEN
      PERFORM private.check_removal (present.event_id, row_id);
    END IF;$$],
    ['tickets', 'event_id', '{order_id,tier_id,attendee_name,attendee_email,company,notes,answers,qr_code,price,status,is_blocked,needs_approval,'
      'is_refunded,badge_printed_at,badge_print_count,resend_marked_at}', $$
    IF wanted.badge_printed_at NOT BETWEEN '0001-01-01Z' AND '9999-12-31Z'
        OR wanted.resend_marked_at NOT BETWEEN '0001-01-01Z' AND '9999-12-31Z' THEN
      RAISE data_exception;
    END IF;
    IF is_removed THEN
      PERFORM private.check_removal (present.event_id, present.order_id);
    END IF;
    IF wanted.order_id IS DISTINCT FROM present.order_id THEN
      PERFORM private.check_split (present, wanted.order_id);
    END IF;
    IF wanted.tier_id <> present.tier_id AND wanted.status <> 'CANCELLED' AND is_removed IS NULL THEN
      PERFORM private.use_for_exchange (wanted);
    END IF;$$],
    ['series', 'organizer_id', '', ''],
    ['events', 'organizer_id', '', $$
    IF wanted.slug <> present.slug OR is_removed IS FALSE THEN
      wanted.slug := private.free_slug (present.organizer_id, row_id, wanted.slug);
    END IF;$$],
    ['images', 'event_id', '', ''],
    ['quotas', 'event_id', '', ''],
    ['ticket_tiers', 'event_id', '', ''],
    ['questions', 'event_id', '', ''],
    ['check_in_lists', 'event_id', '', ''],
    ['promo_codes', 'event_id', '', ''],
    ['cashiers', 'event_id', '', ''],
    ['messages', 'event_id', '', '']];
  name text[];
  is_inserted boolean;
  writable text[];
BEGIN
  FOREACH name SLICE 1 IN ARRAY tables LOOP
    is_inserted := name[1] NOT IN ('orders', 'tickets');
    writable := nullif (name[3], '')::text[];
    IF writable IS NULL THEN
      SELECT array_agg (a.attname::text ORDER BY a.attnum) INTO writable FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = ('public.' || name[1])::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        AND a.attname <> ALL ('{id,event_id,organizer_id,version,updated_at,deleted_at,chg}');
    END IF;
    EXECUTE format ($create$
CREATE FUNCTION private.edit_%1$s (row_id uuid, is_new boolean, is_removed boolean, changes jsonb, was jsonb, own jsonb) RETURNS private.edit_result
  LANGUAGE plpgsql SET search_path = '' AS $function$
DECLARE
  present public.%1$I;
  wanted public.%1$I;
  before public.%1$I;
  lost text[] := ARRAY[]::text[];
  is_changed boolean := false;
BEGIN
  IF NOT ARRAY(SELECT jsonb_object_keys (changes)) <@ %2$L THEN
    PERFORM private.refuse (400, 'COLUMN_WRONG', 'One of these columns is not there, or is not edited so.');
  END IF;
%11$s  SELECT t.* INTO present FROM public.%1$I t WHERE t.id = row_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN%3$s
    PERFORM private.refuse (404, 'NO_ROW', 'This is not there, or it is not yours to edit.');
  END IF;
  PERFORM private.check_edit (%1$L, present.%4$I, ARRAY(SELECT jsonb_object_keys (changes - '{id,event_id,organizer_id}'::text[]))
    || CASE WHEN is_removed IS NULL THEN '{}' ELSE '{deleted_at}'::text[] END);
  IF changes ->> %5$L <> present.%5$I::text THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  END IF;
  -- A new row that is known was told before, and is others', too, by now.
  IF is_new THEN
    RETURN ROW (present.%4$I, lost, NULL)::private.edit_result;
  END IF;
  wanted := jsonb_populate_record (present, changes);
  before := jsonb_populate_record (present, was);%6$s%7$s
  IF is_changed OR is_removed <> (present.deleted_at IS NOT NULL) THEN%8$s
    UPDATE public.%1$I t SET %9$s, deleted_at = CASE is_removed WHEN true THEN coalesce (present.deleted_at, now ()) WHEN false THEN NULL
      ELSE present.deleted_at END
    WHERE t.id = row_id;%10$s
    -- Others removed what was worked on here.
    IF present.deleted_at IS NOT NULL AND is_removed IS NULL THEN
      lost := lost || 'deleted_at'::text;
    END IF;
  END IF;
  RETURN ROW (present.%4$I, lost, CASE WHEN lost <> '{}' THEN to_jsonb (present) END)::private.edit_result;
END $function$;$create$,
      name[1],
      writable || '{id,event_id,organizer_id}'::text[],
      CASE WHEN is_inserted THEN format ($i$
    IF is_new THEN
      wanted := jsonb_populate_record (NULL::public.%1$I, changes || jsonb_build_object ('id', row_id));
      PERFORM private.check_edit (%5$s);%6$s
      INSERT INTO public.%1$I (id, %2$I, deleted_at, %3$s)
      VALUES (row_id, wanted.%2$I, CASE WHEN is_removed THEN now () END, %4$s);
      RETURN ROW (%7$s, lost, NULL)::private.edit_result;
    END IF;$i$, name[1], name[2],
        (SELECT string_agg (quote_ident (c), ', ') FROM unnest (writable) AS c),
        (SELECT string_agg (CASE WHEN d.adbin IS NULL THEN format ('wanted.%I', c) ELSE format ('coalesce (wanted.%I, %s)', c,
            pg_get_expr (d.adbin, d.adrelid)) END, ', ' ORDER BY place)
          FROM unnest (writable) WITH ORDINALITY AS w (c, place)
            JOIN pg_catalog.pg_attribute a ON a.attrelid = ('public.' || name[1])::regclass AND a.attname = c
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum),
        CASE name[1] WHEN 'events' THEN '''series'', wanted.organizer_id, ''{}''' ELSE format ('%L, wanted.%I, ''{}''', name[1], name[2]) END,
        CASE name[1] WHEN 'events' THEN $e$
      wanted.slug := private.free_slug (wanted.organizer_id, row_id, wanted.slug);$e$ ELSE '' END,
        CASE name[1] WHEN 'events' THEN 'row_id' ELSE format ('wanted.%I', name[2]) END) ELSE $i$
    IF is_new THEN
      PERFORM private.refuse (400, 'NEW_ELSEWHERE', 'New orders and tickets come by store_rows () or record_sales ().');
    END IF;$i$ END,
      CASE name[1] WHEN 'events' THEN 'id' ELSE name[2] END,
      name[2],
      CASE name[1] WHEN 'events' THEN $e$
  -- It was taken, and got an ending.
  IF left (present.slug, length (wanted.slug) + 1) = wanted.slug || '-' AND substr (present.slug, length (wanted.slug) + 2) ~ '^\d+$' THEN
    wanted.slug := present.slug;
  END IF;$e$ WHEN 'tickets' THEN $t$
  -- Who is in follows from the facts.
  IF (wanted.status = 'CANCELLED') = (present.status = 'CANCELLED') THEN
    wanted.status := present.status;
  END IF;$t$ WHEN 'orders' THEN $o$
  -- What became of its money follows from the facts, but not whether its tickets stay when all of it went back.
  IF wanted.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED') AND present.status IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED')
      AND EXISTS (SELECT FROM public.refunds r WHERE r.event_id = present.event_id AND r.order_id = present.id AND r.status = 'CONFIRMED') THEN
    IF wanted.status <> 'REFUNDED' OR NOT private.is_all_returned (present) THEN
      wanted.status := present.status;
    END IF;
    before.status := present.status;
  END IF;$o$ ELSE '' END,
      (SELECT string_agg (format ($m$
  IF present.%1$I IS DISTINCT FROM wanted.%1$I THEN
    IF present.%1$I IS DISTINCT FROM before.%1$I AND NOT EXISTS (SELECT FROM jsonb_array_elements (own) AS o
        WHERE o ? %1$L AND (jsonb_populate_record (present, o)).%1$I IS NOT DISTINCT FROM present.%1$I) THEN
      lost := lost || %1$L::text;
      wanted.%1$I := present.%1$I;
    ELSE
      is_changed := true;
    END IF;
  END IF;$m$, c), '') FROM unnest (writable) AS c),
      name[4],
      (SELECT string_agg (format ('%1$I = wanted.%1$I', c), ', ') FROM unnest (writable || CASE name[1] WHEN 'orders'
        THEN '{expires_at}'::text[] ELSE '{}' END) AS c),
      CASE name[1] WHEN 'tickets' THEN $t$
    IF present.status = 'CANCELLED' AND wanted.status <> 'CANCELLED' THEN
      PERFORM private.settle_tickets (present.event_id, ARRAY[row_id]);
    END IF;$t$ WHEN 'orders' THEN $o$
    IF present.total <> wanted.total THEN
      PERFORM private.follow_money (present.event_id, row_id);
      PERFORM private.settle_excess (present.event_id, row_id);
    END IF;$o$ ELSE '' END,
      CASE name[1] WHEN 'tickets' THEN $t$  -- Orders first, as everywhere.
  IF changes ? 'order_id' THEN
    PERFORM FROM public.orders o WHERE o.id = ANY (ARRAY[(SELECT t.order_id FROM public.tickets t WHERE t.id = row_id),
      CASE WHEN private.is_id_list (jsonb_build_array (changes -> 'order_id')) THEN (changes ->> 'order_id')::uuid END])
    ORDER BY o.id FOR NO KEY UPDATE;
  END IF;
$t$ ELSE '' END);
  END LOOP;
END $do$;

-- A refund that a desk proposes, changes, or decides: what happens to money then is what happens at any other place.
CREATE FUNCTION private.edit_refunds (row_id uuid, is_new boolean, is_removed boolean, changes jsonb, was jsonb)
  RETURNS private.edit_result
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  present public.refunds;
  wanted public.refunds;
  before public.refunds;
  lost text[] := ARRAY[]::text[];
BEGIN
  IF NOT ARRAY(SELECT jsonb_object_keys (changes)) <@ '{id,event_id,order_id,ticket_id,amount,currency,reason,status}' THEN
    PERFORM private.refuse (400, 'COLUMN_WRONG', 'One of these columns is not there, or is not edited so.');
  END IF;
  SELECT r.* INTO present FROM public.refunds r WHERE r.id = row_id;
  IF NOT FOUND AND is_new THEN
    wanted := jsonb_populate_record (NULL::public.refunds, changes);
    PERFORM private.check_edit ('refunds', wanted.event_id, '{}');
    INSERT INTO public.refunds (event_id, id, order_id, ticket_id, amount, currency, reason, status, requested_by, deleted_at)
    VALUES (wanted.event_id, row_id, wanted.order_id, wanted.ticket_id, wanted.amount, wanted.currency, wanted.reason,
      CASE wanted.status WHEN 'DROPPED' THEN 'DROPPED' ELSE 'PROPOSED' END, private.me (), CASE WHEN is_removed THEN now () END);
    IF wanted.status = 'CONFIRMED' THEN
      PERFORM public.approve_refund (row_id);
    END IF;
    RETURN ROW (wanted.event_id, lost, NULL)::private.edit_result;
  ELSIF NOT FOUND THEN
    PERFORM private.refuse (404, 'NO_ROW', 'This is not there, or it is not yours to edit.');
  END IF;
  PERFORM private.check_edit ('refunds', present.event_id, '{}');
  IF changes ->> 'event_id' <> present.event_id::text THEN
    PERFORM private.refuse (409, 'ID_TAKEN', 'This id is that of something else.');
  ELSIF is_new THEN
    RETURN ROW (present.event_id, lost, NULL)::private.edit_result;
  END IF;
  -- The order first, as everywhere.
  IF present.deleted_at IS NULL THEN
    present := private.lock_refund (row_id);
  END IF;
  wanted := jsonb_populate_record (present, changes);
  before := jsonb_populate_record (present, was);
  IF wanted.reason IS DISTINCT FROM present.reason AND present.reason IS DISTINCT FROM before.reason THEN
    lost := lost || 'reason'::text;
    wanted.reason := present.reason;
  END IF;
  IF wanted.amount <> present.amount AND (present.amount <> before.amount OR present.status <> 'PROPOSED') THEN
    lost := lost || 'amount'::text;
    wanted.amount := present.amount;
  END IF;
  IF wanted.status <> present.status AND present.status <> before.status THEN
    lost := lost || 'status'::text;
    wanted.status := present.status;
  END IF;
  IF is_removed AND present.status = 'CONFIRMED' THEN
    PERFORM private.refuse (409, 'REFUND_DONE', 'This money went back already.');
  END IF;
  UPDATE public.refunds r SET reason = wanted.reason, amount = wanted.amount,
    deleted_at = CASE is_removed WHEN true THEN coalesce (present.deleted_at, now ()) WHEN false THEN NULL ELSE present.deleted_at END
  WHERE r.event_id = present.event_id AND r.id = row_id AND ((wanted.reason, wanted.amount) IS DISTINCT FROM (present.reason, present.amount)
    OR is_removed <> (present.deleted_at IS NOT NULL));
  IF wanted.status <> present.status THEN
    CASE wanted.status
      WHEN 'CONFIRMED' THEN PERFORM public.approve_refund (row_id);
      WHEN 'DROPPED' THEN PERFORM public.drop_refund (row_id);
      ELSE PERFORM private.refuse (409, 'REFUND_DROPPED', 'This refund was decided already.');
    END CASE;
  END IF;
  RETURN ROW (present.event_id, lost, CASE WHEN lost <> '{}' THEN to_jsonb (present) END)::private.edit_result;
END $$;

-- Two facts that contradict each other were looked at, or that was taken back. Whoever was first has settled it.
CREATE FUNCTION private.edit_conflicts (row_id uuid, is_removed boolean, changes jsonb) RETURNS private.edit_result
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  present public.conflicts;
BEGIN
  IF NOT ARRAY(SELECT jsonb_object_keys (changes)) <@ '{id,event_id,settled_at,settled_by}' OR is_removed IS NOT NULL THEN
    PERFORM private.refuse (400, 'COLUMN_WRONG', 'Of a conflict it is told whether it is settled.');
  END IF;
  SELECT c.* INTO present FROM public.conflicts c WHERE c.id = row_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    PERFORM private.refuse (404, 'NO_ROW', 'This is not there, or it is not yours to edit.');
  END IF;
  PERFORM private.check_edit ('conflicts', present.event_id, '{}');
  IF changes ? 'settled_at' AND (changes ->> 'settled_at' IS NULL) <> (present.settled_at IS NULL) THEN
    -- The desk's own time: with another, what it takes back would be something else than what it did.
    UPDATE public.conflicts c SET settled_at = CASE WHEN changes ->> 'settled_at' IS NOT NULL
        THEN least ((changes ->> 'settled_at')::timestamptz, now () + interval '1 day') END,
      settled_by = CASE WHEN changes ->> 'settled_at' IS NOT NULL THEN private.me () END
    WHERE c.event_id = present.event_id AND c.id = row_id;
  END IF;
  RETURN ROW (present.event_id, '{}', NULL)::private.edit_result;
END $$;

CREATE FUNCTION private.edit_row (edit jsonb) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  row_id uuid;
  is_new boolean := coalesce ((edit ->> 'is_new')::boolean, false);
  is_removed boolean := (edit ->> 'is_removed')::boolean;
  changes jsonb := coalesce (nullif (edit -> 'set', 'null'), '{}');
  was jsonb := coalesce (nullif (edit -> 'was', 'null'), '{}');
  -- What the desk wrote itself in between: it may have told that, without hearing an answer.
  own jsonb := coalesce (nullif (edit -> 'own', 'null'), '[]');
  result private.edit_result;
BEGIN
  IF NOT private.is_id_list (jsonb_build_array (edit -> 'id')) OR jsonb_typeof (changes) <> 'object' OR jsonb_typeof (was) <> 'object'
      OR jsonb_typeof (own) <> 'array' OR jsonb_array_length (own) > 100 OR own @? 'strict $[*] ? (@.type () != "object")' THEN
    PERFORM private.refuse (400, 'EDIT_WRONG', 'An edit has a table, an id, and in “set” and “was” columns with their values.');
  END IF;
  row_id := (edit ->> 'id')::uuid;
  CASE coalesce (edit ->> 'table', '')
    WHEN 'series' THEN result := private.edit_series (row_id, is_new, is_removed, changes, was, own);
    WHEN 'events' THEN result := private.edit_events (row_id, is_new, is_removed, changes, was, own);
    WHEN 'images' THEN result := private.edit_images (row_id, is_new, is_removed, changes, was, own);
    WHEN 'quotas' THEN result := private.edit_quotas (row_id, is_new, is_removed, changes, was, own);
    WHEN 'ticket_tiers' THEN result := private.edit_ticket_tiers (row_id, is_new, is_removed, changes, was, own);
    WHEN 'questions' THEN result := private.edit_questions (row_id, is_new, is_removed, changes, was, own);
    WHEN 'check_in_lists' THEN result := private.edit_check_in_lists (row_id, is_new, is_removed, changes, was, own);
    WHEN 'promo_codes' THEN result := private.edit_promo_codes (row_id, is_new, is_removed, changes, was, own);
    WHEN 'cashiers' THEN result := private.edit_cashiers (row_id, is_new, is_removed, changes, was, own);
    WHEN 'messages' THEN result := private.edit_messages (row_id, is_new, is_removed, changes, was, own);
    WHEN 'tickets' THEN result := private.edit_tickets (row_id, is_new, is_removed, changes, was, own);
    WHEN 'orders' THEN result := private.edit_orders (row_id, is_new, is_removed, changes, was, own);
    WHEN 'refunds' THEN result := private.edit_refunds (row_id, is_new, is_removed, changes, was);
    WHEN 'conflicts' THEN result := private.edit_conflicts (row_id, is_removed, changes);
    ELSE PERFORM private.refuse (400, 'TABLE_WRONG', 'There is no such table, or it is not edited so.');
  END CASE;
  IF result.lost = '{}' THEN
    RETURN jsonb_build_object ('id', row_id, 'status', 'done');
  END IF;
  PERFORM private.note_edited_twice (result.event_id, edit ->> 'table', row_id, result.lost, '{"deleted_at": null}' || changes,
    result.present);
  -- What was paid for a price that it does not have now.
  IF edit ->> 'table' = 'orders' AND 'total' = ANY (result.lost) THEN
    PERFORM private.tell_excess (result.event_id, row_id);
  END IF;
  RETURN jsonb_build_object ('id', row_id, 'status', 'conflict', 'columns', to_jsonb (result.lost));
END $$;

-- An edit of its own, which is refused without holding up others.
CREATE FUNCTION private.try_edit (edit jsonb) RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  answer jsonb;
  name text;
  column_name text;
BEGIN
  answer := private.edit_row (edit);
  SET CONSTRAINTS ALL IMMEDIATE;
  SET CONSTRAINTS ALL DEFERRED;
  RETURN answer;
EXCEPTION
  WHEN SQLSTATE 'PGRST' THEN
    RETURN jsonb_build_object ('id', edit -> 'id', 'status', 'refused', 'code', SQLERRM::jsonb -> 'code', 'message',
      SQLERRM::jsonb -> 'message');
  WHEN integrity_constraint_violation OR data_exception THEN
    GET STACKED DIAGNOSTICS name = CONSTRAINT_NAME, column_name = COLUMN_NAME;
    RETURN jsonb_build_object ('id', edit -> 'id', 'status', 'refused', 'code', CASE SQLSTATE WHEN '23503' THEN 'REFERENCE_WRONG'
        WHEN '23505' THEN 'TAKEN' ELSE 'EDIT_WRONG' END, 'message', private.constraint_sentence (name, column_name));
END $$;

-- What is locked first everywhere comes first, and what others refer to before those; and by id, so that two desks with the same
-- rows wait for each other, and in no circle. The answers are in the order of the edits.
-- A default, because PostgREST 12 would not say which argument is missing if it is the only one.
CREATE FUNCTION public.edit_rows (edits jsonb DEFAULT NULL) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  ordered jsonb[];
  places bigint[];
  answers jsonb[];
  locked uuid[];
  has_splits boolean;
  n_refused integer;
  n_before integer;
BEGIN
  PERFORM private.require_me ();
  IF jsonb_typeof (edits) IS DISTINCT FROM 'array' OR jsonb_array_length (edits) > 1000 THEN
    PERFORM private.refuse (400, 'EDITS_WRONG', 'Give an array of at most 1000 edits.');
  END IF;
  -- Orders before tickets, as everywhere; but a ticket that goes to another order does so before either of these is over.
  SELECT coalesce (array_agg (e.value ORDER BY e.is_split DESC, e.rank, e.id, e.place), '{}'),
    array_agg (e.place ORDER BY e.is_split DESC, e.rank, e.id, e.place),
    array_agg (e.id::uuid) FILTER (WHERE e.rank = 1 AND private.is_id_list (jsonb_build_array (e.id))), bool_or (e.is_split)
  INTO ordered, places, locked, has_splits
  FROM (SELECT k.value, k.place, k.value ->> 'id' AS id, k.value ->> 'table' = 'tickets' AND k.value #> '{set,order_id}' IS NOT NULL AS is_split,
      array_position ('{orders,tickets,refunds,series,events,images,quotas,ticket_tiers,'
      'questions,check_in_lists,promo_codes,cashiers,messages,conflicts}'::text[], k.value ->> 'table') AS rank
    FROM jsonb_array_elements (edits) WITH ORDINALITY AS k (value, place)) AS e;
  IF has_splits THEN
    PERFORM FROM (SELECT o.id FROM public.orders o WHERE o.id = ANY (locked || ARRAY(SELECT k.id::uuid FROM unnest (ordered) AS e (value),
        unnest (ARRAY[e.value #>> '{set,order_id}', e.value #>> '{was,order_id}']) AS k (id)
      WHERE private.is_id_list (jsonb_build_array (k.id)))) ORDER BY o.id FOR NO KEY UPDATE) AS o;
  END IF;
  BEGIN
    FOR i IN 1 .. cardinality (ordered) LOOP
      answers[i] := private.edit_row (ordered[i]);
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
    SET CONSTRAINTS ALL DEFERRED;
  EXCEPTION WHEN SQLSTATE 'PGRST' OR integrity_constraint_violation OR data_exception THEN
    answers := NULL;
  END;
  IF answers IS NULL AND cardinality (ordered) > 0 THEN
    -- One that needs what comes later, a row or a code that is given up, is tried again after it.
    LOOP
      n_before := n_refused;
      n_refused := 0;
      FOR i IN 1 .. cardinality (ordered) LOOP
        IF answers[i] IS NULL OR answers[i] ->> 'status' = 'refused' THEN
          answers[i] := private.try_edit (ordered[i]);
          n_refused := n_refused + (answers[i] ->> 'status' = 'refused')::integer;
        END IF;
      END LOOP;
      EXIT WHEN n_refused = 0 OR n_refused = n_before;
    END LOOP;
  END IF;
  RETURN (SELECT coalesce (jsonb_agg (a.value ORDER BY a.place), '[]') FROM unnest (answers, places) AS a (value, place));
END $$;
GRANT EXECUTE ON FUNCTION public.edit_rows TO authenticated;
