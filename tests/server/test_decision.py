# SPDX-License-Identifier: GPL-3.0-or-later
"""The server says of a scan what a desk says: the same scans are told to both."""
import json
import pathlib
import random
import subprocess

from tap import expect_none
from world import DRAFT, EARLY_TIER, EVENT, LIST, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, become, new_id, new_session, one

AT = "2030-06-01T19:00:00Z"
OTHER_TICKET = "01900000-0000-7000-8000-0000000006f1"
CHOICES = {
    "is_exit": [0, 0, 0, 1], "identity": [0] * 12 + [1, 2, 3, 4], "is_replaced": [0, 0, 0, 0, 1], "ticket_status": [0, 0, 0, 1, 2],
    "is_refunded": [0, 0, 1], "is_blocked": [0, 0, 0, 1], "needs_approval": [0, 0, 0, 1], "order_status": [-1, 0, 1, 1, 1, 2, 3, 4],
    "tier": [0, 1, 1, 2], "time": [0, 0, 0, -1, 1], "n_missing": [0, 0, 1], "last": [0, 0, 1, 2], "allow_unpaid": [0, 1],
    "allow_reentry": [0, 1], "allow_multiple": [0, 0, 1], "is_key_revoked": [0, 0, 1]}
TICKETS = ["VALID", "CHECKED_IN", "CANCELLED"]
ORDERS = ["PENDING", "COMPLETED", "REFUNDED", "PARTLY_REFUNDED", "EXPIRED"]


def make_scan(rng):
    scan = {name: rng.choice(values) for name, values in CHOICES.items()}
    # What the tables forbid or a fact implies.
    scan["is_refunded"] &= scan["ticket_status"] == 2
    if scan["ticket_status"] != 2:
        scan["ticket_status"] = int(scan["last"] == 1)
    return scan


def desk_verdicts(world, scans):
    program = pathlib.Path(world.columns).with_name("server-decide")
    lines = "\n".join(" ".join(str(int(scan[name])) for name in CHOICES) for scan in scans) + "\n"
    return subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.split()


def statements(scan):
    """What brings the sample into the state of this scan."""
    yield (f"UPDATE tickets SET status = '{TICKETS[scan['ticket_status']]}', is_refunded = {bool(scan['is_refunded'])}, "
           f"is_blocked = {bool(scan['is_blocked'])}, needs_approval = {bool(scan['needs_approval'])}, "
           f"order_id = {'NULL' if scan['order_status'] < 0 else repr(ORDER)} WHERE id = '{TICKET}'")
    if scan["order_status"] >= 0:
        yield f"UPDATE orders SET status = '{ORDERS[scan['order_status']]}', expires_at = now () WHERE id = '{ORDER}'"
    tiers = [None, TIER, EARLY_TIER][scan["tier"]]
    yield ("UPDATE check_in_lists SET "
           f"tier_ids = {'NULL' if tiers is None else repr(json.dumps([tiers]))}, "
           f"opens_at = {'NULL' if scan['time'] >= 0 else repr('2030-06-01T19:00:01Z')}, "
           f"closes_at = {'NULL' if scan['time'] <= 0 else repr(AT)}, allow_unpaid = {bool(scan['allow_unpaid'])}, "
           f"allow_reentry = {bool(scan['allow_reentry'])}, allow_multiple = {bool(scan['allow_multiple'])}")
    if scan["is_key_revoked"]:
        yield (f"INSERT INTO devices (id, user_id, organizer_id, name, public_key, revoked_at) "
               f"VALUES (gen_random_uuid (), '{PEOPLE['owner']}', '{ORGANIZER}', 'Lost', "
               "decode (repeat ('07', 32), 'hex'), now ())")
    if scan["is_replaced"]:
        yield f"UPDATE tickets SET qr_code = 'NEW' WHERE id = '{TICKET}'"
        yield (f"INSERT INTO replaced_codes (event_id, id, ticket_id, code) "
               f"VALUES ('{EVENT}', gen_random_uuid (), '{TICKET}', 'SAMPLE-GIL-1')")
    if scan["n_missing"]:
        yield (f"INSERT INTO questions (event_id, id, code, label, asked, required, sort_order) "
               f"VALUES ('{EVENT}', gen_random_uuid (), 'shoe', 'Shoe size?', 'AT_DOOR', true, 0)")
    if scan["last"]:
        direction, verdict = [("ENTRY", "ADMITTED"), ("EXIT", "EXITED")][scan["last"] - 1]
        yield ("INSERT INTO check_ins (event_id, id, list_id, ticket_id, direction, method, time, verdict) VALUES "
               f"('{EVENT}', gen_random_uuid (), '{LIST}', '{TICKET}', '{direction}', 'QR_SCAN', '2030-06-01T18:00:00Z', '{verdict}')")
    if scan["identity"] in (1, 2):
        yield f"UPDATE events SET is_test = {scan['identity'] == 2} WHERE id = '{DRAFT}'"
        yield (f"INSERT INTO tickets (event_id, id, attendee_name, qr_code, price) "
               f"VALUES ('{DRAFT}', '{OTHER_TICKET}', 'Ann Elsewhere', 'ELSEWHERE', 0)")


def server_verdict(connection, session, scan):
    code = ["SAMPLE-GIL-1", "ELSEWHERE", "ELSEWHERE", "NOBODY", " "][scan["identity"]]
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        for statement in statements(scan):
            cursor.execute(statement)
        batch = [{"id": new_id(), "at": AT, "list_id": LIST, "qr_code": code, "direction": "EXIT" if scan["is_exit"] else "ENTRY"}]
        become(connection, PEOPLE["door"], session)
        return one(connection, "SELECT public.check_in (%s, %s) -> 0 ->> 'verdict'", EVENT, json.dumps(batch))
    finally:
        cursor.execute("ROLLBACK")


def check_same(world):
    rng = random.Random(4)
    scans = [make_scan(rng) for _ in range(400)]
    wrong = []
    seen = set()
    with world.database() as connection:
        session = new_session(connection, PEOPLE["door"])
        for scan, desk in zip(scans, desk_verdicts(world, scans), strict=True):
            server = server_verdict(connection, session, scan)
            seen.add(desk)
            if server != desk:
                wrong.append(f"a desk says {desk}, the server {server}: {scan}")
    expect_none(wrong, "The server and a desk do not agree:")
    assert len(seen) == 19, sorted(seen)


def add(tap, world):
    tap.run("decision: what a desk says, the server says", check_same, world)
