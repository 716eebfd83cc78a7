-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the change feed reads: in each row the transaction that changed it last, in order, and a mark where a row left.

-- Of tables before this: what a desk writes to an order, such as why it costs nothing.
CREATE DOMAIN private.note AS text CHECK (char_length (VALUE) <= 2000);
ALTER TABLE public.orders ADD note private.note;

-- A row that was deleted, or moved to another event: those who had it must let it go.
CREATE TABLE private.tombstones (
  event_id uuid NOT NULL,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  id uuid NOT NULL,
  table_name text NOT NULL,
  at timestamptz NOT NULL DEFAULT now (),
  PRIMARY KEY (event_id, chg, id, table_name)) :by_event;
CALL private.make_parts ('private.tombstones', 'tombstones', :partitions);

-- The last of an event that is not kept any more: who may not have seen it loads again.
CREATE TABLE private.dropped_tombstones (
  event_id uuid PRIMARY KEY,
  chg xid8 NOT NULL);

-- The argument is the table's name where it can be in parts: a part has another.
CREATE FUNCTION private.bury () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO private.tombstones (event_id, id, table_name) VALUES (old.event_id, old.id, coalesce (TG_ARGV[0], TG_TABLE_NAME))
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

-- Of an event itself, its own id is the event.
CREATE FUNCTION private.bury_event () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO private.tombstones (event_id, id, table_name) VALUES (old.id, old.id, TG_TABLE_NAME)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER bury AFTER DELETE ON public.events FOR EACH ROW EXECUTE FUNCTION private.bury_event ();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.series FOR EACH ROW EXECUTE FUNCTION private.touch ();
CREATE TRIGGER touch BEFORE INSERT OR UPDATE ON public.event_grants FOR EACH ROW EXECUTE FUNCTION private.touch ();

-- The same three things for every table of an event: the feed's index, and the two triggers. The index's condition always holds,
-- and only the feed names it: no other query can take this index for one by id, as it would while a table is small, and keep
-- that plan when it has grown.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['images', 'quotas', 'ticket_tiers', 'promo_codes', 'questions', 'messages', 'orders', 'tickets',
      'refunds', 'check_in_lists', 'cashiers', 'check_ins', 'conflicts', 'replaced_codes'] LOOP
    EXECUTE format ('CREATE INDEX %I ON public.%I (event_id, chg, id) WHERE chg > ''0''', name || '_feed', name);
    -- Nobody inserts orders and tickets but functions, and the columns' defaults are right. So with check-ins and codes; and a row
    -- that goes from one part of a table to another is inserted there, which is no first version.
    EXECUTE format ('CREATE TRIGGER touch BEFORE %s ON public.%I FOR EACH ROW EXECUTE FUNCTION private.touch ()',
      CASE WHEN name IN ('orders', 'tickets', 'check_ins', 'replaced_codes') THEN 'UPDATE' ELSE 'INSERT OR UPDATE' END, name);
    EXECUTE format ('CREATE TRIGGER bury AFTER DELETE ON public.%I '
                    'FOR EACH ROW EXECUTE FUNCTION private.bury (%L)', name, name);
    EXECUTE format ('CREATE TRIGGER bury_moved AFTER UPDATE OF event_id ON public.%I FOR EACH ROW '
                    'WHEN (old.event_id <> new.event_id) EXECUTE FUNCTION private.bury (%L)', name, name);
  END LOOP;
END $$;
