# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that came into being at a desk: imports, guests added by hand, and the history of an event that becomes hosted."""
import json
import threading
import time

from caller import Caller
from world import DRAFT, EVENT, FOREIGN_EVENT, LIST, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, new_id, one, rows, without_limits

FREE_TIER = "01900000-0000-7000-8000-000000000203"
MARK = "2026-05-01T18:00:00.123456Z"


def order(**more):
    row = {"id": new_id(), "event_id": EVENT, "order_number": new_id(), "buyer_name": None, "buyer_email": None, "subtotal": None,
           "discount": None, "service_fee": None, "total": 100, "currency": "EUR", "status": "COMPLETED", "channel": "IMPORT",
           "promo_code_id": None}
    return {"table": "orders", "row": {**row, **more}}


def ticket(**more):
    row = {"id": new_id(), "event_id": EVENT, "order_id": None, "tier_id": TIER, "attendee_name": "Guest", "attendee_email": None,
           "company": None, "notes": None, "answers": None, "qr_code": new_id(), "price": 100, "status": "VALID", "check_in_time": None,
           "check_out_time": None, "check_in_method": "NONE", "is_blocked": False, "needs_approval": False, "is_refunded": False,
           "badge_printed_at": None, "badge_print_count": 0, "resend_marked_at": None}
    return {"table": "tickets", "row": {**row, **more}}


def other(table, **more):
    return {"table": table, "row": {"id": new_id(), **more}}


def store(caller, *stored, event=EVENT):
    return caller.call("store_rows", event_id=event, rows=json.dumps(stored))


def agree(connection, event=EVENT):
    found = rows(connection, "SELECT * FROM private.wrong_places (%s)", event)
    assert not found, found


def check_history(world):
    """All that happened at an event that was local until now; told twice, and in any order."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        event, tier, door = new_id(), new_id(), new_id()
        answers = owner.call("edit_rows", edits=json.dumps([
            {"table": "events", "id": event, "is_new": True, "set": {
                "organizer_id": ORGANIZER, "title": "Local", "slug": "local", "start_date": "2031-05-01T18:00:00Z", "end_date": "2031-05-01T22:00:00Z",
                "timezone": "Europe/Vienna", "currency": "EUR", "capacity": 100}},
            {"table": "ticket_tiers", "id": tier, "is_new": True, "set": {"event_id": event, "name": "A", "price": 100, "sort_order": 0, "quantity_total": 50}},
            {"table": "check_in_lists", "id": door, "is_new": True, "set": {"event_id": event, "name": "Door", "sort_order": 0}}]))
        assert {answer["status"] for answer in answers} == {"done"}, answers
        sale = order(event_id=event, total=200, subtotal=200)
        one_in = ticket(event_id=event, tier_id=tier, order_id=sale["row"]["id"], status="CHECKED_IN", check_in_time=MARK, check_in_method="MANUAL",
                        answers={"meal": "Soup"}, attendee_email=" Ann@Foyer.Example ")
        gone = ticket(event_id=event, tier_id=tier, order_id=sale["row"]["id"], status="CANCELLED", is_refunded=True)
        stays = ticket(event_id=event, tier_id=tier)
        entry = other("check_ins", event_id=event, list_id=door, ticket_id=one_in["row"]["id"], code=one_in["row"]["qr_code"], device_id=new_id(),
                      direction="ENTRY", method="MANUAL", time=MARK, verdict="ADMITTED")
        everything = [
            other("conflicts", event_id=event, kind="TWICE_ADMITTED", ticket_id=one_in["row"]["id"], details={}, settled_at=MARK), entry,
            other("replaced_codes", event_id=event, ticket_id=stays["row"]["id"], code="OLD", attendee_name="Before", replaced_at=MARK),
            other("refunds", event_id=event, order_id=sale["row"]["id"], ticket_id=gone["row"]["id"], amount=100, currency="EUR", status="CONFIRMED"),
            other("payments", event_id=event, order_id=sale["row"]["id"], kind="PAYMENT", method="CASH", amount=200, currency="EUR", paid_at=MARK),
            one_in, gone, stays, sale]
        assert store(owner, *everything, event=event) == {"stored": 9, "known": 0, "refused": []}
        before = {table: rows(connection, f"SELECT id, version FROM {table} WHERE event_id = %s ORDER BY 1", event) for table in ("orders", "tickets")}
        assert store(owner, *everything[::-1], event=event) == {"stored": 0, "known": 9, "refused": []}
        assert before == {table: rows(connection, f"SELECT id, version FROM {table} WHERE event_id = %s ORDER BY 1", event) for table in before}
        agree(connection, event)
        assert one(connection, "SELECT sum (n)::int FROM private.places WHERE pool_id = %s", tier) == 48
        found = rows(connection, "SELECT status, check_in_time = %s, check_in_method, answers, attendee_email FROM tickets WHERE id = %s",
                     MARK, one_in["row"]["id"])
        assert found == [("CHECKED_IN", True, "MANUAL", {"meal": "Soup"}, "ann@foyer.example")], found
        assert one(connection, "SELECT settled_by::text FROM conflicts WHERE event_id = %s", event) == PEOPLE["owner"]


def check_oversold(world):
    """What is over a limit is stored, owed, and told once for each tier."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        guests = [ticket(tier_id=FREE_TIER, price=0) for _ in range(130)]
        assert store(owner, *guests, ticket()) == {"stored": 131, "known": 0, "refused": []}
        found = rows(connection, "SELECT kind, other_id::text, (details ->> 'tickets')::int, jsonb_array_length (details -> 'ticket_ids') FROM conflicts")
        assert found == [("OVERSOLD", FREE_TIER, 30, 30)], found
        agree(connection)
        assert store(owner, *guests)["known"] == 130
        assert one(connection, "SELECT count (*) FROM conflicts") == 1
        # What has a limit for all of the event, too.
        one(connection, "UPDATE events SET capacity = 133 WHERE id = %s", EVENT)
        assert store(owner, *(ticket() for _ in range(5)))["stored"] == 5
        assert one(connection, "SELECT (details ->> 'tickets')::int FROM conflicts WHERE other_id = %s", TIER) == 5
        agree(connection)


# What is refused, and its code. Beside it everything else is stored.
REFUSED = [
    ("no object", lambda: 1, "ROW_WRONG"),
    ("no row", lambda: {"table": "tickets"}, "ROW_WRONG"),
    ("a row that is none", lambda: {"table": "tickets", "row": [1]}, "ROW_WRONG"),
    ("no id", lambda: {"table": "tickets", "row": {"attendee_name": "X"}}, "ROW_WRONG"),
    ("an id that is none", lambda: ticket(id="x"), "ROW_WRONG"),
    ("a table that is not stored", lambda: other("quotas", name="X"), "ROW_WRONG"),
    ("a row of another event", lambda: ticket(event_id=FOREIGN_EVENT), "ROW_WRONG"),
    ("the id of another event's row", lambda: ticket(id="01900000-0000-7000-8000-000000000603"), "ID_TAKEN"),
    ("no name", lambda: ticket(attendee_name=None), "ROW_WRONG"),
    ("a name that is too long", lambda: ticket(attendee_name="x" * 201), "ROW_WRONG"),
    ("a number that is none", lambda: ticket(price="many"), "ROW_WRONG"),
    ("a time that is none", lambda: ticket(check_in_time="soon"), "ROW_WRONG"),
    ("a time without end", lambda: ticket(check_in_time="infinity"), "ROW_WRONG"),
    ("a removal before all time", lambda: order(deleted_at="-infinity"), "ROW_WRONG"),
    ("a word that is none", lambda: ticket(status="THERE"), "ROW_WRONG"),
    ("a code that is taken", lambda: ticket(qr_code="SAMPLE-GIL-1"), "TAKEN"),
    ("a tier that is not there", lambda: ticket(tier_id=new_id()), "NO_TIER"),
    ("a tier that is none", lambda: ticket(tier_id="x"), "ROW_WRONG"),
    ("an order that is not there", lambda: ticket(order_id=new_id()), "REFERENCE_WRONG"),
    ("a promo code that is not there", lambda: order(promo_code_id=new_id()), "REFERENCE_WRONG"),
    ("an order that does not sum up", lambda: order(subtotal=7), "ROW_WRONG"),
    ("a payment of nothing", lambda: other("payments", order_id=ORDER, kind="PAYMENT", method="CASH", amount=0, currency="EUR"), "ROW_WRONG"),
    ("a check-in that undoes nothing", lambda: other("check_ins", direction="UNDO", method="NONE", time=MARK, verdict="ADMITTED"), "ROW_WRONG"),
    ("a check-in of no ticket's id", lambda: other("check_ins", ticket_id="x", direction="ENTRY", method="NONE", time=MARK, verdict="ADMITTED"), "ROW_WRONG"),
    ("a conflict without a kind", lambda: other("conflicts", details={}), "ROW_WRONG"),
]


def check_refused(connection, owner, make, code):
    bad = make()
    before, after = ticket(id="00000000-0000-4000-8000-" + new_id()[-12:]), ticket(id="ffffffff-ffff-4fff-8fff-" + new_id()[-12:])
    answer = store(owner, before, bad, after)
    assert answer["stored"] == 2 and len(answer["refused"]) == 1, answer
    refused = answer["refused"][0]
    assert refused["code"] == code and refused["message"].endswith(".") and set(refused) == {"id", "code", "message"}, refused
    assert one(connection, "SELECT count (*) FROM tickets WHERE id IN (%s, %s)", before["row"]["id"], after["row"]["id"]) == 2
    agree(connection)


def check_numbers(world):
    """Order numbers that are taken get an ending, those of one batch, too."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        orders = [order(order_number=number) for number in ("A-1001", "N-1", "N-1", "N-2")]
        assert store(owner, *orders)["stored"] == 4
        numbers = sorted(number for number, in rows(connection, "SELECT order_number FROM orders WHERE event_id = %s", EVENT))
        assert [number.split("-")[:2] for number in numbers] == [["A", "1001"], ["A", "1001"], ["N", "1"], ["N", "1"], ["N", "2"]], numbers
        assert store(owner, *orders)["known"] == 4


def check_rights(world):
    with world.database() as connection:
        for user in ("door", "guest", "other", "admin", "owner", "organizer"):
            caller = Caller(connection, PEOPLE[user])
            if user in ("admin", "owner", "organizer"):
                assert store(caller, ticket())["stored"] == 1
            elif user == "door":
                assert store(caller, ticket())["refused"][0]["code"] == "NOT_ALLOWED", "may sell, not bring guests"
            else:
                assert caller.refusal("store_rows", event_id=EVENT, rows="[]") == "NOT_ALLOWED", user
        owner = Caller(connection, PEOPLE["owner"])
        for wrong in ("{}", "null", json.dumps([1] * 2001)):
            assert owner.refusal("store_rows", event_id=EVENT, rows=wrong) == "ROWS_WRONG"
        for event in (FOREIGN_EVENT, new_id(), None):
            assert owner.refusal("store_rows", event_id=event, rows="[]") == "NOT_ALLOWED"
        assert store(owner) == {"stored": 0, "known": 0, "refused": []}
        one(connection, "UPDATE events SET deleted_at = now () WHERE id = %s", DRAFT)
        assert owner.refusal("store_rows", event_id=DRAFT, rows="[]") == "NOT_ALLOWED"


def check_at_once(world):
    """Four desks store the same and others' rows at once: each row is there once, and the places agree."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        same = [ticket(tier_id=FREE_TIER, price=0) for _ in range(60)]
        answers, failures = [], []

        def work(number):
            try:
                with world.connect(name) as own:
                    caller = Caller(own, PEOPLE["owner" if number % 2 else "organizer"])
                    own_rows = [ticket(tier_id=FREE_TIER, price=0) for _ in range(30)]
                    answers.append(store(caller, *(same + own_rows if number % 2 else own_rows + same[::-1])))
            except Exception as error:
                failures.append(error)
        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures
        assert sum(answer["stored"] for answer in answers) == 180 and not any(answer["refused"] for answer in answers), answers
        assert one(connection, "SELECT sum ((details ->> 'tickets')::int) FROM conflicts WHERE kind = 'OVERSOLD'") == 80
        agree(connection)


def check_many(world):
    """2000 tickets of 500 orders; and again with some that are refused."""
    with world.database() as connection:
        without_limits(connection)
        owner = Caller(connection, PEOPLE["owner"])
        orders = [order() for _ in range(400)]
        guests = [ticket(order_id=orders[i % 400]["row"]["id"], attendee_email=f"g{i}@foyer.example") for i in range(1600)]
        store(owner, *(ticket() for _ in range(10)))
        start = time.perf_counter()
        assert store(owner, *orders, *guests)["stored"] == 2000
        print(f"# {time.perf_counter() - start:.2f} s for 2000 rows")
        bad = [ticket(tier_id=new_id()) for _ in range(5)]
        start = time.perf_counter()
        answer = store(owner, *(ticket() for _ in range(1995)), *bad)
        print(f"# {time.perf_counter() - start:.2f} s for 2000 rows, 5 of them refused")
        assert answer["stored"] == 1995 and sorted(row["id"] for row in answer["refused"]) == sorted(row["row"]["id"] for row in bad), answer["refused"]


def add(tap, world):
    with world.database() as connection:
        without_limits(connection)
        owner = Caller(connection, PEOPLE["owner"])
        for name, make, code in REFUSED:
            tap.run(f"store: {name}", check_refused, connection, owner, make, code)
    for name, check in (("the history of an event", check_history), ("over a limit", check_oversold), ("order numbers", check_numbers),
                        ("by whom", check_rights), ("four desks at once", check_at_once), ("2000 rows", check_many)):
        tap.run(f"store: {name}", check, world)
