-- SPDX-License-Identifier: GPL-3.0-or-later
-- What changed since: exact under any concurrency, because it goes by snapshots and not by sequences or clocks.
--
-- A cursor is text that only the server reads: database|rights|base|target|chg|kind|id, and while all comes |rows|done. Rows are due whose transaction is
-- visible in the target snapshot and not in the base. While a client pages, the target stays; at the end it becomes the base.
-- A row that changes meanwhile is not visible in the target, and comes in the next round. Without a base all rows come, whatever
-- the target: one that changes meanwhile comes twice rather than being missed by who asks what there is; and one of a database
-- that was restored may bear the number of a transaction that is yet to come.
-- A snapshot takes a transaction that was rolled back for one that is over. After a crash PostgreSQL gives its number again, if
-- nothing after it had come to the disk. So what a cursor holds ends with a transaction that changed the event: that one is on
-- disk, no number up to it is given again, and what comes under a later one is due.
--
--   changes ([{"event_id": "…", "cursor": null}])        pages everything there is, as what changed since a base with nothing in it
--   status  ok     rows, in order; a row that is null is to be forgotten; is_more: ask again at once
--           load   what the desk has may be wrong: the rights changed, the database is another, or what was removed is not known any
--                  more. The cursor that comes along pages everything, and what does not come until is_more ends is to be forgotten
--                  while all comes, n_rows says how many there will be, about, and n_done how many of them have come
--           gone   the event is no longer the caller's: forget it. The cursor does not move
--
-- The answer is text that is put together as it is read, row by row: of 10000 tickets jsonb would take four times as long. A page
-- costs what is in it, wherever it is: each table is read in the order of its feed's index, and the pages of all are merged.
-- One answer has about 32 MB at most, for all events together.

-- Bits of what the caller may read of an event's feed; 0 is gone.
CREATE FUNCTION private.my_rights (event_id uuid) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce (max (CASE
      WHEN (SELECT private.is_admin ()) OR m.role IN ('OWNER', 'ORGANIZER') THEN 255
      WHEN g.event_id IS NOT NULL THEN 1
        | CASE WHEN g.can_scan OR g.can_sell OR g.can_search OR g.can_report THEN 2 ELSE 0 END  -- tickets, orders, check-ins
        | CASE WHEN g.can_search THEN 4 ELSE 0 END                                              -- with personal data
        | CASE WHEN g.can_edit OR g.can_sell THEN 8 ELSE 0 END                                  -- promo codes
        | CASE WHEN g.can_message THEN 16 ELSE 0 END                                            -- messages
        | CASE WHEN g.can_refund OR g.can_report THEN 32 ELSE 0 END                             -- refunds
        | CASE WHEN g.can_edit OR g.can_override THEN 64 ELSE 0 END                             -- conflicts
        | CASE WHEN g.can_sell THEN 128 ELSE 0 END                                              -- those of sales
      ELSE 0 END), 0)
  FROM public.events e
    LEFT JOIN public.members m ON m.organizer_id = e.organizer_id AND m.user_id = (SELECT private.me ())
    LEFT JOIN public.event_grants g ON g.event_id = e.id AND g.user_id = m.user_id
  WHERE e.id = my_rights.event_id;
$$;

-- A device as the feed tells of it. Its key is public: it says who signed a code, and signs none.
CREATE FUNCTION private.device_row (device public.device_organizers) RETURNS text
  LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT concat ('{"table":"devices","id":"', d.id, '","row":', row_to_json (r), '}')
  FROM public.devices d, LATERAL (SELECT d.id, device.organizer_id, device.version, device.updated_at, d.name,
    encode (d.public_key, 'hex') AS public_key, device.revoked_at) AS r
  WHERE d.id = device.id;
$$;

-- A page of what is due of one event: its rows as JSON, with commas between, how many they are, whether more are due, and the
-- place of the last. The first row comes however long it is.
-- Made once here from one pattern for each table; nothing is made from input.
DO $do$
DECLARE
  -- table, number of the row type at a desk, right, what is left out, what only those see who may search
  tables text[][] := ARRAY[
    ['ticket_tiers', '2', '1', '', ''],
    ['orders', '3', '2', '{buyer_id,client_key,client_digest}', '{buyer_name,buyer_email}'],
    ['tickets', '4', '2', '{}', '{attendee_email,company}'],
    ['questions', '5', '1', '', ''],
    ['check_in_lists', '6', '1', '', ''],
    ['check_ins', '7', '2', '', ''],
    ['quotas', '8', '1', '', ''],
    ['promo_codes', '9', '8', '', ''],
    ['images', '11', '1', '{data}', '{}'],
    ['messages', '12', '16', '', ''],
    ['refunds', '13', '32', '', ''],
    ['conflicts', '14', '192', '', ''],
    ['replaced_codes', '15', '2', '{}', '{attendee_name,attendee_email}'],
    ['payments', '16', '40', '', ''],
    ['cashiers', '19', '8', '', ''],
    ['allotments', '17', '8', '', ''],  -- of a later migration, as the function is only read when it is called
    ['till_records', '20', '40', '', '']];
  branches text := '';
  last_of_each text := '';
  name text[];
BEGIN
  FOREACH name SLICE 1 IN ARRAY tables LOOP
    last_of_each := last_of_each || format (',
    (SELECT t.chg FROM public.%I t WHERE t.event_id = event AND t.chg > ''0'' AND t.chg < beyond ORDER BY t.chg DESC LIMIT 1)', name[1]);
    branches := branches || format ($branch$
    UNION ALL (SELECT t.chg, t.id, %2$s, concat ('{"table":"%1$s","id":"', t.id, '","row":', row_to_json (%4$s), '}') FROM public.%1$I t
      WHERE t.event_id = event AND t.chg > '0' AND rights & %3$s <> 0 AND (t.chg, t.id) >= (from_chg, from_id)
        AND t.chg < to_chg
        AND (t.chg, t.id, %2$s) > (from_chg, from_id, from_kind)
        AND (is_first OR pg_visible_in_snapshot (t.chg, target)) AND NOT pg_visible_in_snapshot (t.chg, base)%5$s
      ORDER BY t.chg, t.id LIMIT most)$branch$, name[1], name[2], name[3], CASE WHEN name[4] = '' THEN 't' ELSE (
        SELECT format ('(SELECT c FROM (SELECT %s) AS c)', string_agg (CASE WHEN a.attname = ANY (name[5]::text[])
          THEN format ('CASE WHEN rights & 4 <> 0 THEN t.%1$I END AS %1$I', a.attname) ELSE format ('t.%I', a.attname) END,
          ', ' ORDER BY a.attnum))
        FROM pg_catalog.pg_attribute a WHERE a.attrelid = ('public.' || name[1])::regclass AND a.attnum > 0
          AND a.attname <> ALL ('{chg}' || name[4]::text[])) END,
      -- As the policy has it: who sells sees those of sales.
      CASE name[1] WHEN 'conflicts' THEN
        ' AND (rights & 64 <> 0 OR t.kind IN (''OVERSOLD'', ''REFUNDED_TWICE'', ''PAID_TWICE'', ''VOUCHER_TWICE''))' ELSE '' END);
  END LOOP;
  EXECUTE format ($create$
CREATE FUNCTION private.due (event uuid, rights integer, base pg_snapshot, target pg_snapshot, from_chg xid8, from_kind integer,
    from_id uuid, to_chg xid8, most integer, most_bytes bigint, OUT rows text, OUT n bigint, OUT is_more boolean,
    OUT last_chg xid8, OUT last_kind integer, OUT last_id uuid)
  LANGUAGE plpgsql STABLE SET search_path = '' SET plan_cache_mode = force_generic_plan AS $function$
DECLARE
  chgs xid8[];
  kinds integer[];
  ids uuid[];
  is_first boolean := pg_snapshot_xmax (base) = '1';
BEGIN
  SELECT string_agg (page.content, ',') FILTER (WHERE page.fits), count (*) FILTER (WHERE page.fits),
    count (*) = most OR NOT coalesce (bool_and (page.fits), true), array_agg (page.chg), array_agg (page.kind), array_agg (page.id)
  INTO rows, n, is_more, chgs, kinds, ids
  FROM (SELECT *, sum (octet_length (f.content)) OVER (ROWS UNBOUNDED PRECEDING) <= most_bytes
      OR row_number () OVER (ROWS UNBOUNDED PRECEDING) = 1 AS fits FROM (SELECT * FROM (
    (SELECT s.chg, s.id, 0, concat ('{"table":"', s.table_name, '","id":"', s.id, '","row":null}') FROM private.tombstones s
      -- Who has nothing yet has nothing to forget.
      WHERE NOT is_first AND s.event_id = event AND (s.chg, s.id) >= (from_chg, from_id) AND s.chg < to_chg
        AND (s.chg, s.id, 0) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (s.chg, target) AND NOT pg_visible_in_snapshot (s.chg, base)
      ORDER BY s.chg, s.id LIMIT most)
    UNION ALL (SELECT e.chg, e.id, 1, concat ('{"table":"events","id":"', e.id, '","row":', row_to_json ((
        SELECT c FROM (SELECT %s) AS c)), '}') FROM public.events e
      WHERE e.id = event AND (e.chg, e.id, 1) > (from_chg, from_id, from_kind)
        AND (is_first OR pg_visible_in_snapshot (e.chg, target)) AND NOT pg_visible_in_snapshot (e.chg, base) ORDER BY e.chg, e.id)
    -- A series comes when it changed, and when the event did: it may have joined one that is older than the cursor.
    UNION ALL (SELECT r.chg, r.id, 10, concat ('{"table":"series","id":"', r.id, '","row":', row_to_json (r), '}')
      FROM public.events e JOIN public.series r ON r.id = e.series_id
      WHERE e.id = event AND (r.chg, r.id, 10) > (from_chg, from_id, from_kind)
        AND (is_first OR pg_visible_in_snapshot (r.chg, target)) AND NOT pg_visible_in_snapshot (r.chg, base) ORDER BY r.chg, r.id)
    UNION ALL (SELECT e.chg, r.id, 10, concat ('{"table":"series","id":"', r.id, '","row":', row_to_json (r), '}')
      FROM public.events e JOIN public.series r ON r.id = e.series_id
      WHERE e.id = event AND (e.chg, r.id, 10) > (from_chg, from_id, from_kind)
        AND (is_first OR pg_visible_in_snapshot (e.chg, target)) AND NOT pg_visible_in_snapshot (e.chg, base) ORDER BY e.chg, r.id)
    -- So the devices of the event's organizer, who may have become another one: their names, and the keys that codes are signed with.
    UNION ALL (SELECT o.chg, o.id, 18, private.device_row (o)
      FROM public.events e JOIN public.device_organizers o ON o.organizer_id = e.organizer_id
      WHERE e.id = event AND rights & 66 <> 0 AND o.chg >= from_chg AND o.chg < to_chg AND (o.chg, o.id, 18) > (from_chg, from_id, from_kind)
        AND (is_first OR pg_visible_in_snapshot (o.chg, target)) AND NOT pg_visible_in_snapshot (o.chg, base)
      ORDER BY o.chg, o.id LIMIT most)
    UNION ALL (SELECT e.chg, o.id, 18, private.device_row (o)
      FROM public.events e JOIN public.device_organizers o ON o.organizer_id = e.organizer_id
      WHERE e.id = event AND rights & 66 <> 0 AND NOT is_first AND (e.chg, o.id, 18) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (e.chg, target) AND NOT pg_visible_in_snapshot (e.chg, base) ORDER BY e.chg, o.id LIMIT most)%s
  ) AS found (chg, id, kind, content) ORDER BY 1, 2, 3 LIMIT most) AS f) AS page;
  last_chg := chgs[n];
  last_kind := kinds[n];
  last_id := ids[n];
END $function$;$create$, (SELECT string_agg (format ('e.%I', a.attname), ', ' ORDER BY a.attnum) FROM pg_catalog.pg_attribute a
      WHERE a.attrelid = 'public.events'::regclass AND a.attnum > 0 AND a.attname NOT IN ('search', 'chg')), branches);
  EXECUTE format ($create$
CREATE FUNCTION private.last_change (event uuid, beyond xid8) RETURNS xid8
  LANGUAGE plpgsql STABLE SET search_path = '' SET plan_cache_mode = force_generic_plan AS $function$
BEGIN
  RETURN greatest ((SELECT e.chg FROM public.events e WHERE e.id = event AND e.chg < beyond),
    (SELECT s.chg FROM private.tombstones s WHERE s.event_id = event AND s.chg < beyond ORDER BY s.chg DESC LIMIT 1)%s);
END $function$;$create$, last_of_each);
END $do$;

-- What was over before, and of what is over now all up to a transaction, or up to none.
CREATE FUNCTION private.seen_up_to (base pg_snapshot, present pg_snapshot, last xid8) RETURNS pg_snapshot
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
DECLARE
  next xid8 := greatest (pg_snapshot_xmax (base), (coalesce (last, '0')::text::bigint + 1)::text::xid8);
BEGIN
  IF pg_snapshot_xmax (present) <= next THEN
    RETURN present;
  END IF;
  RETURN concat (least (pg_snapshot_xmin (present), next), ':', next, ':',
    (SELECT string_agg (x::text, ',' ORDER BY x) FROM pg_snapshot_xip (present) AS x WHERE x < next))::pg_snapshot;
END $$;

-- What a cursor asks for: status gone, load, or ok and what due () is to read, and the last whose tombstone was dropped.
CREATE FUNCTION private.read_cursor (event uuid, mark text, OUT status text, OUT head text, OUT rights integer, OUT base pg_snapshot,
    OUT target pg_snapshot, OUT is_begun boolean, OUT dropped xid8, OUT from_chg xid8, OUT from_kind integer, OUT from_id uuid,
    OUT n_rows bigint, OUT n_done bigint)
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
DECLARE
  present pg_snapshot := pg_current_snapshot ();
  part text[] := string_to_array (mark, '|');
BEGIN
  rights := private.my_rights (event);
  head := concat_ws ('|', private.get_setting ('database_id'), rights);
  base := '1:1:'; -- that nothing is visible in
  target := present;
  is_begun := false;
  dropped := coalesce ((SELECT d.chg FROM private.dropped_tombstones d WHERE d.event_id = event), '0');
  from_chg := '0';
  from_kind := -1;
  from_id := '00000000-0000-0000-0000-000000000000';
  status := CASE rights WHEN 0 THEN 'gone' ELSE 'ok' END;
  IF rights = 0 OR mark IS NULL THEN
    RETURN;
  END IF;
  BEGIN
    IF mark !~ '^[^|]+\|\d+\|\d+:\d+:[\d,]*\|(\|\|\||\d+:\d+:[\d,]*\|\d+\|\d+\|[0-9a-f-]{36}(\|\d{1,12}\|\d{1,12})?)$' THEN
      RAISE data_exception;
    END IF;
    base := part[3]::pg_snapshot;
    is_begun := part[4] <> '';
    target := CASE WHEN is_begun THEN part[4]::pg_snapshot ELSE present END;
    from_chg := greatest (nullif (part[5], '')::xid8, pg_snapshot_xmin (base));
    from_kind := coalesce (nullif (part[6], '')::integer, from_kind);
    from_id := coalesce (nullif (part[7], '')::uuid, from_id);
    n_rows := part[8]::bigint;
    n_done := part[9]::bigint;
  EXCEPTION WHEN data_exception THEN
    PERFORM private.refuse (400, 'CURSOR_WRONG', 'This cursor was not made here.');
  END;
  IF concat_ws ('|', part[1], part[2]) <> head
      OR greatest (pg_snapshot_xmax (base), pg_snapshot_xmax (target)) > pg_snapshot_xmax (present)
      -- What was removed after the base has no mark any more; without a base, after the first page.
      OR pg_snapshot_xmin (CASE WHEN pg_snapshot_xmax (base) > '1' THEN base ELSE target END) <= dropped THEN
    status := 'load';
  END IF;
END $$;

-- How many rows will come of an event of which a desk has nothing, about: those of the tables that can be long. Asked once for a
-- load, and only by who takes large pages; a million rows take a tenth of a second.
CREATE FUNCTION private.count_load (event uuid, rights integer) RETURNS bigint
  LANGUAGE plpgsql STABLE SET search_path = '' AS $$
BEGIN
  RETURN CASE WHEN rights & 2 = 0 THEN 0 ELSE
    (SELECT count (*) FROM public.tickets t WHERE t.event_id = event AND t.chg > '0')
    + (SELECT count (*) FROM public.orders t WHERE t.event_id = event AND t.chg > '0')
    + (SELECT count (*) FROM public.check_ins t WHERE t.event_id = event AND t.chg > '0') END;
END $$;

-- The events share a page; each comes on by a row at least. What is long is copied seldom: it is kept in pieces until the end.
CREATE FUNCTION public.changes (cursors jsonb, most integer DEFAULT 1000) RETURNS json
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  asked record;
  this record;
  pieces text[];
  rows text;
  n bigint;
  is_more boolean;
  last text;
  last_chg xid8;
  beyond xid8; -- rows of a database that was restored may bear a number that is yet to come
  rows_left bigint := most;
  bytes_left bigint := 32000000;
BEGIN
  PERFORM private.require_me ();
  IF jsonb_typeof (cursors) IS DISTINCT FROM 'array' OR jsonb_array_length (cursors) > 500
      OR NOT private.is_id_list (jsonb_path_query_array (cursors, '$[*].event_id'))
      OR jsonb_array_length (jsonb_path_query_array (cursors, '$[*].event_id')) <> jsonb_array_length (cursors) THEN
    PERFORM private.refuse (400, 'CURSORS_WRONG', 'Give an array of at most 500 objects with event_id and cursor.');
  END IF;
  IF most IS NULL OR most NOT BETWEEN 1 AND 10000 THEN
    PERFORM private.refuse (400, 'MOST_WRONG', 'A page has 1 to 10000 rows.');
  END IF;
  FOR asked IN SELECT (c ->> 'event_id')::uuid AS event_id, c ->> 'cursor' AS mark FROM jsonb_array_elements (cursors) AS c LOOP
    SELECT * INTO this FROM private.read_cursor (asked.event_id, asked.mark);
    pieces := pieces || concat (CASE WHEN pieces IS NULL THEN '[' ELSE ',' END, '{"event_id":"', asked.event_id, '","status":"',
      this.status, '"');
    IF this.status = 'ok' THEN
      SELECT d.rows, d.n, d.is_more, d.last_chg, concat_ws ('|', d.last_chg, d.last_kind, d.last_id)
      INTO rows, n, is_more, last_chg, last
      FROM private.due (asked.event_id, this.rights, this.base, this.target, this.from_chg, this.from_kind, this.from_id,
        CASE WHEN this.base::text = '1:1:' THEN '18446744073709551615' ELSE pg_snapshot_xmax (this.target) END, greatest (rows_left, 1)::integer, bytes_left) AS d;
      IF this.base::text = '1:1:' AND this.from_kind < 0 AND most >= 1000 THEN
        this.n_rows := private.count_load (asked.event_id, this.rights);
        this.n_done := 0;
      END IF;
      IF NOT this.is_begun THEN
        beyond := pg_snapshot_xmax (this.target);
        this.target := private.seen_up_to (this.base, this.target, greatest (this.dropped, CASE WHEN last_chg < beyond THEN last_chg END,
          CASE WHEN is_more OR this.from_chg = '0' OR last_chg >= beyond THEN private.last_change (asked.event_id, beyond) END));
      END IF;
      this.n_done := this.n_done + n;
      this.n_rows := CASE WHEN this.n_done IS NOT NULL THEN greatest (this.n_rows, this.n_done) END;
      rows_left := rows_left - n;
      bytes_left := bytes_left - coalesce (octet_length (rows), 0);
      pieces := pieces || concat (',"cursor":', to_json (CASE WHEN is_more THEN concat_ws ('|', this.head, this.base, this.target, last, this.n_rows, this.n_done)
        ELSE concat_ws ('|', this.head, this.target, '', '', '', '') END), ',"is_more":', to_json (is_more), ',"n_rows":' || this.n_rows || ',"n_done":' || this.n_done, ',"rows":[')
        || rows || ']'::text;
    ELSIF this.status = 'load' THEN
      pieces := pieces || concat (',"cursor":', to_json (concat_ws ('|', this.head, '1:1:', '', '', '', '')),
        ',"is_more":true,"rows":[]');
    END IF;
    pieces := pieces || '}'::text;
  END LOOP;
  RETURN coalesce (array_to_string (pieces, '') || ']', '[]')::json;
END $$;
GRANT EXECUTE ON FUNCTION public.changes TO authenticated;
