# SPDX-License-Identifier: GPL-3.0-or-later
"""Places that desks hold, with the real server: sold offline, asked for while it goes away, the last one at two desks."""
import threading
import uuid

from caller import Caller
from escrow import TIER_NAME, Run, check_books
from house import SLUG, open_house
from world import EVENT, TIER, new_id, one, rows


def here(desk):
    return sum(row["here"] for row in desk.rows("allotments", SLUG) if row["tier"] == TIER_NAME)


def limit(house, n):
    """So many are left, and no desk holds any."""
    for desk in house.desks:
        desk.run("allot", SLUG, "--return")
    one(house.connection, """UPDATE ticket_tiers SET quantity_total = coalesce (quantity_total - private.places_left (event_id, id),
        (SELECT count (*) FROM tickets t WHERE t.tier_id = ticket_tiers.id)) + %s WHERE id = %s""", n, TIER)


def left(house):
    return one(house.connection, "SELECT private.places_left (%s, %s)", EVENT, TIER)


def allot(desk, n, status=0):
    return desk.run("allot", SLUG, "--tier", TIER_NAME, "--quantity", str(n), status=status)


def versions(house, desk):
    """Of what a desk holds: here, and at the server."""
    held = {str(uuid.UUID(bytes=row_id)): version for row_id, version in desk.query("SELECT id, version FROM allotments WHERE deleted_at IS NULL")}
    there = {str(row_id): version for row_id, version in rows(house.connection, "SELECT id, version FROM allotments")}
    return sorted(held.items()), sorted((row_id, there[row_id]) for row_id in held)


def check_offline(house):
    """Out of what the desk holds, with its money and its book; told once, whatever the network does."""
    a, b = house.desks
    allot(a, 5)
    assert here(a) == 5 and left(house) == 15
    # An answer is as good as what comes by itself: the row is that of the server, with its version.
    a.run("allot", SLUG, "--return")
    allot(a, 5)
    assert here(a) == 5 and left(house) == 15
    held, there = versions(house, a)
    assert held == there and held, (held, there)
    a.act(SLUG, "open")
    a.act(SLUG, "sell", TIER_NAME, 3, "Ann")
    assert here(a) == 2 and a.try_act(SLUG, "sell", TIER_NAME, 3, "Ben").returncode == 1, "no more than it holds"
    a.act(SLUG, "void", "Ann")
    a.act(SLUG, "sell", TIER_NAME, 2, "Cem")
    house.plan(("rpc/record_sales", "lost"), ("rpc/store_rows", "lost"), ("rpc/store_rows", "cut"), ("rpc/edit_rows", "lost"))
    for _ in range(6):
        a.try_run("sync", "--once")
    house.plan()
    house.sync_all()
    house.check_same(a, b)
    check_books(house.connection, a, b)
    # Ann's three went back to everybody, two are sold; and some were fetched in advance, as the till is open.
    assert left(house) + here(a) == 18 and here(a) < 9, (left(house), here(a))
    assert one(house.connection, "SELECT string_agg (status, ' ' ORDER BY buyer_name) FROM orders WHERE buyer_name IN ('Ann', 'Cem')") == "REFUNDED COMPLETED"


def check_reserved(house):
    """A reservation of the web is paid at a desk that nobody answers: its tickets are made there, once, whatever the network does."""
    a, b = house.desks
    limit(house, 20)
    order = Caller(house.connection).call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": 3}], client_key=new_id(),
                                          buyer_name="Wendy Web", buyer_email="wendy@foyer.example")
    # What the till held in advance counts as well.
    a.sync()
    before = left(house) + here(a)
    a.act(SLUG, "pay", "Wendy Web")
    made = {row["qr_code"] for row in a.rows("attendee", "list", SLUG) if row["attendee_name"] == "Wendy Web"}
    assert len(made) == 3, made
    house.plan(("rpc/store_rows", "lost"), ("rpc/store_rows", "cut"), ("rpc/store_rows", "lost"), ("rpc/edit_rows", "lost"))
    for _ in range(6):
        a.try_run("sync", "--once")
    house.plan()
    house.sync_all()
    found = {row[0] for row in rows(house.connection, "SELECT qr_code FROM tickets WHERE order_id = %s", order["id"])}
    assert found == made, (found, made)
    assert one(house.connection, "SELECT status FROM orders WHERE id = %s", order["id"]) == "COMPLETED"
    assert left(house) + here(a) == before and not rows(house.connection, "SELECT FROM conflicts WHERE kind = 'OVERSOLD'")
    house.check_same(a, b)
    check_books(house.connection, a, b)


def check_gone(house):
    """The server goes in the middle: what it gave all the same is here afterwards, or goes back; never half."""
    desk = house.desks[1]
    for fault in ("lost", "late:0.2", "cut", "duplicate", "error", "refuse", "truncated"):
        limit(house, 20)
        house.plan(("rpc/allot", fault))
        done = desk.try_run("allot", SLUG, "--tier", TIER_NAME, "--quantity", "4")
        house.plan()
        house.proxy.wait_for_late()
        assert done.returncode in (0, 1) and (done.returncode == 0 or done.stderr.strip()), (fault, done)
        desk.sync()
        held = one(house.connection, "SELECT coalesce (sum (quantity - used), 0)::bigint FROM allotments WHERE ended_at IS NULL")
        assert here(desk) == held and here(desk) in (0, 4), (fault, here(desk), held)
        house.plan(("rpc/return_allotment", fault))
        desk.try_run("allot", SLUG, "--tier", TIER_NAME, "--return")
        assert here(desk) == 0, (fault, "it is not sold any more, whether the server heard of it or not")
        house.plan()
        house.proxy.wait_for_late()
        desk.sync()
        assert one(house.connection, "SELECT coalesce (sum (quantity - used), 0)::bigint FROM allotments") == 0, fault
        assert not rows(house.connection, "SELECT * FROM private.wrong_places (%s)", EVENT)
    house.check_same(desk)


def check_last(house):
    """Two desks want the last one at the same moment: one has it, and the other hears so in a sentence."""
    for _ in range(4):
        limit(house, 1)
        answers = {}

        def ask(desk, kept=answers):
            kept[desk] = desk.try_run("allot", SLUG, "--tier", TIER_NAME, "--quantity", "1")

        threads = [threading.Thread(target=ask, args=(desk,)) for desk in house.desks]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answer.returncode for answer in answers.values()) == [0, 1], answers
        refused = next(answer for answer in answers.values() if answer.returncode)
        assert b"left" in refused.stderr, refused
        sold = [desk for desk in house.desks if desk.try_act(SLUG, "sell", TIER_NAME, 1, "Last").returncode == 0]
        assert len(sold) == 1 and answers[sold[0]].returncode == 0
        house.sync_all()
        assert left(house) == 0 and not rows(house.connection, "SELECT FROM conflicts WHERE kind = 'OVERSOLD'")


def check_in_advance(house):
    """While a till is open, a desk keeps some; when it is idle, they go back by themselves; and the same by the policy of the pool."""
    a = house.desks[0]
    limit(house, 100)
    a.sync()
    assert 1 <= here(a) <= 25, here(a)
    # Others are short: what is too much goes back.
    one(house.connection, "UPDATE ticket_tiers SET quantity_total = quantity_total - private.places_left (event_id, id) WHERE id = %s", TIER)
    a.sync()
    assert here(a) <= 2 and left(house) >= 2, (here(a), left(house))


def check_random(house, seed):
    run = Run(house, seed, 3, 40)
    run.open_tills()
    run.apart(14, seed)
    run.join()
    run.check()
    unsold = run.sell_out()
    run.check()
    assert unsold == 0, unsold
    check_books(house.connection, *run.desks)
    house.sync_all()
    house.check_same(*run.desks)


def add(tap, world):
    with open_house(world) as house:
        house.desk("OWNER")
        house.desk("ORGANIZER")
        limit(house, 20)
        house.sync_all(1)
        for name, check in (("sold without the server", check_offline), ("a reservation is paid without the server", check_reserved), ("some in advance", check_in_advance),
                            ("the server goes in the middle", check_gone), ("the last one", check_last)):
            tap.run(f"places: {name}", check, house)
    with open_house(world) as house:
        tap.run("places: desks that are apart", check_random, house, 1)
