# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs to have the largest tables in eight parts: the same calls among 200 000 tickets of 100 events, there and in whole."""
import json
import statistics
import time

from reads import Caller
from stage import EVENT, LIST, execute

TIER = "01900000-0000-7000-8000-000000000201"
FILL = f"""
SET session_replication_role = replica;
INSERT INTO public.events (id, organizer_id, title, slug, start_date, end_date, timezone, currency, status)
  SELECT ('00000000-0000-4000-8000-' || lpad (k::text, 12, '0'))::uuid, organizer_id, 'Evening ' || k, 'evening-' || k,
    start_date, end_date, timezone, currency, 'PUBLISHED' FROM public.events, generate_series (1, 99) k WHERE id = '{EVENT}';
INSERT INTO public.orders (event_id, id, order_number, total, currency, status, channel)
  SELECT CASE i % 10 WHEN 0 THEN '{EVENT}'::uuid ELSE ('00000000-0000-4000-8000-' || lpad ((1 + i % 99)::text, 12, '0'))::uuid END,
    ('00000000-004f-7000-8000-' || lpad (to_hex (i), 12, '0'))::uuid, 'N' || i, 2500, 'EUR', 'COMPLETED', 'WEB'
  FROM generate_series (1, 200000) i;
INSERT INTO public.tickets (event_id, id, order_id, tier_id, attendee_name, qr_code, price)
  SELECT o.event_id, ('00000000-0054' || substr (o.id::text, 14))::uuid, o.id, '{TIER}', md5 (o.order_number) || ' Guest', 'C' || o.order_number, 2500
  FROM public.orders o WHERE o.order_number LIKE 'N%';
SET session_replication_role = origin;
UPDATE public.ticket_tiers SET quantity_total = NULL, max_per_order = NULL WHERE id = '{TIER}';
UPDATE public.events SET capacity = NULL WHERE id = '{EVENT}';
VACUUM ANALYZE
"""
# In parts, the ids of all rows are noted, though no trigger was asked.
NOTE = """INSERT INTO private.row_ids (id, table_name) SELECT id, 'orders' FROM public.orders WHERE order_number LIKE 'N%%'
  UNION ALL SELECT id, 'tickets' FROM public.tickets WHERE qr_code LIKE 'CN%%'"""
N_PURCHASES = 150


def fill(connection):
    for statement in FILL.split(";\n"):
        execute(connection, statement)
    if execute(connection, "SELECT to_regclass ('private.row_ids')")[0][0]:
        execute(connection, NOTE)


def batch(first, n):
    """Guests who did not come yet: what a call does is taken back."""
    found = [{"id": f"00000000-0043-7000-8000-{first + i:012}", "qr_code": f"CN{10 * (first + i)}", "list_id": LIST,
              "at": "2030-06-01T19:00:00Z"} for i in range(n)]
    return f"SELECT public.check_in ('{EVENT}', '{json.dumps(found)}')"


class Buyer:
    """Purchases one after the other, each with its commit."""

    def __init__(self, connection):
        self.connection = connection

    def milliseconds(self):
        sql = f"""SELECT public.purchase ('{EVENT}', '[{{"tier_id": "{TIER}", "quantity": 1}}]', gen_random_uuid (), NULL, 'Bea', 'bea@foyer.example')"""
        found = []
        for _ in range(N_PURCHASES):
            began = time.perf_counter()
            execute(self.connection, sql)
            found.append((time.perf_counter() - began) * 1000)
        return statistics.median(found)


def questions(connection):
    """Each with a function that gives its milliseconds."""
    caller = Caller(connection)
    cursor = ask_to_the_end(connection, caller)
    feed = json.dumps([{"event_id": EVENT, "cursor": cursor}]).replace("'", "''")
    number = iter(range(1, 10 ** 6, 1000))
    yield "a batch of 100 check-ins", lambda: caller.milliseconds(batch(next(number), 100))
    yield "one check-in", lambda: caller.milliseconds(batch(next(number), 1))
    yield "changes, when there are none", lambda: caller.milliseconds(f"SELECT public.changes ('{feed}')")
    yield "a page of guests by name, with the total", lambda: caller.milliseconds(f"SELECT public.attendees ('{EVENT}')")
    yield "the report of 20 000 tickets", lambda: caller.milliseconds(f"SELECT public.analytics (ARRAY['{EVENT}']::uuid[])")
    order = execute(connection, f"SELECT id FROM public.orders WHERE event_id = '{EVENT}' LIMIT 1")[0][0]
    yield "an order by its id", lambda: caller.milliseconds(f"SELECT public.read_order ('{order}')")
    yield "a purchase, with its commit", Buyer(connection).milliseconds


def ask_to_the_end(connection, caller):
    cursor, is_more = None, True
    with connection.cursor() as some:
        some.execute("SELECT set_config ('request.jwt.claims', %s, false)", [caller.claims])
    while is_more:
        asked = json.dumps([{"event_id": EVENT, "cursor": cursor}])
        cursor, is_more = execute(connection, "SELECT a ->> 'cursor', (a ->> 'is_more')::boolean "
                                  "FROM json_array_elements (public.changes (%s, 10000)) a", asked)[0]
    return cursor


def run(stage):
    stage.make_database("whole")
    stage.make_parts("parts", 8)
    with stage.connect("whole") as whole, stage.connect("parts") as parts:
        for connection in (whole, parts):
            fill(connection)
        for (what, ours), (_, other) in zip(questions(parts), questions(whole)):
            found = [(ours(), other()) for _ in range(9)][1:]
            mine, theirs = min(a for a, _ in found), min(b for _, b in found)
            print(f"BENCH\tin 8 parts, beside in whole: {what}\t{mine:.2f} ms\t{theirs:.2f} ms\t{mine / theirs:.2f}\treported\tok", flush=True)
