# SPDX-License-Identifier: GPL-3.0-or-later
"""What is kept of a person can be handed out, and erased: afterwards no table has it, and the books are as they were."""
import json

from caller import Caller
from tap import expect_none
from test_feed import Desk
from world import EVENT, FOREIGN_EVENT, LIST, ORGANIZER, FOREIGN_ORGANIZER, PEOPLE, TIER, new_id, one, rows

WORDS = ("Petra", "Private", "petra@", "Secret Works", "Diabetic", "forty-two")


def make_petra(connection):
    """Somebody who left traces in every table that can have them; gives her order and its two tickets."""
    owner = Caller(connection, PEOPLE["owner"])
    order = Caller(connection).call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": 2}], client_key=new_id(),
                                    buyer_name="Petra Private", buyer_email="Petra@foyer.example")
    order = owner.call("complete_order", order_id=order["id"],
                       payments=[{"id": new_id(), "method": "CARD", "amount": order["total"], "reference": "ch_1"}])
    first, second = (ticket["id"] for ticket in order["tickets"])
    one(connection, "UPDATE tickets SET company = 'Secret Works', notes = 'Diabetic', answers = '{\"size\": \"forty-two\"}' WHERE id = %s", first)
    one(connection, "UPDATE tickets SET attendee_name = 'Petra Private', attendee_email = NULL WHERE id = %s", second)
    owner.call("check_in", event_id=EVENT, check_ins=[{"id": new_id(), "ticket_id": first, "at": "2030-06-01T19:00:00Z", "list_id": LIST,
                                                       "reason": "Petra had no phone", "verdict": "ADMITTED"}])
    owner.call("refund_order", order_id=order["id"], id=new_id(), amount=100, reason="Petra complained")
    owner.call("queue_message", event_id=EVENT, id=new_id(), subject="News", body="Hello {{name}}")
    # A ticket that was hers and is another's; and one that is hers though another bought it.
    given = one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, attendee_email, qr_code, price) VALUES "
                "(%s, gen_random_uuid (), %s, 'Petra Private', 'petra@foyer.example', 'GIVEN', 0) RETURNING id::text", EVENT, TIER)
    owner.call("transfer_ticket", ticket_id=given, id=new_id(), name="Other Person", email="other.person@foyer.example")
    one(connection, "UPDATE tickets SET attendee_name = 'Petra Private', attendee_email = 'petra@foyer.example' WHERE qr_code = 'SAMPLE-GIL-2'")
    owner.call("invite", organizer_id=ORGANIZER, email="petra@foyer.example", role="TEAM_MEMBER")
    # Two desks wrote her company and her order's name.
    owner.call("edit_rows", edits=[{"table": "tickets", "id": first, "set": {"company": "Secret Works Ltd."}, "was": {"company": "X"}},
                                   {"table": "orders", "id": order["id"], "set": {"buyer_name": "Petra P."}, "was": {"buyer_name": "X"}}])
    return order["id"], first, second


def everywhere(connection):
    """Each word of hers that a table of the database holds: (table, word)."""
    found = []
    for schema, name in rows(connection, """SELECT relnamespace::regnamespace, relname FROM pg_class
            WHERE relnamespace IN ('public'::regnamespace, 'private'::regnamespace) AND relkind IN ('r', 'p') AND NOT relispartition"""):
        for (text,) in rows(connection, f'SELECT t::text FROM {schema}."{name}" t'):
            found += [(name, word) for word in WORDS if word in text]
    return found


def books(connection):
    return (rows(connection, "SELECT id, order_number, subtotal, discount, service_fee, total, status FROM orders ORDER BY id"),
            rows(connection, "SELECT * FROM payments ORDER BY id"),
            rows(connection, "SELECT id, amount, status FROM refunds ORDER BY id"),
            rows(connection, "SELECT id, order_id, tier_id, price, status, qr_code, check_in_time FROM tickets ORDER BY id"),
            rows(connection, "SELECT id, ticket_id, verdict, time FROM check_ins ORDER BY id"))


def check_erase(world):
    with world.database() as connection:
        _, first, second = make_petra(connection)
        tables = {name for name, _ in everywhere(connection)}
        assert tables == {"orders", "tickets", "refunds", "check_ins", "replaced_codes", "deliveries", "letters", "invitations",
                          "conflicts"}, tables
        desk = Desk(connection, PEOPLE["owner"], [EVENT])
        desk.catch_up()
        before = books(connection)
        answer = Caller(connection, PEOPLE["owner"]).call("erase_person", email=" Petra@Foyer.example", organizer_id=ORGANIZER)
        assert answer == {"n_orders": 1, "n_tickets": 3, "n_letters": 4}, answer
        expect_none(everywhere(connection), "Still there:")
        assert books(connection) == before
        assert rows(connection, "SELECT attendee_name, attendee_email FROM tickets WHERE id IN (%s, %s)", first, second) == [
            ("(erased)", None)] * 2
        assert one(connection, "SELECT count (*) FROM tickets WHERE attendee_name = 'Other Person'") == 1
        assert one(connection, "SELECT count (*) FROM deliveries WHERE status = 'QUEUED' AND address IS NULL") == 0
        desk.catch_up()
        assert desk.n_loads == 1 and not desk.differences()
        again = Caller(connection, PEOPLE["owner"]).call("erase_person", email="petra@foyer.example", organizer_id=ORGANIZER)
        assert again == {"n_orders": 0, "n_tickets": 0, "n_letters": 0}, again
        assert one(connection, "SELECT count (*) FROM audit_log WHERE action = 'erase_person'") == 2


def check_export(world):
    with world.database() as connection:
        order, first, second = make_petra(connection)
        found = Caller(connection, PEOPLE["organizer"]).call("export_person", email="petra@foyer.example", organizer_id=ORGANIZER)
        assert [o["id"] for o in found["orders"]] == [order] and found["orders"][0]["buyer_name"] == "Petra Private"
        assert {first, second} < {ticket["id"] for ticket in found["tickets"]} and len(found["tickets"]) == 3
        counts = {name: len(value) for name, value in found.items() if isinstance(value, list)}
        assert counts == {"orders": 1, "payments": 2, "refunds": 1, "tickets": 3, "former_tickets": 1, "check_ins": 1, "letters": 4,
                          "conflicts": 2, "invitations": 1}, counts
        text = json.dumps(found)
        expect_none((word for word in WORDS if word not in text), "Not handed out:")
        # At an event where she never was, nothing; and no word of anybody else.
        assert "Gil Guest" not in text and "Other Person" not in text
        nothing = Caller(connection, PEOPLE["other"]).call("export_person", email="petra@foyer.example", event_id=FOREIGN_EVENT)
        assert not any(value for value in nothing.values() if isinstance(value, list)), nothing


def check_guest_without_address(world):
    with world.database() as connection:
        ticket = one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) VALUES "
                     "(%s, gen_random_uuid (), %s, 'Petra Private', 'ALONE', 0) RETURNING id::text", EVENT, TIER)
        owner = Caller(connection, PEOPLE["owner"])
        assert len(owner.call("export_person", ticket_id=ticket, event_id=EVENT)["tickets"]) == 1
        assert owner.call("erase_person", ticket_id=ticket, event_id=EVENT)["n_tickets"] == 1
        assert everywhere(connection) == []


GOOD = {"email": "petra@foyer.example", "organizer_id": ORGANIZER}
REFUSALS = [
    ("by a team member", "door", {}, "NOT_ALLOWED"),
    ("of a foreign organizer", "owner", {"organizer_id": FOREIGN_ORGANIZER}, "NOT_ALLOWED"),
    ("of a foreign event", "owner", {"organizer_id": None, "event_id": FOREIGN_EVENT}, "NOT_ALLOWED"),
    ("nowhere", "owner", {"organizer_id": None}, "WHERE_WRONG"),
    ("in two places", "owner", {"event_id": EVENT}, "WHERE_WRONG"),
    ("nobody", "owner", {"email": None}, "WHO_WRONG"),
    ("two", "owner", {"ticket_id": new_id()}, "WHO_WRONG"),
    ("no address", "owner", {"email": "petra"}, "EMAIL_WRONG"),
]


def check_refusal(connection, who, words, code):
    for function in ("export_person", "erase_person"):
        assert Caller(connection, PEOPLE[who]).refusal(function, **{**GOOD, **words}) == code


def add(tap, world):
    tap.run("persons: nothing is left of who was erased, but the books", check_erase, world)
    tap.run("persons: everything is handed out", check_export, world)
    tap.run("persons: a guest without an address", check_guest_without_address, world)
    with world.database() as connection:
        for name, who, words, code in REFUSALS:
            tap.run(f"persons: refused: {name}", check_refusal, connection, who, words, code)
