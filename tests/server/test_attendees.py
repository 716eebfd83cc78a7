# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of guests: each page against a plain query, each index, and the numbers."""
import itertools
import json

from world import (EARLY_TIER, EVENT, FOREIGN_EVENT, ORDER, PEOPLE, TIER, become, expect, new_session, one, rows, without_limits)

PLAIN = """SELECT id::text FROM tickets WHERE event_id = %s AND deleted_at IS NULL
  AND (%s::text IS NULL OR starts_with (lower (attendee_name), %s) OR starts_with (lower (attendee_email), %s))
  AND (%s::uuid IS NULL OR tier_id = %s::uuid) AND (%s::boolean IS NULL OR (check_in_time IS NOT NULL) = %s)
  AND ({more}) ORDER BY {order}"""
NAME = 'lower (attendee_name) COLLATE "C"'
ORDERS = {("name", False): f"{NAME}, id", ("name", True): f"{NAME} DESC, id DESC",
          ("time", False): "check_in_time, id", ("time", True): "check_in_time DESC, id DESC",
          ("tier", False): f"tier_id, {NAME}, id", ("tier", True): f"tier_id DESC, {NAME} DESC, id DESC"}
MORE = {"name": "true", "time": "check_in_time IS NOT NULL", "tier": "tier_id IS NOT NULL"}


class Reader:
    """Calls as somebody who works at the event."""

    def __init__(self, connection, user=PEOPLE["owner"]):
        self.connection = connection
        self.user = user
        self.session = new_session(connection, user)

    def call(self, function, **arguments):
        names = ", ".join(f"{name} => %s" for name in arguments)
        cursor = self.connection.cursor()
        cursor.execute("BEGIN")
        try:
            become(self.connection, self.user, self.session)
            values = ["{%s}" % ",".join(value) if isinstance(value, list) else value for value in arguments.values()]
            cursor.execute(f"SELECT public.{function} ({names})", values)
            return cursor.fetchone()[0]
        finally:
            cursor.execute("ROLLBACK")


def fill(connection, n):
    """Guests with names that repeat, in two tiers and none; half of them arrived."""
    without_limits(connection)
    one(connection, """INSERT INTO tickets (event_id, id, tier_id, attendee_name, attendee_email, qr_code, price, status, check_in_time)
        SELECT %s, md5 ('T' || i)::uuid, CASE i %% 5 WHEN 0 THEN NULL WHEN 1 THEN %s::uuid ELSE %s::uuid END,
          (ARRAY['ann', 'Ann', 'Änne', 'Bob', 'bobby', 'Çelik', '王'])[i %% 7 + 1] || ' ' || i / 20,
          CASE WHEN i %% 3 = 0 THEN 'anna' || i || '@foyer.example' END, 'C' || i, 0,
          CASE i %% 2 WHEN 0 THEN 'CHECKED_IN' ELSE 'VALID' END,
          CASE i %% 2 WHEN 0 THEN '2030-06-01T19:00Z'::timestamptz + i / 10 * interval '1 minute' END
        FROM generate_series (1, %s) i""", EVENT, EARLY_TIER, TIER, n)


def check_pages(world):
    """Every filter and order in pages of seven: all rows, none twice, in order, and the total."""
    with world.database() as connection:
        fill(connection, 120)
        reader = Reader(connection)
        for search, tier, arrived, (sort, descending) in itertools.product((None, "ann", "Bo", "ä", "%"), (None, TIER), (None, True, False), ORDERS):
            if search and (sort, descending) != ("name", False):
                continue
            prefix = search and search.lower()
            plain = PLAIN.format(more=MORE[sort], order=ORDERS[sort, descending])
            wanted = [row for (row,) in rows(connection, plain, EVENT, prefix, prefix, prefix, tier, tier, arrived, arrived)]
            found, after, total = [], None, None
            while True:
                page = reader.call("attendees", event_id=EVENT, search=search, tier_id=tier, arrived=arrived, sort=sort,
                                   descending=descending, after=after and json.dumps(after), most=7)
                total = page.get("total", total)
                found += [row["id"] for row in page["rows"]]
                after = page["next"]
                if after is None:
                    break
                assert len(page["rows"]) == 7
            assert found == wanted and total == len(wanted), (search, tier, arrived, sort, descending, len(found), len(wanted), total)


# What is asked and the index that serves it.
PLANS = [
    ({}, "tickets_by_name"), ({"descending": True}, "tickets_by_name"), ({"search": "bob 7"}, "tickets_by_name"),
    ({"search": "anna77"}, "tickets_by_email"), ({"tier_id": TIER}, "tickets_by_tier"), ({"sort": "tier"}, "tickets_by_tier"),
    ({"sort": "time"}, "tickets_by_arrival"), ({"sort": "time", "descending": True}, "tickets_by_arrival"),
]
# Also where the table is in parts.
SCANS = """SELECT coalesce (h.inhparent::regclass::text, s.indexrelname), sum (pg_stat_get_xact_numscans (s.indexrelid))
  FROM pg_stat_user_indexes s LEFT JOIN pg_inherits h ON h.inhrelid = s.indexrelid WHERE s.relname ~ '^tickets(_[0-9]+)?$' GROUP BY 1"""
READ = """SELECT sum (seq_tup_read + coalesce (idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables
  WHERE relname ~ '^tickets(_[0-9]+)?$'"""


def check_indexes(world):
    """Each index is used by the question that it is for, and a page reads about a page."""
    with world.database() as connection:
        fill(connection, 20000)
        one(connection, "VACUUM ANALYZE tickets")
        session = new_session(connection, PEOPLE["owner"])
        for asked, index in PLANS:
            cursor = connection.cursor()
            cursor.execute("BEGIN")
            scans, read = dict(rows(connection, SCANS)), one(connection, READ)
            become(connection, PEOPLE["owner"], session)
            names = "".join(f", {name} => %s" for name in asked)
            # From a page on, so that nothing is counted.
            after = {"name": "b", "time": "2030-06-01T19:30Z", "tier": TIER, "id": TIER}
            if asked.get("search"):
                after["name"] = ""
            cursor.execute(f"SELECT public.attendees (%s, after => %s, most => 20{names})", [EVENT, json.dumps(after), *asked.values()])
            assert cursor.fetchone()[0]["rows"], asked
            cursor.execute("RESET ROLE")
            used = {name for name, n in rows(connection, SCANS) if n > scans.get(name, 0)}
            n_read = one(connection, READ) - read
            cursor.execute("ROLLBACK")
            assert index in used and n_read < 200, (asked, used, n_read)


def check_stats(world):
    with world.database() as connection:
        fill(connection, 100)
        one(connection, "UPDATE tickets SET status = 'CANCELLED' WHERE qr_code IN ('C1', 'C2')")
        one(connection, "UPDATE tickets SET deleted_at = now () WHERE qr_code = 'C4'")
        one(connection, "UPDATE tickets SET check_out_time = check_in_time + interval '1 hour' WHERE qr_code IN ('C6', 'C8', 'C12')")
        one(connection, "UPDATE tickets SET order_id = %s WHERE qr_code IN ('C3', 'C5')", ORDER)
        reader = Reader(connection, PEOPLE["door"])
        # 100 guests and the sample's two, of which two were cancelled and one was removed.
        found = reader.call("attendee_stats", event_id=EVENT)
        assert {name: found[name] for name in ("sold", "held", "checked_in", "inside")} == \
            {"sold": 99, "held": 0, "checked_in": 48, "inside": 45}, found
        plain = rows(connection, "SELECT tier_id::text, count (*), count (check_in_time) FROM tickets WHERE event_id = %s "
                     "AND status <> 'CANCELLED' AND deleted_at IS NULL GROUP BY 1 ORDER BY 1", EVENT)
        assert [(t["tier_id"], t["sold"], t["checked_in"]) for t in found["tiers"]] == plain, (found, plain)
        one(connection, "UPDATE orders SET status = 'PENDING', expires_at = now () WHERE id = %s", ORDER)
        found = reader.call("attendee_stats", event_id=EVENT)
        assert (found["sold"], found["held"]) == (95, 4), found
        one(connection, "UPDATE orders SET status = 'EXPIRED' WHERE id = %s", ORDER)
        found = reader.call("attendee_stats", event_id=EVENT)
        assert (found["sold"], found["held"]) == (95, 0), found


WRONG = [
    ("a foreign event", "attendees", {"event_id": FOREIGN_EVENT}, 403, "NOT_ALLOWED"),
    ("no event", "attendees", {"event_id": None}, 403, "NOT_ALLOWED"),
    ("no page", "attendees", {"most": 0}, 400, "MOST_WRONG"),
    ("a long search", "attendees", {"search": "x" * 255}, 400, "SEARCH_LONG"),
    ("another order", "attendees", {"sort": "price"}, 400, "SORT_WRONG"),
    ("a search by time", "attendees", {"sort": "time", "search": "x"}, 400, "SORT_WRONG"),
    ("no mark", "attendees", {"after": {"name": "x"}}, 400, "AFTER_WRONG"),
    ("a broken mark", "attendees", {"after": {"name": "x", "id": "y"}}, 400, "AFTER_WRONG"),
    ("a list as mark", "attendees", {"after": [1]}, 400, "AFTER_WRONG"),
    ("foreign numbers", "attendee_stats", {"event_id": FOREIGN_EVENT}, 403, "NOT_ALLOWED"),
]


def check_wrong(owner, function, arguments, status, code):
    body = expect(owner.call(function, **{"event_id": EVENT, **arguments}), status, code)
    assert body["message"].endswith("."), body


def check_rights(world):
    """Who may not search sees the numbers and no names."""
    with world.database() as connection:
        one(connection, "UPDATE event_grants SET can_search = false, can_sell = false WHERE user_id = %s", PEOPLE["door"])
        door = Reader(connection, PEOPLE["door"])
        assert door.call("attendee_stats", event_id=EVENT)["sold"] == 2
        try:
            door.call("attendees", event_id=EVENT)
        except Exception as error:
            assert "NOT_ALLOWED" in str(error), error
        else:
            raise AssertionError("It may search.")


def add(tap, world):
    for name, check in (("every page", check_pages), ("every index", check_indexes), ("the numbers", check_stats),
                        ("without the right to search", check_rights)):
        tap.run(f"attendees: {name}", check, world)
    owner = world.sign_in("OWNER")
    for name, function, arguments, status, code in WRONG:
        tap.run(f"attendees: {name}", check_wrong, owner, function, arguments, status, code)
