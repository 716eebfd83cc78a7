-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who may see and change what. Every table has row-level security, and nothing is allowed that is not said here.
--
-- A policy asks once for each statement, never for each row: event_id = ANY ((SELECT private.my_event_ids (…))::uuid[])
-- costs about nothing, a function of the row 33 to 94 times the scan. It is so as the condition of an index, which begins with
-- event_id everywhere; as a filter the array is searched for each row, with 500 events 10 to 25 times the scan. So one array, no OR;
-- and roles.sql keeps the planner, who takes every array for 10 ids, from sequential scans.

-- What an owner or organizer gave to a team member; 'read' is to be there at all.
CREATE FUNCTION private.gives (given public.event_grants, wanted text) RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SET search_path = '' AS $$
BEGIN
  RETURN CASE wanted
    WHEN 'read' THEN given.event_id IS NOT NULL
    WHEN 'scan' THEN given.can_scan
    WHEN 'search' THEN given.can_search
    WHEN 'override' THEN given.can_override
    WHEN 'sell' THEN given.can_sell
    WHEN 'refund' THEN given.can_refund
    WHEN 'edit' THEN given.can_edit
    WHEN 'message' THEN given.can_message
    WHEN 'report' THEN given.can_report
    ELSE false END;
END $$;

-- The events where the caller has a right; 'manage' is to be the owner or an organizer. Asked by every policy: the plans are kept.
CREATE FUNCTION private.my_event_ids (wanted text) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.me ();
BEGIN
  IF private.is_admin () THEN
    RETURN (SELECT coalesce (array_agg (e.id), '{}') FROM public.events e);
  END IF;
  RETURN (SELECT coalesce (array_agg (mine.id), '{}') FROM (
    SELECT e.id FROM public.members m JOIN public.events e ON e.organizer_id = m.organizer_id
    WHERE m.user_id = person AND m.role IN ('OWNER', 'ORGANIZER')
    UNION
    SELECT e.id FROM public.event_grants g
      JOIN public.events e ON e.id = g.event_id
      JOIN public.members m ON m.organizer_id = e.organizer_id AND m.user_id = g.user_id
    WHERE g.user_id = person AND private.gives (g, wanted)) AS mine);
END $$;

-- The same question about one event: for functions, so that it costs nothing who works at how many.
CREATE FUNCTION private.may (event uuid, wanted text) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.me ();
BEGIN
  RETURN EXISTS (SELECT FROM public.events e
      JOIN public.members m ON m.organizer_id = e.organizer_id AND m.user_id = person
      LEFT JOIN public.event_grants g ON g.event_id = e.id AND g.user_id = person
    WHERE e.id = event AND (m.role IN ('OWNER', 'ORGANIZER') OR private.gives (g, wanted)))
    OR (private.is_admin () AND EXISTS (SELECT FROM public.events e WHERE e.id = event));
END $$;

-- Where the caller bought something.
CREATE FUNCTION private.my_bought_event_ids () RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.me ();
BEGIN
  RETURN (SELECT coalesce (array_agg (DISTINCT o.event_id), '{}') FROM public.orders o WHERE o.buyer_id = person);
END $$;

-- The organizers where the caller has one of these roles.
CREATE FUNCTION private.my_organizer_ids (VARIADIC roles text[]) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  person uuid := private.me ();
BEGIN
  IF private.is_admin () THEN
    RETURN (SELECT coalesce (array_agg (o.id), '{}') FROM public.organizers o);
  END IF;
  RETURN (SELECT coalesce (array_agg (m.organizer_id), '{}') FROM public.members m
    WHERE m.user_id = person AND m.role = ANY (roles));
END $$;

-- Oneself, and the members where one is owner or organizer.
CREATE FUNCTION private.my_colleague_ids () RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS $$
  SELECT array_agg (id) FROM (
    SELECT (SELECT private.me ()) AS id
    UNION
    SELECT m.user_id FROM public.members m
    WHERE m.organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[])) AS mine;
$$;

-- A policy is evaluated as the caller: these alone of private may be called.
GRANT EXECUTE ON FUNCTION private.claims, private.me, private.my_device, private.is_admin, private.is_device_revoked, private.check_request,
  private.refuse, private.my_event_ids, private.my_bought_event_ids, private.my_organizer_ids, private.my_colleague_ids,
  private.touch, private.is_timezone, private.is_id_list, private.is_text_list, private.new_id TO anon, authenticated;
GRANT EXECUTE ON FUNCTION public.sign_in, public.refresh TO anon, authenticated;
GRANT EXECUTE ON FUNCTION public.sign_out, public.change_password TO authenticated;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE (name) ON public.users TO authenticated;
CREATE POLICY see ON public.users FOR SELECT TO authenticated
  USING (id = ANY ((SELECT private.my_colleague_ids ())::uuid[]));
CREATE POLICY rename_oneself ON public.users FOR UPDATE TO authenticated USING (id = (SELECT private.me ()));

ALTER TABLE public.organizers ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE (name, slug) ON public.organizers TO authenticated;
CREATE POLICY see ON public.organizers FOR SELECT TO authenticated
  USING (id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER', 'TEAM_MEMBER'))::uuid[]));
CREATE POLICY edit ON public.organizers FOR UPDATE TO authenticated
  USING (id = ANY ((SELECT private.my_organizer_ids ('OWNER'))::uuid[]));

-- Members come by invitation.
ALTER TABLE public.members ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE (role), DELETE ON public.members TO authenticated;
CREATE POLICY see ON public.members FOR SELECT TO authenticated
  USING (user_id = (SELECT private.me ())
    OR organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));
CREATE POLICY change_role ON public.members FOR UPDATE TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER'))::uuid[]));
CREATE POLICY remove ON public.members FOR DELETE TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER'))::uuid[]));

-- An organizer is never without an owner. The lock makes two who leave at once wait for each other.
CREATE FUNCTION private.keep_an_owner () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM FROM public.organizers o WHERE o.id = old.organizer_id FOR NO KEY UPDATE;
  IF NOT EXISTS (SELECT FROM public.members m WHERE m.organizer_id = old.organizer_id AND m.role = 'OWNER') THEN
    PERFORM private.refuse (409, 'LAST_OWNER', 'This is the last owner. Make somebody else an owner first.');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_an_owner AFTER UPDATE OR DELETE ON public.members
  FOR EACH ROW WHEN (old.role = 'OWNER') EXECUTE FUNCTION private.keep_an_owner ();

-- Registered and revoked by functions.
ALTER TABLE public.devices ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.devices TO authenticated;
CREATE POLICY see ON public.devices FOR SELECT TO authenticated
  USING (user_id = (SELECT private.me ()) OR EXISTS (SELECT FROM public.device_organizers o WHERE o.id = devices.id
    AND o.organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[])));
ALTER TABLE public.device_organizers ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.device_organizers TO authenticated;
CREATE POLICY see ON public.device_organizers FOR SELECT TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));

ALTER TABLE public.invitations ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE ON public.invitations TO authenticated;
CREATE POLICY see ON public.invitations FOR SELECT TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));
CREATE POLICY withdraw ON public.invitations FOR DELETE TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));

ALTER TABLE public.audit_log ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.audit_log TO authenticated;
CREATE POLICY see ON public.audit_log FOR SELECT TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER'))::uuid[]));

ALTER TABLE public.series ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON public.series TO authenticated;
CREATE POLICY see ON public.series FOR SELECT TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER', 'TEAM_MEMBER'))::uuid[]));
CREATE POLICY create_one ON public.series FOR INSERT TO authenticated
  WITH CHECK (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));
CREATE POLICY edit ON public.series FOR UPDATE TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));

ALTER TABLE public.events ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON public.events TO authenticated;
-- By the organizer, too: an event that was just made is in no array that was made before it.
CREATE POLICY see ON public.events FOR SELECT TO authenticated
  USING (id = ANY ((SELECT private.my_event_ids ('read'))::uuid[])
    OR organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));
CREATE POLICY create_one ON public.events FOR INSERT TO authenticated
  WITH CHECK (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER', 'ORGANIZER'))::uuid[]));
CREATE POLICY edit ON public.events FOR UPDATE TO authenticated
  USING (id = ANY ((SELECT private.my_event_ids ('edit'))::uuid[]));

ALTER TABLE public.event_grants ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.event_grants TO authenticated;
CREATE POLICY see ON public.event_grants FOR SELECT TO authenticated
  USING (user_id = (SELECT private.me ()) OR event_id = ANY ((SELECT private.my_event_ids ('manage'))::uuid[]));
CREATE POLICY give ON public.event_grants FOR INSERT TO authenticated
  WITH CHECK (event_id = ANY ((SELECT private.my_event_ids ('manage'))::uuid[]));
CREATE POLICY change ON public.event_grants FOR UPDATE TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('manage'))::uuid[]));
CREATE POLICY take ON public.event_grants FOR DELETE TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('manage'))::uuid[]));

-- What an event is made of: who works at it sees it, who may edit it changes it. A row is removed by deleted_at.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['images', 'quotas', 'ticket_tiers', 'questions', 'check_in_lists'] LOOP
    EXECUTE format ('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format ('GRANT SELECT, INSERT, UPDATE ON public.%I TO authenticated', name);
    EXECUTE format ('CREATE POLICY see ON public.%I FOR SELECT TO authenticated '
      'USING (event_id = ANY ((SELECT private.my_event_ids (''read''))::uuid[]))', name);
    EXECUTE format ('CREATE POLICY add ON public.%I FOR INSERT TO authenticated '
      'WITH CHECK (event_id = ANY ((SELECT private.my_event_ids (''edit''))::uuid[]))', name);
    EXECUTE format ('CREATE POLICY edit ON public.%I FOR UPDATE TO authenticated '
      'USING (event_id = ANY ((SELECT private.my_event_ids (''edit''))::uuid[]))', name);
  END LOOP;
END $$;

-- A code is worth money: who neither edits nor sells does not see it.
ALTER TABLE public.promo_codes ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON public.promo_codes TO authenticated;
CREATE POLICY see ON public.promo_codes FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('edit') || private.my_event_ids ('sell'))::uuid[]));
CREATE POLICY add ON public.promo_codes FOR INSERT TO authenticated
  WITH CHECK (event_id = ANY ((SELECT private.my_event_ids ('edit'))::uuid[]));
CREATE POLICY edit ON public.promo_codes FOR UPDATE TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('edit'))::uuid[]));

ALTER TABLE public.messages ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON public.messages TO authenticated;
CREATE POLICY see ON public.messages FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('message'))::uuid[]));
CREATE POLICY add ON public.messages FOR INSERT TO authenticated
  WITH CHECK (event_id = ANY ((SELECT private.my_event_ids ('message'))::uuid[]));
CREATE POLICY edit ON public.messages FOR UPDATE TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('message'))::uuid[]));

-- With their PINs, which are short: for those who sell, and those who say who does.
ALTER TABLE public.cashiers ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON public.cashiers TO authenticated;
CREATE POLICY see ON public.cashiers FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('edit') || private.my_event_ids ('sell'))::uuid[]));
CREATE POLICY add ON public.cashiers FOR INSERT TO authenticated
  WITH CHECK (event_id = ANY ((SELECT private.my_event_ids ('manage'))::uuid[]));
CREATE POLICY edit ON public.cashiers FOR UPDATE TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('manage'))::uuid[]));

-- Written by functions alone, because places and money hang on them. Personal data: read with the right to search.
-- One's own orders, too: the index finds the events, and the rest is a look into a hash.
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.orders TO authenticated;
CREATE POLICY see ON public.orders FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('search') || private.my_bought_event_ids ())::uuid[])
    AND (event_id IN (SELECT unnest (private.my_event_ids ('search'))) OR buyer_id = (SELECT private.me ())));

ALTER TABLE public.tickets ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE (attendee_name, attendee_email, company, notes, answers, is_blocked, needs_approval, badge_printed_at,
  badge_print_count, resend_marked_at) ON public.tickets TO authenticated;
CREATE POLICY see ON public.tickets FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('search'))::uuid[]));
CREATE POLICY edit ON public.tickets FOR UPDATE TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('edit'))::uuid[]));

ALTER TABLE public.replaced_codes ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.replaced_codes TO authenticated;
CREATE POLICY see ON public.replaced_codes FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('search'))::uuid[]));

ALTER TABLE public.refunds ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.refunds TO authenticated;
CREATE POLICY see ON public.refunds FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('refund') || private.my_event_ids ('report'))::uuid[]));

ALTER TABLE public.check_ins ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.check_ins TO authenticated;
CREATE POLICY see ON public.check_ins FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('scan') || private.my_event_ids ('report'))::uuid[]));

-- Who sells sees what became of the sales: places and money. What was edited twice may be anything, and who was let in twice is the
-- door's. Settling is not theirs: nobody writes off what they took themselves.
ALTER TABLE public.conflicts ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.conflicts TO authenticated;
CREATE POLICY see ON public.conflicts FOR SELECT TO authenticated
  USING (event_id = ANY ((SELECT private.my_event_ids ('edit') || private.my_event_ids ('override') || private.my_event_ids ('sell'))::uuid[])
    AND (event_id IN (SELECT unnest (private.my_event_ids ('edit') || private.my_event_ids ('override')))
      OR kind = 'OVERSOLD' OR kind = 'REFUNDED_TWICE' OR kind = 'PAID_TWICE' OR kind = 'VOUCHER_TWICE'));

-- A caller of the API never moves a row: neither to another event nor to another organizer, nor under another id.
CREATE FUNCTION private.freeze_identity () RETURNS trigger
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  before jsonb;
  after jsonb;
BEGIN
  IF current_user IN ('anon', 'authenticated') THEN
    before := to_jsonb (old);
    after := to_jsonb (new);
    IF (before -> 'id', before -> 'event_id', before -> 'organizer_id', before -> 'user_id')
        IS DISTINCT FROM (after -> 'id', after -> 'event_id', after -> 'organizer_id', after -> 'user_id') THEN
      PERFORM private.refuse (400, 'IDENTITY_FIXED', 'The id of a row, and what it belongs to, do not change.');
    END IF;
  END IF;
  RETURN new;
END $$;
GRANT EXECUTE ON FUNCTION private.freeze_identity TO authenticated;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['events', 'series', 'event_grants', 'images', 'quotas', 'ticket_tiers', 'questions', 'check_in_lists',
      'promo_codes', 'cashiers', 'messages'] LOOP
    EXECUTE format ('CREATE TRIGGER freeze_identity BEFORE UPDATE ON public.%I '
      'FOR EACH ROW EXECUTE FUNCTION private.freeze_identity ()', name);
  END LOOP;
END $$;
-- A right is given to members only. After the policies: to others it does not tell who is a member.
CREATE FUNCTION private.check_grant () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.events e JOIN public.members m ON m.organizer_id = e.organizer_id
      WHERE e.id = new.event_id AND m.user_id = new.user_id) THEN
    PERFORM private.refuse (400, 'NOT_A_MEMBER', 'This user is no member of the event’s organizer. Invite them first.');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER check_grant AFTER INSERT ON public.event_grants FOR EACH ROW EXECUTE FUNCTION private.check_grant ();
