# SPDX-License-Identifier: GPL-3.0-or-later
"""Edits of desks that were apart: merged by column, each row by itself, and told again without harm."""
import json
import threading

import psycopg2

from caller import Caller, Refused
from world import (DRAFT, EVENT, FOREIGN_EVENT, FOREIGN_ORGANIZER, FOREIGN_TIER, LIST, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, new_id,
                   one, rows, without_limits)

CODE = "01900000-0000-7000-8000-000000000301"
NEW_EVENT = {"organizer_id": ORGANIZER, "title": "New", "slug": "open-halls", "start_date": "2031-05-01T18:00:00.000000Z",
             "end_date": "2031-05-01T22:00:00.000000Z", "timezone": "Europe/Vienna", "currency": "EUR"}
QUOTA = {"event_id": EVENT, "name": "Floor", "quantity_total": 50, "sort_order": 0}
NEW_TIER = {"event_id": EVENT, "name": "Box", "kind": "PAID", "price": 100, "sort_order": 9}


def edit(table, row_id, changes=None, was=None, **more):
    return {"table": table, "id": row_id, **({"set": changes} if changes is not None else {}), **({"was": was} if was else {}), **more}


def tell(caller, *edits):
    return caller.call("edit_rows", edits=json.dumps(edits))


# What is edited, what it is afterwards. Each in a transaction that is taken back.
DONE = [
    ("the title of an event", edit("events", EVENT, {"title": "Other"}, {"title": "Night of the Open Halls"}), {"title": "Other"}),
    ("a time as a desk writes it", edit("events", DRAFT, {"end_date": "2099-01-01T00:00:00.123456Z"}), {"end_date": "2099-01-01 00:00:00.123456+00"}),
    ("nothing at all", edit("events", EVENT, {}), {"title": "Night of the Open Halls"}),
    ("what it is already", edit("events", EVENT, {"title": "Night of the Open Halls"}, {"title": "X"}), {"title": "Night of the Open Halls"}),
    ("none", edit("events", EVENT, {"category": None}, {"category": "Music"}), {"category": None}),
    ("JSON in another order", edit("events", EVENT, {"tags": ["night"]}, {"tags": ["music", "night"]}), {"tags": ["night"]}),
    ("a slug that is taken", edit("events", DRAFT, {"slug": "open-halls"}, {"slug": "winter-conference"}), {"slug": "open-halls-2"}),
    ("a limit", edit("ticket_tiers", TIER, {"quantity_total": 2500}, {"quantity_total": 2000}), {"quantity_total": 2500}),
    ("a tier that is removed", edit("ticket_tiers", "01900000-0000-7000-8000-000000000203", is_removed=True), {"name": "Neighbours"}),
    ("a guest", edit("tickets", TICKET, {"attendee_name": "Gil G.", "is_blocked": True}, {"attendee_name": "Gil Guest", "is_blocked": False}),
     {"attendee_name": "Gil G.", "is_blocked": True}),
    ("a ticket that is cancelled", edit("tickets", TICKET, {"status": "CANCELLED"}, {"status": "VALID"}), {"status": "CANCELLED"}),
    ("a ticket that came in, by its status", edit("tickets", TICKET, {"status": "CHECKED_IN"}, {"status": "VALID"}), {"status": "VALID"}),
    ("a ticket of another tier", edit("tickets", TICKET, {"tier_id": "01900000-0000-7000-8000-000000000202"}, {"tier_id": TIER}),
     {"tier_id": "01900000-0000-7000-8000-000000000202"}),
    ("who bought", edit("orders", ORDER, {"buyer_name": "Gil G."}, {"buyer_name": "Gil Guest"}), {"buyer_name": "Gil G."}),
    ("an order that was paid back elsewhere", edit("orders", ORDER, {"status": "REFUNDED"}, {"status": "COMPLETED"}), {"status": "REFUNDED"}),
    ("a list", edit("check_in_lists", LIST, {"max_inside": 5}, {"max_inside": None}), {"max_inside": 5}),
    ("a promo code", edit("promo_codes", CODE, {"max_uses": None}, {"max_uses": 100}), {"max_uses": None}),
    ("a new event", edit("events", "01900000-0000-7000-8000-000000000a01", NEW_EVENT, is_new=True), {"slug": "open-halls-2", "status": "DRAFT"}),
    ("a new quota", edit("quotas", "01900000-0000-7000-8000-000000000a02", QUOTA, is_new=True), {"name": "Floor"}),
    ("a new tier", edit("ticket_tiers", "01900000-0000-7000-8000-000000000a03", NEW_TIER, is_new=True), {"name": "Box", "group_kind": "NONE"}),
    ("a new refund", edit("refunds", "01900000-0000-7000-8000-000000000a04", {"event_id": EVENT, "order_id": ORDER, "amount": 100, "currency": "EUR",
                                                                           "status": "PROPOSED"}, is_new=True), {"status": "PROPOSED"}),
    ("a new refund that was given", edit("refunds", "01900000-0000-7000-8000-000000000a05", {
        "event_id": EVENT, "order_id": ORDER, "amount": 5225, "currency": "EUR", "status": "CONFIRMED"}, is_new=True), {"status": "CONFIRMED"}),
    ("a message", edit("messages", "01900000-0000-7000-8000-000000000a06", {
        "event_id": EVENT, "kind": "DATE_CHANGE", "subject": "Later"}, is_new=True), {"status": "PREPARED"}),
    ("a picture", edit("images", "01900000-0000-7000-8000-000000000a07", {
        "event_id": EVENT, "media_type": "image/png", "width": 1, "height": 1, "data": "\\x89504e47"}, is_new=True), {"width": 1}),
    ("a series", edit("series", "01900000-0000-7000-8000-000000000a08", {
        "organizer_id": ORGANIZER, "title": "Weekly", "rule": "FREQ=WEEKLY", "timezone": "UTC", "start_wall": "2030-01-01T10:00:00",
        "duration": 1}, is_new=True), {"title": "Weekly"}),
    ("a question", edit("questions", "01900000-0000-7000-8000-000000000a09", {
        "event_id": EVENT, "code": "meal", "label": "Meal", "sort_order": 0, "options": ["a"]}, is_new=True), {"options": ["a"], "scope": "ATTENDEE"}),
]
# By whom, what, and the code of the refusal; the owner's edit of the event's category beside it is done.
REFUSED = [
    ("no object", "owner", 1, "EDIT_WRONG"),
    ("no id", "owner", {"table": "events"}, "EDIT_WRONG"),
    ("an id that is none", "owner", edit("events", "x"), "EDIT_WRONG"),
    ("no table", "owner", {"id": EVENT}, "TABLE_WRONG"),
    ("a table that is not edited", "owner", edit("check_ins", EVENT, {}), "TABLE_WRONG"),
    ("a table of others", "owner", edit("users", PEOPLE["other"], {"is_admin": True}), "TABLE_WRONG"),
    ("a set that is none", "owner", edit("events", EVENT, [1]), "EDIT_WRONG"),
    ("is_new that is none", "owner", edit("events", EVENT, {}, is_new="maybe"), "EDIT_WRONG"),
    ("an unknown column", "owner", edit("events", EVENT, {"nope": 1}), "COLUMN_WRONG"),
    ("the server's column", "owner", edit("events", EVENT, {"version": 7}), "COLUMN_WRONG"),
    ("a derived column", "owner", edit("tickets", TICKET, {"check_in_time": None}), "COLUMN_WRONG"),
    ("the currency of an order", "owner", edit("orders", ORDER, {"currency": "USD"}), "COLUMN_WRONG"),
    ("a total that is none", "owner", edit("orders", ORDER, {"total": 1}), "EDIT_WRONG"),
    ("a word that is none", "owner", edit("events", EVENT, {"status": "OPEN"}), "EDIT_WRONG"),
    ("a number that is none", "owner", edit("events", EVENT, {"capacity": "many"}), "EDIT_WRONG"),
    ("a time that is none", "owner", edit("events", EVENT, {"start_date": "soon"}), "EDIT_WRONG"),
    ("a time without end", "owner", edit("events", EVENT, {"end_date": "infinity"}), "EDIT_WRONG"),
    ("a badge of no time", "owner", edit("tickets", TICKET, {"badge_printed_at": "-infinity"}), "EDIT_WRONG"),
    ("an end before the start", "owner", edit("events", EVENT, {"end_date": "2001-01-01T00:00:00Z"}), "EDIT_WRONG"),
    ("no title", "owner", edit("events", EVENT, {"title": None}), "EDIT_WRONG"),
    ("a name that is too long", "owner", edit("tickets", TICKET, {"attendee_name": "x" * 201}), "EDIT_WRONG"),
    ("a code that is taken", "owner", edit("tickets", TICKET, {"qr_code": "SAMPLE-GIL-2"}), "TAKEN"),
    ("a limit below what is sold", "owner", edit("ticket_tiers", TIER, {"quantity_total": 1}), "BELOW_TAKEN"),
    ("a tier with tickets, removed", "owner", edit("ticket_tiers", TIER, is_removed=True), "TIER_HAS_TICKETS"),
    ("a quota that is not there", "owner", edit("ticket_tiers", TIER, {"quota_id": new_id()}), "REFERENCE_WRONG"),
    ("a next tier of another event", "owner", edit("ticket_tiers", TIER, {"next_tier_id": FOREIGN_TIER}), "REFERENCE_WRONG"),
    ("a ticket of no tier", "owner", edit("tickets", TICKET, {"tier_id": FOREIGN_TIER}), "NO_TIER"),
    ("a series that is not there", "owner", edit("events", EVENT, {"series_id": new_id()}), "REFERENCE_WRONG"),
    ("another's event", "owner", edit("events", FOREIGN_EVENT, {"title": "Mine"}), "NO_ROW"),
    ("nobody's event", "owner", edit("events", new_id(), {"title": "Mine"}), "NO_ROW"),
    ("a new event of another organizer", "owner", edit("events", new_id(), {**NEW_EVENT, "organizer_id": FOREIGN_ORGANIZER}, is_new=True), "NO_ROW"),
    ("a new event of nobody", "owner", edit("events", new_id(), {"title": "X"}, is_new=True), "NO_ROW"),
    ("a new tier of another's event", "owner", edit("ticket_tiers", new_id(), {**NEW_TIER, "event_id": FOREIGN_EVENT}, is_new=True), "NO_ROW"),
    ("another's tier", "owner", edit("ticket_tiers", FOREIGN_TIER, {"price": 1}), "NO_ROW"),
    ("a tier that moves", "owner", edit("ticket_tiers", TIER, {"event_id": DRAFT}), "ID_TAKEN"),
    ("a new tier with the id of another", "owner", edit("ticket_tiers", TIER, {**NEW_TIER, "event_id": DRAFT}, is_new=True), "ID_TAKEN"),
    ("a new ticket", "owner", edit("tickets", new_id(), {"attendee_name": "X"}, is_new=True), "NEW_ELSEWHERE"),
    ("an order that was sold here, removed", "owner", edit("orders", ORDER, is_removed=True), "SOLD"),
    ("its ticket, removed", "owner", edit("tickets", TICKET, is_removed=True), "SOLD"),
    ("an order that was paid, given up", "owner", edit("orders", ORDER, {"status": "EXPIRED"}), "STATUS_WRONG"),
    ("an order that was paid, for nothing and over", "owner", edit("orders", ORDER, {"total": 0, "subtotal": 0, "discount": 0, "status": "REFUNDED"}),
     "STATUS_WRONG"),
    ("a refund of too much", "owner", edit("refunds", new_id(), {"event_id": EVENT, "order_id": ORDER, "amount": 9999, "currency": "EUR",
                                                                "status": "CONFIRMED"}, is_new=True), "MORE_THAN_PAID"),
    ("a refund of nothing", "owner", edit("refunds", new_id(), {"event_id": EVENT, "amount": 1, "currency": "EUR"}, is_new=True), "EDIT_WRONG"),
    ("an unknown conflict", "owner", edit("conflicts", new_id(), {"settled_at": "2030-01-01T00:00:00Z"}), "NO_ROW"),
    ("an event, by who may scan", "door", edit("events", EVENT, {"title": "Mine"}), "NOT_ALLOWED"),
    ("a guest's notes, by who may scan and sell", "door", edit("tickets", TICKET, {"notes": "Me"}), "NOT_ALLOWED"),
    ("a cashier, by who may sell", "door", edit("cashiers", new_id(), {"event_id": EVENT, "name": "Me", "sort_order": 0}, is_new=True),
     "NOT_ALLOWED"),
    ("a refund, by who may not", "door", edit("refunds", new_id(), {"event_id": EVENT, "order_id": ORDER, "amount": 1, "currency": "EUR"},
                                             is_new=True), "NOT_ALLOWED"),
    ("an order that was paid back, by who may not", "door", edit("orders", ORDER, {"status": "REFUNDED"}), "STATUS_WRONG"),
    ("a guest, by a guest", "guest", edit("tickets", TICKET, {"attendee_name": "Me"}), "NO_ROW"),
    ("an event, by another owner", "other", edit("events", EVENT, {"title": "Mine"}), "NO_ROW"),
]


class Undone:
    """Calls in a transaction that is taken back at the end."""

    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        self.connection.autocommit = False
        return self.connection

    def __exit__(self, *_):
        self.connection.rollback()
        self.connection.autocommit = True


def say(connection, user, session, *edits):
    """Within a transaction."""
    from world import become
    become(connection, user, session)
    found = rows(connection, "SELECT public.edit_rows (%s)", json.dumps(edits))[0][0]
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    return found


def check_done(connection, session, asked, wanted):
    with Undone(connection):
        for _ in range(2):
            answers = say(connection, PEOPLE["owner"], session, asked)
            assert answers == [{"id": asked["id"], "status": "done"}], answers
            found = one(connection, f"SELECT to_jsonb (t) FROM public.{asked['table']} t WHERE id = %s", asked["id"])
            text = {name: one(connection, f"SELECT {name}::text FROM public.{asked['table']} t WHERE id = %s", asked["id"])
                    for name in wanted}
            assert all(found[name] == value or text[name] == value for name, value in wanted.items()), found
            assert (found["deleted_at"] is not None) == bool(asked.get("is_removed")), found
        assert found["version"] <= 2, "the second time changes nothing"
        assert not rows(connection, "SELECT FROM conflicts")


def check_refused(connection, sessions, user, asked, code):
    """Beside an edit that is done, before and after it."""
    with Undone(connection):
        question = edit("questions", new_id(), {"event_id": EVENT, "code": "q", "label": "Q", "sort_order": 0}, is_new=True)
        badge = edit("tickets", "01900000-0000-7000-8000-000000000602", {"badge_print_count": 1}, {"badge_print_count": 0})
        answers = say(connection, PEOPLE[user], sessions[user], question, asked, badge)
        refused = answers[1]
        assert refused["status"] == "refused" and refused["code"] == code, refused
        assert refused["message"].endswith(".") and "_" not in refused["message"].replace("store_rows", "").replace("record_sales", ""), refused
        assert answers[0]["status"] == ("done" if user == "owner" else "refused"), answers
        assert answers[2]["status"] == ("done" if user in ("owner", "door") else "refused"), answers


def check_conflicts(world):
    """Two who edited one field: the server's value stays, the other fields are written, and both values are told once."""
    with world.database() as connection:
        owner, organizer = Caller(connection, PEOPLE["owner"]), Caller(connection, PEOPLE["organizer"])
        assert tell(owner, edit("events", EVENT, {"title": "A", "category": "Talk"}, {"title": "Night of the Open Halls", "category": "Music"})) \
            == [{"id": EVENT, "status": "done"}]
        mine = edit("events", EVENT, {"title": "B", "venue_name": "Hall"}, {"title": "Night of the Open Halls", "venue_name": "Old Power Station"})
        for _ in range(2):
            assert tell(organizer, mine) == [{"id": EVENT, "status": "conflict", "columns": ["title"]}]
        assert rows(connection, "SELECT title, category, venue_name FROM events WHERE id = %s", EVENT) == [("A", "Talk", "Hall")]
        conflicts = rows(connection, "SELECT kind, event_id::text, other_id::text, details FROM conflicts")
        assert len(conflicts) == 1 and conflicts[0][:3] == ("EDITED_TWICE", EVENT, EVENT), conflicts
        details = conflicts[0][3]
        assert details["table"] == "events" and details["mine"] == {"title": "B"} and details["theirs"] == {"title": "A"}, details
        assert details["user_id"] == PEOPLE["organizer"] and details["their_user_id"] == PEOPLE["owner"], details
        assert details["at"] >= details["their_time"], details
        names = dict(rows(connection, "SELECT id::text, name FROM users"))
        assert (details["name"], details["their_name"]) == (names[PEOPLE["organizer"]], names[PEOPLE["owner"]]), details
        # Settled, and not.
        conflict = one(connection, "SELECT id::text FROM conflicts")
        settle = edit("conflicts", conflict, {"settled_at": "2030-01-01T00:00:00Z"}, {"settled_at": None})
        for _ in range(2):
            assert tell(owner, settle)[0]["status"] == "done"
            assert one(connection, "SELECT settled_by::text FROM conflicts") == PEOPLE["owner"]
        assert tell(organizer, edit("conflicts", conflict, {"settled_at": None}))[0]["status"] == "done"
        assert one(connection, "SELECT settled_at FROM conflicts") is None
        # At the time that the desk says, so that it can take back just that; not in a far future.
        for told, kept in (("2020-02-03T04:05:06.123456Z", "settled_at = '2020-02-03T04:05:06.123456Z'"),
                           ("2999-01-01T00:00:00Z", "settled_at < now () + interval '2 days'")):
            tell(owner, edit("conflicts", conflict, {"settled_at": None}), edit("conflicts", conflict, {"settled_at": told}))
            assert one(connection, f"SELECT {kept} FROM conflicts"), told
        answer = tell(owner, edit("conflicts", conflict, {"settled_at": None}), edit("conflicts", conflict, {"settled_at": "soon"}))[1]
        assert answer["status"] == "refused", answer


def check_long_conflicts(world):
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        tell(owner, edit("events", EVENT, {"description": "ä\u0001" * 50000, "internal_notes": "n" * 9000}))
        answer = tell(owner, edit("events", EVENT, {"description": "\U0001f600" * 100000, "internal_notes": "x"}, {"description": "x", "internal_notes": "y"}))
        assert answer[0]["columns"] == ["description", "internal_notes"], answer
        details = one(connection, "SELECT details FROM conflicts")
        assert details["is_cut"] and details["theirs"]["description"].startswith("ä") and details["mine"]["internal_notes"] == "x"


def check_removed_meanwhile(world):
    """Work on what somebody else removed is kept, and told."""
    with world.database() as connection:
        owner, organizer = Caller(connection, PEOPLE["owner"]), Caller(connection, PEOPLE["organizer"])
        tell(owner, edit("events", DRAFT, is_removed=True))
        answer = tell(organizer, edit("events", DRAFT, {"title": "Spring"}, {"title": "Winter Conference"}))
        assert answer == [{"id": DRAFT, "status": "conflict", "columns": ["deleted_at"]}], answer
        details = one(connection, "SELECT details FROM conflicts")
        assert details["mine"] == {"deleted_at": None} and details["theirs"]["deleted_at"], details
        # Another took its slug; then it comes back.
        tell(owner, edit("events", EVENT, {"slug": "winter-conference"}, {"slug": "open-halls"}))
        assert tell(organizer, edit("events", DRAFT, is_removed=False)) == [{"id": DRAFT, "status": "done"}]
        assert rows(connection, "SELECT title, slug, deleted_at FROM events WHERE id = %s", DRAFT) == [("Spring", "winter-conference-2", None)]


def check_own(world):
    """A desk told an edit, the answer was lost, and somebody there went on: that is no contradiction. What others wrote still is."""
    with world.database() as connection:
        owner, organizer = Caller(connection, PEOPLE["owner"]), Caller(connection, PEOPLE["organizer"])
        was = {"title": "Winter Conference"}
        tell(owner, edit("events", DRAFT, {"title": "First"}, was))
        again = edit("events", DRAFT, {"title": "Third"}, was, own=[{"title": "First"}, {"title": "Second"}, {"venue_name": "Third"}])
        assert tell(owner, again) == [{"id": DRAFT, "status": "done"}]
        assert one(connection, "SELECT title FROM events WHERE id = %s", DRAFT) == "Third"
        tell(organizer, edit("events", DRAFT, {"title": "Theirs"}, {"title": "Third"}))
        answer = tell(owner, edit("events", DRAFT, {"title": "Fifth"}, was, own=[{"title": "First"}, {"title": None}]))
        assert answer == [{"id": DRAFT, "status": "conflict", "columns": ["title"]}], answer
        for wrong in ({}, "x", [1], [[]], [{"title": "x"}] * 101):
            answer = tell(owner, edit("events", DRAFT, {"title": "Sixth"}, was, own=wrong))[0]
            assert answer["status"] == "refused" and answer["code"] == "EDIT_WRONG", (wrong, answer)
        assert tell(owner, edit("events", DRAFT, {"title": "Sixth"}, was, own=[{"title": {"a": 1}, "nothing": 0}]))[0]["status"] == "conflict"


def check_slug_again(world):
    """A slug that got an ending is no conflict when it is told again, nor when the next edit comes from before."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        asked = edit("events", DRAFT, {"slug": "open-halls"}, {"slug": "winter-conference"})
        for _ in range(3):
            assert tell(owner, asked) == [{"id": DRAFT, "status": "done"}]
        assert one(connection, "SELECT slug FROM events WHERE id = %s", DRAFT) == "open-halls-2"
        long = "a" * 80
        for _ in range(3):
            assert tell(owner, edit("events", new_id(), {**NEW_EVENT, "slug": long}, is_new=True))[0]["status"] == "done"
        assert sorted(len(slug) for slug, in rows(connection, "SELECT slug FROM events WHERE slug LIKE 'aaa%%'")) == [76, 76, 80]


def check_references(world):
    """What comes after what it refers to, in one batch, and two that refer to each other; also beside one that is refused."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        for more in ([], [edit("events", EVENT, {"title": None})]):
            event, quota, tiers = new_id(), new_id(), sorted([new_id(), new_id()])
            answers = tell(owner, *more,
                           edit("ticket_tiers", tiers[0], {**NEW_TIER, "event_id": event, "quota_id": quota, "next_tier_id": tiers[1]}, is_new=True),
                           edit("ticket_tiers", tiers[1], {**NEW_TIER, "event_id": event}, is_new=True),
                           edit("quotas", quota, {**QUOTA, "event_id": event}, is_new=True),
                           edit("events", event, NEW_EVENT, is_new=True))
            assert [answer["status"] for answer in answers] == ["refused"] * len(more) + ["done"] * 4, answers
            assert one(connection, "SELECT next_tier_id::text FROM ticket_tiers WHERE id = %s", tiers[0]) == tiers[1]


def check_series_of_another(world):
    """By whatever way: an event joins a series of its own organizer."""
    with world.database() as connection:
        series = one(connection, "INSERT INTO series (id, organizer_id, title, rule, timezone, start_wall, duration) VALUES "
                     "(gen_random_uuid (), %s, 'Weekly', 'FREQ=WEEKLY', 'UTC', '2030-01-01T10:00:00', 1) RETURNING id::text", FOREIGN_ORGANIZER)
        owner = Caller(connection, PEOPLE["owner"])
        found = tell(owner, edit("events", EVENT, {"series_id": series}))[0]
        assert (found["status"], found["code"]) == ("refused", "REFERENCE_WRONG"), found
        try:
            one(connection, "UPDATE events SET series_id = %s WHERE id = %s", series, EVENT)
        except psycopg2.errors.ForeignKeyViolation:
            return
        raise AssertionError("An event is in a series of another organizer.")


def check_codes_passed_on(world):
    """A code that one row gives up and another takes, whichever comes first."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        one_code, other_code = sorted([new_id(), new_id()])
        code = {"event_id": EVENT, "discount_type": "FIXED", "discount_value": 1}
        tell(owner, edit("promo_codes", one_code, {**code, "code": "A"}, is_new=True), edit("promo_codes", other_code, {**code, "code": "B"}, is_new=True))
        for first, second, codes in ((one_code, other_code, "ABC"), (other_code, one_code, "CBA")):
            answers = tell(owner, edit("promo_codes", first, {"code": codes[1]}, {"code": codes[0]}),
                           edit("promo_codes", second, {"code": codes[2]}, {"code": codes[1]}))
            assert [answer["status"] for answer in answers] == ["done"] * 2, answers


def check_orders(world):
    """What becomes of an order that a desk sold."""
    with world.database() as connection:
        owner, door = Caller(connection, PEOPLE["owner"]), Caller(connection, PEOPLE["door"])
        order = new_id()
        one(connection, "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel) "
            "VALUES (%s, %s, 'D-1', 100, 'EUR', 'PENDING', 'BOX_OFFICE')", EVENT, order)
        one(connection, "INSERT INTO tickets (event_id, id, order_id, tier_id, attendee_name, qr_code, price) "
            "VALUES (%s, gen_random_uuid (), %s, %s, 'X', 'D-1', 100)", EVENT, order, TIER)
        for caller, was, status, wanted in (
                (door, "PENDING", "COMPLETED", "done"), (door, "COMPLETED", "PENDING", "done"), (door, "PENDING", "EXPIRED", "done"),
                (door, "EXPIRED", "COMPLETED", "done"), (door, "COMPLETED", "REFUNDED", "refused"), (owner, "COMPLETED", "PARTLY_REFUNDED", "done"),
                (owner, "PARTLY_REFUNDED", "REFUNDED", "done"), (owner, "REFUNDED", "PENDING", "refused"), (owner, "REFUNDED", "COMPLETED", "done"),
                (owner, "PENDING", "EXPIRED", "conflict")):
            answer = tell(caller, edit("orders", order, {"status": status}, {"status": was}))[0]
            assert answer["status"] == wanted, (was, status, answer)
            assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT), (was, status)
        assert tell(owner, edit("tickets", one(connection, "SELECT id::text FROM tickets WHERE order_id = %s", order), is_removed=True),
                    edit("orders", order, is_removed=True)) [0]["status"] == "done"
        assert one(connection, "SELECT deleted_at IS NOT NULL FROM orders WHERE id = %s", order)
        assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)


def check_sold_out(world):
    """A ticket that comes back when there is no place any more is refused in words."""
    with world.database() as connection:
        owner = Caller(connection, PEOPLE["owner"])
        tell(owner, edit("tickets", TICKET, {"status": "CANCELLED"}, {"status": "VALID"}))
        tell(owner, edit("ticket_tiers", TIER, {"quantity_total": 1}, {"quantity_total": 2000}))
        answer = tell(owner, edit("tickets", TICKET, {"status": "VALID"}, {"status": "CANCELLED"}))[0]
        assert answer["status"] == "refused" and answer["code"] == "SOLD_OUT", answer
        tell(owner, edit("ticket_tiers", TIER, {"quantity_total": 2}, {"quantity_total": 1}))
        assert tell(owner, edit("tickets", TICKET, {"status": "VALID"}, {"status": "CANCELLED"}))[0]["status"] == "done"
        assert not rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)


def check_at_once(world):
    """Eight desks edit the same rows, in any order: every call is answered, nothing blocks, and who lost is told."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        without_limits(connection)
        tickets = [new_id() for _ in range(30)]
        one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) "
            "SELECT %s, t, %s, 'Guest', t::text, 0 FROM unnest (%s::uuid[]) t", EVENT, TIER, tickets)
        found, failures = [], []

        def work(number):
            try:
                with world.connect(name) as own:
                    caller = Caller(own, PEOPLE["owner" if number % 2 else "organizer"])
                    order = tickets if number % 3 else tickets[::-1]
                    answers = tell(caller, *(edit("tickets", ticket, {"company": f"c{number}", "notes": "n"}, {"company": None, "notes": None})
                                             for ticket in order),
                                   edit("events", EVENT, {"venue_name": f"v{number}"}, {"venue_name": "Old Power Station"}))
                    found.append((number, answers))
            except Exception as error:
                failures.append(error)
        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert not failures, failures
        for ticket in [*tickets, EVENT]:
            done = [number for number, answers in found for answer in answers if answer["id"] == ticket and answer["status"] == "done"]
            company = one(connection, "SELECT company FROM tickets WHERE id = %s", ticket) if ticket != EVENT else None
            assert len(done) == 1 and company in (f"c{done[0]}", None), (ticket, done, company)
        assert one(connection, "SELECT count (*) FROM conflicts WHERE kind = 'EDITED_TWICE'") == 7 * 31


def check_whole(owner, edits, code):
    try:
        answer = owner.call("edit_rows", edits=json.dumps(edits))
    except Refused as refused:
        assert refused.code == code, refused
    else:
        raise AssertionError(answer)


def check_many(world):
    """A thousand edits in one call."""
    with world.database() as connection:
        without_limits(connection)
        owner = Caller(connection, PEOPLE["owner"])
        one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) "
            "SELECT %s, gen_random_uuid (), %s, 'Guest', 'C' || i, 0 FROM generate_series (1, 999) i", EVENT, TIER)
        edits = [edit("tickets", ticket, {"notes": "n"}, {"notes": None}) for ticket, in
                 rows(connection, "SELECT id::text FROM tickets WHERE qr_code LIKE 'C%%'")]
        assert {answer["status"] for answer in tell(owner, *edits, edit("events", EVENT, {"title": None}))} == {"done", "refused"}
        assert one(connection, "SELECT count (*) FROM tickets WHERE notes = 'n'") == 999


def add(tap, world):
    with world.database() as connection:
        callers = {name: Caller(connection, PEOPLE[name]) for name in ("owner", "door", "guest", "other")}
        sessions = {name: caller.session for name, caller in callers.items()}
        for name, asked, wanted in DONE:
            tap.run(f"edits: {name}", check_done, connection, sessions["owner"], asked, wanted)
        for name, user, asked, code in REFUSED:
            tap.run(f"edits: {name}", check_refused, connection, sessions, user, asked, code)
        for name, edits, code in (("no array", {}, "EDITS_WRONG"), ("null", None, "EDITS_WRONG"), ("too many", [1] * 1001, "EDITS_WRONG")):
            tap.run(f"edits: {name}", check_whole, callers["owner"], edits, code)
    for name, check in (("the same field twice", check_conflicts), ("long values", check_long_conflicts),
                        ("what was removed meanwhile", check_removed_meanwhile), ("told without an answer", check_own), ("a slug that is told again", check_slug_again),
                        ("what refers to what comes later", check_references), ("a series of another", check_series_of_another),
                        ("a code that is passed on", check_codes_passed_on), ("an order of a desk", check_orders),
                        ("a ticket that comes back", check_sold_out), ("eight desks at once", check_at_once), ("a thousand", check_many)):
        tap.run(f"edits: {name}", check, world)
