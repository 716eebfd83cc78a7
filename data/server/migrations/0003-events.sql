-- SPDX-License-Identifier: GPL-3.0-or-later
-- Events and what belongs to them. Names, types and limits are those of the rows of a desk's replica; a test compares.
-- “None” is NULL. Money is minor units, at most 10^12; percentages are hundredths of a percent.

CREATE TABLE public.series (
  id uuid PRIMARY KEY,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  organizer_id uuid NOT NULL REFERENCES public.organizers,
  title text NOT NULL CHECK (char_length (title) BETWEEN 1 AND 255),
  rule text NOT NULL CHECK (char_length (rule) BETWEEN 1 AND 1000),
  timezone text NOT NULL CHECK (char_length (timezone) <= 64 AND private.is_timezone (timezone)),
  start_wall text NOT NULL CHECK (char_length (start_wall) <= 19 AND start_wall ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$'),
  duration bigint NOT NULL CHECK (duration BETWEEN 0 AND 31622400000000), -- microseconds, 366 days at most
  exceptions jsonb CHECK (private.is_text_list (exceptions)),
  additions jsonb CHECK (private.is_text_list (additions)),
  UNIQUE (organizer_id, id)); -- those of an organizer; what an event refers to

CREATE TABLE public.events (
  id uuid PRIMARY KEY,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  organizer_id uuid NOT NULL REFERENCES public.organizers,
  title text NOT NULL CHECK (char_length (title) BETWEEN 1 AND 255),
  slug text NOT NULL CHECK (char_length (slug) <= 80 AND slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  short_description text CHECK (char_length (short_description) <= 500),
  description text CHECK (char_length (description) <= 200000),
  category text CHECK (char_length (category) <= 80),
  tags jsonb CHECK (private.is_text_list (tags)),
  cover_image_id uuid,
  cover_alt text CHECK (char_length (cover_alt) <= 500), -- what the picture shows, in words
  start_date timestamptz NOT NULL,
  end_date timestamptz NOT NULL,
  timezone text NOT NULL CHECK (char_length (timezone) <= 64 AND private.is_timezone (timezone)),
  venue_type text NOT NULL DEFAULT 'IN_PERSON' CHECK (venue_type IN ('IN_PERSON', 'VIRTUAL', 'HYBRID')),
  venue_name text CHECK (char_length (venue_name) <= 200),
  venue_address text CHECK (char_length (venue_address) <= 500),
  venue_url text CHECK (char_length (venue_url) <= 2000),
  virtual_url text CHECK (char_length (virtual_url) <= 2000), -- only who has a ticket learns it
  capacity bigint CHECK (capacity BETWEEN 0 AND 100000000),
  currency text NOT NULL CHECK (char_length (currency) <= 3 AND currency ~ '^[A-Z]{3}$'),
  refund_full_days bigint CHECK (refund_full_days BETWEEN 0 AND 3650),
  refund_part_hours bigint CHECK (refund_part_hours BETWEEN 0 AND 87600),
  refund_part_percentage bigint CHECK (refund_part_percentage BETWEEN 0 AND 10000),
  fee_percentage bigint CHECK (fee_percentage BETWEEN 0 AND 10000),
  fee_fixed bigint CHECK (fee_fixed BETWEEN 0 AND 1000000000000),
  fee_is_included boolean NOT NULL DEFAULT false,
  buyer_data text NOT NULL DEFAULT 'OPTIONAL' CHECK (buyer_data IN ('OPTIONAL', 'NAME', 'NAME_AND_EMAIL')), -- that a desk asks for
  accent_colour text CHECK (char_length (accent_colour) <= 7 AND accent_colour ~ '^#[0-9a-fA-F]{6}$'),
  logo_image_id uuid,
  internal_notes text CHECK (char_length (internal_notes) <= 20000), -- never public
  status text NOT NULL DEFAULT 'DRAFT' CHECK (status IN ('DRAFT', 'PUBLISHED', 'CANCELLED')),
  published_at timestamptz,
  cancelled_at timestamptz,
  archived_at timestamptz,
  is_test boolean NOT NULL DEFAULT false,
  is_template boolean NOT NULL DEFAULT false,
  series_id uuid,
  series_date timestamptz,
  search tsvector GENERATED ALWAYS AS (to_tsvector ('simple', title || ' ' || coalesce (short_description, '') || ' ' ||
    coalesce (venue_name, '') || ' ' || coalesce (category, ''))) STORED,
  FOREIGN KEY (organizer_id, series_id) REFERENCES public.series (organizer_id, id),
  CONSTRAINT events_end_after_start CHECK (end_date > start_date),
  CONSTRAINT events_template_is_draft CHECK (NOT is_template OR status = 'DRAFT'));
-- An event by its slug.
CREATE UNIQUE INDEX events_by_slug ON public.events (organizer_id, slug) WHERE deleted_at IS NULL;
-- my_event_ids () of an organizer; its list by date.
CREATE INDEX events_by_organizer ON public.events (organizer_id, start_date);
-- What visitors see, by date and by words.
CREATE INDEX events_public ON public.events (start_date)
  WHERE status = 'PUBLISHED' AND deleted_at IS NULL AND archived_at IS NULL AND NOT is_test AND NOT is_template;
CREATE INDEX events_by_words ON public.events USING gin (search);
CREATE INDEX events_by_series ON public.events (series_id, series_date) WHERE series_id IS NOT NULL;

-- What a team member may do at one event.
CREATE TABLE public.event_grants (
  event_id uuid NOT NULL REFERENCES public.events,
  user_id uuid NOT NULL REFERENCES public.users,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  can_scan boolean NOT NULL DEFAULT false,
  can_search boolean NOT NULL DEFAULT false, -- reads guests with their personal data
  can_override boolean NOT NULL DEFAULT false,
  can_sell boolean NOT NULL DEFAULT false,
  can_refund boolean NOT NULL DEFAULT false,
  refund_limit bigint CHECK (refund_limit BETWEEN 0 AND 1000000000000), -- minor units; NULL: no limit
  can_edit boolean NOT NULL DEFAULT false,
  can_message boolean NOT NULL DEFAULT false,
  can_report boolean NOT NULL DEFAULT false,
  PRIMARY KEY (event_id, user_id));
CREATE INDEX event_grants_by_user ON public.event_grants (user_id);

CREATE TABLE public.images (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  media_type text NOT NULL CHECK (char_length (media_type) <= 40 AND media_type IN ('image/jpeg', 'image/png')),
  width bigint NOT NULL CHECK (width BETWEEN 1 AND 20000),
  height bigint NOT NULL CHECK (height BETWEEN 1 AND 20000),
  data bytea NOT NULL CHECK (octet_length (data) BETWEEN 1 AND 4194304),
  PRIMARY KEY (event_id, id));

CREATE TABLE public.quotas (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  quantity_total bigint NOT NULL CHECK (quantity_total BETWEEN 0 AND 100000000),
  sort_order bigint NOT NULL,
  PRIMARY KEY (event_id, id));

CREATE TABLE public.ticket_tiers (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  description text CHECK (char_length (description) <= 2000),
  kind text NOT NULL DEFAULT 'PAID' CHECK (kind IN ('PAID', 'FREE', 'DONATION')),
  price bigint NOT NULL CHECK (price BETWEEN 0 AND 1000000000000),
  price_min bigint CHECK (price_min BETWEEN 0 AND 1000000000000),
  quantity_total bigint CHECK (quantity_total BETWEEN 0 AND 100000000),
  quota_id uuid,
  sale_start timestamptz,
  sale_end timestamptz,
  is_early_bird boolean NOT NULL DEFAULT false,
  next_tier_id uuid,
  min_per_order bigint CHECK (min_per_order BETWEEN 0 AND 100000),
  max_per_order bigint CHECK (max_per_order BETWEEN 0 AND 100000),
  group_kind text NOT NULL DEFAULT 'NONE' CHECK (group_kind IN ('NONE', 'N_FOR_M', 'PER_HEAD')),
  group_size bigint CHECK (group_size BETWEEN 0 AND 100000),
  group_pays bigint CHECK (group_pays BETWEEN 0 AND 100000),
  group_price bigint CHECK (group_price BETWEEN 0 AND 1000000000000),
  is_hidden boolean NOT NULL DEFAULT false,
  sort_order bigint NOT NULL,
  colour text CHECK (char_length (colour) <= 7 AND colour ~ '^#[0-9a-fA-F]{6}$'),
  badge_layout text CHECK (char_length (badge_layout) <= 40),
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, quota_id) REFERENCES public.quotas,
  FOREIGN KEY (event_id, next_tier_id) REFERENCES public.ticket_tiers DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT ticket_tiers_free_costs_nothing CHECK (kind <> 'FREE' OR price = 0),
  CONSTRAINT ticket_tiers_ends_after_start CHECK (sale_end > sale_start),
  CONSTRAINT ticket_tiers_most_not_below_least CHECK (max_per_order >= min_per_order),
  CONSTRAINT ticket_tiers_not_its_own_next CHECK (next_tier_id <> id));

CREATE TABLE public.promo_codes (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  code text NOT NULL CHECK (char_length (code) BETWEEN 1 AND 40 AND code !~ '\s'),
  discount_type text NOT NULL CHECK (discount_type IN ('PERCENTAGE', 'FIXED')),
  discount_value bigint NOT NULL CHECK (discount_value BETWEEN 0 AND 1000000000000),
  applies_to text NOT NULL DEFAULT 'ORDER' CHECK (applies_to IN ('ORDER', 'TICKET')),
  tier_ids jsonb CHECK (private.is_id_list (tier_ids)),
  valid_from timestamptz,
  valid_until timestamptz,
  max_uses bigint CHECK (max_uses BETWEEN 0 AND 100000000),
  max_per_person bigint CHECK (max_per_person BETWEEN 0 AND 100000000),
  is_inactive boolean NOT NULL DEFAULT false,
  batch text CHECK (char_length (batch) <= 200),
  note text CHECK (char_length (note) <= 2000),
  PRIMARY KEY (event_id, id),
  CONSTRAINT promo_codes_percentage CHECK (discount_type <> 'PERCENTAGE' OR discount_value <= 10000),
  CONSTRAINT promo_codes_until_after_from CHECK (valid_until > valid_from));
-- A code that a buyer typed.
CREATE UNIQUE INDEX promo_codes_by_code ON public.promo_codes (event_id, upper (code)) WHERE deleted_at IS NULL;

CREATE TABLE public.questions (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  code text NOT NULL CHECK (char_length (code) BETWEEN 1 AND 64),
  label text NOT NULL CHECK (char_length (label) BETWEEN 1 AND 300),
  help text CHECK (char_length (help) <= 500),
  type text NOT NULL DEFAULT 'TEXT' CHECK (type IN
    ('TEXT', 'LONG_TEXT', 'NUMBER', 'CHOICE', 'SEVERAL', 'DATE', 'YES_NO', 'EMAIL', 'PHONE', 'FILE')),
  options jsonb CHECK (private.is_text_list (options)),
  scope text NOT NULL DEFAULT 'ATTENDEE' CHECK (scope IN ('ATTENDEE', 'ORDER')),
  asked text NOT NULL DEFAULT 'BUYING' CHECK (asked IN ('BUYING', 'AT_DOOR')),
  required boolean NOT NULL DEFAULT false,
  tier_ids jsonb CHECK (private.is_id_list (tier_ids)),
  sort_order bigint NOT NULL,
  PRIMARY KEY (event_id, id));
-- An answer names its question by the code.
CREATE UNIQUE INDEX questions_by_code ON public.questions (event_id, code) WHERE deleted_at IS NULL;

CREATE TABLE public.messages (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  kind text NOT NULL CHECK (kind IN ('CANCELLATION', 'DATE_CHANGE')),
  subject text NOT NULL CHECK (char_length (subject) BETWEEN 1 AND 255),
  body text CHECK (char_length (body) <= 20000),
  status text NOT NULL DEFAULT 'PREPARED' CHECK (status IN ('PREPARED', 'SENT', 'DROPPED')),
  sent_at timestamptz,
  PRIMARY KEY (event_id, id),
  CONSTRAINT messages_sent_once CHECK ((status = 'SENT') = (sent_at IS NOT NULL)));

-- Who works at the tills of an event. A PIN is for those who share a desk, and no right at the server: it is checked there, offline.
CREATE TABLE public.cashiers (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  role text NOT NULL DEFAULT 'CASHIER' CHECK (role IN ('CASHIER', 'SUPERVISOR')),
  pin_hash text CHECK (char_length (pin_hash) <= 200 AND pin_hash ~ '^\$argon2id\$'),
  refund_limit bigint CHECK (refund_limit BETWEEN 0 AND 1000000000000), -- minor units; NULL: a cashier none, a supervisor any
  is_inactive boolean NOT NULL DEFAULT false,
  sort_order bigint NOT NULL,
  PRIMARY KEY (event_id, id));
