# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read all day, among 500 events and 1 000 000 tickets: pages, reports, the feed, and what the policies cost."""
import json

from load import make_request, run_load
from stage import EVENT, LIST, PEOPLE, execute

TIER = "01900000-0000-7000-8000-000000000201"
SMALL = "00000000-0000-4000-8000-000000000250"
# The sample's event has 100 000 guests, each of 499 others 1804. Loaded without triggers and keys. Ids come in order, as those do
# that programs make.
FILL = f"""
SET session_replication_role = replica;
SET maintenance_work_mem = '256MB';
CREATE FUNCTION pg_temp.row_id (kind text, i integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$SELECT ('00000000-00' || kind || '-7000-8000-' || lpad (to_hex (i), 12, '0'))::uuid$$;
INSERT INTO public.events (id, organizer_id, title, slug, category, start_date, end_date, timezone, currency, status)
  SELECT ('00000000-0000-4000-8000-' || lpad (k::text, 12, '0'))::uuid, organizer_id, 'Evening ' || k, 'evening-' || k, 'Music',
    start_date + k * interval '1 hour', end_date + k * interval '1 hour', timezone, currency, 'PUBLISHED'
  FROM public.events, generate_series (1, 499) k WHERE id = '{EVENT}';
CREATE TEMPORARY TABLE guests AS
  SELECT i, CASE WHEN i <= 100000 THEN '{EVENT}'::uuid
      ELSE ('00000000-0000-4000-8000-' || lpad ((1 + i % 499)::text, 12, '0'))::uuid END AS event_id, pg_temp.row_id ('54', i) AS id
  FROM generate_series (1, 1000000) i;
INSERT INTO public.orders (event_id, id, order_number, buyer_email, subtotal, discount, service_fee, total, currency, status, channel,
    created_at, promo_code_id)
  SELECT event_id, pg_temp.row_id ('4f', i), 'N' || i, 'b' || i || '@foyer.example', 2500, 0, 0, 2500, 'EUR', 'COMPLETED', 'WEB',
    now () - i % 100 * interval '1 day', CASE WHEN i % 10 = 0 THEN '01900000-0000-7000-8000-000000000301'::uuid END
  FROM guests WHERE i <= 100000;
INSERT INTO public.tickets (event_id, id, order_id, tier_id, attendee_name, attendee_email, qr_code, price, status, check_in_time)
  SELECT event_id, id, CASE WHEN i <= 100000 THEN pg_temp.row_id ('4f', i) END, '{TIER}', substr (md5 (i::text), 1, 8) || ' Guest',
    substr (md5 ('e' || i), 1, 10) || '@foyer.example', 'C' || i, 2500, CASE i % 2 WHEN 0 THEN 'CHECKED_IN' ELSE 'VALID' END,
    CASE i % 2 WHEN 0 THEN now () - i % 10000 * interval '1 second' END
  FROM guests;
INSERT INTO public.check_ins (event_id, id, list_id, ticket_id, direction, method, "time", verdict)
  SELECT event_id, pg_temp.row_id ('46', i), '{LIST}', id, 'ENTRY', 'QR_SCAN', now () - i % 10000 * interval '1 second', 'ADMITTED'
  FROM guests WHERE i <= 100000;
INSERT INTO public.refunds (event_id, id, order_id, amount, currency)
  SELECT event_id, pg_temp.row_id ('52', i), pg_temp.row_id ('4f', i), 100, 'EUR' FROM guests WHERE i <= 100000;
INSERT INTO public.conflicts (event_id, id, kind, ticket_id)
  SELECT event_id, pg_temp.row_id ('58', i), 'TWICE_ADMITTED', id FROM guests WHERE i <= 100000;
INSERT INTO public.payments (event_id, id, order_id, kind, method, amount, currency)
  SELECT event_id, pg_temp.row_id ('50', i), pg_temp.row_id ('4f', i), 'PAYMENT', 'CASH', 2500, 'EUR' FROM guests WHERE i <= 100000;
INSERT INTO public.replaced_codes (event_id, id, ticket_id, code)
  SELECT event_id, pg_temp.row_id ('51', i), id, 'K' || i FROM guests WHERE i <= 100000;
INSERT INTO public.allotments (event_id, id, tier_id, device_id, quantity, expires_at)
  SELECT event_id, pg_temp.row_id ('41', i), '{TIER}', '{TIER}', 1, now () FROM guests WHERE i <= 100000;
SET session_replication_role = origin;
VACUUM ANALYZE public.events;
VACUUM ANALYZE public.tickets;
VACUUM ANALYZE public.orders;
VACUUM ANALYZE public.check_ins;
VACUUM ANALYZE public.refunds;
VACUUM ANALYZE public.conflicts;
VACUUM ANALYZE public.payments;
VACUUM ANALYZE public.replaced_codes;
VACUUM ANALYZE public.allotments;
"""
# Whoever owned 500 events owns the one.
ALONE = f"""SET session_replication_role = replica;
INSERT INTO public.organizers (id, name, slug) VALUES ('{SMALL}', 'Others', 'others');
UPDATE public.events SET organizer_id = '{SMALL}' WHERE id <> '{EVENT}';
SET session_replication_role = origin"""
NAME = 'lower (attendee_name) COLLATE "C"'
PAGE = "SELECT * FROM public.tickets WHERE event_id = '{event}' AND deleted_at IS NULL AND version > 0 ORDER BY {order} LIMIT 100"
BY_NAME = PAGE.format(event=EVENT, order=f"{NAME}, id")
MARK = json.dumps({"name": "b", "time": "2000-01-01Z", "tier": TIER, "id": TIER})
ATTENDEES = "SELECT public.attendees ('{event}'{more})"
# What is asked, and the same page as its owner would read it, without rights.
PAGES = [
    ("attendees by name, 1 804 guests, with the total", ATTENDEES.format(event=SMALL, more=""), PAGE.format(event=SMALL, order=f"{NAME}, id")),
    ("attendees by name, 100 000 guests", ATTENDEES.format(event=EVENT, more=f", after => '{MARK}'"), BY_NAME),
    ("attendees by name, 100 000 guests, with the total", ATTENDEES.format(event=EVENT, more=""), BY_NAME),
    ("attendees by arrival, 100 000 guests", ATTENDEES.format(event=EVENT, more=f", sort => 'time', after => '{MARK}'"),
     PAGE.format(event=EVENT, order="check_in_time, id")),
    ("attendees by tier, 100 000 guests", ATTENDEES.format(event=EVENT, more=f", sort => 'tier', after => '{MARK}'"),
     PAGE.format(event=EVENT, order=f"tier_id, {NAME}, id")),
    ("attendees by a prefix, 100 000 guests", ATTENDEES.format(event=EVENT, more=", search => 'ab'"), BY_NAME),
    ("published events by date", "SELECT * FROM public.published_events ORDER BY start_date LIMIT 20",
     "SELECT * FROM public.events ORDER BY start_date LIMIT 20"),
    ("published events by words", "SELECT * FROM public.published_events WHERE search @@ websearch_to_tsquery ('simple', 'evening 77') LIMIT 20",
     "SELECT * FROM public.events ORDER BY start_date LIMIT 20"),
    ("an organizer's events by date", "SELECT id, title, start_date FROM public.events ORDER BY start_date LIMIT 50",
     "SELECT id, title, start_date FROM public.events ORDER BY start_date LIMIT 50"),
    ("orders of an event by id", f"SELECT * FROM public.orders WHERE event_id = '{EVENT}' ORDER BY id LIMIT 100",
     f"SELECT * FROM public.orders WHERE event_id = '{EVENT}' ORDER BY id LIMIT 100"),
]


INDEXES = """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'tickets'
  AND indexname NOT IN (SELECT conname FROM pg_constraint)"""


def fill(connection):
    """The indexes of so many rows are made at once."""
    indexes = execute(connection, INDEXES)
    for name, _ in indexes:
        execute(connection, f"DROP INDEX public.{name}")
    statements = [statement for statement in FILL.split(";\n") if statement.strip()]
    for statement in statements:
        if statement.startswith("VACUUM") and indexes:
            while indexes:
                execute(connection, indexes.pop()[1])
        execute(connection, statement)


class Caller:
    """A connection that speaks as PostgREST would for somebody, or as the owner of everything."""

    def __init__(self, connection, role="OWNER"):
        self.connection = connection
        user = PEOPLE[role]
        session = execute(connection, "INSERT INTO private.sessions (user_id) VALUES (%s) RETURNING id::text", user)[0][0]
        # PostgREST sets what the role has.
        self.settings = [setting.split("=", 1) for setting, in execute(
            connection, "SELECT unnest (rolconfig) FROM pg_roles WHERE rolname = 'authenticated'")]
        self.claims = json.dumps({"role": "authenticated", "sub": user, "sid": session})

    def milliseconds(self, sql, as_owner=False, options="BUFFERS"):
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN")
            if not as_owner:
                cursor.execute("SELECT set_config ('request.jwt.claims', %s, true)", [self.claims])
                cursor.execute("SET LOCAL ROLE authenticated")
                for setting in self.settings:
                    cursor.execute("SELECT set_config (%s, %s, true)", setting)
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON, {options}) {sql}")
            plan = cursor.fetchone()[0][0]
            cursor.execute("ROLLBACK")
        return plan["Planning Time"] + plan["Execution Time"]

    def both(self, ours, other, rounds=7, **options):
        """In turns; the least of each, after one that makes the plans."""
        found = [(self.milliseconds(ours, **options), self.milliseconds(other, as_owner=True, **options)) for _ in range(rounds + 1)][1:]
        return min(a for a, _ in found), min(b for _, b in found)

    def both_until(self, most, ours, other, **options):
        """The same for what takes long: few turns where that shows that ours is at most so many times the other, else more of them."""
        found, plain = self.both(ours, other, rounds=2, **options)
        for _ in range(6):
            if found <= most * plain:
                break
            again, plain_again = self.both(ours, other, rounds=1, **options)
            found, plain = min(found, again), min(plain, plain_again)
        return found, plain


def tell(what, ours, other, asked, is_ok):
    print(f"BENCH\t{what}\t{ours:.2f} ms\t{other:.2f} ms\t{ours / other:.2f}\t{asked}\t{'ok' if is_ok else 'MISSED'}", flush=True)


def bench_policies(connection, who, caller):
    """Each table that desks read, whole, as PostgREST answers it; and the barest scan of the narrowest, of which nothing is used."""
    scan = f"SELECT * FROM public.%s WHERE event_id = '{EVENT}'"
    for table in ("tickets", "orders", "check_ins", "refunds", "conflicts", "payments", "replaced_codes", "allotments"):
        sql = f"SELECT json_agg (rows) FROM ({scan % table}) AS rows"
        found, plain = caller.both_until(1.2, sql, sql, options="TIMING OFF")
        tell(f"100 000 {table} through the policies of {who}, beside none", found, plain, "≤ 1.2×", found / plain <= 1.2)
    found, plain = caller.both(scan % table, scan % table, rounds=4, options="TIMING OFF")
    tell(f"the same {table}, scanned and thrown away", found, plain, "reported", True)


def ask_changes(mark):
    asked = json.dumps([{"event_id": EVENT, "cursor": mark}]).replace("'", "''")
    return f"SELECT public.changes ('{asked}', 10000)"


def bench_feed(connection, caller):
    """A first load: its first page of tickets and its last one, beside the same tickets as JSON; then nothing new. Gives the cursor."""
    found = []
    mark = None
    is_more = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config ('request.jwt.claims', %s, false)", [caller.claims])
    while is_more:
        answer = execute(connection, f"SELECT a ->> 'cursor', (a ->> 'is_more')::boolean, a #>> '{{rows,0,table}}' "
                         f"FROM json_array_elements (({ask_changes(mark)})) a")[0]
        if answer[2] == "tickets" and answer[1]:
            found.append(mark)
        mark, is_more, _ = answer
    bare = (f"SELECT string_agg (row_to_json (t)::text, ',') FROM (SELECT * FROM public.tickets WHERE event_id = '{EVENT}' AND chg > '0' "
            "ORDER BY chg, id LIMIT 10000) t")
    for what, one in (("first", found[0]), ("last", found[-1])):
        ours, other = caller.both(ask_changes(one), bare, rounds=5, options="TIMING OFF")
        tell(f"the {what} 10 000 tickets of a first load, beside them as JSON", ours, other, "≤ 80 ms", ours <= 80)
    ours, other = caller.both(ask_changes(mark), "SELECT pg_current_snapshot ()", rounds=20)
    tell("changes, when there are none", ours, other, "≤ 1 ms", ours <= 1)
    return mark


def bench_polls(stage, connection, cursor):
    """What 50 desks that ask each second would take of what the server can answer."""
    token = stage.token(connection, "OWNER")
    stage.serve("reads")
    request = make_request("/rpc/changes", json.dumps({"cursors": [{"event_id": EVENT, "cursor": cursor}]}), token)
    run_load(stage.port, 50, iter([request] * 200), 5)
    load = run_load(stage.port, 50, iter([request] * 1500), 5)
    if load.refused:
        raise RuntimeError(f"{load.refused[0]}")
    print(f"BENCH\tpolls that the server could answer, beside 50 desks\t{load.rate:.0f} /s\t50 /s\t{load.rate / 50:.1f}\treported\tok", flush=True)


def run(stage):
    stage.make_database("reads")
    with stage.connect("reads") as connection:
        fill(connection)
        caller = Caller(connection)
        for what, ours, other in PAGES:
            found, plain = caller.both(ours, other)
            tell(f"page: {what}", found, plain, "≤ 20 ms", found <= 20)
        found, plain = caller.both(f"SELECT public.analytics (ARRAY['{EVENT}']::uuid[])",
                                   f"SELECT count (*), sum (price) FROM public.tickets WHERE event_id = '{EVENT}'", rounds=3)
        tell("the report of 100 000 tickets, beside their sum", found, plain, "≤ 300 ms", found <= 300)

        mark = bench_feed(connection, caller)

        bench_policies(connection, "an owner of 500 events", caller)
        execute(connection, """UPDATE public.event_grants SET can_scan = true, can_search = true, can_override = true, can_sell = true,
            can_refund = true, can_report = true""")
        bench_policies(connection, "a desk", Caller(connection, "TEAM_MEMBER"))
        bench_polls(stage, connection, mark)
        for statement in ALONE.split(";\n"):
            execute(connection, statement)
        bench_policies(connection, "an owner of one event", caller)
