-- SPDX-License-Identifier: GPL-3.0-or-later
-- Who did what. One trigger writes the log for every table of money, rights, tickets and persons, so that no function and no
-- edit passes by it. It names columns: of these the log has the value before and after. Of all others it says only that they
-- changed, so that it never holds a name or an address, and a person can be erased without rewriting it. The second argument is
-- the table's name where it can be in parts: a part has another.
--
-- Not here: check-ins, which are a log themselves, and reservations that nobody paid, because nobody did anything.

CREATE FUNCTION private.audit_row (name text, operation text, told text[], before jsonb, after jsonb) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE
  this jsonb := coalesce (after, before);
  changed text[];
  told_before jsonb;
  told_after jsonb;
BEGIN
  SELECT array_agg (k ORDER BY k) INTO changed FROM jsonb_object_keys (this) AS k
  WHERE coalesce (before -> k, 'null') <> coalesce (after -> k, 'null')
    AND k NOT IN ('id', 'version', 'updated_at', 'chg', 'search', 'last_seen_at', 'client_key', 'client_digest');
  IF changed IS NULL THEN
    RETURN;
  END IF;
  SELECT jsonb_object_agg (k, before -> k), jsonb_object_agg (k, after -> k) INTO told_before, told_after
  FROM unnest (changed) AS k WHERE k = ANY (told);
  PERFORM private.log (
    coalesce ((this ->> 'organizer_id')::uuid,
      (SELECT e.organizer_id FROM public.events e WHERE e.id = (this ->> 'event_id')::uuid),
      CASE name WHEN 'organizers' THEN (this ->> 'id')::uuid END),
    coalesce ((this ->> 'event_id')::uuid, CASE name WHEN 'events' THEN (this ->> 'id')::uuid END),
    name || '.' || lower (operation), coalesce (this ->> 'id', this ->> 'user_id')::uuid,
    jsonb_strip_nulls (jsonb_build_object (
      'before', CASE WHEN operation <> 'INSERT' THEN jsonb_strip_nulls (told_before) END,
      'after', CASE WHEN operation <> 'DELETE' THEN jsonb_strip_nulls (told_after) END,
      'besides', (SELECT jsonb_agg (k) FROM unnest (changed) AS k WHERE operation = 'UPDATE' AND k <> ALL (told)),
      'call', left (nullif (current_setting ('request.path', true), ''), 200))));
END $$;

CREATE FUNCTION private.audit () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.audit_row (coalesce (TG_ARGV[1], TG_TABLE_NAME), TG_OP, TG_ARGV[0]::text[],
    CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb (old) END, CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb (new) END);
  RETURN NULL;
END $$;

-- What changes often without being an act has a condition, so that it costs nothing there.
DO $$
DECLARE
  entry text[];
BEGIN
  FOREACH entry SLICE 1 IN ARRAY ARRAY[
    -- table, what the log tells
    ['organizers', 'slug'],
    ['users', 'is_admin,external_id'],
    ['members', 'user_id,role'],
    ['devices', 'user_id,revoked_at'],
    ['device_organizers', 'revoked_at'],
    ['invitations', 'role,expires_at,accepted_at'],
    ['events', 'slug,start_date,end_date,timezone,capacity,currency,refund_full_days,refund_part_hours,refund_part_percentage,'
       'fee_percentage,fee_fixed,fee_is_included,status,is_test,archived_at,deleted_at'],
    ['event_grants', 'user_id,can_scan,can_search,can_override,can_sell,can_refund,refund_limit,can_edit,can_message,can_report'],
    ['quotas', 'quantity_total,deleted_at'],
    ['ticket_tiers', 'kind,price,price_min,quantity_total,quota_id,sale_start,sale_end,group_kind,group_size,group_pays,group_price,'
       'is_hidden,deleted_at'],
    ['promo_codes', 'code,discount_type,discount_value,applies_to,valid_from,valid_until,max_uses,max_per_person,is_inactive,'
       'deleted_at'],
    ['cashiers', 'role,refund_limit,is_inactive,deleted_at'],
    ['refunds', 'order_id,ticket_id,amount,currency,status,deleted_at']] LOOP
    EXECUTE format ('CREATE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.%I '
      'FOR EACH ROW EXECUTE FUNCTION private.audit (%L)', entry[1], '{' || entry[2] || '}');
  END LOOP;
END $$;

-- An order that comes, and is more than a reservation: the trigger of 0013 calls this.
CREATE FUNCTION private.tell_of_order (o public.orders) RETURNS void
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  PERFORM private.audit_row ('orders', 'INSERT',
    '{order_number,subtotal,discount,service_fee,total,currency,status,channel,promo_code_id}', NULL, to_jsonb (o));
END $$;
CREATE TRIGGER audit AFTER UPDATE ON public.orders FOR EACH ROW
  WHEN (NOT (old.status = 'PENDING' AND new.status = 'EXPIRED'))
  EXECUTE FUNCTION private.audit ('{order_number,subtotal,discount,service_fee,total,currency,status,channel,promo_code_id,deleted_at}', 'orders');
CREATE TRIGGER audit_removal AFTER DELETE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION private.audit ('{order_number,subtotal,discount,service_fee,total,currency,status,channel,promo_code_id}', 'orders');

-- A ticket is sold with its order. At the door its status goes to and fro without being an act upon the ticket.
CREATE TRIGGER audit AFTER INSERT ON public.tickets FOR EACH ROW WHEN (new.order_id IS NULL)
  EXECUTE FUNCTION private.audit ('{tier_id,price,status}', 'tickets');
CREATE TRIGGER audit_change AFTER UPDATE ON public.tickets FOR EACH ROW
  WHEN ((old.status = 'CANCELLED') <> (new.status = 'CANCELLED')
    OR (old.order_id, old.tier_id, old.attendee_name, old.attendee_email, old.company, old.notes, old.answers, old.qr_code, old.price,
        old.is_blocked, old.needs_approval, old.is_refunded, old.deleted_at)
      IS DISTINCT FROM (new.order_id, new.tier_id, new.attendee_name, new.attendee_email, new.company, new.notes, new.answers,
        new.qr_code, new.price, new.is_blocked, new.needs_approval, new.is_refunded, new.deleted_at))
  EXECUTE FUNCTION private.audit ('{order_id,tier_id,price,status,is_blocked,needs_approval,is_refunded,deleted_at}', 'tickets');
CREATE TRIGGER audit_removal AFTER DELETE ON public.tickets FOR EACH ROW
  EXECUTE FUNCTION private.audit ('{order_id,tier_id,price,status}', 'tickets');

-- A password is nobody's but one's own: what the platform's admin sees of it is that it was set.
CREATE FUNCTION private.audit_password () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  PERFORM private.log (NULL, NULL, 'passwords.' || lower (TG_OP), new.user_id);
  RETURN NULL;
END $$;
CREATE TRIGGER audit AFTER INSERT OR UPDATE ON private.passwords FOR EACH ROW EXECUTE FUNCTION private.audit_password ();

-- What belongs to no organizer, such as an account, is for the platform's admin.
DROP POLICY see ON public.audit_log;
CREATE POLICY see ON public.audit_log FOR SELECT TO authenticated
  USING (organizer_id = ANY ((SELECT private.my_organizer_ids ('OWNER'))::uuid[]) OR (SELECT private.is_admin ()));
-- The log of one event, newest first.
CREATE INDEX audit_log_by_event ON public.audit_log (event_id, number) WHERE event_id IS NOT NULL;
