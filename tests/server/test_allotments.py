# SPDX-License-Identifier: GPL-3.0-or-later
"""Places that a desk holds, and what it sold while nobody could be asked: exact, whoever does what at the same time."""
import random
import threading

from caller import Caller, Refused
from world import EARLY_TIER, EVENT, FOREIGN_EVENT, FOREIGN_TIER, ORGANIZER, PEOPLE, TICKET, TIER, new_id, one, rows

SEATS = 2000 - 2  # of the tier, without the sample's tickets


class Till(Caller):
    """A desk with a device of its own, by default that of the door's team member, who may sell."""

    def __init__(self, connection, person="door", device=None):
        super().__init__(connection, PEOPLE[person])
        self.device = device or new_id()
        if device is None:
            one(connection, "INSERT INTO devices (id, user_id, organizer_id, name, public_key) VALUES (%s, %s, %s, 'Till', "
                "extensions.gen_random_bytes (32))", self.device, self.user, ORGANIZER)
        one(connection, "UPDATE private.sessions SET device_id = %s WHERE id = %s", self.device, self.session)

    def allot(self, n, **words):
        return self.call("allot", **{"event_id": EVENT, "tier_id": TIER, "quantity": n, "id": new_id(), **words})

    def send(self, *sales, event=EVENT):
        return self.call("record_sales", event_id=event, orders=list(sales))


def sale(n=1, tier=TIER, **words):
    """An order as a desk sends it, with so many tickets."""
    total = 2500 * n
    return {"id": new_id(), "order_number": new_id()[:12], "total": total, "currency": "EUR",
            "tickets": [{"id": new_id(), "tier_id": tier, "attendee_name": "Walk-in", "qr_code": new_id(), "price": 2500} for _ in range(n)],
            "payments": [{"id": new_id(), "method": "CASH", "amount": total}] if total else [], **words}


def left(connection, tier=TIER):
    """Places that can be bought; and the pools agree with the rows."""
    wrong = rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)
    assert wrong == [], wrong
    return one(connection, "SELECT private.places_left (%s, %s)", EVENT, tier)


def limit(connection, n, tier=TIER):
    """So many can still be bought of the tier."""
    one(connection, "UPDATE ticket_tiers SET quantity_total = quantity_total - private.places_left (event_id, id) + %s WHERE id = %s", n, tier)
    assert left(connection, tier) == n


def allotment(connection, allotment_id):
    return rows(connection, "SELECT quantity, used, ended_at IS NULL FROM allotments WHERE id = %s", allotment_id)[0]


def check_allot(world):
    """Taken out of the places, once for each id; more is another one; all or nothing."""
    with world.database() as connection:
        till = Till(connection)
        assert left(connection) == SEATS
        first = new_id()
        answer = till.allot(20, id=first)
        assert till.allot(20, id=first) == answer and answer["device_id"] == till.device, answer
        till.allot(5)
        assert left(connection) == SEATS - 25
        limit(connection, 3)
        assert till.refusal("allot", event_id=EVENT, tier_id=TIER, quantity=4, id=new_id()) == "NOT_ENOUGH"
        till.allot(3)
        assert till.refusal("allot", event_id=EVENT, tier_id=TIER, quantity=1, id=new_id()) == "SOLD_OUT"
        assert Caller(connection).call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": 1}], client_key=new_id(),
                                       buyer_name="Ben", buyer_email="ben@foyer.example")["code"] == "SOLD_OUT"
        # Back again: in part, the same once more, and all.
        assert till.call("return_allotment", id=first, keep=8)["quantity"] == 8
        assert till.call("return_allotment", id=first, keep=8)["quantity"] == 8 and left(connection) == 12
        assert till.call("return_allotment", id=first, keep=9)["quantity"] == 8
        assert till.call("return_allotment", id=first)["ended_at"] is not None and left(connection) == 20
        assert till.call("return_allotment", id=first)["quantity"] == 0 and left(connection) == 20


def check_ends(world):
    """When its time is over, and with the device; what others hold stays."""
    with world.database() as connection:
        till, other = Till(connection), Till(connection)
        till.allot(10, minutes=5)
        other.allot(7, minutes=5)
        limit(connection, 0)
        one(connection, "UPDATE allotments SET expires_at = now () WHERE device_id = %s", till.device)
        # Nobody tidied up: who buys finds them.
        order = Caller(connection).call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": 4}], client_key=new_id(),
                                        buyer_name="Ben", buyer_email="ben@foyer.example")
        assert order.get("status") == "PENDING" and left(connection) == 6, order
        Caller(connection, PEOPLE["owner"]).call("revoke_device", id=other.device)
        assert left(connection) == 13
        owner = Till(connection, "owner")
        assert owner.refusal("allot", event_id=EVENT, tier_id=TIER, quantity=1, id=new_id(), device_id=other.device) == "NO_DEVICE"


def check_sales(world):
    """Out of what the desk holds, then out of the pools; a batch again changes nothing."""
    with world.database() as connection:
        till = Till(connection)
        early = till.allot(3, minutes=10)["id"]
        late = till.allot(5, minutes=20)["id"]
        before = left(connection)
        batch = [sale(2), sale(2), sale(1, EARLY_TIER)]
        verdicts = till.send(*batch)
        assert verdicts == [{"id": s["id"], "verdict": "STORED", "order_number": s["order_number"], "oversold": 0} for s in batch], verdicts
        # What is used up has ended.
        assert allotment(connection, early) == (3, 3, False) and allotment(connection, late) == (5, 1, True)
        assert left(connection) == before and left(connection, EARLY_TIER) == 299
        assert till.send(sale(6))[0]["oversold"] == 0
        assert allotment(connection, late) == (5, 5, False) and left(connection) == before - 2
        counts = rows(connection, "SELECT (SELECT count (*) FROM orders), (SELECT count (*) FROM tickets), (SELECT count (*) FROM payments)")
        assert [v["verdict"] for v in till.send(*reversed(batch))] == ["KNOWN"] * 3
        assert counts == rows(connection, "SELECT (SELECT count (*) FROM orders), (SELECT count (*) FROM tickets), "
                              "(SELECT count (*) FROM payments)")
        assert rows(connection, "SELECT DISTINCT user_id::text, device_id::text, kind, method FROM payments") == [
            (PEOPLE["door"], till.device, "PAYMENT", "CASH")]
        # What is returned now is what was not sold.
        third = till.allot(4)["id"]
        till.send(sale(1))
        assert till.call("return_allotment", id=third)["used"] == 1 and left(connection) == before - 3
        assert one(connection, "SELECT count (*) FROM conflicts") == 0


def check_oversold(world):
    """A fact without a place is stored, and said; what is given back later is for it first."""
    with world.database() as connection:
        till = Till(connection)
        till.allot(2)
        limit(connection, 3)
        batch = [sale(4), sale(2), sale(3)]
        assert [v["oversold"] for v in till.send(*batch)] == [0, 1, 3]
        assert left(connection) == 0
        found = rows(connection, "SELECT kind, other_id::text, details FROM conflicts ORDER BY id")
        assert found == [("OVERSOLD", batch[i]["id"], {"order_id": batch[i]["id"], "tickets": n}) for i, n in ((1, 1), (2, 3))], found
        assert [v["verdict"] for v in till.send(*batch)] == ["KNOWN"] * 3 and one(connection, "SELECT count (*) FROM conflicts") == 2
        owner = Caller(connection, PEOPLE["owner"])

        def buy(n):
            return Caller(connection).call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": n}], client_key=new_id(),
                                           buyer_name="Ben", buyer_email="ben@foyer.example")
        assert buy(1)["code"] == "SOLD_OUT"
        # Four too many: three that come back change nothing for buyers, with five more there is one... and no more.
        owner.call("refund_order", order_id=batch[2]["id"], id=new_id(), cancel_tickets=True)
        assert left(connection) == 0 and buy(1)["code"] == "SOLD_OUT"
        owner.call("refund_order", order_id=batch[1]["id"], id=new_id(), cancel_tickets=True)
        assert left(connection) == 1
        assert buy(2)["code"] == "NOT_ENOUGH" and buy(1)["status"] == "PENDING" and left(connection) == 0
        # A limit that is raised pays, too.
        till.send(sale(5))
        one(connection, "UPDATE ticket_tiers SET quantity_total = quantity_total + 7 WHERE id = %s", TIER)
        assert left(connection) == 2


def check_capacity(world):
    """Beyond the event's capacity, and a code that was used up: the same."""
    with world.database() as connection:
        till = Till(connection)
        one(connection, "UPDATE events SET capacity = 3 WHERE id = %s", EVENT)
        code = one(connection, "UPDATE promo_codes SET max_uses = 1 RETURNING id::text")
        first, second = (sale(1, promo_code_id=code) for _ in range(2))
        assert [v["oversold"] for v in till.send(first, second)] == [0, 1]
        assert left(connection) == SEATS - 2 and left(connection, EVENT) == 0 and left(connection, code) == 0


def check_kinds(world):
    """Imports with the right to edit, sales with the right to sell; numbers that are taken; an order that is not paid."""
    with world.database() as connection:
        till = Till(connection)
        one(connection, "UPDATE event_grants SET can_edit = false")
        assert till.send(sale(channel="IMPORT"))[0]["code"] == "NOT_ALLOWED"
        one(connection, "UPDATE event_grants SET can_edit = true, can_sell = false")
        verdicts = till.send(sale(channel="IMPORT"), sale(), sale(channel="WEB"))
        assert [v.get("code") for v in verdicts] == [None, "NOT_ALLOWED", "SALE_WRONG"], verdicts
        one(connection, "UPDATE event_grants SET can_sell = true")
        twice = sale(order_number="A-1001")
        number = till.send(twice)[0]["order_number"]
        assert number.startswith("A-1001-") and till.send(twice)[0] == {"id": twice["id"], "verdict": "KNOWN", "order_number": number}
        unpaid = sale(status="PENDING", payments=[])
        till.send(unpaid)
        assert one(connection, "SELECT status FROM orders WHERE id = %s", unpaid["id"]) == "PENDING"
        # With an address there is a letter, but not for what was sold long ago elsewhere.
        one(connection, "DELETE FROM deliveries")
        till.send(sale(buyer_email=" Bea@Foyer.example"), sale(buyer_email="ida@foyer.example", channel="IMPORT"))
        assert rows(connection, "SELECT address FROM deliveries") == [("bea@foyer.example",)]
        left(connection)


TAKEN = sale()
# What is other in a sale, the code of its verdict.
WRONG = [
    ("no number", {"order_number": None}, "SALE_WRONG"),
    ("a long name", {"buyer_name": "x" * 201}, "SALE_WRONG"),
    ("less than nothing", {"total": -1, "payments": []}, "SALE_WRONG"),
    ("no amount", {"total": "much"}, "SALE_WRONG"),
    ("a sum that is none", {"subtotal": 1, "total": 2500}, "SALE_WRONG"),
    ("paid too much", {"payments": [{"id": new_id(), "method": "CASH", "amount": 2501}]}, "PAYMENTS_WRONG"),
    ("paid in gold", {"payments": [{"id": new_id(), "method": "GOLD", "amount": 1}]}, "SALE_WRONG"),
    ("payments of no kind", {"payments": {"a": 1}}, "SALE_WRONG"),
    ("tickets of no kind", {"tickets": [1]}, "SALE_WRONG"),
    ("tickets that are none", {"tickets": "x"}, "SALE_WRONG"),
    ("a ticket without a name", {"tickets": [{**TAKEN["tickets"][0], "id": new_id(), "qr_code": "N", "attendee_name": " "}]}, "SALE_WRONG"),
    ("a tier of another event", {"tickets": [{**TAKEN["tickets"][0], "id": new_id(), "qr_code": "N", "tier_id": FOREIGN_TIER}]}, "UNKNOWN"),
    ("a code that is another's", {"tickets": [{**TAKEN["tickets"][0], "id": new_id(), "qr_code": "SAMPLE-GIL-1"}]}, "ID_TAKEN"),
    ("a ticket that is another's", {"tickets": [{**TAKEN["tickets"][0], "id": TICKET}]}, "ID_TAKEN"),
    ("an order of another event", {"id": "01900000-0000-7000-8000-000000000502"}, "ID_TAKEN"),
    ("a time that is none", {"created_at": "yesterday, perhaps"}, "SALE_WRONG"),
    ("a status of no kind", {"status": "REFUNDED"}, "SALE_WRONG"),
]


def check_wrong(connection, other, code):
    """It alone is refused; the others of the batch are stored."""
    till = Till(connection)
    wrong = {**sale(), **other}
    before = left(connection)
    verdicts = till.send(sale(), wrong, sale())
    assert [v["verdict"] for v in verdicts] == ["STORED", "REFUSED", "STORED"], verdicts
    assert verdicts[1]["code"] == code and verdicts[1]["id"] == wrong["id"], verdicts[1]
    assert left(connection) == before - 2


def check_split(world):
    """The answer to a sale is lost, and an order is split from it: the ticket comes into that by an edit, with all of its places."""
    with world.database() as connection:
        till = Till(connection)
        whole = sale(2)
        assert [v["verdict"] for v in till.send(whole)] == ["STORED"]
        before = left(connection)
        part = {**sale(), "tickets": whole["tickets"][1:], "payments": []}
        assert [v["verdict"] for v in till.send({**whole, "tickets": whole["tickets"][:1]}, part)] == ["KNOWN", "STORED"]
        ticket = whole["tickets"][1]["id"]
        moved = till.call("edit_rows", edits=[{"table": "tickets", "id": ticket, "set": {"order_id": part["id"]}, "was": {"order_id": whole["id"]}}])
        assert [e["status"] for e in moved] == ["done"], moved
        assert str(one(connection, "SELECT order_id FROM tickets WHERE id = %s", ticket)) == part["id"]
        assert left(connection) == before
        # Its money went back before its ticket came.
        part = {**sale(), "payments": []}
        ticket = part.pop("tickets")[0]
        till.send({**sale(), "id": (other := new_id()), "tickets": [ticket]}, {**part, "tickets": []})
        rows_of = [{"table": "payments", "row": {"id": new_id(), "order_id": part["id"], "kind": kind, "method": "CASH", "amount": 2500, "currency": "EUR"}}
                   for kind in ("PAYMENT", "REFUND")]
        rows_of += [{"table": "refunds", "row": {"id": new_id(), "order_id": part["id"], "ticket_id": ticket["id"],
                                                "amount": 2500, "currency": "EUR", "status": "CONFIRMED"}}]
        assert till.call("store_rows", event_id=EVENT, rows=rows_of)["stored"] == 3
        edits = [{"table": "tickets", "id": ticket["id"], "set": {"order_id": part["id"], "status": "CANCELLED"},
                  "was": {"order_id": other, "status": "VALID"}},
                 {"table": "orders", "id": part["id"], "set": {"status": "REFUNDED"}, "was": {"status": "COMPLETED"}}]
        answers = till.call("edit_rows", edits=edits)
        assert [e["status"] for e in answers] == ["done", "done"], answers
        assert one(connection, "SELECT status FROM orders WHERE id = %s", part["id"]) == "REFUNDED" and left(connection) == before
        assert not rows(connection, "SELECT kind FROM conflicts WHERE other_id IN (%s, %s)", part["id"], other)


def check_refusals(connection):
    till = Till(connection)
    good = {"event_id": EVENT, "tier_id": TIER, "quantity": 1}
    for words, code in (({"quantity": 0}, "QUANTITY_WRONG"), ({"quantity": 10001}, "QUANTITY_WRONG"), ({"minutes": 0}, "MINUTES_WRONG"),
                        ({"minutes": 20161}, "MINUTES_WRONG"), ({"id": None}, "ID_MISSING"), ({"tier_id": FOREIGN_TIER}, "NO_TIER"),
                        ({"event_id": FOREIGN_EVENT}, "NOT_ALLOWED"), ({"device_id": new_id()}, "NOT_ALLOWED")):
        assert till.refusal("allot", **{**good, "id": new_id(), **words}) == code, words
    assert Caller(connection, PEOPLE["owner"]).refusal("allot", **good, id=new_id()) == "DEVICE_MISSING"
    assert Caller(connection, PEOPLE["owner"]).call("allot", **good, id=new_id(), device_id=till.device)["device_id"] == till.device
    held = till.allot(1)["id"]
    assert Till(connection).refusal("return_allotment", id=held) == "NO_ALLOTMENT"
    assert till.refusal("return_allotment", id=new_id()) == "NO_ALLOTMENT"
    assert till.refusal("return_allotment", id=held, keep=-1) == "KEEP_WRONG"
    assert till.refusal("allot", **{**good, "tier_id": EARLY_TIER}, id=held) == "ID_TAKEN"
    assert till.refusal("record_sales", event_id=FOREIGN_EVENT, orders=[]) == "NOT_ALLOWED"
    twice = sale()
    for orders, code in (({}, "ORDERS_WRONG"), ([1], "ORDERS_WRONG"), ([{}], "ORDERS_WRONG"), ([{"id": "x"}], "ORDERS_WRONG"),
                         ([sale() for _ in range(201)], "ORDERS_WRONG"), ([twice, twice], "ID_TWICE")):
        assert till.refusal("record_sales", event_id=EVENT, orders=orders) == code, orders
    assert till.send() == []


def check_at_once(world):
    """Desks, buyers and organizers at once, with places for a part of it: what was sold beyond the places is what the conflicts say."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        limit(connection, 60)
        most = one(connection, "SELECT quantity_total FROM ticket_tiers WHERE id = %s", TIER)
        failures = []

        def work(seed):
            rng = random.Random(seed)
            with world.connect(name) as own:
                till, anybody, owner = Till(own), Caller(own), Caller(own, PEOPLE["owner"])
                held, sold = [], []
                for _ in range(25):
                    try:
                        act = rng.randrange(7)
                        if act == 0:
                            held.append(till.allot(rng.randint(1, 4))["id"])
                        elif act == 1 and held:
                            till.call("return_allotment", id=rng.choice(held), keep=rng.randint(0, 1))
                        elif act == 2:
                            batch = [sale(rng.randint(1, 3)) for _ in range(rng.randint(1, 3))]
                            sold += [s["id"] for s in batch]
                            assert {v["verdict"] for v in till.send(*batch)} == {"STORED"}
                            assert {v["verdict"] for v in till.send(*batch)} == {"KNOWN"}
                        elif act == 3 and sold:
                            owner.call("refund_order", order_id=rng.choice(sold), id=new_id(), cancel_tickets=True)
                        elif act == 4 and held:
                            own.cursor().execute("UPDATE allotments SET expires_at = now () WHERE id = %s", [rng.choice(held)])
                        elif act == 5:
                            anybody.call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": rng.randint(1, 3)}],
                                         client_key=new_id(), buyer_name="Ben", buyer_email="ben@foyer.example")
                        elif act == 6:
                            till.call("changes", cursors=[{"event_id": EVENT, "cursor": None}])
                    except Refused as refused:
                        if refused.code not in ("SOLD_OUT", "NOT_ENOUGH", "NOTHING_LEFT"):
                            failures.append(refused)
                    except Exception as error:
                        failures.append(error)
        threads = [threading.Thread(target=work, args=[seed]) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures[:3]
        left(connection)
        taken = one(connection, "SELECT n FROM private.count_taken (%s) WHERE tier_id = %s", EVENT, TIER)
        said = one(connection, "SELECT coalesce (sum ((details ->> 'tickets')::integer), 0) FROM conflicts WHERE kind = 'OVERSOLD'")
        assert taken - most <= said, (taken, most, said)
        assert taken <= most or said > 0


def check_speed(world):
    """A full batch is stored in one call, and its tickets can be let in."""
    with world.database() as connection:
        till = Till(connection)
        till.allot(200)
        batch = [sale(1) for _ in range(200)]
        assert {v["verdict"] for v in till.send(*batch)} == {"STORED"}
        assert till.call("check_in", event_id=EVENT, check_ins=[{"id": new_id(), "qr_code": batch[7]["tickets"][0]["qr_code"],
                                                                 "at": "2030-06-01T19:00:00Z"}])[0]["verdict"] == "ADMITTED"
        assert one(connection, "SELECT sum (used) FROM allotments") == 200 and left(connection) == SEATS - 200


def add(tap, world):
    tap.run("allotments: taken and returned", check_allot, world)
    tap.run("allotments: they end", check_ends, world)
    tap.run("allotments: sales out of them", check_sales, world)
    tap.run("allotments: sold without a place", check_oversold, world)
    tap.run("allotments: capacity and codes", check_capacity, world)
    tap.run("allotments: what is sold and by whom", check_kinds, world)
    with world.database() as connection:
        for name, other, code in WRONG:
            tap.run(f"allotments: a sale with {name}", check_wrong, connection, other, code)
        tap.run("allotments: refused", check_refusals, connection)
    tap.run("sales: one is split from another that was told before", check_split, world)
    tap.run("allotments: everybody at once", check_at_once, world)
    tap.run("allotments: a full batch", check_speed, world)
