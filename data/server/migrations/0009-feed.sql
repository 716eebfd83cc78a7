-- SPDX-License-Identifier: GPL-3.0-or-later
-- What changed since: exact under any concurrency, because it goes by snapshots and not by sequences or clocks.
--
-- A cursor is text that only the server reads: database|rights|base|target|chg|kind|id. Rows are due whose transaction is
-- visible in the target snapshot and not in the base. While a client pages, the target stays; at the end it becomes the base.
-- A row that changes meanwhile is not visible in the target, and comes in the next round.
--
--   changes ([{"event_id": "…", "cursor": null}])        gives a first cursor; then load the tables; then feed from it
--   status  ok     rows, in order; a row that is null is to be forgotten; is_more: ask again at once
--           load   start over with the cursor that comes along: there is none yet, the rights changed, or the database is another
--           gone   the event is no longer the caller's: forget it. The cursor does not move

-- Bits of what the caller may read of an event's feed; 0 is gone.
CREATE FUNCTION private.my_rights (event_id uuid) RETURNS integer
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT coalesce (max (CASE
      WHEN (SELECT private.is_admin ()) OR m.role IN ('OWNER', 'ORGANIZER') THEN 127
      WHEN g.event_id IS NOT NULL THEN 1
        | CASE WHEN g.can_scan OR g.can_sell OR g.can_search OR g.can_report THEN 2 ELSE 0 END  -- tickets, orders, check-ins
        | CASE WHEN g.can_search THEN 4 ELSE 0 END                                              -- with personal data
        | CASE WHEN g.can_edit OR g.can_sell THEN 8 ELSE 0 END                                  -- promo codes
        | CASE WHEN g.can_message THEN 16 ELSE 0 END                                            -- messages
        | CASE WHEN g.can_refund OR g.can_report THEN 32 ELSE 0 END                             -- refunds
        | CASE WHEN g.can_edit OR g.can_override THEN 64 ELSE 0 END                             -- conflicts
      ELSE 0 END), 0)
  FROM public.events e
    LEFT JOIN public.members m ON m.organizer_id = e.organizer_id AND m.user_id = (SELECT private.me ())
    LEFT JOIN public.event_grants g ON g.event_id = e.id AND g.user_id = m.user_id
  WHERE e.id = my_rights.event_id;
$$;

-- A page of what is due of one event. Made once here from one pattern for each table; nothing is made from input.
DO $do$
DECLARE
  -- table, number of the row type at a desk, right, what is left out or emptied
  tables text[][] := ARRAY[
    ['ticket_tiers', '2', '1', ''],
    ['orders', '3', '2', ' || CASE WHEN rights & 4 = 0 THEN ''{"buyer_name": null, "buyer_email": null}'' ELSE ''{}'' END::jsonb
      - ''buyer_id'' - ''client_key'' - ''client_digest'''],
    ['tickets', '4', '2', ' || CASE WHEN rights & 4 = 0 THEN ''{"attendee_email": null, "company": null}'' ELSE ''{}'' END::jsonb'],
    ['questions', '5', '1', ''],
    ['check_in_lists', '6', '1', ''],
    ['check_ins', '7', '2', ''],
    ['quotas', '8', '1', ''],
    ['promo_codes', '9', '8', ''],
    ['images', '11', '1', ' - ''data'''],
    ['messages', '12', '16', ''],
    ['refunds', '13', '32', ''],
    ['conflicts', '14', '64', ''],
    ['replaced_codes', '15', '2', ' || CASE WHEN rights & 4 = 0 THEN ''{"attendee_name": null, "attendee_email": null}''
      ELSE ''{}'' END::jsonb'],
    ['payments', '16', '40', ''],
    ['allotments', '17', '8', '']];  -- of a later migration, as the function is only read when it is called
  branches text := '';
  name text[];
BEGIN
  FOREACH name SLICE 1 IN ARRAY tables LOOP
    branches := branches || format ($branch$
    UNION ALL (SELECT t.chg, t.id, %2$s, %1$L, to_jsonb (t)%4$s FROM public.%1$I t
      WHERE t.event_id = event AND t.chg > '0' AND rights & %3$s <> 0 AND (t.chg, t.id) >= (from_chg, from_id)
        AND t.chg < to_chg
        AND (t.chg, t.id, %2$s) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (t.chg, target) AND NOT pg_visible_in_snapshot (t.chg, base)
      ORDER BY t.chg, t.id LIMIT most)$branch$, name[1], name[2], name[3], name[4]);
  END LOOP;
  EXECUTE format ($create$
CREATE FUNCTION private.due (event uuid, rights integer, base pg_snapshot, target pg_snapshot,
    from_chg xid8, from_kind integer, from_id uuid, to_chg xid8, most integer)
  RETURNS TABLE (chg xid8, id uuid, kind integer, table_name text, content jsonb)
  LANGUAGE plpgsql STABLE SET search_path = '' AS $function$
BEGIN
  RETURN QUERY SELECT * FROM (
    (SELECT s.chg, s.id, 0, s.table_name, NULL::jsonb FROM private.tombstones s
      WHERE s.event_id = event AND (s.chg, s.id) >= (from_chg, from_id) AND s.chg < to_chg
        AND (s.chg, s.id, 0) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (s.chg, target) AND NOT pg_visible_in_snapshot (s.chg, base)
      ORDER BY s.chg, s.id LIMIT most)
    UNION ALL (SELECT e.chg, e.id, 1, 'events', to_jsonb (e) - 'search' FROM public.events e
      WHERE e.id = event AND (e.chg, e.id, 1) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (e.chg, target) AND NOT pg_visible_in_snapshot (e.chg, base))
    -- A series comes when it changed, and when the event did: it may have joined one that is older than the cursor.
    UNION ALL (SELECT r.chg, r.id, 10, 'series', to_jsonb (r) FROM public.events e JOIN public.series r ON r.id = e.series_id
      WHERE e.id = event AND (r.chg, r.id, 10) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (r.chg, target) AND NOT pg_visible_in_snapshot (r.chg, base))
    UNION ALL (SELECT e.chg, r.id, 10, 'series', to_jsonb (r) FROM public.events e JOIN public.series r ON r.id = e.series_id
      WHERE e.id = event AND (e.chg, r.id, 10) > (from_chg, from_id, from_kind)
        AND pg_visible_in_snapshot (e.chg, target) AND NOT pg_visible_in_snapshot (e.chg, base))%s
  ) AS found (chg, id, kind, table_name, content) ORDER BY 1, 2, 3 LIMIT most;
END $function$;$create$, branches);
END $do$;

CREATE FUNCTION private.changes_of (event uuid, mark text, most integer) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  rights integer := private.my_rights (event);
  database text := private.get_setting ('database_id');
  present pg_snapshot := pg_current_snapshot ();
  fresh text := concat_ws ('|', database, rights, present, '', '', '', '');
  part text[] := string_to_array (mark, '|');
  base pg_snapshot;
  target pg_snapshot;
  answer jsonb;
  n integer;
  last text;
BEGIN
  IF rights = 0 THEN
    RETURN jsonb_build_object ('event_id', event, 'status', 'gone');
  END IF;
  IF mark IS NOT NULL AND (mark !~ '^[^|]+\|\d+\|\d+:\d+:[\d,]*\|(\|\|\||\d+:\d+:[\d,]*\|\d+\|\d+\|[0-9a-f-]{36})$') THEN
    PERFORM private.refuse (400, 'CURSOR_WRONG', 'This cursor was not made here.');
  END IF;
  IF mark IS NULL OR part[1] <> database OR part[2]::integer <> rights
      OR pg_snapshot_xmin (part[3]::pg_snapshot) < coalesce (private.get_setting ('tombstones_since'), '0')::xid8
      OR pg_snapshot_xmax (part[3]::pg_snapshot) > pg_snapshot_xmax (present) THEN
    RETURN jsonb_build_object ('event_id', event, 'status', 'load', 'cursor', fresh);
  END IF;
  base := part[3]::pg_snapshot;
  target := coalesce (nullif (part[4], '')::pg_snapshot, present);
  SELECT coalesce (jsonb_agg (jsonb_build_object ('table', d.table_name, 'id', d.id, 'row', d.content)
      ORDER BY d.chg, d.id, d.kind), '[]'),
    count (*), (array_agg (concat_ws ('|', d.chg, d.kind, d.id) ORDER BY d.chg DESC, d.id DESC, d.kind DESC))[1]
  INTO answer, n, last
  FROM private.due (event, rights, base, target,
    greatest (coalesce (nullif (part[5], '')::xid8, '0'), pg_snapshot_xmin (base)),
    coalesce (nullif (part[6], '')::integer, -1),
    coalesce (nullif (part[7], '')::uuid, '00000000-0000-0000-0000-000000000000'),
    pg_snapshot_xmax (target), most) AS d;
  IF n < most THEN
    RETURN jsonb_build_object ('event_id', event, 'status', 'ok', 'rows', answer, 'is_more', false,
      'cursor', concat_ws ('|', database, rights, target, '', '', '', ''));
  END IF;
  RETURN jsonb_build_object ('event_id', event, 'status', 'ok', 'rows', answer, 'is_more', true,
    'cursor', concat_ws ('|', database, rights, base, target, last));
END $$;

CREATE FUNCTION public.changes (cursors jsonb, most integer DEFAULT 1000) RETURNS jsonb
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
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
  RETURN (SELECT coalesce (jsonb_agg (private.changes_of ((c ->> 'event_id')::uuid, c ->> 'cursor', most)), '[]')
    FROM jsonb_array_elements (cursors) AS c);
END $$;
GRANT EXECUTE ON FUNCTION public.changes TO authenticated;
