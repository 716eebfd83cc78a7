# SPDX-License-Identifier: GPL-3.0-or-later
"""The pools of places follow the limits and the rows, whoever writes them."""
import json
import threading

import psycopg2

from world import EARLY_TIER, EVENT, ORDER, TICKET, TIER, one, rows

QUOTA = "01900000-0000-7000-8000-0000000009a1"
ADD = "INSERT INTO tickets (event_id, id, order_id, tier_id, attendee_name, qr_code, price) " \
      f"SELECT '{EVENT}', gen_random_uuid (), %s, '{TIER}', 'Guest', gen_random_uuid (), 0 FROM generate_series (1, %s)"
PENDING = "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel, expires_at, promo_code_id) VALUES " \
          f"('{EVENT}', '{QUOTA}', 'LATE', 0, 'EUR', 'PENDING', 'WEB', now (), (SELECT id FROM promo_codes LIMIT 1))"
GROW = f"INSERT INTO quotas (event_id, id, name, quantity_total, sort_order) VALUES ('{EVENT}', '{QUOTA}', 'Floor', 10, 0)"
JOIN = f"UPDATE ticket_tiers SET quota_id = '{QUOTA}' WHERE id = '{TIER}'"

HOLD = "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel, expires_at, lines) VALUES " \
       f"('{EVENT}', '{QUOTA}', 'HELD', 5000, 'EUR', 'PENDING', 'WEB', now (), " \
       f"'[{{\"tier_id\": \"{TIER}\", \"quantity\": 2, \"amount\": 5001}}]')"
HELD = "UPDATE orders SET {} WHERE order_number = 'HELD'"

# What is done, one after the other; what is left then of the tier, the event and the quota. The sample has two tickets of 2000.
CASES = [
    ("nothing", [], (1998, 2998, None)),
    ("tickets that come", [(ADD, ORDER, 5)], (1993, 2993, None)),
    ("tickets of no order", [(ADD, None, 5)], (1993, 2993, None)),
    ("a cancelled one", ["UPDATE tickets SET status = 'CANCELLED' WHERE qr_code = 'SAMPLE-GIL-1'"], (1999, 2999, None)),
    ("and back again", ["UPDATE tickets SET status = 'CANCELLED'", "UPDATE tickets SET status = 'VALID'"], (1998, 2998, None)),
    ("checked in", ["UPDATE tickets SET status = 'CHECKED_IN'"], (1998, 2998, None)),
    ("removed", ["UPDATE tickets SET deleted_at = now ()"], (2000, 3000, None)),
    ("deleted", [f"DELETE FROM tickets WHERE id = '{TICKET}'"], (1999, 2999, None)),
    ("of another tier", [f"UPDATE tickets SET tier_id = '{EARLY_TIER}' WHERE id = '{TICKET}'"], (1999, 2998, None)),
    ("an order refunded", [f"UPDATE orders SET status = 'REFUNDED' WHERE id = '{ORDER}'"], (2000, 3000, None)),
    ("an order refunded and its tickets cancelled", ["UPDATE tickets SET status = 'CANCELLED'",
                                                     f"UPDATE orders SET status = 'REFUNDED' WHERE id = '{ORDER}'"], (2000, 3000, None)),
    ("tickets of a refunded order", [f"UPDATE orders SET status = 'REFUNDED' WHERE id = '{ORDER}'", (ADD, ORDER, 3)], (2000, 3000, None)),
    ("an order that waits, and comes back", [PENDING, (ADD, QUOTA, 3), "UPDATE orders SET status = 'EXPIRED' WHERE order_number = 'LATE'",
                                             "UPDATE orders SET status = 'COMPLETED' WHERE order_number = 'LATE'"], (1995, 2995, None)),
    ("an order that holds places without tickets", [HOLD], (1996, 2996, None)),
    ("that expires", [HOLD, HELD.format("status = 'EXPIRED'")], (1998, 2998, None)),
    ("that expires, and is paid late", [HOLD, HELD.format("status = 'EXPIRED'"), HELD.format("status = 'COMPLETED'")], (1996, 2996, None)),
    ("that is paid", [HOLD, HELD.format("status = 'COMPLETED'")], (1996, 2996, None)),
    ("that is paid, and goes back", [HOLD, HELD.format("status = 'COMPLETED'"), HELD.format("status = 'REFUNDED'")], (1998, 2998, None)),
    ("that is refunded as it is", [HOLD, HELD.format("status = 'REFUNDED'")], (1998, 2998, None)),
    ("that is removed", [HOLD, HELD.format("deleted_at = now ()")], (1998, 2998, None)),
    ("that is deleted", [HOLD, "DELETE FROM orders WHERE order_number = 'HELD'"], (1998, 2998, None)),
    ("that holds more", [HOLD, HELD.format("lines = lines || lines")], (1994, 2994, None)),
    ("of a quota", [GROW, JOIN, HOLD], (1996, 2996, 6)),
    ("of a tier that gets a limit", [f"UPDATE ticket_tiers SET quantity_total = NULL WHERE id = '{TIER}'", HOLD,
                                     f"UPDATE ticket_tiers SET quantity_total = 10 WHERE id = '{TIER}'"], (6, 2996, None)),
    ("a higher limit", [f"UPDATE ticket_tiers SET quantity_total = 2500 WHERE id = '{TIER}'"], (2498, 2998, None)),
    ("a limit that is just kept", [f"UPDATE ticket_tiers SET quantity_total = 2 WHERE id = '{TIER}'"], (0, 2998, None)),
    ("no limit", [f"UPDATE ticket_tiers SET quantity_total = NULL WHERE id = '{TIER}'"], (None, 2998, None)),
    ("none, then one", [f"UPDATE ticket_tiers SET quantity_total = NULL WHERE id = '{TIER}'", (ADD, ORDER, 4),
                        f"UPDATE ticket_tiers SET quantity_total = 10 WHERE id = '{TIER}'"], (4, 2994, None)),
    ("a smaller event", ["UPDATE events SET capacity = 7"], (1998, 5, None)),
    ("a quota", [GROW, JOIN], (1998, 2998, 8)),
    ("a quota that is left", [GROW, JOIN, (ADD, ORDER, 3), f"UPDATE ticket_tiers SET quota_id = NULL WHERE id = '{TIER}'"], (1995, 2995, 10)),
    ("a quota that is removed", [GROW, JOIN, "UPDATE quotas SET deleted_at = now ()"], (1998, 2998, None)),
]
REFUSED = [
    ("a limit below what is sold", f"UPDATE ticket_tiers SET quantity_total = 1 WHERE id = '{TIER}'", "BELOW_TAKEN", "2 are sold"),
    ("a capacity below what is sold", f"UPDATE events SET capacity = 1 WHERE id = '{EVENT}'", "BELOW_TAKEN", "2 are sold"),
    ("a quota below what is sold", f"{GROW}; {JOIN}; UPDATE quotas SET quantity_total = 1", "BELOW_TAKEN", "2 are sold"),
    ("a tier that does not fit into the quota", f"{GROW}; UPDATE quotas SET quantity_total = 1; {JOIN}", "BELOW_TAKEN", "2 are sold"),
    ("a tier with tickets", f"UPDATE ticket_tiers SET deleted_at = now () WHERE id = '{TIER}'", "TIER_HAS_TICKETS", ""),
    ("a tier that an order holds", f"DELETE FROM tickets; {HOLD}; UPDATE ticket_tiers SET deleted_at = now () WHERE id = '{TIER}'",
     "TIER_HAS_TICKETS", ""),
    ("more held than there are", HOLD.replace('"quantity": 2', '"quantity": 1999'), "NOT_ENOUGH", "1998 are left"),
    ("more than there are", ADD.replace("%s)", "1999)").replace("%s", "NULL"), "NOT_ENOUGH", "1998 are left"),
    ("a ticket of no such tier", ADD.replace(TIER, QUOTA).replace("%s)", "1)").replace("%s", "NULL"), "NO_TIER", ""),
    ("an event with tickets", f"DELETE FROM event_grants; DELETE FROM events WHERE id = '{EVENT}'", "", ""),
]

TAKE = "SELECT n_left FROM private.take_places (%s, ARRAY[%s]::uuid[], ARRAY[%s]::bigint[])"


def left(connection):
    return tuple(one(connection, "SELECT private.places_left (%s, %s)", EVENT, pool) for pool in (TIER, EVENT, QUOTA))


def check_case(connection, steps, expected):
    one(connection, "BEGIN")
    try:
        for step in steps:
            one(connection, *(step if isinstance(step, tuple) else (step,)))
        assert left(connection) == expected, left(connection)
        assert not rows(connection, "SELECT e.title, w.* FROM events e, private.wrong_places (e.id) w")
    finally:
        one(connection, "ROLLBACK")


def check_refused(connection, statement, code, words):
    one(connection, "BEGIN")
    try:
        one(connection, statement)
    except psycopg2.InternalError as error:
        answer = json.loads(error.diag.message_primary)
        assert answer["code"] == code and words in answer["message"], answer
    except psycopg2.errors.ForeignKeyViolation:
        assert code == ""
    else:
        raise AssertionError("It was not refused.")
    finally:
        one(connection, "ROLLBACK")


def check_waiting(world):
    """“Sold out” is not said while the last places are in a purchase that may still be taken back; and none of them is lost."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        one(connection, f"UPDATE ticket_tiers SET quantity_total = 3 WHERE id = '{TIER}'")
        with world.connect(name) as other, world.connect(name) as third:
            one(other, "BEGIN")
            assert one(other, TAKE, EVENT, TIER, 1) is None
            one(third, "SET lock_timeout = '200ms'")
            try:
                one(third, TAKE, EVENT, TIER, 1)
                raise AssertionError("It did not wait.")
            except psycopg2.errors.LockNotAvailable:
                pass
            one(other, "ROLLBACK")
            assert one(third, TAKE, EVENT, TIER, 1) is None
            assert one(third, TAKE, EVENT, TIER, 1) == 0


def check_two_gather(world):
    """Two gather one pool at once: what the first has spread, the second does not overwrite."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        one(connection, f"UPDATE ticket_tiers SET quantity_total = 42 WHERE id = '{TIER}'")
        # As it is when many have given back: row upon row, and none has enough for five.
        one(connection, "DELETE FROM private.places WHERE pool_id = %s", TIER)
        one(connection, "INSERT INTO private.places SELECT %s, %s, s, 4 FROM unnest (ARRAY[0] || array (SELECT generate_series (1, 9) "
                        "+ 2000000)) AS s", EVENT, TIER)
        with world.connect(name) as first, world.connect(name) as second:
            one(first, "BEGIN")
            assert one(first, TAKE, EVENT, TIER, 5) is None
            taking = threading.Thread(target=one, args=(second, TAKE, EVENT, TIER, 5))
            taking.start()
            while not one(connection, "SELECT count (*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s", name):
                pass
            one(first, "COMMIT")
            taking.join()
        assert one(connection, "SELECT private.places_left (%s, %s)", EVENT, TIER) == 30


def add(tap, world):
    with world.database() as connection:
        for name, steps, expected in CASES:
            tap.run(f"places: {name}", check_case, connection, steps, expected)
        for name, statement, code, words in REFUSED:
            tap.run(f"places: refused: {name}", check_refused, connection, statement, code, words)
    tap.run("places: the last one waits", check_waiting, world)
    tap.run("places: two gather at once", check_two_gather, world)
