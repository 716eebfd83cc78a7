# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of who did what: complete, without personal data, read by owners."""
import json

from caller import Caller
from tap import expect_none
from world import EVENT, LIST, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, new_id, one, rows

# Tables without the trigger, and why.
WITHOUT = {
    "audit_log": "is the log",
    "check_ins": "facts that stay, with who and by which device",
    "till_records": "a log themselves, with who and at which device",
    "payments": "facts that stay, with who and by which device",
    "conflicts": "say themselves who settled them",
    "images": "no money, no right, no ticket, no person",
    "questions": "no money, no right, no ticket, no person",
    "check_in_lists": "no money, no right, no ticket, no person",
    "series": "no money, no right, no ticket, no person",
    "deliveries": "follow from what is logged",
    "messages": "no money, no right, no ticket, no person",
}


def check_complete(connection):
    tables = {name for (name,) in rows(connection, """SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')""")}
    found = {name for (name,) in rows(connection, """SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE t.tgname = 'audit' AND c.relnamespace = 'public'::regnamespace""")}
    expect_none(tables - found - WITHOUT.keys(), "Neither logged nor said why not:")
    expect_none(found & WITHOUT.keys(), "Logged, though said not to be:")


def entries(connection, since):
    return rows(connection, "SELECT action, subject_id::text, user_id::text, device_id::text, event_id::text, organizer_id::text, details "
                "FROM audit_log WHERE number > %s ORDER BY number", since)


def last(connection):
    return one(connection, "SELECT coalesce (max (number), 0) FROM audit_log")


def check_entry(connection):
    """Who, with which device, what was before and after; of a name only that it changed."""
    owner = Caller(connection, PEOPLE["owner"])
    device = new_id()
    one(connection, "INSERT INTO devices (id, user_id, organizer_id, name, public_key) VALUES (%s, %s, %s, 'Desk', %s)",
        device, PEOPLE["owner"], ORGANIZER, b"k" * 32)
    one(connection, "UPDATE private.sessions SET device_id = %s WHERE id = %s", device, owner.session)
    since = last(connection)
    owner.query("UPDATE public.event_grants SET can_refund = true, refund_limit = 500 WHERE event_id = %s AND user_id = %s",
                EVENT, PEOPLE["door"])
    owner.query("UPDATE public.tickets SET attendee_name = 'Secret Name', is_blocked = true WHERE id = %s", TICKET)
    found = entries(connection, since)
    who = (PEOPLE["owner"], device, EVENT, ORGANIZER)
    assert found[0] == ("event_grants.update", PEOPLE["door"], *who,
                        {"before": {"can_refund": False}, "after": {"can_refund": True, "refund_limit": 500}}), found[0]
    assert found[1] == ("tickets.update", TICKET, *who,
                        {"before": {"is_blocked": False}, "after": {"is_blocked": True}, "besides": ["attendee_name"]}), found[1]
    assert len(found) == 2, found


def check_quiet(connection):
    """What is no act is not logged: a check-in, a reservation that ran out, a row that stays as it was."""
    since = last(connection)
    door = Caller(connection, PEOPLE["door"])
    door.call("check_in", event_id=EVENT, check_ins=[{"id": new_id(), "qr_code": "SAMPLE-GIL-2", "at": "2030-06-01T19:00:00Z",
                                                      "list_id": LIST}])
    assert one(connection, "SELECT status FROM tickets WHERE qr_code = 'SAMPLE-GIL-2'") == "CHECKED_IN"
    order = new_id()
    one(connection, "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel, expires_at) "
        "VALUES (%s, %s, 'W-1', 0, 'EUR', 'PENDING', 'WEB', now ())", EVENT, order)
    one(connection, "UPDATE orders SET status = 'EXPIRED' WHERE id = %s", order)
    one(connection, "UPDATE ticket_tiers SET price = price WHERE id = %s", TIER)
    assert entries(connection, since) == []
    one(connection, "UPDATE ticket_tiers SET price = 3000 WHERE id = %s", TIER)
    one(connection, "UPDATE orders SET status = 'PARTLY_REFUNDED' WHERE id = %s", ORDER)
    one(connection, "DELETE FROM orders WHERE id = %s", order)
    assert [entry[0] for entry in entries(connection, since)] == ["ticket_tiers.update", "orders.update", "orders.delete"]


def check_nothing_personal(connection):
    """Of all that the sample and these tests wrote, no name and no address is in the log."""
    one(connection, "UPDATE orders SET buyer_name = 'Gil the Second', buyer_email = 'second@foyer.example' WHERE id = %s", ORDER)
    one(connection, "UPDATE tickets SET attendee_email = 'third@foyer.example', company = 'Hidden Works', notes = 'Allergic to nuts', "
        "answers = '{\"size\": \"XXL\"}' WHERE id = %s", TICKET)
    Caller(connection, PEOPLE["owner"]).call("invite", organizer_id=ORGANIZER, email="new.person@foyer.example", role="TEAM_MEMBER")
    text = json.dumps(rows(connection, "SELECT action, details FROM audit_log"))
    expect_none((word for word in ("Gil", "@foyer", "Hidden", "nuts", "XXL", "Olga", "Zoë", "Dora") if word in text), "In the log:")
    assert "invitations.insert" in text


def check_readers(connection):
    def count(person, where):
        return Caller(connection, PEOPLE[person]).query(f"SELECT count (*) FROM public.audit_log WHERE {where}")[0][0]
    assert count("owner", f"organizer_id = '{ORGANIZER}'") > 0 == count("owner", f"organizer_id IS DISTINCT FROM '{ORGANIZER}'")
    assert count("admin", "organizer_id IS NULL AND action = 'passwords.insert'") > 0
    for person in ("organizer", "door", "guest"):
        assert count(person, "true") == 0, person


def check_call(world):
    """Through PostgREST an entry says which call it was."""
    owner = world.sign_in("OWNER")
    owner.request("PATCH", f"promo_codes?event_id=eq.{EVENT}", {"note": "For the neighbours"})
    found = owner.get("audit_log?action=eq.promo_codes.update&order=number.desc&limit=1").body[0]
    assert found["details"] == {"besides": ["note"], "call": "/promo_codes"}, found
    assert found["user_id"] == PEOPLE["owner"]


def add(tap, world):
    with world.database() as connection:
        tap.run("audit: every table is logged, or said why not", check_complete, connection)
        tap.run("audit: who, what, before and after", check_entry, connection)
        tap.run("audit: what is no act is not there", check_quiet, connection)
        tap.run("audit: nothing personal", check_nothing_personal, connection)
        tap.run("audit: owners read it", check_readers, connection)
    tap.run("audit: it names the call", check_call, world)
