# SPDX-License-Identifier: GPL-3.0-or-later
"""Buying, paying, cancelling, expiring: over PostgREST, and what is counted afterwards."""
import json

import psycopg2

from caller import Caller
from world import (DRAFT, EARLY_TIER, EVENT, FOREIGN_EVENT, FREE_TIER, TIER, expect, new_id, one, rows)

HALLS = {"buyer_name": "Bea Buyer", "buyer_email": "Bea@foyer.example"}


def line(quantity=1, tier=TIER, **more):
    return {"tier_id": tier, "quantity": quantity, **more}


def buy(api, *lines, **more):
    return api.call("purchase", **{"event_id": EVENT, "client_key": new_id(), "lines": list(lines), **HALLS, **more})


def bought(api, *lines, **more):
    return expect(buy(api, *lines, **more), 200)


def pay(order, **more):
    return [{"id": new_id(), "method": "STRIPE", "amount": order["total"], **more}]


def expect_sound(world, database="foyer"):
    """The pools say what the rows say, at every event."""
    with world.connect(database) as connection:
        wrong = rows(connection, "SELECT e.title, w.* FROM events e, private.wrong_places (e.id) w")
        assert not wrong, wrong


def check_purchase(world):
    """What it costs, what it holds, and how it looks later."""
    order = bought(world.api, line(3), line(1, EARLY_TIER), promo_code=" halls10 ")
    assert (order["subtotal"], order["discount"], order["total"]) == (9400, 940, 9400 - 940 + 169 + 150 + 43 + 50), order
    assert order["status"] == "PENDING" and order["due"] == order["total"] and len(order["order_number"]) == 6
    assert order["lines"] == [{"tier_id": TIER, "quantity": 3, "amount": 6750}, {"tier_id": EARLY_TIER, "quantity": 1, "amount": 1710}], order
    assert order["tickets"] == []
    again = expect(world.api.call("read_order", order_id=order["id"], token=order["token"]), 200)
    assert again == {name: value for name, value in order.items() if name != "token"}
    expect(world.api.call("read_order", order_id=order["id"], token="x"), 404, "NO_ORDER")
    expect_sound(world)


def check_complete(world):
    seller = world.sign_in("TEAM_MEMBER")
    order = bought(world.api, line(2))
    expect(world.api.call("complete_order", order_id=order["id"], payments=pay(order)), 401)
    expect(world.sign_in("ATTENDEE").call("complete_order", order_id=order["id"], payments=pay(order)), 404, "NO_ORDER")
    expect(seller.call("complete_order", order_id=order["id"], payments=pay(order, amount=1)), 400, "AMOUNT_WRONG")
    payments = pay(order, reference="pi_" + new_id())
    paid = expect(seller.call("complete_order", order_id=order["id"], payments=payments), 200)
    assert paid["status"] == "COMPLETED" and paid["due"] == 0 and paid["expires_at"] is None
    assert paid["lines"] == [] and {(ticket["price"], ticket["attendee_name"]) for ticket in paid["tickets"]} == {(2500, "Bea Buyer")}
    codes = [ticket["qr_code"] for ticket in paid["tickets"]]
    assert len(set(codes)) == 2 and all(len(code) == 33 for code in codes)
    assert expect(seller.call("complete_order", order_id=order["id"], payments=payments), 200) == paid
    # The provider tells it once more, under another id.
    assert expect(seller.call("complete_order", order_id=order["id"], payments=[{**payments[0], "id": new_id()}]), 200) == paid
    # A desk was paid meanwhile, or the buyer paid twice: the money is there, and whoever paid is told.
    twice = payments + pay(order, reference="pi_" + new_id())
    for again in (twice, twice[1:], twice):
        told = expect(seller.call("complete_order", order_id=order["id"], payments=again), 200)
        assert told == paid | {"excess": order["total"]}, told
    with world.connect() as connection:
        assert one(connection, "SELECT count (*) FROM payments WHERE order_id = %s", order["id"]) == 2
        assert one(connection, "SELECT details ->> 'excess' FROM conflicts WHERE kind = 'PAID_TWICE' AND other_id = %s "
                   "AND settled_at IS NULL", order["id"]) == str(order["total"])
    other = bought(world.api, line(2))
    expect(seller.call("complete_order", order_id=other["id"], payments=payments), 409, "PAYMENT_TAKEN")
    with world.connect() as connection:
        assert one(connection, "SELECT count (*) FROM payments WHERE order_id = %s", other["id"]) == 0
    expect_sound(world)


def check_free(world):
    """What costs nothing is complete at once, and may be given back."""
    order = bought(world.api, line(2, FREE_TIER))
    assert order["status"] == "COMPLETED" and order["tickets"][0]["qr_code"], order
    gone = expect(world.api.call("cancel_order", order_id=order["id"], token=order["token"]), 200)
    assert gone["status"] == "REFUNDED" and {ticket["status"] for ticket in gone["tickets"]} == {"CANCELLED"}
    expect_sound(world)


def check_cancel(world):
    seller = world.sign_in("TEAM_MEMBER")
    order = bought(world.api, line(2))
    expect(world.api.call("cancel_order", order_id=order["id"]), 404, "NO_ORDER")
    gone = expect(world.api.call("cancel_order", order_id=order["id"], token=order["token"]), 200)
    assert gone["status"] == "EXPIRED" and gone["lines"][0]["is_cancelled"]
    assert expect(world.api.call("cancel_order", order_id=order["id"], token=order["token"]), 200) == gone
    expect(seller.call("complete_order", order_id=order["id"], payments=pay(order)), 409, "ORDER_CANCELLED")
    paid = bought(world.api, line(1))
    expect(seller.call("complete_order", order_id=paid["id"], payments=pay(paid)), 200)
    expect(seller.call("cancel_order", order_id=paid["id"]), 409, "ORDER_PAID")
    expect_sound(world)


def check_key(world):
    """The same key is the same order, and nothing else."""
    key = new_id()
    order = bought(world.api, line(2), client_key=key)
    assert bought(world.api, line(2), client_key=key) == order
    expect(buy(world.api, line(3), client_key=key), 409, "KEY_TAKEN")
    expect_sound(world)


def let_expire(world, order):
    with world.connect() as connection:
        one(connection, "UPDATE orders SET expires_at = now () - interval '1 second' WHERE id = %s", order["id"])


def check_expire(world):
    """Who pays late gets the places again while they are there, else words."""
    seller = world.sign_in("TEAM_MEMBER")
    late = bought(world.api, line(1, FREE_TIER), line(1))
    let_expire(world, late)
    assert expect(seller.call("expire"), 200) == {"expired": 1, "is_more": False}
    expect_sound(world)
    assert expect(seller.call("complete_order", order_id=late["id"], payments=pay(late)), 200)["status"] == "COMPLETED"
    expect_sound(world)


def check_edited(world):
    """A desk that writes “paid” into the order makes its tickets, which share out what a line costs."""
    order = bought(world.api, line(3))
    with world.connect() as connection:
        one(connection, "UPDATE orders SET lines = jsonb_set (lines, '{0,amount}', '7001') WHERE id = %s", order["id"])
    done = expect(world.sign_in("OWNER").call("edit_rows", edits=[
        {"table": "orders", "id": order["id"], "set": {"status": "COMPLETED"}, "was": {"status": "PENDING"}}]), 200)
    assert done[0]["status"] == "done", done
    paid = expect(world.api.call("read_order", order_id=order["id"], token=order["token"]), 200)
    assert sorted(ticket["price"] for ticket in paid["tickets"]) == [2333, 2334, 2334] and paid["lines"] == [], paid
    expect_sound(world)


RULES = [
    ("orders_discount_within", "subtotal = 10, discount = 11, total = 0"),
    ("orders_sum", "subtotal = 10, discount = 1, service_fee = 2, total = 10"),
    ("orders_web_pending_ends", "expires_at = NULL"),
]


def check_rules(world):
    """What is said of several columns of an order holds, also of one that is new."""
    order = bought(world.api, line(1))
    with world.connect() as connection:
        for rule, change in RULES:
            for statement in (f"UPDATE orders SET {change} WHERE id = %s",
                              "INSERT INTO orders (event_id, id, order_number, subtotal, discount, service_fee, total, currency, status, channel, expires_at) "
                              "SELECT event_id, gen_random_uuid (), gen_random_uuid (), subtotal, discount, service_fee, total, currency, 'PENDING', 'WEB', "
                              "expires_at FROM (SELECT (jsonb_populate_record (o, %s::jsonb)).* FROM orders o WHERE id = %s) AS k"):
                words = [order["id"]]
                if statement.startswith("INSERT"):
                    parts = (part.split(" = ") for part in change.split(", "))
                    words.insert(0, json.dumps({name: None if value == "NULL" else int(value) for name, value in parts}))
                try:
                    one(connection, statement, *words)
                except psycopg2.errors.CheckViolation as error:
                    assert error.diag.constraint_name == rule, error.diag.constraint_name
                else:
                    raise AssertionError(f"{rule}: it was taken.")
    expect(world.api.call("cancel_order", order_id=order["id"], token=order["token"]), 200)


# What an editor changes, and what two tickets cost then, or why not: the offers follow.
CHANGES = [
    ("ticket_tiers", {"price": 3000}, 6250),
    ("ticket_tiers", {"max_per_order": 1}, "ABOVE_MAX"),
    ("ticket_tiers", {"min_per_order": 3}, "BELOW_MIN"),
    ("ticket_tiers", {"sale_end": "2020-01-01T00:00:00Z"}, "ENDED"),
    ("ticket_tiers", {"sale_start": "2039-01-01T00:00:00Z"}, "NOT_YET"),
    ("ticket_tiers", {"is_hidden": True}, "HIDDEN"),
    ("ticket_tiers", {"group_kind": "PER_HEAD", "group_size": 2, "group_price": 1000}, 2150),
    ("events", {"fee_is_included": True}, 5000),
    ("events", {"fee_fixed": None}, 5125),
    ("events", {"status": "CANCELLED"}, "EVENT_CANCELLED"),
]


def check_offers(world):
    """What was changed holds for the next purchase: of each change the offers are those that would be made anew."""
    with world.database() as connection:
        buyer = Caller(connection)
        plain = {"event_id": EVENT, "lines": [line(2)], **HALLS}
        normal = buyer.call("purchase", client_key=new_id(), **plain)["total"]
        for table, change, wanted in CHANGES:
            row = TIER if table == "ticket_tiers" else EVENT
            before = dict(zip(change, rows(connection, f"SELECT {', '.join(change)} FROM {table} WHERE id = %s", row)[0]))
            setting = ", ".join(f"{name} = %s" for name in change)
            one(connection, f"UPDATE {table} SET {setting} WHERE id = %s", *change.values(), row)
            found = buyer.call("purchase", client_key=new_id(), **plain)
            assert found.get("code", found.get("total")) == wanted, (change, found)
            offers = "SELECT o.* FROM private.offers o ORDER BY o.event_id, o.cart"
            kept = rows(connection, offers)
            one(connection, "SELECT count (private.make_offers (id, NULL)) FROM events")
            assert rows(connection, offers) == kept and kept, change
            one(connection, f"UPDATE {table} SET {setting} WHERE id = %s", *before.values(), row)
        assert buyer.call("purchase", client_key=new_id(), **plain)["total"] == normal
        # Another key: the tokens follow.
        one(connection, "SELECT private.set_setting ('order_key', repeat ('ab', 32))")
        order = buyer.call("purchase", client_key=new_id(), **plain)
        assert buyer.call("read_order", order_id=order["id"], token=order["token"])["id"] == order["id"]


def check_guest(world):
    """Who is signed in buys under their own name and reads the order by the account."""
    guest = world.sign_in("ATTENDEE")
    order = bought(guest, line(1), buyer_name=None, buyer_email=None)
    assert (order["buyer_name"], order["buyer_email"]) == ("Gil Guest", "guest@foyer.example"), order
    assert expect(guest.call("read_order", order_id=order["id"]), 200)["id"] == order["id"]
    assert expect(guest.call("cancel_order", order_id=order["id"]), 200)["status"] == "EXPIRED"


WRONG = [
    ("no lines", {"lines": []}, 400, "EMPTY"),
    ("no array", {"lines": {}}, 400, "LINES_WRONG"),
    ("null lines", {"lines": None}, 400, "LINES_WRONG"),
    ("a number", {"lines": [7]}, 400, "LINES_WRONG"),
    ("too many lines", {"lines": [line()] * 51}, 400, "LINES_WRONG"),
    ("a broken tier", {"lines": [{"tier_id": "x", "quantity": 1}]}, 400, "LINES_WRONG"),
    ("no quantity", {"lines": [{"tier_id": TIER}]}, 400, "LINES_WRONG"),
    ("half a ticket", {"lines": [line(0.5)]}, 400, "LINES_WRONG"),
    ("an endless number", {"lines": [line(10 ** 30)]}, 400, "LINES_WRONG"),
    ("no ticket", {"lines": [line(0)]}, 400, "BAD_QUANTITY"),
    ("less than none", {"lines": [line(-1)]}, 400, "BAD_QUANTITY"),
    ("too many", {"lines": [line(11)]}, 400, "ABOVE_MAX"),
    ("far too many", {"lines": [line(600), line(401)]}, 400, "ABOVE_MAX"),
    ("no such tier", {"lines": [line(1, new_id())]}, 400, "UNKNOWN_TIER"),
    ("no name", {"buyer_name": " "}, 400, "NAME_WRONG"),
    ("a long name", {"buyer_name": "x" * 201}, 400, "NAME_WRONG"),
    ("no address", {"buyer_email": None}, 400, "EMAIL_WRONG"),
    ("no key", {"client_key": None}, 400, "KEY_MISSING"),
    ("no such event", {"event_id": new_id()}, 404, "NO_EVENT"),
    ("null event", {"event_id": None}, 404, "NO_EVENT"),
    ("a draft", {"event_id": DRAFT}, 404, "NO_EVENT"),
    ("a foreign tier", {"event_id": FOREIGN_EVENT}, 400, "UNKNOWN_TIER"),
    ("no such code", {"promo_code": "NOPE"}, 409, "CODE_UNKNOWN"),
    ("half a code", {"promo_code": "A B"}, 409, "CODE_UNKNOWN"),
]


def check_wrong(world, arguments, status, code):
    body = expect(buy(world.api, **{"lines": [line()], **arguments}), status, code)
    assert body["message"].endswith("."), body


def add(tap, world):
    for name, check in (("holds, prices, reads", check_purchase), ("paid", check_complete), ("free", check_free),
                        ("cancelled", check_cancel), ("the same key", check_key), ("expired", check_expire),
                        ("signed in", check_guest), ("paid by an edit", check_edited), ("rules", check_rules),
                        ("offers follow", check_offers)):
        tap.run(f"purchase: {name}", check, world)
    for name, arguments, status, code in WRONG:
        tap.run(f"purchase: {name}", check_wrong, world, arguments, status, code)
    tap.run("purchase: nothing is left over", expect_sound, world)
