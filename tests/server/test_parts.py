# SPDX-License-Identifier: GPL-3.0-or-later
"""With the largest tables in parts: the same rules hold, and what is asked of one event looks into one part."""
import subprocess

import psycopg2

from test_feed import Desk
from test_migrate import SERVER, empty_database
from world import (DRAFT, EVENT, FREE_TIER, LIST, ORGANIZER, PEOPLE, become, new_id, new_session, one, rows, without_limits)

ORDER = """INSERT INTO orders (event_id, id, order_number, total, currency, status, channel)
  VALUES (%s, %s, %s, 0, 'EUR', 'COMPLETED', 'BOX_OFFICE')"""
TICKET = "INSERT INTO tickets (event_id, id, attendee_name, qr_code, price) VALUES (%s, %s, 'Guest', %s, 0)"


def make(world, n_parts=5):
    """A database in parts with the sample, whatever the others are."""
    name = empty_database(world)
    subprocess.run([SERVER / "migrate", "--partitions", str(n_parts), world.server.uri(database=name)], check=True)
    world.server.load_sample(name)
    return name


def refused(connection, sql, *values):
    """The error's class."""
    try:
        one(connection, sql, *values)
    except psycopg2.Error as error:
        return type(error).__name__
    return None


def part_of(connection, table, row):
    return one(connection, f"SELECT tableoid::regclass::text FROM {table} WHERE id = %s", row)


def other_part(connection):
    """An event of the organizer in another part than the sample's."""
    for _ in range(100):
        event = new_id()
        one(connection, """INSERT INTO events (id, organizer_id, title, slug, start_date, end_date, timezone, currency)
            VALUES (%s, %s, 'Other', %s, now (), now () + interval '1 hour', 'UTC', 'EUR')""", event, ORGANIZER, event)
        order = new_id()
        one(connection, ORDER, event, order, order)
        part = part_of(connection, "orders", order)
        one(connection, "DELETE FROM orders WHERE id = %s", order)
        if part != part_of(connection, "orders", "01900000-0000-7000-8000-000000000501"):
            return event
    raise AssertionError("All events are in one part.")


def check_ids(connection):
    """No id is there twice, even in two parts; one that was deleted may come again."""
    other = other_part(connection)
    for sql in (ORDER, TICKET):
        row = new_id()
        one(connection, sql, EVENT, row, new_id())
        assert refused(connection, sql, other, row, new_id()) == "UniqueViolation"
        assert refused(connection, sql, EVENT, row, new_id()) == "UniqueViolation"
        one(connection, f"DELETE FROM {sql.split()[2]} WHERE id = %s", row)
        assert refused(connection, sql, other, row, new_id()) is None
    ids = sum(one(connection, f"SELECT count (*) FROM {table}") for table in
              ("orders", "tickets", "check_ins", "payments", "replaced_codes"))
    assert one(connection, "SELECT count (*) FROM private.row_ids") == ids


def check_moves(connection):
    """A ticket that goes to an event in another part is removed there and inserted here: desks and pools hear of it."""
    other = other_part(connection)
    ticket = new_id()
    one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) VALUES (%s, %s, %s, 'Guest', 'MOVES', 0)",
        EVENT, ticket, FREE_TIER)
    desk = Desk(connection, PEOPLE["owner"], [EVENT, DRAFT, other])
    desk.catch_up()
    for event in (other, DRAFT, EVENT):
        before = one(connection, "SELECT version FROM tickets WHERE id = %s", ticket)
        one(connection, "UPDATE tickets SET event_id = %s, tier_id = %s WHERE id = %s", event, FREE_TIER if event == EVENT else None, ticket)
        assert one(connection, "SELECT version FROM tickets WHERE id = %s", ticket) == before + 1
        desk.catch_up()
        assert not desk.differences() and desk.rows["tickets", ticket][0] == event
        assert not rows(connection, "SELECT * FROM events e, private.wrong_places (e.id)")
    assert desk.n_loads == 3
    assert refused(connection, TICKET, other, ticket, "AGAIN") == "UniqueViolation"


def check_no_way_around(connection):
    """Nobody reads or writes a part but through the whole."""
    parts = [name for (name,) in rows(connection, """SELECT c.oid::regclass::text FROM pg_class c WHERE c.relispartition
        AND c.relkind = 'r'""")]
    assert len(parts) == 8 * 5, parts
    session = new_session(connection, PEOPLE["owner"])
    for part in parts:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            become(connection, PEOPLE["owner"], session)
        assert refused(connection, f"SELECT count (*) FROM {part}") == "InsufficientPrivilege", part
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
    for i in range(5):
        assert refused(connection, f"DELETE FROM private.payments_{i}") == "InternalError", i


# What is asked all day, with the event's id: (statement, table).
ASKED = [
    ("SELECT * FROM tickets WHERE event_id = %s AND id = %s", "tickets"),
    ("SELECT * FROM tickets WHERE event_id = %s AND qr_code = %s::text AND deleted_at IS NULL", "tickets"),
    ("SELECT * FROM orders WHERE event_id = %s AND client_key = %s", "orders"),
    ("SELECT * FROM check_ins WHERE event_id = %s AND id = %s", "check_ins"),
]


def check_one_part(connection):
    for sql, table in ASKED:
        plan = "\n".join(line for (line,) in rows(connection, "EXPLAIN " + sql, EVENT, new_id()))
        assert len({word for word in plan.replace("(", " ").split() if word.startswith(table + "_") and word[-1].isdigit()}) == 1, plan


def check_door(world, name, connection):
    """A batch locks, decides and settles within the event's part; ids of other events are said to be taken."""
    without_limits(connection)
    one(connection, """INSERT INTO tickets (event_id, id, attendee_name, qr_code, price)
        SELECT %s, md5 ('D' || i)::uuid, 'Guest', 'D' || i, 0 FROM generate_series (1, 50) i""", EVENT)
    other = other_part(connection)
    taken = one(connection, """INSERT INTO check_ins (event_id, id, direction, method, time, verdict)
        VALUES (%s, gen_random_uuid (), 'ENTRY', 'NONE', now (), 'UNKNOWN') RETURNING id::text""", other)
    batch = [{"id": new_id(), "qr_code": f"D{i}", "at": "2030-06-01T19:00:00Z", "list_id": LIST} for i in range(1, 51)]
    batch[7]["id"] = taken
    caller = world.api.be(world.token(connection, PEOPLE["owner"]))
    with world.serve(name) as rest:
        caller.url = rest.url
        answer = caller.call("check_in", event_id=EVENT, check_ins=batch)
    assert answer.status == 200, answer
    assert [verdict["verdict"] for verdict in answer.body] == ["ADMITTED"] * 7 + [None] + ["ADMITTED"] * 42, answer.body
    assert answer.body[7]["code"] == "ID_TAKEN"
    assert one(connection, "SELECT count (*) FROM tickets WHERE status = 'CHECKED_IN' AND qr_code LIKE 'D%%'") == 49


def add(tap, world):
    name = make(world)
    with world.connect(name) as connection:
        tap.run("parts: no id twice", check_ids, connection)
        tap.run("parts: a row goes to another", check_moves, connection)
        tap.run("parts: no way around the whole", check_no_way_around, connection)
        tap.run("parts: what is asked of an event looks into one", check_one_part, connection)
        tap.run("parts: a batch of check-ins", check_door, world, name, connection)
