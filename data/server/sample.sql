-- SPDX-License-Identifier: GPL-3.0-or-later
-- What ./dev server begins with: two organizers, so that there is something that one may not see, and a log-in of each role.
\set ON_ERROR_STOP on
BEGIN;
INSERT INTO public.users (id, email, name, is_admin) VALUES
  ('01900000-0000-7000-8000-000000000001', 'admin@foyer.example', 'Ada Admin', true),
  ('01900000-0000-7000-8000-000000000002', 'owner@foyer.example', 'Olga Owner', false),
  ('01900000-0000-7000-8000-000000000003', 'organizer@foyer.example', 'Omar Organizer', false),
  ('01900000-0000-7000-8000-000000000004', 'door@foyer.example', 'Dora Door', false),
  ('01900000-0000-7000-8000-000000000005', 'guest@foyer.example', 'Gil Guest', false),
  ('01900000-0000-7000-8000-000000000006', 'other@foyer.example', 'Olaf Other', false);
SELECT private.set_password ('01900000-0000-7000-8000-000000000001', :'admin_password');
SELECT private.set_password ('01900000-0000-7000-8000-000000000002', :'owner_password');
SELECT private.set_password ('01900000-0000-7000-8000-000000000003', :'organizer_password');
SELECT private.set_password ('01900000-0000-7000-8000-000000000004', :'team_member_password');
SELECT private.set_password ('01900000-0000-7000-8000-000000000005', :'attendee_password');

INSERT INTO public.organizers (id, name, slug) VALUES
  ('01900000-0000-7000-8000-000000000011', 'Foyer Events', 'foyer-events'),
  ('01900000-0000-7000-8000-000000000012', 'Other House', 'other-house');
INSERT INTO public.members (organizer_id, user_id, role) VALUES
  ('01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000002', 'OWNER'),
  ('01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000003', 'ORGANIZER'),
  ('01900000-0000-7000-8000-000000000011', '01900000-0000-7000-8000-000000000004', 'TEAM_MEMBER'),
  ('01900000-0000-7000-8000-000000000012', '01900000-0000-7000-8000-000000000006', 'OWNER');

INSERT INTO public.events (id, organizer_id, title, slug, short_description, category, tags, start_date, end_date, timezone,
  venue_name, venue_address, capacity, currency, fee_percentage, fee_fixed, internal_notes, status, published_at) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000011', 'Night of the Open Halls', 'open-halls',
   'Twelve halls, one night, music until the last tram.', 'Music', '["music", "night"]',
   date_trunc ('day', now ()) + interval '60 days 19 hours', date_trunc ('day', now ()) + interval '61 days 2 hours',
   'Europe/Vienna', 'Old Power Station', 'Werkstraße 1, Vienna', 3000, 'EUR', 250, 50, 'The freight lift sticks.',
   'PUBLISHED', now ()),
  ('01900000-0000-7000-8000-000000000102', '01900000-0000-7000-8000-000000000011', 'Winter Conference', 'winter-conference',
   NULL, 'Conference', NULL, date_trunc ('day', now ()) + interval '90 days 9 hours',
   date_trunc ('day', now ()) + interval '90 days 18 hours', 'Europe/Berlin', NULL, NULL, NULL, 'EUR', NULL, NULL, NULL, 'DRAFT', NULL),
  ('01900000-0000-7000-8000-000000000103', '01900000-0000-7000-8000-000000000012', 'Other Evening', 'other-evening',
   NULL, NULL, NULL, date_trunc ('day', now ()) + interval '30 days 20 hours',
   date_trunc ('day', now ()) + interval '30 days 23 hours', 'Asia/Tokyo', NULL, NULL, 100, 'JPY', NULL, NULL, NULL, 'PUBLISHED', now ());
INSERT INTO public.ticket_tiers (event_id, id, name, kind, price, quantity_total, max_per_order, sort_order) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000201', 'Regular', 'PAID', 2500, 2000, 10, 0),
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000202', 'Early bird', 'PAID', 1900, 300, 4, 1),
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000203', 'Neighbours', 'FREE', 0, 100, 2, 2),
  ('01900000-0000-7000-8000-000000000103', '01900000-0000-7000-8000-000000000204', 'Seat', 'PAID', 4000, 100, 6, 0);
INSERT INTO public.promo_codes (event_id, id, code, discount_type, discount_value, max_uses) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000301', 'HALLS10', 'PERCENTAGE', 1000, 100);
INSERT INTO public.check_in_lists (event_id, id, name, sort_order) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000401', 'Main entrance', 0);
INSERT INTO public.event_grants (event_id, user_id, can_scan, can_search, can_sell) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000004', true, true, true);

INSERT INTO public.orders (event_id, id, order_number, buyer_name, buyer_email, subtotal, discount, service_fee, total, currency,
  status, channel, buyer_id) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000501', 'A-1001', 'Gil Guest', 'guest@foyer.example',
   5000, 0, 225, 5225, 'EUR', 'COMPLETED', 'WEB', '01900000-0000-7000-8000-000000000005'),
  ('01900000-0000-7000-8000-000000000103', '01900000-0000-7000-8000-000000000502', 'B-1001', 'Somebody Else', 'else@foyer.example',
   4000, 0, 0, 4000, 'JPY', 'COMPLETED', 'WEB', NULL);
INSERT INTO public.tickets (event_id, id, order_id, tier_id, attendee_name, attendee_email, qr_code, price) VALUES
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000601', '01900000-0000-7000-8000-000000000501',
   '01900000-0000-7000-8000-000000000201', 'Gil Guest', 'guest@foyer.example', 'SAMPLE-GIL-1', 2500),
  ('01900000-0000-7000-8000-000000000101', '01900000-0000-7000-8000-000000000602', '01900000-0000-7000-8000-000000000501',
   '01900000-0000-7000-8000-000000000201', 'Zoë Guest', NULL, 'SAMPLE-GIL-2', 2500),
  ('01900000-0000-7000-8000-000000000103', '01900000-0000-7000-8000-000000000603', '01900000-0000-7000-8000-000000000502',
   '01900000-0000-7000-8000-000000000204', 'Somebody Else', NULL, 'SAMPLE-ELSE-1', 4000);
COMMIT;
