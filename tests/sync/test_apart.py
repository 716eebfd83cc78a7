# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desks that cannot hear each other do what they like; afterwards both know it, and so does the organizer."""
import json
import uuid

from house import SLUG, add_guests, open_house
from tap import expect_none
from truth import FACTS
from world import EVENT, FOREIGN_EVENT, FOREIGN_ORGANIZER, TIER, one, rows


def apart(house):
    """Two desks in step, that are alone from now on: nobody calls sync."""
    desks = house.desk("OWNER"), house.desk("ORGANIZER")
    house.sync_all(1)
    return desks


def open_conflicts(desk, kind):
    return [conflict for conflict in desk.conflicts() if conflict["kind"] == kind]


def check_twice_admitted(house):
    """Each desk lets the same ticket in. Both facts stay; both desks and the organizer are told who, where and when."""
    a, b = apart(house)
    times = {a: "2026-11-22T10:00:00Z", b: "2026-11-22T10:05:00Z"}
    for desk in (a, b):
        assert desk.row("check-in", SLUG, "GUEST-1", "--at", times[desk])["verdict"] == "ADMITTED"
    house.sync_all()
    facts = rows(house.connection, f"SELECT id, verdict FROM {FACTS} WHERE qr_code = 'GUEST-1' ORDER BY \"time\"")
    assert [verdict for _, verdict in facts] == ["ADMITTED", "ADMITTED"], facts
    for desk in (a, b):
        found = desk.query(f"SELECT verdict FROM {FACTS} WHERE qr_code = 'GUEST-1'")
        assert found == [("ADMITTED",)] * 2, found
        assert len(open_conflicts(desk, "TWICE_ADMITTED")) == 1, desk.conflicts()
        assert desk.row("check-in", SLUG, "GUEST-1")["verdict"] == "ALREADY_IN"
    assert one(house.connection, "SELECT count (*) FROM conflicts WHERE kind = 'TWICE_ADMITTED' AND settled_at IS NULL") == 1
    house.sync_all()
    house.check_same(a, b)


def check_settle_twice(house):
    """Settled at one desk, it is settled at all."""
    a, b = house.desks[:2]
    conflict = open_conflicts(a, "TWICE_ADMITTED")[0]
    a.run("conflicts", "settle", conflict["id"], "theirs")
    house.sync_all()
    assert one(house.connection, "SELECT count (*) FROM conflicts WHERE settled_at IS NULL AND kind = 'TWICE_ADMITTED'") == 0
    expect_none([desk.conflicts() for desk in (a, b) if open_conflicts(desk, "TWICE_ADMITTED")], "Still open:")
    house.check_same(a, b)


def check_edited_twice(house, choice, value):
    """The same field at both desks: the first who tells it is there, the other's value is kept, and a person chooses."""
    a, b = house.desks[:2]
    one(house.connection, "UPDATE events SET venue_name = 'A hall', internal_notes = NULL, category = NULL WHERE id = %s", EVENT)
    house.sync_all()
    a.run("event", "edit", SLUG, "--venue", "Hall of A", "--notes", "By A")
    b.run("event", "edit", SLUG, "--venue", "Hall of B", "--category", "By B")
    a.sync()
    b.sync()
    house.sync_all()
    there = rows(house.connection, "SELECT venue_name, internal_notes, category FROM events WHERE id = %s", EVENT)
    assert there == [("Hall of A", "By A", "By B")], there
    for desk in (a, b):
        found = open_conflicts(desk, "EDITED_TWICE")
        assert len(found) == 1 and "Hall of B" in json.dumps(found) and "Hall of A" in json.dumps(found), found
        # In the words of the inbox: what, both values, and by whom.
        assert (found[0]["subject"], found[0]["mine"], found[0]["theirs"]) == ("Venue", "Hall of B", "Hall of A"), found
        assert "was edited twice" in found[0]["title"], found
        assert found[0]["mine_by" if desk is b else "theirs_by"].startswith("You, "), found
        assert "Somebody else" not in found[0]["theirs_by" if desk is b else "mine_by"], found
    house.check_same(a, b)
    b.run("conflicts", "settle", open_conflicts(b, "EDITED_TWICE")[0]["id"], *choice)
    house.sync_all()
    assert one(house.connection, "SELECT venue_name FROM events WHERE id = %s", EVENT) == value
    expect_none([desk.conflicts() for desk in (a, b) if open_conflicts(desk, "EDITED_TWICE")], "Still open:")
    house.check_same(a, b)


def check_different_fields(house):
    """Who edits something else of the same row is in nobody's way."""
    a, b = house.desks[:2]
    house.sync_all()
    a.run("event", "edit", SLUG, "--venue", "One")
    b.run("event", "edit", SLUG, "--address", "Two")
    a.act(SLUG, "note", "GUEST-2", "a note")
    b.act(SLUG, "rename", "GUEST-2", "A Name")
    house.sync_all()
    assert rows(house.connection, "SELECT venue_name, venue_address FROM events WHERE id = %s", EVENT) == [("One", "Two")]
    assert rows(house.connection, "SELECT notes, attendee_name FROM tickets WHERE qr_code = 'GUEST-2'") == [("a note", "A Name")]
    expect_none((conflict for conflict in a.conflicts() if conflict["kind"] == "EDITED_TWICE"), "No conflict was to be:")
    house.check_same(a, b)


def check_same_value(house):
    """Two who write the same agree."""
    a, b = house.desks[:2]
    house.sync_all()
    for desk in (a, b):
        desk.run("event", "edit", SLUG, "--venue", "The Same Hall")
    house.sync_all()
    expect_none((conflict for conflict in a.conflicts() if conflict["kind"] == "EDITED_TWICE"), "No conflict was to be:")
    house.check_same(a, b)


def check_cancelled_elsewhere(house):
    """Cancelled at one desk, let in at the other: the fact stays, and somebody is told."""
    a, b = house.desks[:2]
    house.sync_all()
    a.act(SLUG, "cancel", "GUEST-3")
    assert b.row("check-in", SLUG, "GUEST-3")["verdict"] == "ADMITTED"
    house.sync_all()
    assert len(open_conflicts(b, "ADMITTED_THOUGH_REFUSED")) == 1, b.conflicts()
    assert one(house.connection, f"SELECT count (*) FROM {FACTS} WHERE qr_code = 'GUEST-3' AND verdict = 'ADMITTED'") == 1
    house.check_same(a, b)


def check_oversold(house):
    """Two desks add more guests than there are places: all are there, and it is said once for each that brought them."""
    a, b = house.desks[:2]
    n = one(house.connection, "SELECT count (*) FROM tickets WHERE tier_id = %s AND deleted_at IS NULL", TIER)
    one(house.connection, "UPDATE ticket_tiers SET quantity_total = %s WHERE id = %s", n + 5, TIER)
    house.sync_all()
    for desk, word in ((a, "A"), (b, "B")):
        path = desk.folder / "list.csv"
        path.write_text("Name,Email,Ticket,Code\n" + "".join(f"Guest {word}{i},{word}{i}@example.org,Regular,LIST-{word}-{i}\n" for i in range(4)))
        desk.run("attendee", "import", SLUG, path)
    house.sync_all()
    assert one(house.connection, "SELECT count (*) FROM tickets WHERE qr_code LIKE 'LIST-%%'") == 8
    for desk in (a, b):
        assert len(open_conflicts(desk, "OVERSOLD")) >= 1, desk.conflicts()
    one(house.connection, "UPDATE ticket_tiers SET quantity_total = NULL WHERE id = %s", TIER)
    house.sync_all()
    house.check_same(a, b)


def check_refunded_twice(house):
    """Two desks give the money of one order back: both did, and both and the organizer are told who, when and how much. Settled at one, it is for all."""
    a, b = house.desks[:2]
    a.act(SLUG, "sell", "Regular", 1, "Buyer of a refund")
    house.sync_all(2)
    number = b.value("SELECT order_number FROM orders WHERE buyer_name = 'Buyer of a refund'")
    for desk, way in ((a, "cash"), (b, "card")):
        desk.run("cash", "open", SLUG, "100.00")
        desk.run("order", "refund", SLUG, number, "--reason", "Ill", "--method", way)
    house.sync_all(2)
    assert one(house.connection, "SELECT count (*) FROM conflicts WHERE kind = 'REFUNDED_TWICE' AND settled_at IS NULL") == 1
    for desk in (a, b):
        found = open_conflicts(desk, "REFUNDED_TWICE")
        assert len(found) == 1 and f"“{number}” was refunded twice" in found[0]["title"], found
        assert sorted(fact["what"].split(", ")[1] for fact in found[0]["facts"]) == ["Card", "Cash"], found
        assert len({fact["by"] for fact in found[0]["facts"]}) == 2, found
        assert desk.value("SELECT sum (amount) FROM payments WHERE kind = 'REFUND' AND order_id = (SELECT id FROM orders WHERE order_number = ?)",
                          number) == 2 * desk.value("SELECT total FROM orders WHERE order_number = ?", number)
    house.check_same(a, b)
    b.run("conflicts", "settle", open_conflicts(b, "REFUNDED_TWICE")[0]["id"], "theirs")
    house.sync_all()
    expect_none([desk.conflicts() for desk in (a, b) if open_conflicts(desk, "REFUNDED_TWICE")], "Still open:")
    house.check_same(a, b)


def check_voucher_twice(house):
    """One gift card at two desks: both sales stand, and both desks and the organizer are told which orders it paid."""
    a, b = house.desks[:2]
    a.run("tier", "add", SLUG, "--name", "Stalls", "--price", "20")
    house.sync_all()
    sold = [desk.row("sell", SLUG, "--tier", "Stalls", "--name", "Buyer by gift", "--pay", "voucher@GIFT-7") for desk in (a, b)]
    house.sync_all(2)
    assert one(house.connection, "SELECT count (*) FROM conflicts WHERE kind = 'VOUCHER_TWICE' AND settled_at IS NULL") == 1
    for desk in (a, b):
        found = open_conflicts(desk, "VOUCHER_TWICE")
        assert len(found) == 1 and "“GIFT-7” was used twice" in found[0]["title"], found
        assert sorted(fact["what"].split(", ")[1] for fact in found[0]["facts"]) == sorted(order["order_number"] for order in sold), found
        assert desk.value("SELECT count (*) FROM payments WHERE reference = 'GIFT-7'") == 2
    house.check_same(a, b)
    a.run("conflicts", "settle", open_conflicts(a, "VOUCHER_TWICE")[0]["id"], "theirs")
    house.sync_all()
    expect_none([desk.conflicts() for desk in (a, b) if open_conflicts(desk, "VOUCHER_TWICE")], "Still open:")


def check_letter(house):
    """Sold without a network, with an address, and let in at once: when it is told, the tickets are on their way and the guest is in."""
    a, b = house.desks[:2]
    sold = a.row("sell", SLUG, "--tier", "Stalls", "--name", "Buyer by mail", "--email", "mail@foyer.example", "--pay", "card", "--check-in")
    assert sold["checked_in"] == 1 and sold["mail"] == "SERVER", sold
    letters = "SELECT count (*) FROM deliveries WHERE address = 'mail@foyer.example' AND kind = 'ORDER'"
    assert one(house.connection, letters) == 0
    house.sync_all(2)
    assert one(house.connection, letters) == 1
    (letter,) = [body for address, body in rows(house.connection, "SELECT address, body FROM private.take_letters (10000)") if address == "mail@foyer.example"]
    assert sold["order_number"] in letter and sold["tickets"][0]["code"] in letter, letter
    house.sync_all()
    assert one(house.connection, letters) == 1, "once"
    for desk in (a, b):
        assert desk.value("SELECT status FROM tickets WHERE qr_code = ?", sold["tickets"][0]["code"]) == "CHECKED_IN"
    house.check_same(a, b)


def check_deleted_elsewhere(house):
    """A tier that one desk took away and the other sold: what was sold is there."""
    a, b = house.desks[:2]
    a.run("tier", "add", SLUG, "--name", "Balcony", "--price", "5")
    house.sync_all()
    a.run("tier", "delete", SLUG, "Balcony")
    b.act(SLUG, "sell", "Balcony", 2, "Buyer on the balcony")
    house.sync_all(3)
    assert one(house.connection, "SELECT count (*) FROM tickets WHERE attendee_name = 'Buyer on the balcony'") == 2
    expect_none(house.differences(a) + house.differences(b), "Not the same:")


def sell(desk, name, tier="Regular", event=SLUG):
    """Somebody buys a ticket at a desk; gives its code."""
    desk.act(event, "sell", tier, 1, name)
    return desk.value("SELECT qr_code FROM tickets WHERE attendee_name = ?", name)


def check_sold_apart(house, first):
    """Sold at one desk while apart, admitted at the other, which never heard of it; in the end it is one ticket that came in once."""
    a, b = house.desks[:2]
    house.sync_all()
    name = f"Buyer of A, {first}"
    code = sell(a, name)
    assert b.row("check-in", SLUG, code)["verdict"] == "PROVISIONAL"
    assert b.row("check-in", SLUG, code)["verdict"] == "ALREADY_IN"
    n_conflicts = one(house.connection, "SELECT count (*) FROM conflicts")
    for desk in (a, b) if first == "sold" else (b, a):
        desk.sync()
    house.sync_all()
    ticket = a.value("SELECT id FROM tickets WHERE attendee_name = ?", name)
    for desk in (a, b):
        assert desk.query("SELECT id, status FROM tickets WHERE qr_code = ?", code) == [(ticket, "CHECKED_IN")], desk.query(
            "SELECT hex (id), status FROM tickets WHERE qr_code = ?", code)
        facts = desk.query(f"SELECT verdict FROM {FACTS} WHERE qr_code = ? ORDER BY key", code)
        assert sorted(facts) == [("ALREADY_IN",), ("PROVISIONAL",)], facts
        again = desk.row("check-in", SLUG, code)
        assert again["verdict"] == "ALREADY_IN", again
        # Desks know each other by name.
        assert again["earlier"].get("desk") == (one(house.connection, "SELECT name FROM devices LIMIT 1") if desk is a else None), again
    assert one(house.connection, "SELECT count (*) FROM conflicts") == n_conflicts, rows(house.connection, "SELECT * FROM conflicts")
    house.sync_all()
    house.check_same(a, b)


def check_revoked(house):
    """What a desk sells that was withdrawn is not let in: by nobody who has heard of it. What it sold and told before is as good as ever."""
    b, stolen = house.desks[1], house.desk("OWNER")
    b.sync()
    honest = sell(stolen, "Buyer before the theft")
    stolen.sync()
    assert b.row("check-in", SLUG, honest)["verdict"] == "PROVISIONAL", "not known yet"
    honest = sell(stolen, "Another buyer before the theft")
    stolen.sync()
    code = sell(stolen, "Buyer of a thief")
    device = stolen.value("SELECT device_id FROM replica_info")
    one(house.connection, "UPDATE devices SET revoked_at = now () WHERE id = %s", str(uuid.UUID(bytes=device)))
    assert b.row("check-in", SLUG, code)["verdict"] == "PROVISIONAL", "not heard of yet"
    b.act(SLUG, "sell", "Regular", 1, "Buyer of B")
    b.sync()
    code = sell(stolen, "Another buyer of a thief")
    assert b.row("check-in", SLUG, code)["verdict"] == "REVOKED_KEY"
    assert b.row("check-in", SLUG, honest)["verdict"] == "ADMITTED", "the server took it"
    assert b.row("check-in", SLUG, honest)["verdict"] == "ALREADY_IN"
    # Its own codes are as good as before.
    assert b.row("check-in", SLUG, b.value("SELECT qr_code FROM tickets WHERE attendee_name = 'Buyer of B'"))["verdict"] == "ADMITTED"
    assert "What it had of this server was removed." in stolen.sync(status=1)[1].decode(), "said once it is so"
    assert stolen.query("SELECT count (*) FROM devices") == stolen.query("SELECT count (*) FROM tickets") == [(0,)]
    house.desks.remove(stolen)


def check_sold_apart_twice(house):
    """As above, and a third desk lets it in too: told when the ticket is known."""
    a, b = house.desks[:2]
    c = house.desk("ORGANIZER")
    house.sync_all()
    code = sell(a, "Buyer of A, twice")
    for desk in (b, c):
        assert desk.row("check-in", SLUG, code)["verdict"] == "PROVISIONAL"
        desk.sync()
    house.sync_all()
    for desk in (a, b, c):
        assert desk.query("SELECT status FROM tickets WHERE qr_code = ?", code) == [("CHECKED_IN",)]
        assert len(open_conflicts(desk, "TWICE_ADMITTED")) == 1, desk.conflicts()
    a.run("conflicts", "settle", open_conflicts(a, "TWICE_ADMITTED")[0]["id"], "theirs")
    house.sync_all()
    house.check_same(a, b, c)
    del house.desks[2:]


def check_two_organizers(house):
    """A desk that works for two organizers is known at the desks of both, and one of them at no desk of the other."""
    one(house.connection, "INSERT INTO members (organizer_id, user_id, role) SELECT %s, id, 'OWNER' FROM users WHERE email = %s "
        "ON CONFLICT DO NOTHING", FOREIGN_ORGANIZER, house.desks[0].user["email"])
    one(house.connection, "INSERT INTO check_in_lists (event_id, id, name, sort_order) VALUES (%s, gen_random_uuid (), 'Door', 0)", FOREIGN_EVENT)
    # Desks sell there while nobody gave them places.
    one(house.connection, "UPDATE ticket_tiers SET quantity_total = NULL WHERE event_id = %s", FOREIGN_EVENT)
    one(house.connection, "UPDATE events SET capacity = NULL WHERE id = %s", FOREIGN_EVENT)
    both = house.desk("OWNER", events=(EVENT, FOREIGN_EVENT))
    device = str(uuid.UUID(bytes=both.value("SELECT device_id FROM replica_info")))
    assert one(house.connection, "SELECT count (*) FROM device_organizers WHERE id = %s", device) == 2
    slug = one(house.connection, "SELECT slug FROM events WHERE id = %s", FOREIGN_EVENT)
    tier = one(house.connection, "SELECT name FROM ticket_tiers WHERE event_id = %s AND deleted_at IS NULL LIMIT 1", FOREIGN_EVENT)
    there = house.desk("OWNER", events=(FOREIGN_EVENT,))
    assert there.row("check-in", slug, sell(both, "Buyer of both", tier, slug))["verdict"] == "PROVISIONAL"
    # Kept at another address by a desk that does so already.
    late = house.desk("OWNER")
    late.log_in(FOREIGN_EVENT)
    late.sync()
    assert one(house.connection, "SELECT count (*) FROM device_organizers WHERE id = %s",
               str(uuid.UUID(bytes=late.value("SELECT device_id FROM replica_info")))) == 2
    there.sync()
    assert there.row("check-in", slug, sell(late, "Buyer of a late one", tier, slug))["verdict"] == "PROVISIONAL"
    # A desk of one organizer alone signs nothing for the other's.
    one(house.connection, "DELETE FROM device_organizers WHERE id = %s AND organizer_id = %s", device, FOREIGN_ORGANIZER)
    fresh = house.desk("OWNER", events=(FOREIGN_EVENT,))
    assert fresh.row("check-in", slug, sell(both, "Buyer of one", tier, slug))["verdict"] == "FORGED"
    del house.desks[2:]


def add(tap, world):
    with open_house(world) as house:
        add_guests(house.connection, 20)
        if not tap.run("apart: one ticket, two doors", check_twice_admitted, house):
            return
        tap.run("apart: settled for all", check_settle_twice, house)
        for name, choice, value in (("theirs", ["theirs"], "Hall of A"), ("mine", ["mine"], "Hall of B"), ("another", ["typed", "Hall of C"], "Hall of C")):
            tap.run(f"apart: one field, two people, {name}", check_edited_twice, house, choice, value)
        for name, check in (("other fields", check_different_fields), ("the same value", check_same_value), ("cancelled and let in", check_cancelled_elsewhere),
                            ("more than there are places", check_oversold), ("refunded twice", check_refunded_twice),
                            ("one voucher", check_voucher_twice), ("by mail", check_letter), ("sold what is gone", check_deleted_elsewhere)):
            tap.run(f"apart: {name}", check, house)
        for first in ("sold", "admitted"):
            tap.run(f"apart: a ticket nobody heard of, {first} told first", check_sold_apart, house, first)
        tap.run("apart: a ticket nobody heard of, at two doors", check_sold_apart_twice, house)
        tap.run("apart: a desk that was withdrawn", check_revoked, house)
        tap.run("apart: a desk of two organizers", check_two_organizers, house)
