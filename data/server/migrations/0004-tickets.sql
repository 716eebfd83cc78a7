-- SPDX-License-Identifier: GPL-3.0-or-later
-- Orders, tickets, refunds, and what happens at the door.

-- Orders and tickets have no foreign key to their event and tier. A foreign key locks the row that it names, and all who buy
-- name the same few: 200 buyers at once spent their time in the list of who holds it. Triggers of a later migration see to it
-- that the event and the tier are there, and stay.
--
-- The limits of what is written most often are domains: PostgreSQL reads a CHECK of a table anew for each statement, which
-- cost a quarter of a purchase, and those of a domain once in a session.
CREATE DOMAIN private.money AS bigint CHECK (VALUE BETWEEN 0 AND 1000000000000);
-- Without a regular expression, which would cost more than all other limits of an order together.
CREATE DOMAIN private.currency AS text
  CHECK (char_length (VALUE) <= 3 AND translate (VALUE, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'AAAAAAAAAAAAAAAAAAAAAAAAAA') = 'AAA');
CREATE DOMAIN private.name AS text CHECK (char_length (VALUE) BETWEEN 1 AND 200);
CREATE DOMAIN private.line AS text CHECK (char_length (VALUE) <= 200);
CREATE DOMAIN private.email AS text CHECK (char_length (VALUE) <= 254);
CREATE DOMAIN private.notes AS text CHECK (char_length (VALUE) <= 10000);
CREATE DOMAIN private.answers AS jsonb CHECK (jsonb_typeof (VALUE) = 'object' AND char_length (VALUE::text) <= 100000);
CREATE DOMAIN private.order_number AS text CHECK (char_length (VALUE) BETWEEN 1 AND 64);
CREATE DOMAIN private.order_status AS text CHECK (VALUE IN ('PENDING', 'COMPLETED', 'REFUNDED', 'PARTLY_REFUNDED', 'EXPIRED'));
CREATE DOMAIN private.channel AS text CHECK (VALUE IN ('IMPORT', 'BOX_OFFICE', 'WEB', 'COMPLIMENTARY'));
CREATE DOMAIN private.ticket_code AS text CHECK (char_length (VALUE) BETWEEN 1 AND 512);
CREATE DOMAIN private.ticket_status AS text CHECK (VALUE IN ('VALID', 'CHECKED_IN', 'CANCELLED'));
CREATE DOMAIN private.check_in_method AS text CHECK (VALUE IN ('NONE', 'QR_SCAN', 'MANUAL', 'SELF'));
CREATE DOMAIN private.print_count AS bigint CHECK (VALUE BETWEEN 0 AND 1000000);

-- What an event has many of can be in parts: “migrate --partitions” sets by_event to PARTITION BY HASH (event_id) and partitions to
-- how many, else to nothing and 0. The parts lie in private, so that nobody reads past the policies of the whole. A key of a
-- table in parts has the event in it; that no id is there twice is then kept by a table of all ids. A row that moves to another
-- event keeps its id, so that nothing is to be done then, when PostgreSQL makes a removal and an insertion of it.
CREATE PROCEDURE private.make_parts (whole regclass, name text, n_parts integer)
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  FOR i IN 0 .. n_parts - 1 LOOP
    EXECUTE format ('CREATE TABLE private.%I PARTITION OF %s FOR VALUES WITH (MODULUS %s, REMAINDER %s)',
      name || '_' || i, whole, n_parts, i);
  END LOOP;
END $$;

SELECT :partitions > 0 AS is_in_parts \gset
\if :is_in_parts
CREATE TABLE private.row_ids (
  id uuid NOT NULL,
  table_name text NOT NULL,
  PRIMARY KEY (id, table_name)) PARTITION BY HASH (id);
CALL private.make_parts ('private.row_ids', 'row_ids', :partitions);

CREATE FUNCTION private.note_ids () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO private.row_ids (id, table_name) SELECT a.id, TG_TABLE_NAME FROM after a;
  RETURN NULL;
END $$;

CREATE FUNCTION private.drop_ids () RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  DELETE FROM private.row_ids r USING before b WHERE r.id = b.id AND r.table_name = TG_TABLE_NAME;
  RETURN NULL;
END $$;
\endif

-- For a table that was made with the variable by_event.
CREATE PROCEDURE private.split_by_event (name text, n_parts integer)
  LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF n_parts = 0 THEN
    EXECUTE format ('ALTER TABLE public.%I ADD UNIQUE (id)', name);
    RETURN;
  END IF;
  CALL private.make_parts (format ('public.%I', name), name, n_parts);
  EXECUTE format ('CREATE INDEX %I ON public.%I (id)', name || '_by_id', name);
  EXECUTE format ('CREATE TRIGGER note_ids AFTER INSERT ON public.%I REFERENCING NEW TABLE AS after '
    'FOR EACH STATEMENT EXECUTE FUNCTION private.note_ids ()', name);
  EXECUTE format ('CREATE TRIGGER drop_ids AFTER DELETE ON public.%I REFERENCING OLD TABLE AS before '
    'FOR EACH STATEMENT EXECUTE FUNCTION private.drop_ids ()', name);
END $$;

CREATE TABLE public.orders (
  event_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  order_number private.order_number NOT NULL,
  buyer_name private.line,
  buyer_email private.email,
  subtotal private.money,
  discount private.money,
  service_fee private.money,
  total private.money NOT NULL,
  currency private.currency NOT NULL,
  status private.order_status NOT NULL,
  channel private.channel NOT NULL,
  promo_code_id uuid,
  buyer_id uuid REFERENCES public.users, -- the account that bought it
  client_key uuid,                       -- the buyer's program's name for the purchase: the same key is the same order
  client_digest bytea,                   -- of what was asked under that key
  created_at timestamptz NOT NULL DEFAULT now (),
  expires_at timestamptz,                -- until then its places are held
  lines jsonb,                           -- what it holds, [{"tier_id", "quantity", "amount"}], until it is paid and has tickets
  PRIMARY KEY (event_id, id),
  UNIQUE (event_id, order_number),
  UNIQUE (event_id, client_key),
  FOREIGN KEY (event_id, promo_code_id) REFERENCES public.promo_codes) :by_event;
CALL private.split_by_event ('orders', :partitions);
-- What is due to expire.
CREATE INDEX orders_held ON public.orders (event_id, expires_at) WHERE status = 'PENDING' AND expires_at IS NOT NULL;
-- How often a code was used, by all and by one address.
CREATE INDEX orders_by_promo_code ON public.orders (event_id, promo_code_id, buyer_email) WHERE promo_code_id IS NOT NULL;
-- One's own orders.
CREATE INDEX orders_by_buyer ON public.orders (buyer_id) WHERE buyer_id IS NOT NULL;

CREATE TABLE public.tickets (
  event_id uuid NOT NULL,
  id uuid NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  order_id uuid,
  tier_id uuid,
  attendee_name private.name NOT NULL,
  attendee_email private.email,
  company private.line,
  notes private.notes,
  answers private.answers,
  qr_code private.ticket_code NOT NULL,
  price private.money NOT NULL,
  status private.ticket_status NOT NULL DEFAULT 'VALID',
  check_in_time timestamptz,
  check_out_time timestamptz,
  check_in_method private.check_in_method NOT NULL DEFAULT 'NONE',
  is_blocked boolean NOT NULL DEFAULT false,
  needs_approval boolean NOT NULL DEFAULT false,
  is_refunded boolean NOT NULL DEFAULT false,
  badge_printed_at timestamptz,
  badge_print_count private.print_count NOT NULL DEFAULT 0,
  resend_marked_at timestamptz,
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, order_id) REFERENCES public.orders,
  CONSTRAINT tickets_refunded_is_cancelled CHECK (NOT is_refunded OR status = 'CANCELLED')) :by_event;
CALL private.split_by_event ('tickets', :partitions);
-- A scanned code.
CREATE UNIQUE INDEX tickets_by_code ON public.tickets (event_id, qr_code) WHERE deleted_at IS NULL;
-- The tickets of an order.
CREATE INDEX tickets_by_order ON public.tickets (event_id, order_id) WHERE order_id IS NOT NULL;

-- A code that was retired for another, and who had the ticket until then. At the door it is known, and good for nothing.
CREATE TABLE public.replaced_codes (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  ticket_id uuid NOT NULL,
  code text NOT NULL CHECK (char_length (code) BETWEEN 1 AND 512),
  attendee_name text CHECK (char_length (attendee_name) <= 200),
  attendee_email private.email,
  replaced_at timestamptz NOT NULL DEFAULT now (),
  replaced_by uuid REFERENCES public.users,
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, ticket_id) REFERENCES public.tickets) :by_event;
CALL private.split_by_event ('replaced_codes', :partitions);
-- A scanned code that is no ticket's any more.
CREATE UNIQUE INDEX replaced_codes_by_code ON public.replaced_codes (event_id, code);
-- The history of a ticket.
CREATE INDEX replaced_codes_by_ticket ON public.replaced_codes (event_id, ticket_id);

CREATE TABLE public.refunds (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  order_id uuid,
  ticket_id uuid,
  amount bigint NOT NULL CHECK (amount BETWEEN 0 AND 1000000000000),
  currency text NOT NULL CHECK (char_length (currency) <= 3 AND currency ~ '^[A-Z]{3}$'),
  reason text CHECK (char_length (reason) <= 2000),
  status text NOT NULL DEFAULT 'PROPOSED' CHECK (status IN ('PROPOSED', 'CONFIRMED', 'DROPPED')),
  PRIMARY KEY (event_id, id),
  FOREIGN KEY (event_id, order_id) REFERENCES public.orders,
  FOREIGN KEY (event_id, ticket_id) REFERENCES public.tickets,
  CONSTRAINT refunds_of_something CHECK (order_id IS NOT NULL OR ticket_id IS NOT NULL));
CREATE INDEX refunds_by_order ON public.refunds (event_id, order_id);

CREATE TABLE public.check_in_lists (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  name text NOT NULL CHECK (char_length (name) BETWEEN 1 AND 200),
  tier_ids jsonb CHECK (private.is_id_list (tier_ids) AND char_length (tier_ids::text) <= 100000),
  opens_at timestamptz,
  closes_at timestamptz,
  allow_unpaid boolean NOT NULL DEFAULT false,
  allow_reentry boolean NOT NULL DEFAULT false,
  allow_multiple boolean NOT NULL DEFAULT false,
  max_inside bigint CHECK (max_inside BETWEEN 0 AND 100000000),
  sort_order bigint NOT NULL,
  PRIMARY KEY (event_id, id),
  CONSTRAINT check_in_lists_closes_after_opening CHECK (closes_at > opens_at));

-- Facts: what happened at a door stays. A list, a ticket or a device that the server has never heard of is a fact, too.
CREATE TABLE public.check_ins (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  list_id uuid,
  ticket_id uuid,
  device_id uuid,
  code text CHECK (char_length (code) <= 512),
  direction text NOT NULL CHECK (direction IN ('ENTRY', 'EXIT', 'UNDO')),
  method text NOT NULL CHECK (method IN ('NONE', 'QR_SCAN', 'MANUAL', 'SELF')),
  "time" timestamptz NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('ADMITTED', 'EXITED', 'ALREADY_IN', 'ANSWERS_REQUIRED', 'UNPAID', 'UNAPPROVED',
    'WRONG_TIER', 'TOO_EARLY', 'TOO_LATE', 'RULE', 'NOT_INSIDE', 'WRONG_EVENT', 'CANCELLED', 'REFUNDED', 'EXPIRED', 'BLOCKED',
    'REPLACED', 'REVOKED_KEY', 'FORGED', 'TEST_TICKET', 'PROVISIONAL', 'AMBIGUOUS', 'UNKNOWN', 'UNREADABLE')),
  reason text CHECK (char_length (reason) <= 1000),
  undoes_id uuid,
  user_id uuid REFERENCES public.users,       -- who was signed in
  received_at timestamptz NOT NULL DEFAULT now (),
  PRIMARY KEY (event_id, id),
  CONSTRAINT check_ins_undo_names_one CHECK ((direction = 'UNDO') = (undoes_id IS NOT NULL))) :by_event;
CALL private.split_by_event ('check_ins', :partitions);
-- The history of a ticket.
CREATE INDEX check_ins_by_ticket ON public.check_ins (event_id, ticket_id, "time") WHERE ticket_id IS NOT NULL;

-- Two facts that contradict each other, for people to settle.
CREATE TABLE public.conflicts (
  event_id uuid NOT NULL REFERENCES public.events,
  id uuid NOT NULL UNIQUE DEFAULT private.new_id (),
  version bigint NOT NULL DEFAULT 1,
  updated_at timestamptz NOT NULL DEFAULT now (),
  deleted_at timestamptz,
  chg xid8 NOT NULL DEFAULT pg_current_xact_id (),
  kind text NOT NULL CHECK (kind IN ('TWICE_ADMITTED', 'OVERSOLD', 'EDITED_TWICE', 'ADMITTED_THOUGH_REFUSED', 'REFUNDED_TWICE',
    'PAID_TWICE', 'VOUCHER_TWICE')),
  ticket_id uuid,
  check_in_id uuid,
  other_id uuid,
  details jsonb NOT NULL DEFAULT '{}' CHECK (octet_length (details::text) <= 20000),
  settled_at timestamptz,
  settled_by uuid REFERENCES public.users,
  PRIMARY KEY (event_id, id),
  CONSTRAINT conflicts_settled_by_somebody CHECK ((settled_at IS NULL) = (settled_by IS NULL)));
