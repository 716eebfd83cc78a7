# SPDX-License-Identifier: GPL-3.0-or-later
"""Check-ins in batches: facts, verdicts, replays, conflicts."""
import json
import threading

from world import (EVENT, FOREIGN_EVENT, LIST, ORDER, PEOPLE, TICKET, TIER, EARLY_TIER, become, expect, new_id, new_session, one, rows,
                   without_limits)

AT = "2030-06-01T19:00:00Z"


class Door:
    """A desk that checks in, over a connection of its own."""

    def __init__(self, connection, user=PEOPLE["door"]):
        self.connection = connection
        self.user = user
        self.session = new_session(connection, user)

    def send(self, *scans, event=EVENT):
        """The answers of one batch; each scan gets what it leaves out."""
        batch = [{"id": new_id(), "at": AT, "list_id": LIST, **scan} for scan in scans]
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                become(self.connection, self.user, self.session)
                cursor.execute("SELECT public.check_in (%s, %s)", [event, json.dumps(batch)])
                answers = cursor.fetchone()[0]
                cursor.execute("COMMIT")
            except Exception:
                cursor.execute("ROLLBACK")
                raise
        assert [answer["id"] for answer in answers] == [scan["id"] for scan in batch], answers
        return answers

    def verdicts(self, *scans):
        return [answer["verdict"] for answer in self.send(*scans)]


GIL = {"qr_code": "SAMPLE-GIL-1"}
CLOSED = new_id()

# What is changed before, the scan, the verdict. The list is the sample's, of which everything is allowed that is not said.
CASES = [
    ("admitted", "", GIL, "ADMITTED"),
    ("admitted by ticket", "", {"ticket_id": TICKET}, "ADMITTED"),
    ("no list", "", {**GIL, "list_id": None}, "ADMITTED"),
    ("unknown", "", {"qr_code": "NOBODY"}, "UNKNOWN"),
    ("of a foreign event", "", {"qr_code": "SAMPLE-ELSE-1"}, "UNKNOWN"),
    ("cancelled", f"UPDATE tickets SET status = 'CANCELLED' WHERE id = '{TICKET}'", GIL, "CANCELLED"),
    ("refunded", f"UPDATE tickets SET status = 'CANCELLED', is_refunded = true WHERE id = '{TICKET}'", GIL, "REFUNDED"),
    ("expired", f"UPDATE orders SET status = 'EXPIRED' WHERE id = '{ORDER}'", GIL, "EXPIRED"),
    ("blocked", f"UPDATE tickets SET is_blocked = true WHERE id = '{TICKET}'", GIL, "BLOCKED"),
    ("unapproved", f"UPDATE tickets SET needs_approval = true WHERE id = '{TICKET}'", GIL, "UNAPPROVED"),
    ("wrong tier", f"""UPDATE check_in_lists SET tier_ids = '["{EARLY_TIER}"]'""", GIL, "WRONG_TIER"),
    ("right tier", f"""UPDATE check_in_lists SET tier_ids = '["{TIER}"]'""", GIL, "ADMITTED"),
    ("too early", "UPDATE check_in_lists SET opens_at = '2030-06-01T19:00:01Z'", GIL, "TOO_EARLY"),
    ("opens now", "UPDATE check_in_lists SET opens_at = '2030-06-01T19:00:00Z'", GIL, "ADMITTED"),
    ("too late", "UPDATE check_in_lists SET closes_at = '2030-06-01T19:00:00Z'", GIL, "TOO_LATE"),
    ("unpaid", f"UPDATE orders SET status = 'PENDING', expires_at = now () WHERE id = '{ORDER}'", GIL, "UNPAID"),
    ("unpaid and allowed", f"UPDATE orders SET status = 'PENDING', expires_at = now () WHERE id = '{ORDER}';"
     "UPDATE check_in_lists SET allow_unpaid = true", GIL, "ADMITTED"),
    ("exit without entry", "", {**GIL, "direction": "EXIT"}, "NOT_INSIDE"),
    ("a deleted ticket", f"UPDATE tickets SET deleted_at = now () WHERE id = '{TICKET}'", GIL, "CANCELLED"),
]


def check_case(connection, before, scan, verdict):
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        if before:
            cursor.execute(before)
        batch = json.dumps([{"id": new_id(), "at": AT, "list_id": LIST, **scan}])
        become(connection, PEOPLE["door"], new_session(connection, PEOPLE["door"]))
        assert one(connection, "SELECT public.check_in (%s, %s) -> 0 ->> 'verdict'", EVENT, batch) == verdict
        cursor.execute("RESET ROLE")
        stored = rows(connection, "SELECT verdict, code, user_id::text, status FROM check_ins LEFT JOIN tickets t ON t.id = ticket_id "
                      "AND t.deleted_at IS NULL")
        assert len(stored) == 1 and stored[0][:3] == (verdict, scan.get("qr_code"), PEOPLE["door"]), stored
        assert (stored[0][3] == "CHECKED_IN") == (verdict == "ADMITTED"), stored
    finally:
        cursor.execute("ROLLBACK")


def at(minute, **scan):
    return {**GIL, "at": f"2030-06-01T19:{minute:02}:00Z", **scan}


def check_history(world):
    """In and in again, out, in again; on another list; all of it in one batch, and the same in batches of one."""
    other = new_id()
    scans = [at(0), at(1), at(2, direction="EXIT"), at(3, direction="EXIT"), at(4), at(5, list_id=other)]
    for reentry, expected in ((False, ["ADMITTED", "ALREADY_IN", "EXITED", "NOT_INSIDE", "ALREADY_IN", "ADMITTED"]),
                              (True, ["ADMITTED", "ALREADY_IN", "EXITED", "NOT_INSIDE", "ADMITTED", "ADMITTED"])):
        for batches in ([scans], [[scan] for scan in scans]):
            with world.database() as connection:
                one(connection, "UPDATE check_in_lists SET allow_reentry = %s", reentry)
                door = Door(connection)
                found = [verdict for batch in batches for verdict in door.verdicts(*batch)]
                assert found == expected, (reentry, len(batches), found)


def check_replay(world):
    """The same batch again, and in part, gives what is stored and changes nothing."""
    with world.database() as connection:
        door = Door(connection)
        batch = [{**GIL, "id": new_id()}, {"qr_code": "NOBODY", "id": new_id()}, {"qr_code": "SAMPLE-GIL-2", "id": new_id()}]
        first = door.send(*batch)
        before = rows(connection, "SELECT id, version FROM tickets ORDER BY 1"), rows(connection, "SELECT * FROM check_ins ORDER BY 1, 2")
        assert door.send(*batch) == first
        assert door.send(batch[2], batch[0]) == [first[2], first[0]]
        after = rows(connection, "SELECT id, version FROM tickets ORDER BY 1"), rows(connection, "SELECT * FROM check_ins ORDER BY 1, 2")
        assert before == after
        # Under an id that is another event's.
        taken = one(connection, "INSERT INTO check_ins (event_id, id, direction, method, time, verdict) "
                    "VALUES (%s, gen_random_uuid (), 'ENTRY', 'NONE', now (), 'UNKNOWN') RETURNING id::text", FOREIGN_EVENT)
        assert door.send({**GIL, "id": taken})[0] == {"id": taken, "verdict": None, "ticket_id": None, "code": "ID_TAKEN"}


def check_conflicts(world):
    """Two desks that were offline both admitted: both facts stay, and people are told, once."""
    with world.database() as connection:
        door, other = Door(connection), Door(connection, PEOPLE["organizer"])
        first = door.send(at(0, verdict="ADMITTED"))[0]
        scan = at(1, verdict="ADMITTED", id=new_id())
        for _ in range(2):
            assert other.send(scan)[0]["verdict"] == "ADMITTED"
        assert rows(connection, "SELECT kind, check_in_id::text, other_id::text FROM conflicts") == \
            [("TWICE_ADMITTED", scan["id"], first["id"])]
        one(connection, "UPDATE tickets SET status = 'CANCELLED' WHERE qr_code = 'SAMPLE-GIL-2'")
        door.send({"qr_code": "SAMPLE-GIL-2", "verdict": "ADMITTED"})
        # With a reason it was let in knowingly.
        door.send({"qr_code": "SAMPLE-GIL-2", "verdict": "ADMITTED", "reason": "Knows the band"})
        kinds = rows(connection, "SELECT kind FROM conflicts ORDER BY kind")
        assert kinds == [("ADMITTED_THOUGH_REFUSED",), ("TWICE_ADMITTED",)], kinds
        assert one(connection, "SELECT status FROM tickets WHERE qr_code = 'SAMPLE-GIL-2'") == "CANCELLED"


def check_undo(world):
    with world.database() as connection:
        door = Door(connection)
        state = lambda: rows(connection, "SELECT status, check_in_time IS NULL FROM tickets WHERE id = %s", TICKET)[0]  # noqa: E731
        entry = door.send(at(0))[0]["id"]
        undo = {"direction": "UNDO", "undoes_id": entry, "at": "2030-06-01T19:01:00Z"}
        answer = door.send(undo)[0]
        assert answer["ticket_id"] == TICKET and state() == ("VALID", True), (answer, state())
        assert door.verdicts(at(2)) == ["ADMITTED"] and state() == ("CHECKED_IN", False)


def check_order_of_arrival(world):
    """A fact that comes late does not undo what came later at the door."""
    with world.database() as connection:
        door = Door(connection)
        door.send(at(30, direction="EXIT", verdict="EXITED"))
        door.send(at(10, verdict="ADMITTED"))
        found = rows(connection, "SELECT status, to_char (check_in_time AT TIME ZONE 'UTC', 'MI'), "
                     "to_char (check_out_time AT TIME ZONE 'UTC', 'MI') FROM tickets WHERE id = %s", TICKET)
        assert found == [("CHECKED_IN", "10", "30")], found


def check_imported(world):
    """Who came checked in from a list is inside without a fact of it, and stays so whatever is refused."""
    with world.database() as connection:
        one(connection, "UPDATE tickets SET status = 'CHECKED_IN', check_in_time = '2030-06-01T18:00:00Z' WHERE id = %s", TICKET)
        state = lambda: rows(connection, "SELECT status, to_char (check_in_time AT TIME ZONE 'UTC', 'HH24'), "  # noqa: E731
                             "check_out_time IS NULL FROM tickets WHERE id = %s", TICKET)[0]
        door = Door(connection)
        assert door.verdicts(at(0)) == ["ALREADY_IN"] and state() == ("CHECKED_IN", "18", True), state()
        assert door.verdicts(at(1, direction="EXIT")) == ["EXITED"] and state() == ("CHECKED_IN", "18", False), state()
        assert door.verdicts(at(2, direction="EXIT")) == ["NOT_INSIDE"]


# Also where a table is in parts.
READ = r"""SELECT relname, seq_tup_read + coalesce (idx_tup_fetch, 0) FROM pg_stat_xact_user_tables
  WHERE relname ~ '^(tickets|orders|check_ins|check_in_lists)(_\d+)?$'"""


def check_reads_by_index(world):
    """One scan among 20 000 guests and facts reads a few rows, not all: even by plans that were made when there was nothing."""
    with world.database() as connection:
        without_limits(connection)
        door = Door(connection)
        for code in ("SAMPLE-GIL-1", "NOBODY"):
            door.send({"qr_code": code})
        one(connection, """INSERT INTO orders (event_id, id, order_number, total, currency, status, channel)
            SELECT %s, md5 ('O' || i)::uuid, 'N' || i, 0, 'EUR', 'COMPLETED', 'IMPORT' FROM generate_series (1, 20000) i""", EVENT)
        one(connection, """INSERT INTO tickets (event_id, id, order_id, tier_id, attendee_name, qr_code, price)
            SELECT %s, md5 ('T' || i)::uuid, md5 ('O' || i)::uuid, %s, 'Guest', 'C' || i, 0 FROM generate_series (1, 20000) i""",
            EVENT, TIER)
        one(connection, """INSERT INTO check_ins (event_id, id, list_id, ticket_id, direction, method, time, verdict)
            SELECT %s, gen_random_uuid (), %s, md5 ('T' || i)::uuid, 'ENTRY', 'QR_SCAN', now (), 'ADMITTED'
            FROM generate_series (10001, 20000) i""", EVENT, LIST)
        cursor = connection.cursor()
        cursor.execute("BEGIN")
        before = dict(rows(connection, READ))
        become(connection, door.user, door.session)
        batch = json.dumps([{"id": new_id(), "at": AT, "list_id": LIST, "qr_code": code} for code in ("C7", "C20000", "NOBODY")])
        found = one(connection, "SELECT jsonb_path_query_array (public.check_in (%s, %s), '$[*].verdict')", EVENT, batch)
        assert found == ["ADMITTED", "ALREADY_IN", "UNKNOWN"], found
        cursor.execute("RESET ROLE")
        read = {table: n - before[table] for table, n in rows(connection, READ) if n - before[table] > 30}
        cursor.execute("ROLLBACK")
        assert not read, read


def check_concurrent(world):
    """Eight desks send the same forty guests in other orders: each is admitted once, and nobody blocks another."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) "
            "SELECT %s, gen_random_uuid (), %s, 'Guest', 'C' || i, 0 FROM generate_series (0, 39) i", EVENT, TIER)
        found, failures = [], []

        def desk(seed):
            try:
                with world.connect(name) as mine:
                    door = Door(mine)
                    for batch in range(4):
                        codes = [f"C{(i * 7 + seed * 5 + batch * 10) % 40}" for i in range(20)]
                        found.extend(zip(codes, door.verdicts(*({"qr_code": code} for code in codes)), strict=True))
            except Exception as error:
                failures.append(error)

        desks = [threading.Thread(target=desk, args=(seed,)) for seed in range(8)]
        for thread in desks:
            thread.start()
        for thread in desks:
            thread.join()
        assert not failures, failures
        admitted = sorted(code for code, verdict in found if verdict == "ADMITTED")
        assert admitted == sorted(f"C{i}" for i in range(40)), admitted
        assert len(found) == 640 == one(connection, "SELECT count (*) FROM check_ins")


WRONG = [
    ("no array", {"check_ins": {}}, 400, "BATCH_WRONG"),
    ("too many", {"check_ins": [{}] * 1001}, 400, "BATCH_WRONG"),
    ("no id", {"check_ins": [{"qr_code": "X", "at": AT}]}, 400, "CHECK_IN_WRONG"),
    ("no time", {"check_ins": [{"id": new_id(), "qr_code": "X"}]}, 400, "CHECK_IN_WRONG"),
    ("no code", {"check_ins": [{"id": new_id(), "at": AT}]}, 400, "CHECK_IN_WRONG"),
    ("a broken id", {"check_ins": [{"id": "x", "qr_code": "X", "at": AT}]}, 400, "CHECK_IN_WRONG"),
    ("a broken time", {"check_ins": [{"id": new_id(), "qr_code": "X", "at": "soon"}]}, 400, "CHECK_IN_WRONG"),
    ("a number", {"check_ins": [7]}, 400, "CHECK_IN_WRONG"),
    ("a verdict of no kind", {"check_ins": [{"id": new_id(), "qr_code": "X", "at": AT, "verdict": "MAYBE"}]}, 400, "CHECK_IN_WRONG"),
    ("a long code", {"check_ins": [{"id": new_id(), "qr_code": "X" * 513, "at": AT}]}, 400, "CHECK_IN_WRONG"),
    ("an id twice", {"check_ins": [{"id": CLOSED, "qr_code": code, "at": AT} for code in "XY"]}, 400, "ID_TWICE"),
    ("a foreign event", {"event_id": FOREIGN_EVENT, "check_ins": []}, 403, "NOT_ALLOWED"),
    ("no event", {"event_id": None, "check_ins": []}, 403, "NOT_ALLOWED"),
]


def check_wrong(door, arguments, status, code):
    body = expect(door.call("check_in", **{"event_id": EVENT, **arguments}), status, code)
    assert body["message"].endswith("."), body


def add(tap, world):
    with world.database() as connection:
        for name, before, scan, verdict in CASES:
            tap.run(f"check-in: {name}", check_case, connection, before, scan, verdict)
    for name, check in (("in, out and in again", check_history), ("the same batch again", check_replay),
                        ("two desks admitted", check_conflicts), ("taken back", check_undo),
                        ("in another order", check_order_of_arrival), ("came in from a list", check_imported),
                        ("among many", check_reads_by_index), ("eight desks at once", check_concurrent)):
        tap.run(f"check-in: {name}", check, world)
    door = world.sign_in("TEAM_MEMBER")
    for name, arguments, status, code in WRONG:
        tap.run(f"check-in: {name}", check_wrong, door, arguments, status, code)
    tap.run("check-in: an empty batch", lambda: expect(door.call("check_in", event_id=EVENT, check_ins=[]), 200))
