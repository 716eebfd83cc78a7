# SPDX-License-Identifier: GPL-3.0-or-later
"""Money goes back: never more than was paid, by whom it may be, and with what it means for tickets and places."""
import threading

from caller import Caller, Refused
from world import EVENT, FOREIGN_EVENT, ORDER, PEOPLE, TICKET, TIER, new_id, one, rows

SECOND = "01900000-0000-7000-8000-000000000602"
# The sample's order: 5225 for two tickets of 2500 and a fee; 2613 and 2612 of it are theirs.


def owner(connection):
    return Caller(connection, PEOPLE["owner"])


def refunder(connection, limit=None):
    """The door's team member, who may give money back."""
    one(connection, "UPDATE event_grants SET can_refund = true, refund_limit = %s WHERE user_id = %s", limit, PEOPLE["door"])
    return Caller(connection, PEOPLE["door"])


def order_status(connection):
    return one(connection, "SELECT status FROM orders WHERE id = %s", ORDER)


def tickets(connection):
    return rows(connection, "SELECT status, is_refunded FROM tickets WHERE order_id = %s ORDER BY id", ORDER)


def left(connection):
    """Places of the tier; and the pools agree with the rows."""
    assert rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT) == []
    return one(connection, "SELECT private.places_left (%s, %s)", EVENT, TIER)


def check_full(world):
    with world.database() as connection:
        before = left(connection)
        refund = new_id()
        words = {"order_id": ORDER, "id": refund, "reason": "Illness"}
        answer = owner(connection).call("refund_order", **words)
        assert answer == {"id": refund, "order_id": ORDER, "ticket_id": None, "amount": 5225, "currency": "EUR", "status": "CONFIRMED",
                          "order_status": "REFUNDED"}, answer
        assert owner(connection).call("refund_order", **words) == answer
        assert rows(connection, "SELECT kind, method, amount, currency, user_id::text FROM payments") == [
            ("REFUND", "TRANSFER", 5225, "EUR", PEOPLE["owner"])]
        # Refunding is not cancelling; but the order's places are others'.
        assert tickets(connection) == [("VALID", False), ("VALID", False)] and left(connection) == before + 2
        assert owner(connection).refusal("refund_order", order_id=ORDER, id=new_id()) == "NOTHING_LEFT"
        assert owner(connection).refusal("refund_order", order_id=ORDER, id=new_id(), amount=1) == "MORE_THAN_PAID"
        # Cancelling afterwards gives no place back twice.
        owner(connection).call("refund_order", order_id=ORDER, id=new_id(), amount=0, cancel_tickets=True)
        assert tickets(connection) == [("CANCELLED", False)] * 2 and left(connection) == before + 2
        assert one(connection, "SELECT count (*) FROM payments") == 1
        assert rows(connection, "SELECT kind, address FROM deliveries WHERE refund_id IS NOT NULL") == [("REFUND", "guest@foyer.example")]


def check_parts(world):
    with world.database() as connection:
        before = left(connection)
        caller = owner(connection)
        assert caller.call("refund_order", order_id=ORDER, id=new_id(), amount=25)["order_status"] == "PARTLY_REFUNDED"
        assert caller.refusal("refund_order", order_id=ORDER, id=new_id(), amount=5201) == "MORE_THAN_PAID"
        answer = caller.call("refund_order", order_id=ORDER, id=new_id(), amount=5200, cancel_tickets=True)
        assert answer["order_status"] == "REFUNDED"
        assert tickets(connection) == [("CANCELLED", True)] * 2 and left(connection) == before + 2


def check_tickets(world):
    """A ticket's money is its share of what was paid."""
    with world.database() as connection:
        before = left(connection)
        caller = owner(connection)
        assert caller.refusal("refund_order", order_id=ORDER, ticket_id=TICKET, id=new_id(), amount=2614) == "MORE_THAN_PAID"
        answer = caller.call("refund_order", order_id=ORDER, ticket_id=TICKET, id=new_id(), cancel_tickets=True)
        assert (answer["amount"], answer["order_status"], answer["ticket_id"]) == (2613, "PARTLY_REFUNDED", TICKET), answer
        assert tickets(connection) == [("CANCELLED", True), ("VALID", False)] and left(connection) == before + 1
        assert caller.refusal("refund_order", order_id=ORDER, ticket_id=TICKET, id=new_id()) == "NOTHING_LEFT"
        # A part of the order's money leaves less for the other ticket.
        caller.call("refund_order", order_id=ORDER, id=new_id(), amount=12)
        answer = caller.call("refund_order", order_id=ORDER, ticket_id=SECOND, id=new_id())
        assert (answer["amount"], answer["order_status"]) == (2600, "REFUNDED"), answer
        assert one(connection, "SELECT sum (amount) FROM payments") == 5225 and left(connection) == before + 2


def check_paid(world):
    """What counts is what was paid, the way it was paid; a ticket with which somebody came in is not cancelled."""
    with world.database() as connection:
        one(connection, "INSERT INTO payments (event_id, id, order_id, kind, method, amount, currency) VALUES "
            "(%s, gen_random_uuid (), %s, 'PAYMENT', 'CASH', 1000, 'EUR'), (%s, gen_random_uuid (), %s, 'PAYMENT', 'CARD', 3000, 'EUR')",
            EVENT, ORDER, EVENT, ORDER)
        one(connection, "UPDATE tickets SET status = 'CHECKED_IN' WHERE id = %s", TICKET)
        caller = owner(connection)
        assert caller.refusal("refund_order", order_id=ORDER, id=new_id(), amount=4001) == "MORE_THAN_PAID"
        assert caller.refusal("refund_order", order_id=ORDER, id=new_id(), cancel_tickets=True) == "TICKET_USED"
        assert order_status(connection) == "COMPLETED" and one(connection, "SELECT count (*) FROM refunds") == 0
        caller.call("refund_order", order_id=ORDER, id=new_id(), amount=500)
        caller.call("refund_order", order_id=ORDER, id=new_id(), amount=500, method="CASH", reference="Till 1")
        assert rows(connection, "SELECT method, reference FROM payments WHERE kind = 'REFUND' ORDER BY reference") == [
            ("CASH", "Till 1"), ("CARD", None)]
        assert caller.refusal("refund_order", order_id=ORDER, id=new_id(), amount=500, method="CASH", reference="Till 1") == "REFERENCE_TAKEN"


def check_limits(world):
    """Above the limit it waits for somebody who may; in parts it is not less."""
    with world.database() as connection:
        little = refunder(connection, 1000)
        assert little.call("refund_order", order_id=ORDER, id=new_id(), amount=600)["status"] == "CONFIRMED"
        second, third = new_id(), new_id()
        assert little.call("refund_order", order_id=ORDER, id=second, amount=500, cancel_tickets=True)["status"] == "PROPOSED"
        assert order_status(connection) == "PARTLY_REFUNDED" and one(connection, "SELECT count (*) FROM payments") == 1
        assert little.refusal("approve_refund", id=second) == "ABOVE_LIMIT"
        # What waits is not given away otherwise.
        assert little.refusal("refund_order", order_id=ORDER, id=new_id(), amount=4126) == "MORE_THAN_PAID"
        assert little.call("refund_order", order_id=ORDER, id=third, amount=4125)["status"] == "PROPOSED"
        approved = owner(connection).call("approve_refund", id=second)
        assert approved["status"] == "CONFIRMED" and owner(connection).call("approve_refund", id=second) == approved
        assert tickets(connection) == [("CANCELLED", True)] * 2
        assert little.call("drop_refund", id=third)["status"] == "DROPPED"
        assert owner(connection).refusal("approve_refund", id=third) == "REFUND_DROPPED"
        assert owner(connection).refusal("drop_refund", id=second) == "REFUND_DONE"
        assert rows(connection, "SELECT requested_by::text, decided_by::text FROM refunds WHERE id = %s", second) == [
            (PEOPLE["door"], PEOPLE["owner"])]
        for person in ("guest", "other"):
            assert Caller(connection, PEOPLE[person]).refusal("approve_refund", id=second) == "NO_REFUND"
        assert refunder(connection, 0).call("refund_order", order_id=ORDER, id=new_id(), amount=1)["status"] == "PROPOSED"
        assert refunder(connection, None).call("refund_order", order_id=ORDER, id=new_id(), amount=1)["status"] == "CONFIRMED"


def check_proposal_of_desk(world):
    """What a desk proposed when it cancelled the event: of an order, and of a ticket without one; not more than was paid."""
    with world.database() as connection:
        alone = one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) "
                    "VALUES (%s, gen_random_uuid (), %s, 'Alone', 'ALONE', 700) RETURNING id::text", EVENT, TIER)
        ids = {}
        for name, order, ticket, amount in (("good", ORDER, None, 5225), ("again", ORDER, None, 1), ("alone", None, alone, 700),
                                            ("dear", None, alone, 701)):
            ids[name] = one(connection, "INSERT INTO refunds (event_id, id, order_id, ticket_id, amount, currency) "
                            "VALUES (%s, gen_random_uuid (), %s, %s, %s, 'EUR') RETURNING id::text", EVENT, order, ticket, amount)
        caller = owner(connection)
        assert caller.refusal("approve_refund", id=ids["dear"]) == "MORE_THAN_PAID"
        assert caller.call("approve_refund", id=ids["good"])["order_status"] == "REFUNDED"
        assert caller.refusal("approve_refund", id=ids["again"]) == "MORE_THAN_PAID"
        assert caller.call("approve_refund", id=ids["alone"])["order_status"] is None
        assert one(connection, "SELECT count (*) FROM payments") == 1


def check_free(world):
    """An order that cost nothing is cancelled by a refund of nothing."""
    with world.database() as connection:
        one(connection, "UPDATE orders SET subtotal = 0, service_fee = 0, total = 0 WHERE id = %s; UPDATE tickets SET price = 0", ORDER)
        caller = owner(connection)
        assert caller.refusal("refund_order", order_id=ORDER, id=new_id()) == "NOTHING_LEFT"
        answer = caller.call("refund_order", order_id=ORDER, ticket_id=TICKET, id=new_id(), cancel_tickets=True)
        assert (answer["amount"], answer["order_status"]) == (0, "COMPLETED")
        assert caller.call("refund_order", order_id=ORDER, id=new_id(), cancel_tickets=True)["order_status"] == "REFUNDED"
        assert tickets(connection) == [("CANCELLED", False)] * 2 and one(connection, "SELECT count (*) FROM payments") == 0
        left(connection)


# Days, hours and percentage of the terms; how long before the start it is; what they give back of 5225.
TERMS = [
    (None, None, None, "10 days", 0),
    (7, None, None, "7 days", 5225),
    (7, None, None, "6 days 23 hours 59 minutes", 0),
    (7, 24, 5000, "8 days", 5225),
    (7, 24, 5000, "2 days", 2613),
    (7, 24, 5000, "24 hours", 2613),
    (7, 24, 5000, "23 hours 59 minutes", 0),
    (None, 24, 3333, "9 days", 1741),
    (0, None, None, "1 minute", 5225),
    (0, None, None, "-1 minute", 0),
    (None, 48, None, "9 days", 0),
]


def check_terms(world):
    with world.database() as connection:
        cursor = connection.cursor()
        caller = owner(connection)
        for days, hours, part, before, expected in TERMS:
            # At exactly that moment: the clock of the transaction is the event's, shifted.
            cursor.execute("BEGIN")
            cursor.execute("UPDATE events SET timezone = 'UTC', start_date = now () + %s::interval, end_date = now () + interval '30 days', "
                           "refund_full_days = %s, refund_part_hours = %s, refund_part_percentage = %s WHERE id = %s",
                           [before, days, hours, part, EVENT])
            cursor.execute("SELECT (private.refund_state (e, o, NULL)).proposed FROM events e, orders o WHERE e.id = %s AND o.id = %s",
                           [EVENT, ORDER])
            found = cursor.fetchone()[0]
            cursor.execute("ROLLBACK")
            assert found == expected, (days, hours, part, before, found)
        one(connection, "UPDATE events SET refund_part_hours = 24, refund_part_percentage = 5000 WHERE id = %s", EVENT)
        terms = caller.call("refund_terms", order_id=ORDER)
        assert terms == {"order_id": ORDER, "ticket_id": None, "currency": "EUR", "paid": 5225, "returned": 0, "waiting": 0, "most": 5225,
                         "proposed": 2613, "percentage": 5000}, terms
        assert Caller(connection, PEOPLE["guest"]).call("refund_terms", order_id=ORDER, ticket_id=SECOND)["proposed"] == 1306
        token = one(connection, "SELECT private.order_token (%s)", ORDER)
        assert Caller(connection).call("refund_terms", order_id=ORDER, token=token) == terms
        assert Caller(connection).refusal("refund_terms", order_id=ORDER, token="x") == "NO_ORDER"
        assert caller.refusal("refund_terms", order_id=ORDER, ticket_id=new_id()) == "NO_TICKET"
        assert caller.call("refund_order", order_id=ORDER, id=new_id(), by_terms=True)["amount"] == 2613
        assert caller.call("refund_terms", order_id=ORDER)["proposed"] == 0
        one(connection, "UPDATE events SET status = 'CANCELLED' WHERE id = %s", EVENT)
        assert caller.call("refund_terms", order_id=ORDER)["proposed"] == 2612
        # Days are the calendar's: an hour is missing in the night when the clocks go forward.
        assert one(connection, """SELECT private.refund_percentage (jsonb_populate_record (NULL::events, '{"status": "PUBLISHED",
            "timezone": "Europe/Vienna", "start_date": "2030-04-01T10:00:00+02:00", "refund_full_days": 2}'),
            '2030-03-30T10:00:00+01:00')""") == 10000


GOOD = {"order_id": ORDER, "amount": 100}
REFUSALS = [
    ("by the buyer", "", "guest", {}, "NO_ORDER"),
    ("by a stranger", "", "other", {}, "NO_ORDER"),
    ("without the right", "", "door", {}, "NO_ORDER"),
    ("no such order", "", "owner", {"order_id": new_id()}, "NO_ORDER"),
    ("no id", "", "owner", {"id": None}, "ID_MISSING"),
    ("less than nothing", "", "owner", {"amount": -1}, "AMOUNT_WRONG"),
    ("nothing", "", "owner", {"amount": 0}, "NOTHING_LEFT"),
    ("too much", "", "owner", {"amount": 5226}, "MORE_THAN_PAID"),
    ("far too much", "", "owner", {"amount": 2**63 - 1}, "MORE_THAN_PAID"),
    ("another order's ticket", "", "owner", {"ticket_id": "01900000-0000-7000-8000-000000000603"}, "NO_TICKET"),
    ("a way that is none", "", "owner", {"method": "GOLD"}, "METHOD_WRONG"),
    ("an empty reference", "", "owner", {"reference": ""}, "REFERENCE_WRONG"),
    ("a long reason", "", "owner", {"reason": "x" * 2001}, "REASON_LONG"),
    ("not paid", f"UPDATE orders SET status = 'PENDING', expires_at = now () WHERE id = '{ORDER}'", "owner", {}, "NOT_PAID"),
    ("expired", f"UPDATE orders SET status = 'EXPIRED' WHERE id = '{ORDER}'", "owner", {}, "NOT_PAID"),
]


def check_refusal(world, before, who, words, code):
    with world.database() as connection:
        if before:
            one(connection, before)
        assert Caller(connection, PEOPLE[who]).refusal("refund_order", **{**GOOD, "id": new_id(), **words}) == code
        assert one(connection, "SELECT count (*) FROM refunds") == 0


def check_other_id(world):
    with world.database() as connection:
        taken = one(connection, "INSERT INTO refunds (event_id, id, order_id, amount, currency) VALUES (%s, gen_random_uuid (), "
                    "'01900000-0000-7000-8000-000000000502', 1, 'JPY') RETURNING id::text", FOREIGN_EVENT)
        assert owner(connection).refusal("refund_order", **GOOD, id=taken) == "ID_TAKEN"
        assert owner(connection).refusal("approve_refund", id=taken) == "NO_REFUND"
        assert owner(connection).refusal("drop_refund", id=new_id()) == "NO_REFUND"


def check_at_once(world):
    """Many at once, in parts, per ticket, waiting and approved: what went back is never more than was paid, and the books agree."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        refunder(connection, 300)
        before = left(connection)
        failures = []

        def work(number):
            with world.connect(name) as own:
                callers = [owner(own), Caller(own, PEOPLE["door"])]
                for i in range(12):
                    caller = callers[(number + i) % 2]
                    words = [{"amount": 100 + number * 10 + i}, {"ticket_id": TICKET, "amount": 150}, {"ticket_id": SECOND, "amount": 333},
                             {"amount": 700}][(number * 3 + i) % 4]
                    refund = new_id()
                    try:
                        answer = caller.call("refund_order", order_id=ORDER, id=refund, cancel_tickets=i == 11, **words)
                        if answer["status"] == "PROPOSED":
                            callers[0].call("drop_refund" if i % 3 == 0 else "approve_refund", id=refund)
                    except Refused as refused:
                        if refused.code not in ("MORE_THAN_PAID", "NOTHING_LEFT"):
                            failures.append(refused)
                    except Exception as error:
                        failures.append(error)
        threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures
        returned = one(connection, "SELECT sum (amount) FROM refunds WHERE status = 'CONFIRMED'")
        assert 4000 < returned <= 5225, returned
        assert one(connection, "SELECT sum (amount) FROM payments") == returned
        for ticket, share in ((TICKET, 2613), (SECOND, 2612)):
            assert (one(connection, "SELECT sum (amount) FROM refunds WHERE status = 'CONFIRMED' AND ticket_id = %s", ticket) or 0) <= share
        assert left(connection) == before + (2 if order_status(connection) == "REFUNDED" else
                                             sum(status == "CANCELLED" for status, _ in tickets(connection)))
        if returned < 5225:
            assert owner(connection).call("refund_order", order_id=ORDER, id=new_id())["amount"] == 5225 - returned
        assert owner(connection).refusal("refund_order", order_id=ORDER, id=new_id(), amount=1) == "MORE_THAN_PAID"


def check_same_at_once(world):
    """The same refund from two desks is one."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        refund = new_id()
        answers = []

        def work():
            with world.connect(name) as own:
                answers.append(owner(own).call("refund_order", order_id=ORDER, id=refund, amount=500))
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 8 and all(answer == answers[0] for answer in answers), answers
        assert one(connection, "SELECT sum (amount) FROM payments") == 500


def add(tap, world):
    tap.run("refunds: all of it", check_full, world)
    tap.run("refunds: in parts", check_parts, world)
    tap.run("refunds: of a ticket", check_tickets, world)
    tap.run("refunds: what was paid, and how", check_paid, world)
    tap.run("refunds: limits and approval", check_limits, world)
    tap.run("refunds: what a desk proposed", check_proposal_of_desk, world)
    tap.run("refunds: what cost nothing", check_free, world)
    tap.run("refunds: the event's terms", check_terms, world)
    for name, before, who, words, code in REFUSALS:
        tap.run(f"refunds: refused: {name}", check_refusal, world, before, who, words, code)
    tap.run("refunds: an id of something else", check_other_id, world)
    tap.run("refunds: many at once", check_at_once, world)
    tap.run("refunds: the same at once", check_same_at_once, world)
