-- SPDX-License-Identifier: GPL-3.0-or-later
-- What runs now and then beside the calls: letting go of what is over, and what a restored database needs.
-- Both are for the owner alone, who comes from a timer or a terminal.

-- Tombstones are let go by transaction: a cursor that may not have seen them is told to load again.
CREATE FUNCTION private.drop_tombstones (older_than interval) RETURNS bigint
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  n bigint;
BEGIN
  WITH dropped AS (
    DELETE FROM private.tombstones s WHERE s.at < now () - older_than RETURNING s.event_id, s.chg),
  noted AS (
    INSERT INTO private.dropped_tombstones AS t (event_id, chg) SELECT d.event_id, max (d.chg) FROM dropped d GROUP BY d.event_id
    ON CONFLICT (event_id) DO UPDATE SET chg = greatest (t.chg, excluded.chg))
  SELECT count (*) INTO n FROM dropped;
  RETURN n;
END $$;

-- Answers what was let go, for the journal of the timer.
CREATE FUNCTION private.keep_house () RETURNS jsonb
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  event uuid;
  orders bigint := 0;
  attempts bigint;
  resets bigint;
  tokens bigint;
  sessions bigint;
BEGIN
  FOR event IN SELECT DISTINCT o.event_id FROM public.orders o WHERE o.status = 'PENDING' AND o.expires_at <= now () ORDER BY 1 LOOP
    orders := orders + private.expire_orders (event, 10000);
  END LOOP;
  DELETE FROM private.attempts a WHERE a.window_start < now () - interval '1 day';
  GET DIAGNOSTICS attempts = ROW_COUNT;
  DELETE FROM private.password_resets r WHERE r.expires_at < now ();
  GET DIAGNOSTICS resets = ROW_COUNT;
  -- A used token is kept as long as it could have served: who brings it is not its only owner.
  DELETE FROM private.refresh_tokens t WHERE t.expires_at < now ();
  GET DIAGNOSTICS tokens = ROW_COUNT;
  DELETE FROM private.sessions s WHERE s.created_at < now () - interval '1 day'
    AND NOT EXISTS (SELECT FROM private.refresh_tokens t WHERE t.session_id = s.id);
  GET DIAGNOSTICS sessions = ROW_COUNT;
  RETURN jsonb_build_object ('orders', orders, 'attempts', attempts, 'password_resets', resets, 'refresh_tokens', tokens, 'sessions', sessions,
    'tombstones', private.drop_tombstones (interval '90 days'));
END $$;

-- The database is another one now, even if its rows look the same: what came after the backup is gone, so every desk has
-- to load again, and who was signed out since then must not be signed in again.
CREATE FUNCTION private.after_restore () RETURNS text
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM private.set_setting ('database_id', gen_random_uuid ()::text);
  UPDATE private.sessions s SET revoked_at = now () WHERE s.revoked_at IS NULL;
  DELETE FROM private.password_resets;
  -- Numbers of transactions of the old cluster, which the new one may give to others.
  DELETE FROM private.tombstones;
  DELETE FROM private.dropped_tombstones;
  RETURN private.get_setting ('database_id');
END $$;
