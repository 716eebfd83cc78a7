# SPDX-License-Identifier: GPL-3.0-or-later
"""The books of a box office: what desks wrote while nobody was asked, and what it makes of orders and places here."""
import json

from caller import Caller
from test_allotments import Till, allotment, left, limit, sale
from world import EARLY_TIER, EVENT, FOREIGN_ORGANIZER, ORDER, PEOPLE, TICKET, TIER, new_id, one, rows

MARK = "2026-05-01T18:00:00.123456+00:00"


def record(till, sequence, **more):
    row = {"id": new_id(), "device_id": till.device, "session_id": new_id(), "sequence": sequence, "time": MARK, "kind": "PAY_IN", "method": "CASH",
           "amount": 5000, "rounding": 0, "currency": "EUR", "reason": "Change", "details": {"counted": {"500": 10}},
           "previous": "\\x" + "00" * 32, "hash": "\\x" + "ab" * 32, "signature": "\\x" + "cd" * 64}
    return {"table": "till_records", "row": {**row, **more}}


def payment(order_id, amount, kind="PAYMENT", **more):
    return {"table": "payments", "row": {"id": new_id(), "order_id": order_id, "kind": kind, "method": "CASH", "amount": amount, "currency": "EUR",
                                         "rounding": 0, "paid_at": MARK, **more}}


def refund(order_id, amount, **more):
    return {"table": "refunds", "row": {"id": new_id(), "order_id": order_id, "amount": amount, "currency": "EUR", "status": "CONFIRMED", **more}}


def store(caller, *stored):
    return caller.call("store_rows", event_id=EVENT, rows=json.dumps(stored))


def codes(answer):
    return [refused["code"] for refused in answer["refused"]]


def status(connection, order_id):
    return one(connection, "SELECT status FROM orders WHERE id = %s", order_id)


def reserve(connection, n=2):
    """An order of the web that is not paid."""
    buyer = Caller(connection)
    return buyer.call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": n}], client_key=new_id(), buyer_name="Ben",
                      buyer_email="ben@foyer.example")


def guest(order_id):
    """A ticket that a desk made."""
    return {"table": "tickets", "row": {"id": new_id(), "order_id": order_id, "tier_id": TIER, "attendee_name": "Ben", "qr_code": new_id(), "price": 2500}}


def expire(connection, order_id):
    one(connection, "UPDATE orders SET expires_at = now () - interval '1 hour' WHERE id = %s", order_id)
    one(connection, "SELECT private.expire_orders (%s, 100)", EVENT)
    assert status(connection, order_id) == "EXPIRED"


def check_books(world):
    """Of one's own till, in order, once; and nobody rewrites them."""
    with world.database() as connection:
        till, other = Till(connection), Till(connection)
        book = [record(till, n) for n in (1, 2, 3)]
        assert store(till, *book) == {"stored": 3, "known": 0, "refused": []}
        assert store(till, *reversed(book)) == {"stored": 0, "known": 3, "refused": []}
        assert codes(store(till, record(till, 3), record(till, 4))) == ["TAKEN"], "two say that they came after the same one"
        assert codes(store(till, record(other, 1))) == ["NOT_THIS_TILL"]
        for wrong in ({"previous": "\\x00"}, {"hash": None}, {"kind": "GIFT"}, {"time": "infinity"}, {"sequence": 0}, {"currency": "euro"}, {"details": []}):
            assert codes(store(other, record(other, **{"sequence": 9, **wrong}))) == ["ROW_WRONG"], wrong
        found = Caller(connection, PEOPLE["owner"]).call("changes", cursors=[{"event_id": EVENT, "cursor": None}], most=10000)[0]["rows"]
        found = [row["row"] for row in found if row["table"] == "till_records"]
        assert sorted(row["sequence"] for row in found) == [1, 2, 3, 4], found
        # What was signed is what comes, to the letter; but for the spelling of the JSON.
        told, here = book[0]["row"], next(row for row in found if row["id"] == book[0]["row"]["id"])
        assert all(here[name] == value for name, value in told.items()), here
        assert here["user_id"] == till.user
        for statement in ("UPDATE till_records SET amount = 0", "DELETE FROM till_records", "TRUNCATE till_records"):
            try:
                one(connection, statement)
            except Exception as error:
                assert "append-only" in str(error) or "rewrit" in str(error) or "stay" in str(error), error
            else:
                raise AssertionError(statement)


def check_rights(world):
    """Who sells tells of money. Nobody brings guests so, and a cashier is made by who manages."""
    with world.database() as connection:
        till = Till(connection)
        guest = {"table": "tickets", "row": {"id": new_id(), "tier_id": TIER, "attendee_name": "Ivy", "qr_code": new_id(), "price": 0}}
        answer = store(till, guest, payment(ORDER, 100), record(till, 1))
        assert answer["stored"] == 2 and codes(answer) == ["NOT_ALLOWED"], answer
        cashier = {"table": "cashiers", "id": new_id(), "is_new": True, "set": {"event_id": EVENT, "name": "Kim", "sort_order": 0}}
        assert till.call("edit_rows", edits=[cashier])[0]["code"] == "NOT_ALLOWED"
        owner = Caller(connection, PEOPLE["owner"])
        assert owner.call("edit_rows", edits=[cashier])[0]["status"] == "done"
        change = {"table": "cashiers", "id": cashier["id"], "set": {"role": "SUPERVISOR", "refund_limit": 5000}, "was": {"role": "CASHIER"}}
        assert owner.call("edit_rows", edits=[change])[0]["status"] == "done"
        change["set"] = {"pin_hash": "1234"}
        refused = owner.call("edit_rows", edits=[change])[0]
        assert refused["code"] == "EDIT_WRONG" and refused["message"] == "“pin hash” is too long, too short, or not what it should be.", refused
        assert owner.call("edit_rows", edits=[{**cashier, "id": new_id(), "set": {**cashier["set"], "event_id": FOREIGN_ORGANIZER}}])[0]["code"] == "NO_ROW"


def check_sale(world):
    """With all that a till knows of it; and two terminals may have the same number."""
    with world.database() as connection:
        cashier = new_id()
        for till in (Till(connection), Till(connection)):
            sold = sale(1, note="For the band", payments=[
                {"id": new_id(), "method": "VOUCHER", "amount": 1000, "reference": "GIFT-1"},
                {"id": new_id(), "method": "CARD", "amount": 1000, "reference": "0001"},
                {"id": new_id(), "method": "CASH", "amount": 498, "rounding": 2, "cashier_id": cashier}], total=2498)
            assert [v["verdict"] for v in till.send(sold, sold | {"id": new_id(), "order_number": new_id(), "payments": [
                {"id": new_id(), "method": "CARD", "amount": 5, "rounding": 1}], "tickets": []})] == ["STORED", "REFUSED"]
            assert one(connection, "SELECT note FROM orders WHERE id = %s", sold["id"]) == "For the band"
            assert rows(connection, "SELECT rounding, cashier_id::text FROM payments WHERE order_id = %s AND method = 'CASH'", sold["id"]) == [(2, cashier)]
        partly = sale(2, status="PENDING", expires_at="2039-01-01T00:00:00Z", payments=[{"id": new_id(), "method": "CASH", "amount": 2000}])
        assert till.send(partly)[0]["verdict"] == "STORED"
        rest = payment(partly["id"], 3000)
        assert store(till, rest) == {"stored": 1, "known": 0, "refused": []} and status(connection, partly["id"]) == "COMPLETED"
        assert store(till, rest)["known"] == 1
        left(connection)


def check_web_order(world):
    """A reservation that is paid at a desk: in time, or when its places are gone, out of what the desk holds or not."""
    with world.database() as connection:
        till = Till(connection)
        order = reserve(connection)
        before = left(connection)
        assert store(till, payment(order["id"], 1000)) == {"stored": 1, "known": 0, "refused": []} and status(connection, order["id"]) == "PENDING"
        store(till, payment(order["id"], order["total"] - 1000))
        assert status(connection, order["id"]) == "COMPLETED" and left(connection) == before
        assert one(connection, "SELECT count (*) FROM deliveries WHERE order_id = %s AND kind = 'ORDER'", order["id"]) <= 1

        # The desk gives out the tickets, too: they are what the order held, and no others are made.
        here = reserve(connection, 3)
        before = left(connection)
        given = [guest(here["id"]) for _ in range(3)]
        assert store(till, *given[:1]) == {"stored": 1, "known": 0, "refused": []} and left(connection) == before
        assert one(connection, "SELECT lines -> 0 -> 'quantity' FROM orders WHERE id = %s", here["id"]) == 2
        paid = payment(here["id"], here["total"])
        assert store(till, *given, paid) == {"stored": 3, "known": 1, "refused": []}
        assert status(connection, here["id"]) == "COMPLETED" and left(connection) == before
        known = [ticket["row"]["id"] for ticket in given]
        assert sorted(str(row[0]) for row in rows(connection, "SELECT id FROM tickets WHERE order_id = %s", here["id"])) == sorted(known)
        assert store(till, *given, paid)["known"] == 4, "once is enough"
        assert codes(store(till, guest(here["id"]))) == ["NOT_ALLOWED"], "it holds nothing any more"
        assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)
        gone = reserve(connection)
        expire(connection, gone["id"])
        store(till, guest(gone["id"]), guest(gone["id"]), payment(gone["id"], gone["total"]))
        assert status(connection, gone["id"]) == "COMPLETED" and left(connection) == before - 2
        assert one(connection, "SELECT count (*) FROM tickets WHERE order_id = %s", gone["id"]) == 2
        assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)

        late = reserve(connection)
        expire(connection, late["id"])
        held = till.allot(2)["id"]
        limit(connection, 0)
        paid = payment(late["id"], late["total"])
        assert store(till, paid)["stored"] == 1 and status(connection, late["id"]) == "COMPLETED"
        assert allotment(connection, held) == (2, 2, False) and left(connection) == 0
        assert store(till, paid)["known"] == 1 and not rows(connection, "SELECT FROM conflicts")

        lost = reserve_late(connection, till)
        assert rows(connection, "SELECT kind, (details ->> 'tickets')::int, other_id::text FROM conflicts") == [("OVERSOLD", 2, lost)]
        assert one(connection, "SELECT sum (n - owed) FROM private.places WHERE pool_id = %s", TIER) == -2


def reserve_late(connection, till):
    limit(connection, 2)
    order = reserve(connection)
    expire(connection, order["id"])
    limit(connection, 0)
    store(till, payment(order["id"], order["total"]))
    assert status(connection, order["id"]) == "COMPLETED"
    return order["id"]


def check_refunds(world):
    """Money that went back offline is a fact: what it makes of the order, and whether it was too much for who gave it."""
    with world.database() as connection:
        till = Till(connection)
        sold = sale(2)
        till.send(sold)
        one(connection, "UPDATE event_grants SET can_refund = true, refund_limit = 2000 WHERE user_id = %s", till.user)
        some = [payment(sold["id"], 1500, "REFUND"), refund(sold["id"], 1500)]
        assert store(till, *some)["stored"] == 2 and status(connection, sold["id"]) == "PARTLY_REFUNDED"
        assert not one(connection, "SELECT is_over_limit FROM refunds WHERE id = %s", some[1]["row"]["id"])
        told = {"table": "orders", "id": sold["id"], "set": {"status": "PARTLY_REFUNDED"}, "was": {"status": "COMPLETED"}}
        assert till.call("edit_rows", edits=[told])[0]["status"] == "done"
        assert store(till, *some)["known"] == 2
        places = left(connection)
        # Sooner than the money says so, it is not over.
        over = {"table": "orders", "id": sold["id"], "set": {"status": "REFUNDED"}, "was": {"status": "COMPLETED"}}
        assert till.call("edit_rows", edits=[over])[0]["status"] == "done" and status(connection, sold["id"]) == "PARTLY_REFUNDED"
        rest = [payment(sold["id"], 3000, "REFUND"), payment(sold["id"], 500, "REFUND", method="CARD"), refund(sold["id"], 3500)]
        assert store(till, *rest)["stored"] == 3 and status(connection, sold["id"]) == "PARTLY_REFUNDED" and left(connection) == places
        # Out of kindness its tickets may stay; else the desk says next that it is over.
        for _ in range(2):
            assert till.call("edit_rows", edits=[over])[0]["status"] == "done"
            assert status(connection, sold["id"]) == "REFUNDED" and left(connection) == places + 2
        assert not one(connection, "SELECT count (*) FROM conflicts WHERE kind = 'EDITED_TWICE'")
        assert one(connection, "SELECT is_over_limit FROM refunds WHERE id = %s", rest[2]["row"]["id"])
        assert one(connection, "SELECT sum (amount) FROM payments WHERE order_id = %s AND kind = 'REFUND'", sold["id"]) == 5000
        assert Caller(connection, PEOPLE["owner"]).refusal("refund_order", order_id=sold["id"], id=new_id(), amount=1) == "MORE_THAN_PAID"
        # Given up with what had been paid of it; and one that cost nothing.
        partly = sale(2, status="PENDING", payments=[])
        till.send(partly)
        store(till, payment(partly["id"], 2000))
        store(till, payment(partly["id"], 2000, "REFUND"), refund(partly["id"], 2000))
        assert status(connection, partly["id"]) == "REFUNDED" and left(connection) == places + 2
        free = sale(1, total=0, payments=[], channel="COMPLIMENTARY")
        till.send(free)
        told = {"table": "orders", "id": free["id"], "set": {"status": "REFUNDED"}, "was": {"status": "COMPLETED"}}
        assert till.call("edit_rows", edits=[told])[0]["status"] == "done"


def moved(connection, kind="REFUNDED_TWICE"):
    """The open conflicts about money: (order, ticket, excess, paid, returned, amounts that moved)."""
    return [(str(order), ticket and str(ticket), told["excess"], told["paid"], told["returned"], sorted(fact["amount"] for fact in told["moved"]))
            for order, ticket, told in rows(connection, "SELECT other_id, ticket_id, details FROM conflicts WHERE kind = %s AND settled_at IS NULL "
                                            "ORDER BY id", kind)]


def back(order_id, amount, at=None, **more):
    """Money that a desk gave back: the payment, and what it was for."""
    return payment(order_id, amount, "REFUND", **({"paid_at": at} if at else {})), refund(order_id, amount, **more)


def check_refunded_twice(world):
    """Two desks give money back for the same, each for itself: both did, and somebody is told once of both."""
    with world.database() as connection:
        here, there = Till(connection), Till(connection)
        one(connection, "UPDATE event_grants SET can_refund = true, refund_limit = NULL WHERE user_id = %s", here.user)
        both, ticket, parts, known = (sale(2) for _ in range(4))
        here.send(both, ticket, parts, known)
        now = one(connection, "SELECT now ()::text")

        # All of it.
        store(here, *back(both["id"], 5000))
        assert not moved(connection)
        second = back(both["id"], 5000)
        store(there, *second)
        assert moved(connection) == [(both["id"], None, 5000, 5000, 10000, [5000, 5000])], moved(connection)
        told = one(connection, "SELECT details FROM conflicts WHERE other_id = %s", both["id"])
        assert [fact["device_id"] for fact in told["moved"]] in ([here.device, there.device], [there.device, here.device]), told
        assert {fact["name"] for fact in told["moved"]} == {one(connection, "SELECT name FROM users WHERE id = %s", here.user)}, told
        assert store(there, *second)["known"] == 2 and len(moved(connection)) == 1
        # One more is told in the same; when that is settled, by another.
        store(there, *back(both["id"], 100))
        assert moved(connection) == [(both["id"], None, 5100, 5000, 10100, [100, 5000, 5000])], moved(connection)
        owner = Caller(connection, PEOPLE["owner"])
        owner.call("settle_conflict", id=one(connection, "SELECT id FROM conflicts WHERE other_id = %s", both["id"]))
        assert not moved(connection)
        store(here, *back(both["id"], 100))
        assert len(moved(connection)) == 1 and moved(connection)[0][2] == 5200
        one(connection, "UPDATE conflicts SET settled_at = now (), settled_by = %s WHERE settled_at IS NULL", owner.user)

        # One ticket of two: for the order it is not too much. The other ticket is none of it.
        first, other = (guest["id"] for guest in ticket["tickets"])
        store(here, *back(ticket["id"], 2500, now, ticket_id=first))
        store(there, *back(ticket["id"], 2500, ticket_id=other))
        assert not moved(connection)
        store(there, *back(ticket["id"], 2500, ticket_id=first))
        assert [found[:3] for found in moved(connection)] == [(ticket["id"], None, 2500)], "now it is, of the order"
        one(connection, "UPDATE conflicts SET settled_at = now (), settled_by = %s WHERE settled_at IS NULL", owner.user)
        first = known["tickets"][0]["id"]
        store(here, *back(known["id"], 2500, now, ticket_id=first))
        store(there, *back(known["id"], 2500, "2039-01-01T00:00:00Z", ticket_id=first))
        assert [found[:3] for found in moved(connection)] == [(known["id"], first, 2500)], moved(connection)
        one(connection, "UPDATE conflicts SET settled_at = now (), settled_by = %s WHERE settled_at IS NULL", owner.user)

        # Parts: who knew of the first meant it; who could not know did the same again. One desk knows what it did itself.
        store(here, *back(parts["id"], 500, MARK), *back(parts["id"], 600, MARK))
        store(here, *back(parts["id"], 700, MARK))
        store(there, *back(parts["id"], 300, "2039-01-01T00:00:00Z"))
        assert not moved(connection), moved(connection)
        store(there, *back(parts["id"], 400, MARK))
        assert [found[:2] + found[3:5] for found in moved(connection)] == [(parts["id"], None, 5000, 2500)], moved(connection)
        # For a cheaper tier money goes back, too; and what is refunded at the counter of the web counts as any.
        one(connection, "UPDATE conflicts SET settled_at = now (), settled_by = %s WHERE settled_at IS NULL", owner.user)
        web = sale(1)
        here.send(web)
        owner.call("refund_order", order_id=web["id"], id=new_id())
        store(there, payment(web["id"], 600, "REFUND"))
        assert moved(connection) == [(web["id"], None, 600, 2500, 3100, [600, 2500])], moved(connection)
        # What is brought back settles it, when it is all.
        store(here, payment(web["id"], 500))
        assert len(moved(connection)) == 1, moved(connection)
        store(there, payment(web["id"], 100))
        assert not moved(connection), moved(connection)
        assert one(connection, "SELECT settled_by = %s FROM conflicts WHERE other_id = %s", there.user, web["id"])


def check_paid_twice(world):
    """Two desks take money for the same."""
    with world.database() as connection:
        here, there = Till(connection), Till(connection)
        order = reserve(connection)
        store(here, payment(order["id"], order["total"]))
        assert not moved(connection, "PAID_TWICE")
        store(there, payment(order["id"], order["total"]))
        due = order["total"]
        assert moved(connection, "PAID_TWICE") == [(order["id"], None, due, 2 * due, 0, [due, due])], moved(connection, "PAID_TWICE")
        # A dearer tier: the money comes before the order says what it costs by now.
        sold = sale(1)
        here.send(sold)
        store(there, payment(sold["id"], 600, paid_at="2039-01-01T00:00:00Z"))
        assert len(moved(connection, "PAID_TWICE")) == 1
        store(here, payment(sold["id"], 600))
        assert moved(connection, "PAID_TWICE")[1:] == [(sold["id"], None, 1200, 3700, 0, [600, 600, 2500])], moved(connection, "PAID_TWICE")


def excess(connection, order_id):
    """What the inbox says of an order: how much too much, and whether it was settled."""
    return rows(connection, "SELECT (details ->> 'excess')::int, settled_at IS NOT NULL FROM conflicts "
                            "WHERE kind = 'PAID_TWICE' AND other_id = %s AND deleted_at IS NULL ORDER BY updated_at, id", order_id)


def check_dearer(connection, *tills):
    """Two desks change a ticket to a dearer tier, and say what it costs then: one is no conflict, the other is."""
    for n_desks, prices in ((1, [5000]), (2, [5000, 5000]), (2, [5000, 7500])):
        sold = sale(1)
        tills[0].send(sold)
        for till, price in zip(tills, prices):
            store(till, payment(sold["id"], price - sold["total"], paid_at="2039-01-01T00:00:00Z") | {"price": price})
        due = sum(prices) - n_desks * sold["total"] + sold["total"] # and nobody said yet what it costs
        assert excess(connection, sold["id"]) == ([] if n_desks == 1 else [(due - sold["total"], False)])
        for till, price in zip(tills, prices):
            till.call("edit_rows", edits=[{"table": "orders", "id": sold["id"], "set": {"total": price}, "was": {"total": sold["total"]}}])
        assert [found[0] for found in moved(connection, "PAID_TWICE") if found[0] == sold["id"]] == [sold["id"]] * (n_desks - 1)
    # Somebody else has written another price: who took the money hears of it.
    sold = sale(1)
    tills[0].send(sold)
    one(connection, "UPDATE orders SET total = total + 100 WHERE id = %s", sold["id"])
    store(tills[0], payment(sold["id"], 2500) | {"price": 5000})
    assert not excess(connection, sold["id"])
    answer = tills[0].call("edit_rows", edits=[{"table": "orders", "id": sold["id"], "set": {"total": 5000}, "was": {"total": sold["total"]}}])
    assert answer[0]["columns"] == ["total"] and excess(connection, sold["id"]) == [(2400, False)], (answer, excess(connection, sold["id"]))


def check_paid_at_the_desk(world):
    """The desk told of its money first: what is paid online at that moment is kept, told to the buyer and in the inbox."""
    with world.database() as connection:
        till = Till(connection)
        owner = Caller(connection, PEOPLE["owner"])
        order = reserve(connection)
        before = left(connection)
        assert store(till, payment(order["id"], order["total"]))["stored"] == 1
        assert status(connection, order["id"]) == "COMPLETED" and not excess(connection, order["id"])
        n = one(connection, "SELECT count (*) FROM tickets WHERE order_id = %s", order["id"])
        payments = complete(order)
        for _ in range(2):
            told = owner.call("complete_order", order_id=order["id"], payments=payments)
            assert (told["status"], told["due"], told["excess"]) == ("COMPLETED", 0, order["total"]), told
        assert excess(connection, order["id"]) == [(order["total"], False)] and left(connection) == before
        assert one(connection, "SELECT count (*) FROM tickets WHERE order_id = %s", order["id"]) == n
        store(till, payment(order["id"], order["total"], "REFUND"))
        assert status(connection, order["id"]) == "COMPLETED" and excess(connection, order["id"]) == [(order["total"], True)]
        assert "excess" not in owner.call("complete_order", order_id=order["id"], payments=payments)


def vouchers(connection):
    """The open conflicts about vouchers: (voucher, the later order, what it paid there, all of its payments)."""
    return [(told["voucher"], str(order), told["excess"], sorted(fact["amount"] for fact in told["moved"]))
            for order, told in rows(connection, "SELECT other_id, details FROM conflicts WHERE kind = 'VOUCHER_TWICE' AND settled_at IS NULL "
                                                "ORDER BY updated_at")]


def check_voucher_twice(world):
    """One gift card, two desks apart: both payments are kept, and everybody is told. Who could know was told at the desk."""
    with world.database() as connection:
        here, there = Till(connection), Till(connection)
        first, second, third = (reserve(connection) for _ in range(3))
        gift = {"method": "VOUCHER", "reference": "gift-1"}
        assert store(here, payment(first["id"], first["total"], **gift))["stored"] == 1
        # Here it was known: the cashier said that something is left on it.
        assert store(here, payment(third["id"], 100, **gift))["stored"] == 1
        assert not vouchers(connection)
        late = payment(second["id"], second["total"], **gift | {"reference": " GIFT-1 "})
        for stored in (1, 0):
            assert store(there, late)["stored"] == stored
            assert vouchers(connection) == [("GIFT-1", second["id"], second["total"], sorted([first["total"], 100, second["total"]]))], \
                vouchers(connection)
        assert status(connection, second["id"]) == "COMPLETED"
        # Another day, at a desk that had been told of it.
        store(there, payment(reserve(connection)["id"], 100, paid_at="2039-01-01T00:00:00Z", **gift))
        assert [told[1] for told in vouchers(connection)] == [second["id"]]
        # Without its number nobody can tell.
        for till in (here, there):
            store(till, payment(reserve(connection)["id"], 100, method="VOUCHER"))
        assert len(vouchers(connection)) == 1


def complete(order, amount=None):
    return [{"id": new_id(), "method": "STRIPE", "amount": amount or order["total"], "reference": "pi_" + new_id()}]


def check_paid_on_the_web(world):
    """Online while the desk was away, and at the desk: both payments are kept, and it is told until one of them went back."""
    with world.database() as connection:
        till = Till(connection)
        owner = Caller(connection, PEOPLE["owner"])
        order = reserve(connection)
        owner.call("complete_order", order_id=order["id"], payments=complete(order))
        at_desk = payment(order["id"], order["total"], paid_at="2039-01-01T00:00:00Z") # hours after that
        before = left(connection)
        for stored in (1, 0):
            assert store(till, at_desk)["stored"] == stored
            assert status(connection, order["id"]) == "COMPLETED" and left(connection) == before
            assert excess(connection, order["id"]) == [(order["total"], False)], "told once"
        assert one(connection, "SELECT sum (amount) FROM payments WHERE order_id = %s AND kind = 'PAYMENT'", order["id"]) == 2 * order["total"]
        assert codes(store(till, guest(order["id"]))) == ["NOT_ALLOWED"], "its tickets are there"
        # A part of it, then the rest, at the desk: nothing of it is refunded, the order stands as it was.
        assert store(till, payment(order["id"], 1000, "REFUND"))["stored"] == 1 and excess(connection, order["id"]) == [(order["total"], False)]
        store(till, payment(order["id"], order["total"] - 1000, "REFUND"))
        assert status(connection, order["id"]) == "COMPLETED" and excess(connection, order["id"]) == [(order["total"], True)]
        # Now it is an order like others.
        assert owner.call("refund_order", order_id=order["id"], id=new_id())["amount"] == order["total"]
        assert status(connection, order["id"]) == "REFUNDED"

        # Two desks that were both away; the provider's way back is a refund, after which the order has what it costs.
        order = reserve(connection)
        other = Till(connection)
        store(till, payment(order["id"], order["total"]))
        store(other, payment(order["id"], order["total"], method="CARD"))
        assert excess(connection, order["id"]) == [(order["total"], False)]
        assert owner.call("refund_order", order_id=order["id"], id=new_id(), amount=order["total"])["status"] == "CONFIRMED"
        assert status(connection, order["id"]) == "COMPLETED" and excess(connection, order["id"]) == [(order["total"], True)]

        # A part at the desk, all of it on the web. Somebody says that it is fine, and is not asked again.
        order = reserve(connection)
        store(till, payment(order["id"], 1000))
        assert not excess(connection, order["id"])
        owner.call("complete_order", order_id=order["id"], payments=complete(order))
        assert excess(connection, order["id"]) == [(1000, False)]
        owner.call("settle_conflict", id=str(one(connection, "SELECT id FROM conflicts WHERE kind = 'PAID_TWICE' AND settled_at IS NULL")))
        store(till, payment(order["id"], 400, "REFUND"))
        assert excess(connection, order["id"]) == [(1000, True)]

        # A much dearer tier: its money comes before its price. Who does not say what it costs by now looks as if it was paid twice.
        for price in (None, "all of it", 1e13):
            sold = sale(1)
            till.send(sold)
            store(till, payment(sold["id"], sold["total"]) | ({} if price is None else {"price": price}))
            assert excess(connection, sold["id"]) == [(sold["total"], False)]
            dearer = {"table": "orders", "id": sold["id"], "set": {"total": 2 * sold["total"]}, "was": {"total": sold["total"]}}
            assert till.call("edit_rows", edits=[dearer])[0]["status"] == "done" and not excess(connection, sold["id"])
        check_dearer(connection, till, other)
        assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)


def check_exchange(world):
    """Another tier, out of what the desk holds, then out of the pools; with its price. Told again it takes nothing more."""
    with world.database() as connection:
        till = Till(connection)
        sold = sale(2)
        till.send(sold)
        held = till.allot(1, tier_id=EARLY_TIER)["id"]
        limit(connection, 0, EARLY_TIER)
        regular = left(connection)
        first, second = ({"table": "tickets", "id": ticket["id"], "set": {"tier_id": EARLY_TIER, "price": 1900}, "was": {"tier_id": TIER, "price": 2500}}
                         for ticket in sold["tickets"])
        cheaper = {"table": "orders", "id": sold["id"], "set": {"total": 4400}, "was": {"total": 5000}}
        for _ in range(2):
            assert [a["status"] for a in till.call("edit_rows", edits=[first, cheaper])] == ["done", "done"]
            assert allotment(connection, held) == (1, 1, False) and left(connection, EARLY_TIER) == 0 and left(connection) == regular + 1
        assert store(till, payment(sold["id"], 600, "REFUND"))["stored"] == 1 and status(connection, sold["id"]) == "COMPLETED"
        refused = till.call("edit_rows", edits=[second])[0]
        assert refused["code"] == "SOLD_OUT", refused
        limit(connection, 1, EARLY_TIER)
        assert till.call("edit_rows", edits=[second])[0]["status"] == "done" and left(connection, EARLY_TIER) == 0
        # What went back was the difference: all that is left is 4400.
        owner = Caller(connection, PEOPLE["owner"])
        assert owner.call("refund_order", order_id=sold["id"], id=new_id())["amount"] == 4400
        assert status(connection, sold["id"]) == "REFUNDED"
        refused = till.call("edit_rows", edits=[{**cheaper, "set": {"total": 4300}, "was": {"total": 4400}}])[0]
        assert refused["code"] == "ORDER_ENDED", refused
        # A cheaper tier, and then all of the rest goes back, before any of it is told: the money comes first.
        limit(connection, 1, EARLY_TIER)
        sold = sale(1)
        till.send(sold)
        held = till.allot(1, tier_id=EARLY_TIER)["id"]
        store(till, payment(sold["id"], 600, "REFUND"), payment(sold["id"], 1900, "REFUND"), refund(sold["id"], 1900))
        edits = [{"table": "orders", "id": sold["id"], "set": {"total": 1900, "status": "REFUNDED"}, "was": {"total": 2500, "status": "COMPLETED"}},
                 {"table": "tickets", "id": sold["tickets"][0]["id"], "set": {"tier_id": EARLY_TIER, "price": 1900, "status": "CANCELLED"},
                  "was": {"tier_id": TIER, "price": 2500, "status": "VALID"}}]
        assert [a["status"] for a in till.call("edit_rows", edits=edits)] == ["done", "done"]
        assert one(connection, "SELECT total FROM orders WHERE id = %s", sold["id"]) == 1900 and status(connection, sold["id"]) == "REFUNDED"
        # Dearer, and then a part goes back, before any of it is told: what it costs comes last.
        sold = sale(1, total=0, payments=[])
        till.send(sold)
        store(till, payment(sold["id"], 2500), payment(sold["id"], 600, "REFUND"), refund(sold["id"], 600))
        dearer = {"table": "orders", "id": sold["id"], "set": {"total": 2500, "status": "PARTLY_REFUNDED"}, "was": {"total": 0, "status": "COMPLETED"}}
        answer = till.call("edit_rows", edits=[dearer])[0]
        assert answer["status"] == "done" and status(connection, sold["id"]) == "PARTLY_REFUNDED", (answer, status(connection, sold["id"]))
        # For nothing, and then over: when its money went back, and not before.
        sold = sale(1)
        till.send(sold)
        over = {"table": "orders", "id": sold["id"], "set": {"total": 0, "status": "REFUNDED"}, "was": {"total": 2500, "status": "COMPLETED"}}
        assert till.call("edit_rows", edits=[over])[0]["code"] == "STATUS_WRONG" and status(connection, sold["id"]) == "COMPLETED"
        store(till, payment(sold["id"], 2500, "REFUND"))
        assert till.call("edit_rows", edits=[over])[0]["status"] == "done" and status(connection, sold["id"]) == "REFUNDED"
        assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)


def check_split(world):
    """Tickets go to another order, which comes first; places stay as they are."""
    with world.database() as connection:
        till = Till(connection)
        sold = sale(3)
        till.send(sold)
        before = left(connection)
        part = {"table": "orders", "row": {"id": new_id(), "order_number": "PART-1", "total": 2500, "currency": "EUR", "status": "COMPLETED",
                                           "channel": "BOX_OFFICE", "note": "Split"}}
        assert store(till, part)["stored"] == 1
        move = {"table": "tickets", "id": sold["tickets"][0]["id"], "set": {"order_id": part["row"]["id"]}, "was": {"order_id": sold["id"]}}
        for _ in range(2):
            assert till.call("edit_rows", edits=[move])[0]["status"] == "done" and left(connection) == before
        assert one(connection, "SELECT count (*) FROM tickets WHERE order_id = %s", part["row"]["id"]) == 1
        gone = {**move, "id": sold["tickets"][1]["id"]}
        assert till.call("edit_rows", edits=[{**gone, "set": {"order_id": new_id()}}])[0]["code"] == "NO_ORDER"
        one(connection, "UPDATE orders SET status = 'EXPIRED' WHERE id = %s", part["row"]["id"])
        assert till.call("edit_rows", edits=[gone])[0]["code"] == "ORDER_ENDED"
        assert till.call("edit_rows", edits=[{**move, "id": TICKET, "set": {"is_blocked": True}}])[0]["code"] == "NOT_ALLOWED"


def check_allotments(world):
    """As many as there are, for longer, and late."""
    with world.database() as connection:
        till = Till(connection)
        limit(connection, 5)
        some = till.allot(20, at_least=2)
        assert some["quantity"] == 5 and left(connection) == 0
        assert till.refusal("allot", event_id=EVENT, tier_id=TIER, quantity=3, at_least=1, id=new_id()) == "SOLD_OUT"
        assert till.refusal("allot", event_id=EVENT, tier_id=TIER, quantity=3, at_least=4, id=new_id()) == "QUANTITY_WRONG"
        longer = till.allot(20, id=some["id"], minutes=20160)
        assert longer["quantity"] == 5 and longer["expires_at"] > some["expires_at"]
        assert till.allot(20, id=some["id"])["expires_at"] == longer["expires_at"], "never shorter"
        # Sold out of it, ended by hand, and told late, twice.
        sold = [sale(2), sale(2)]
        till.send(sold[0])
        Caller(connection, PEOPLE["owner"]).call("return_allotment", id=some["id"])
        assert left(connection) == 3
        assert [v["verdict"] for v in till.send(*sold)] == ["KNOWN", "STORED"] and left(connection) == 1
        assert [v["verdict"] for v in till.send(*sold)] == ["KNOWN", "KNOWN"] and left(connection) == 1
        assert till.allot(20, id=some["id"])["ended_at"] is not None, "what has ended is not renewed"


def add(tap, world):
    for name, check in (("books", check_books), ("by whom", check_rights), ("a sale", check_sale), ("an order of the web", check_web_order),
                        ("money that went back", check_refunds), ("money that went back twice", check_refunded_twice),
                        ("money that came in twice", check_paid_twice),
                        ("a voucher at two desks", check_voucher_twice),
                        ("money that came in on the web, too", check_paid_on_the_web),
                        ("money that came in on the web after a desk’s", check_paid_at_the_desk), ("another tier", check_exchange), ("an order in two", check_split),
                        ("what a desk holds", check_allotments)):
        tap.run(f"till: {name}", check, world)
