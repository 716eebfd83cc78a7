-- SPDX-License-Identifier: GPL-3.0-or-later
-- What everybody may read, without a token: published events and what they sell. These views read as their owner, so each of
-- them names its columns: what is not here stays among those who work at the event.
--
--   /published_events?select=title,start_date&order=start_date&limit=20      with the total: Prefer: count=exact
--   /published_events?search=wfts(simple).halls&category=eq.Music&start_date=gte.2030-01-01
--   /published_events?slug=eq.open-halls&select=*,published_tiers(*)

CREATE VIEW public.published_events AS
  SELECT e.id, e.organizer_id, e.title, e.slug, e.short_description, e.description, e.category, e.tags, e.cover_image_id, e.cover_alt,
    e.start_date, e.end_date, e.timezone, e.venue_type, e.venue_name, e.venue_address, e.venue_url, e.currency,
    e.refund_full_days, e.refund_part_hours, e.refund_part_percentage, e.fee_percentage, e.fee_fixed, e.fee_is_included,
    e.accent_colour, e.logo_image_id, e.published_at, e.series_id, e.series_date, e.search
  FROM public.events e
  WHERE e.status = 'PUBLISHED' AND e.deleted_at IS NULL AND e.archived_at IS NULL AND NOT e.is_test AND NOT e.is_template;

-- How many are left is not said here: the shop asks when somebody buys.
CREATE VIEW public.published_tiers AS
  SELECT t.event_id, t.id, t.name, t.description, t.kind, t.price, t.price_min, t.sale_start, t.sale_end, t.is_early_bird,
    t.next_tier_id, t.min_per_order, t.max_per_order, t.group_kind, t.group_size, t.group_pays, t.group_price, t.sort_order,
    t.colour
  FROM public.ticket_tiers t
  WHERE t.deleted_at IS NULL AND NOT t.is_hidden AND t.event_id IN (SELECT e.id FROM public.published_events e);

CREATE VIEW public.published_questions AS
  SELECT q.event_id, q.id, q.code, q.label, q.help, q.type, q.options, q.scope, q.required, q.tier_ids, q.sort_order
  FROM public.questions q
  WHERE q.deleted_at IS NULL AND q.asked = 'BUYING' AND q.event_id IN (SELECT e.id FROM public.published_events e);

GRANT SELECT ON public.published_events, public.published_tiers, public.published_questions TO anon, authenticated;
