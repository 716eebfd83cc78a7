# SPDX-License-Identifier: GPL-3.0-or-later
"""A ticket goes to somebody else, and its old code dies."""
import threading

from caller import Caller, Refused
from world import EVENT, LIST, ORDER, PEOPLE, TICKET, become, new_id, one, rows

AT = "2030-06-01T19:00:00Z"


def scan(caller, **words):
    return caller.call("check_in", event_id=EVENT, check_ins=[{"id": new_id(), "at": AT, "list_id": LIST, **words}])[0]["verdict"]


def check_transfer(world):
    """By the buyer: another name and code, nothing of the first person, the old code is known and good for nothing."""
    with world.database() as connection:
        one(connection, "UPDATE tickets SET company = 'Acme', notes = 'Vegan', answers = '{\"size\": \"M\"}', badge_printed_at = now (), "
            "badge_print_count = 1 WHERE id = %s", TICKET)
        guest = Caller(connection, PEOPLE["guest"])
        transfer = new_id()
        words = {"ticket_id": TICKET, "id": transfer, "name": " Nora Next ", "email": "Nora@foyer.example"}
        answer = guest.call("transfer_ticket", **words)
        code = answer["qr_code"]
        assert answer == {"id": transfer, "ticket_id": TICKET, "attendee_name": "Nora Next", "attendee_email": "nora@foyer.example",
                          "qr_code": code}, answer
        assert len(code) == 33 and set(code) <= set("W0123456789ABCDEF"), code
        assert rows(connection, "SELECT company, notes, answers, badge_printed_at, badge_print_count, status FROM tickets WHERE id = %s",
                    TICKET) == [(None, None, None, None, 0, "VALID")]
        assert rows(connection, "SELECT code, attendee_name, attendee_email, replaced_by::text FROM replaced_codes") == [
            ("SAMPLE-GIL-1", "Gil Guest", "guest@foyer.example", PEOPLE["guest"])]
        # The same again is the same, and does nothing.
        version = one(connection, "SELECT version FROM tickets WHERE id = %s", TICKET)
        assert guest.call("transfer_ticket", **words) == answer
        assert one(connection, "SELECT version FROM tickets WHERE id = %s", TICKET) == version
        # At the door.
        door = Caller(connection, PEOPLE["door"])
        assert scan(door, qr_code="SAMPLE-GIL-1") == "REPLACED"
        assert scan(door, qr_code="SAMPLE-GIL-1", direction="EXIT") == "NOT_INSIDE"
        assert scan(door, qr_code=code) == "ADMITTED"
        assert scan(door, qr_code="SAMPLE-GIL-1", direction="EXIT") == "EXITED"
        assert rows(connection, "SELECT DISTINCT ticket_id::text FROM check_ins") == [(TICKET,)]


def check_on_and_on(world):
    """To a second and a third: every old code is known, and the first call again does not tell the third's code."""
    with world.database() as connection:
        staff = Caller(connection, PEOPLE["door"])
        first = {"ticket_id": TICKET, "id": new_id(), "name": "Second"}
        codes = ["SAMPLE-GIL-1", staff.call("transfer_ticket", **first)["qr_code"]]
        codes.append(staff.call("transfer_ticket", ticket_id=TICKET, id=new_id(), name="Third")["qr_code"])
        assert staff.call("transfer_ticket", **first) == {"id": first["id"], "ticket_id": TICKET}
        assert [scan(staff, qr_code=code) for code in codes] == ["REPLACED", "REPLACED", "ADMITTED"]


def check_desk_did_not_know(world):
    """A desk that was offline let the old code in: a fact, and a conflict."""
    with world.database() as connection:
        staff = Caller(connection, PEOPLE["door"])
        staff.call("transfer_ticket", ticket_id=TICKET, id=new_id(), name="Next")
        assert scan(staff, qr_code="SAMPLE-GIL-1", ticket_id=TICKET, verdict="ADMITTED") == "ADMITTED"
        assert rows(connection, "SELECT kind, ticket_id::text, details FROM conflicts") == [
            ("ADMITTED_THOUGH_REFUSED", TICKET, {"verdict": "REPLACED"})]


def check_token(world):
    """A buyer without an account, with the order's token."""
    with world.database() as connection:
        token = one(connection, "SELECT private.order_token (%s)", ORDER)
        words = {"ticket_id": TICKET, "id": new_id(), "name": "Next"}
        anybody = Caller(connection)
        for wrong in (None, "", "x", one(connection, "SELECT private.order_token (gen_random_uuid ())")):
            assert anybody.refusal("transfer_ticket", **words, token=wrong) == "NO_TICKET"
        assert anybody.call("transfer_ticket", **words, token=token)["attendee_name"] == "Next"
        assert one(connection, "SELECT count (*) FROM replaced_codes WHERE replaced_by IS NULL") == 1


GOOD = {"ticket_id": TICKET, "name": "Nora Next"}
# What is changed before, who calls, with what, the code of the refusal.
REFUSALS = [
    ("by a stranger", "", "other", {}, "NO_TICKET"),
    ("without the right", "UPDATE event_grants SET can_sell = false", "door", {}, "NO_TICKET"),
    ("no such ticket", "", "owner", {"ticket_id": new_id()}, "NO_TICKET"),
    ("no ticket", "", "owner", {"ticket_id": None}, "NO_TICKET"),
    ("no id", "", "owner", {"id": None}, "ID_MISSING"),
    ("no name", "", "owner", {"name": "  "}, "NAME_WRONG"),
    ("a long name", "", "owner", {"name": "x" * 201}, "NAME_WRONG"),
    ("no address", "", "owner", {"email": "nora"}, "EMAIL_WRONG"),
    ("used", f"UPDATE tickets SET status = 'CHECKED_IN', check_in_time = now () WHERE id = '{TICKET}'", "owner", {}, "TICKET_USED"),
    ("cancelled", f"UPDATE tickets SET status = 'CANCELLED' WHERE id = '{TICKET}'", "owner", {}, "TICKET_NOT_VALID"),
    ("blocked", f"UPDATE tickets SET is_blocked = true WHERE id = '{TICKET}'", "owner", {}, "TICKET_NOT_VALID"),
    ("unapproved", f"UPDATE tickets SET needs_approval = true WHERE id = '{TICKET}'", "owner", {}, "TICKET_NOT_VALID"),
    ("unpaid", f"UPDATE orders SET status = 'PENDING', expires_at = now () WHERE id = '{ORDER}'", "owner", {}, "TICKET_NOT_VALID"),
    ("removed", f"UPDATE tickets SET deleted_at = now () WHERE id = '{TICKET}'", "owner", {}, "NO_TICKET"),
]


def check_refusal(world, before, who, words, code):
    with world.database() as connection:
        if before:
            one(connection, before)
        caller = Caller(connection, PEOPLE[who])
        assert caller.refusal("transfer_ticket", **{**GOOD, "id": new_id(), **words}) == code
        assert one(connection, "SELECT count (*) FROM replaced_codes") == 0


def check_other_id(world):
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        taken = new_id()
        owner.call("transfer_ticket", ticket_id=TICKET, id=taken, name="Next")
        other = one(connection, "SELECT id::text FROM tickets WHERE qr_code = 'SAMPLE-GIL-2'")
        assert owner.refusal("transfer_ticket", ticket_id=other, id=taken, name="Next") == "ID_TAKEN"


def check_at_once(world):
    """A check-in with the old code and a transfer at the same time: whoever is first, never both."""
    found = set()
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        for first in ("door", "owner") * 4:
            one(connection, "DELETE FROM check_ins; DELETE FROM replaced_codes; UPDATE tickets SET status = 'VALID', check_in_time = NULL, "
                f"qr_code = 'SAMPLE-GIL-1' WHERE id = '{TICKET}'")
            with world.connect(name) as here, world.connect(name) as there:
                # The first holds its ticket while the second arrives.
                cursor = here.cursor()
                callers = {"door": Caller(here if first == "door" else there, PEOPLE["door"]),
                           "owner": Caller(here if first == "owner" else there, PEOPLE["owner"])}
                calls = {"door": ("SELECT public.check_in (%s, jsonb_build_array (jsonb_build_object ('id', gen_random_uuid (), 'qr_code', "
                                  "'SAMPLE-GIL-1', 'at', now (), 'list_id', %s))) -> 0 ->> 'verdict'", [EVENT, LIST]),
                         "owner": ("SELECT public.transfer_ticket (%s, gen_random_uuid (), 'Next') ->> 'attendee_name'", [TICKET])}
                second = "owner" if first == "door" else "door"
                cursor.execute("BEGIN")
                become(here, PEOPLE[first], callers[first].session)
                cursor.execute(*calls[first])
                answers = {first: cursor.fetchone()[0]}

                def run():
                    try:
                        answers[second] = callers[second].query(calls[second][0], *calls[second][1])[0][0]
                    except Refused as refused:
                        answers[second] = refused.code
                thread = threading.Thread(target=run)
                thread.start()
                while not one(connection, "SELECT count (*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s", name):
                    assert thread.is_alive()
                cursor.execute("COMMIT")
                thread.join()
            found.add((first, answers["door"], answers["owner"]))
    assert found == {("door", "ADMITTED", "TICKET_USED"), ("owner", "REPLACED", "Next")}, found


def check_often(world):
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        for _ in range(10):
            owner.call("transfer_ticket", ticket_id=TICKET, id=new_id(), name="Next")
        assert owner.refusal("transfer_ticket", ticket_id=TICKET, id=new_id(), name="Next") == "TOO_OFTEN"


def add(tap, world):
    tap.run("transfers: another person, another code", check_transfer, world)
    tap.run("transfers: on and on", check_on_and_on, world)
    tap.run("transfers: with the order's token", check_token, world)
    tap.run("transfers: a desk that did not know", check_desk_did_not_know, world)
    for name, before, who, words, code in REFUSALS:
        tap.run(f"transfers: refused: {name}", check_refusal, world, before, who, words, code)
    tap.run("transfers: an id of something else", check_other_id, world)
    tap.run("transfers: against a check-in at once", check_at_once, world)
    tap.run("transfers: not without end", check_often, world)
