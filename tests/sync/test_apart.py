# SPDX-License-Identifier: GPL-3.0-or-later
"""Two desks that cannot hear each other do what they like; afterwards both know it, and so does the organizer."""
import json

from house import SLUG, add_guests, open_house
from tap import expect_none
from truth import FACTS
from world import EVENT, TIER, one, rows


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


def check_both_scan_offline_codes(house):
    """Sold at one desk while apart, admitted at the other, which never heard of it; in the end it is one ticket with its fact."""
    a, b = house.desks[:2]
    a.act(SLUG, "sell", "Regular", 1, "Buyer of A")
    code = a.value("SELECT qr_code FROM tickets WHERE attendee_name = 'Buyer of A'")
    verdict = b.row("check-in", SLUG, code)["verdict"]
    house.sync_all()
    ticket = a.value("SELECT id FROM tickets WHERE attendee_name = 'Buyer of A'")
    for desk in (a, b):
        assert desk.value("SELECT count (*) FROM tickets WHERE id = ?", ticket) == 1
        assert desk.value(f"SELECT count (*) FROM {FACTS} WHERE qr_code = ?", code) == 1
    print(f"# a ticket that this desk never heard of: {verdict}")
    house.check_same(a, b)


def add(tap, world):
    with open_house(world) as house:
        add_guests(house.connection, 20)
        if not tap.run("apart: one ticket, two doors", check_twice_admitted, house):
            return
        tap.run("apart: settled for all", check_settle_twice, house)
        for name, choice, value in (("theirs", ["theirs"], "Hall of A"), ("mine", ["mine"], "Hall of B"), ("another", ["typed", "Hall of C"], "Hall of C")):
            tap.run(f"apart: one field, two people, {name}", check_edited_twice, house, choice, value)
        for name, check in (("other fields", check_different_fields), ("the same value", check_same_value), ("cancelled and let in", check_cancelled_elsewhere),
                            ("more than there are places", check_oversold), ("sold what is gone", check_deleted_elsewhere),
                            ("a ticket nobody heard of", check_both_scan_offline_codes)):
            tap.run(f"apart: {name}", check, house)
