# SPDX-License-Identifier: GPL-3.0-or-later
"""The change feed: a replica that follows it equals the truth, exactly, whatever happens meanwhile."""
import json
import random
import threading

import psycopg2

from caller import Caller
from world import (DRAFT, EVENT, FOREIGN_EVENT, FOREIGN_ORGANIZER, ORGANIZER, PEOPLE, TICKET, TIER, become, expect, new_id, new_session,
                   one, rows, without_limits)

TABLES = ["ticket_tiers", "orders", "tickets", "questions", "check_in_lists", "check_ins", "quotas", "promo_codes", "images",
          "messages", "refunds", "conflicts", "replaced_codes", "allotments", "payments"]


class Desk:
    """What a desk does with the feed, for some events, over a connection of its own."""

    def __init__(self, connection, user, events, most=1000):
        self.connection = connection
        self.user = user
        self.session = new_session(connection, user) if connection else None
        self.cursors = dict.fromkeys(events)
        self.rows = {}
        self.loading = {}  # event → what came of it so far; the rest is forgotten at the end
        self.n_loads = 0
        self.n_rows = 0  # of the last poll
        self.most = most

    def call(self, statement, *values):
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN READ ONLY")
            become(self.connection, self.user, self.session)
            cursor.execute(statement, values)
            found = cursor.fetchall()
            cursor.execute("COMMIT")
        return found

    def forget(self, event):
        self.rows = {key: value for key, value in self.rows.items() if value[0] != event}

    def begin(self, event):
        self.n_loads += 1
        self.loading[event] = set()

    def poll(self):
        """One call; whether there is more."""
        for event in (event for event, cursor in self.cursors.items() if cursor is None):
            self.begin(event)
        asked = json.dumps([{"event_id": event, "cursor": cursor} for event, cursor in self.cursors.items()])
        more = False
        self.n_rows = 0
        for answer in self.call("SELECT public.changes (%s, %s)", asked, self.most)[0][0]:
            more |= self.apply(answer)
        return more

    def apply(self, answer):
        event = answer["event_id"]
        if answer["status"] == "gone":
            self.forget(event)
            self.cursors[event] = None
            return False
        assert [name for name in answer if name not in ("n_rows", "n_done")] == ["event_id", "status", "cursor", "is_more", "rows"], list(answer)
        self.cursors[event] = answer["cursor"]
        if answer["status"] == "load":
            self.begin(event)
        self.n_rows += len(answer["rows"])
        for change in answer["rows"]:
            assert list(change) == ["table", "id", "row"], list(change)
            key = (change["table"], change["id"])
            if event in self.loading:
                self.loading[event].add(key)
            if change["row"] is not None:
                self.rows[key] = (event, change["row"]["version"])
            elif self.rows.get(key, (event,))[0] == event:
                self.rows.pop(key, None)
        if event in self.loading and not answer["is_more"]:
            seen = self.loading.pop(event)
            self.rows = {key: value for key, value in self.rows.items() if value[0] != event or key in seen}
        return answer["is_more"]

    def catch_up(self):
        """The last page of an event may be of what was due a while ago: what came since is in the next round."""
        n_idle = 0
        while n_idle < 2:
            n_idle = 0 if self.poll() or self.n_rows else n_idle + 1

    def truth(self):
        found = {}
        for table in TABLES:
            for event, row_id, version in rows(self.connection, f"SELECT event_id::text, id::text, version FROM public.{table} "
                                               "WHERE event_id = ANY (%s::uuid[])", list(self.cursors)):
                found[table, row_id] = (event, version)
        return found

    def differences(self):
        mine = {key: value for key, value in self.rows.items() if key[0] in TABLES}
        truth = self.truth()
        return {key: (mine.get(key), truth.get(key)) for key in mine.keys() | truth.keys() if mine.get(key) != truth.get(key)}


QUOTA = "INSERT INTO quotas (event_id, id, name, quantity_total, sort_order) VALUES (%s, %s, 'Floor', 10, 0)"


def check_basics(world):
    with world.database() as connection:
        desk = Desk(connection, PEOPLE["owner"], [EVENT, DRAFT])
        desk.catch_up()
        assert desk.n_loads == 2 and not desk.differences() and desk.rows
        cursors = dict(desk.cursors)
        desk.catch_up()
        assert desk.n_loads == 2, "nothing new is not a reason to load"
        quota = new_id()
        one(connection, QUOTA, EVENT, quota)
        one(connection, "UPDATE tickets SET company = 'Acme' WHERE id = %s", TICKET)
        answer = desk.call("SELECT public.changes (%s)", json.dumps([{"event_id": EVENT, "cursor": cursors[EVENT]}]))[0][0][0]
        assert [(c["table"], c["id"]) for c in answer["rows"]] == [("quotas", quota), ("tickets", TICKET)], answer
        assert answer["rows"][1]["row"]["company"] == "Acme"
        desk.catch_up()
        one(connection, "UPDATE quotas SET event_id = %s WHERE id = %s", DRAFT, quota)
        desk.catch_up()
        assert not desk.differences()
        # Deleted and made again in one transaction: the tombstone comes before the row.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("DELETE FROM quotas WHERE id = %s", [quota])
            cursor.execute(QUOTA, [DRAFT, quota])
            cursor.execute("COMMIT")
        desk.catch_up()
        assert not desk.differences() and ("quotas", quota) in desk.rows
        one(connection, "DELETE FROM quotas WHERE id = %s", quota)
        desk.catch_up()
        assert not desk.differences() and desk.n_loads == 2


def check_event_and_series(world):
    """The event itself, and a series that is older than the event's joining it."""
    with world.database() as connection:
        series = one(connection, "INSERT INTO series (id, organizer_id, title, rule, timezone, start_wall, duration) VALUES "
                     "(gen_random_uuid (), %s, 'Weekly', 'FREQ=WEEKLY', 'UTC', '2030-01-01T10:00:00', 1) RETURNING id::text", ORGANIZER)
        desk = Desk(connection, PEOPLE["owner"], [EVENT])
        desk.catch_up()
        one(connection, "UPDATE events SET title = 'Other', series_id = %s WHERE id = %s", series, EVENT)
        desk.catch_up()
        assert ("events", EVENT) in desk.rows and ("series", series) in desk.rows, desk.rows.keys()
        version = desk.rows["series", series]
        one(connection, "UPDATE series SET title = 'Monthly' WHERE id = %s", series)
        desk.catch_up()
        assert desk.rows["series", series] != version


def check_progress(world):
    """While all comes it is said how much that is, and how much of it has come; after that no more."""
    with world.database() as connection:
        for step in range(3):
            one(connection, "INSERT INTO tickets (event_id, id, attendee_name, qr_code, price) SELECT %s, gen_random_uuid (), 'G', 'P-' || i || '-' || %s, 0 "
                "FROM generate_series (1, 1500) i", EVENT, step)
        desk = Desk(connection, PEOPLE["owner"], [EVENT], most=1000)

        def poll():
            asked = json.dumps([{"event_id": EVENT, "cursor": desk.cursors[EVENT]}])
            answer = desk.call("SELECT public.changes (%s, 1000)", asked)[0][0][0]
            desk.apply(answer)
            return answer

        desk.begin(EVENT)
        pages = [poll()]
        while pages[-1]["is_more"]:
            pages.append(poll())
        assert len(pages) == 5 and 4500 < pages[0]["n_rows"] < 4600, [(page.get("n_rows"), page.get("n_done")) for page in pages]
        n_done = 0
        for page in pages:
            n_done += len(page["rows"])
            assert page["n_done"] == n_done <= page["n_rows"], (page["n_done"], page["n_rows"], n_done)
        assert "n_rows" not in poll() and not desk.differences()
        # Who takes small pages is not told, and has a cursor without.
        short = desk.call("SELECT public.changes (%s, 10)", json.dumps([{"event_id": EVENT, "cursor": None}]))[0][0][0]
        assert short["cursor"].count("|") == 6 and "n_rows" not in short, short["cursor"]


DEVICE = "INSERT INTO devices (id, user_id, organizer_id, name, public_key) VALUES (%s, %s, %s, 'Till 1', %s)"


def check_devices(world):
    """A device comes to the desks of each organizer for whom it works: when it does, when that changes, when an event becomes theirs."""
    with world.database() as connection:
        here, there = (Desk(connection, PEOPLE["admin"], [event]) for event in (EVENT, FOREIGN_EVENT))
        messenger = Desk(connection, PEOPLE["door"], [EVENT])
        one(connection, "UPDATE event_grants SET can_scan = false, can_sell = false, can_search = false, can_report = false, can_edit = false, "
            "can_override = false, can_message = true WHERE user_id = %s", PEOPLE["door"])
        for desk in (here, there, messenger):
            desk.catch_up()
        cursors = dict(here.cursors)
        device = new_id()
        one(connection, DEVICE, device, PEOPLE["owner"], ORGANIZER, b"k" * 32)
        answer = here.call("SELECT public.changes (%s)", json.dumps([{"event_id": EVENT, "cursor": cursors[EVENT]}]))[0][0][0]
        row = answer["rows"][0]["row"]
        assert [(c["table"], c["id"]) for c in answer["rows"]] == [("devices", device)], answer
        assert {key: row[key] for key in ("id", "organizer_id", "name", "public_key", "revoked_at")} == {
            "id": device, "organizer_id": ORGANIZER, "name": "Till 1", "public_key": (b"k" * 32).hex(), "revoked_at": None}, row
        assert set(row) == {"id", "organizer_id", "version", "updated_at", "name", "public_key", "revoked_at"}, "nothing else is told"

        def polled():
            found = []
            for desk in (here, there, messenger):
                before = desk.rows.get(("devices", device))
                desk.catch_up()
                found.append(desk.rows.get(("devices", device)) != before)
            return found

        assert polled() == [True, False, False]
        one(connection, "UPDATE devices SET last_seen_at = now () WHERE id = %s", device)
        assert polled() == [False, False, False], "that it was seen is no news"
        one(connection, "INSERT INTO device_organizers (organizer_id, id) VALUES (%s, %s)", FOREIGN_ORGANIZER, device)
        assert polled() == [False, True, False]
        one(connection, "UPDATE devices SET revoked_at = now () WHERE id = %s", device)
        assert polled() == [True, True, False]
        # A desk that begins now, and one whose event goes to another organizer.
        late = Desk(connection, PEOPLE["admin"], [EVENT], most=1)
        late.catch_up()
        assert ("devices", device) in late.rows and not late.differences()
        second = new_id()
        one(connection, DEVICE, second, PEOPLE["other"], FOREIGN_ORGANIZER, b"s" * 32)
        here.catch_up()
        assert ("devices", second) not in here.rows
        one(connection, "UPDATE events SET organizer_id = %s WHERE id = %s", FOREIGN_ORGANIZER, EVENT)
        here.catch_up()
        assert ("devices", second) in here.rows, here.rows.keys()



def check_open_writer(world):
    """A transaction that began before and ends after others: nothing of it is lost, and nobody waits for it."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        desk = Desk(connection, PEOPLE["owner"], [EVENT])
        desk.catch_up()
        with world.connect(name) as slow:
            cursor = slow.cursor()
            cursor.execute("BEGIN")
            cursor.execute(QUOTA, [EVENT, new_id()])
            quick = new_id()
            one(connection, QUOTA, EVENT, quick)
            desk.catch_up()
            assert ("quotas", quick) in desk.rows and not desk.differences()
            cursor.execute("COMMIT")
        assert desk.differences()
        desk.catch_up()
        assert not desk.differences()


def check_paging(world):
    """Pages of one row, while the rows change between the pages."""
    with world.database() as connection:
        desk = Desk(connection, PEOPLE["owner"], [EVENT], most=1)
        desk.catch_up()
        one(connection, "INSERT INTO quotas (event_id, id, name, quantity_total, sort_order) "
            "SELECT %s, gen_random_uuid (), 'Q', 1, i FROM generate_series (1, 20) i", EVENT)
        assert desk.poll() and desk.poll()
        for i in range(10):
            desk.poll()
            one(connection, "UPDATE quotas SET sort_order = sort_order + 100 WHERE sort_order = %s", i + 1)
            one(connection, "DELETE FROM quotas WHERE sort_order = %s", 20 - i)
        desk.catch_up()
        desk.catch_up()
        assert not desk.differences() and desk.n_loads == 1


def check_first_load(world):
    """From nothing, in pages that begin at any row and while rows change: what was there, once each, and then what changed."""
    with world.database() as connection:
        without_limits(connection)
        one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) "
            "SELECT %s, gen_random_uuid (), %s, 'Guest', 'C' || i, 0 FROM generate_series (1, 90) i", EVENT, TIER)
        gone = new_id()
        one(connection, QUOTA, EVENT, gone)
        one(connection, "DELETE FROM quotas WHERE id = %s", gone)
        for most in (1, 7, 10000):
            desk = Desk(connection, PEOPLE["owner"], [EVENT], most=most)
            seen = []
            apply = desk.apply
            desk.apply = lambda answer, seen=seen, apply=apply: (seen.extend(
                (change["table"], change["id"]) for change in answer["rows"]), apply(answer))[1]
            first = desk.poll()
            assert first == (most < 10000)
            one(connection, "UPDATE tickets SET company = %s WHERE id = %s", str(most), TICKET)
            while desk.poll():
                pass
            assert desk.n_loads == 1 and ("events", EVENT) in desk.rows and ("quotas", gone) not in seen
            assert len(seen) == len(set(seen)) + 1 if most == 10000 else ("tickets", TICKET) in seen, (most, seen)
            desk.catch_up()
            assert not desk.differences() and len(seen) - len(set(seen)) <= 2, most


def check_interrupted_load(world):
    """What was removed and forgotten while a desk pages: it starts over, and lets go of what does not come again."""
    with world.database() as connection:
        desk = Desk(connection, PEOPLE["owner"], [EVENT], most=3)
        quotas = [new_id() for _ in range(10)]
        for quota in quotas:
            one(connection, QUOTA, EVENT, quota)
        while len(desk.rows) < 12:
            assert desk.poll()
        cursor = desk.cursors[EVENT]
        one(connection, "DELETE FROM quotas WHERE id = ANY (%s::uuid[])", quotas)
        one(connection, "UPDATE private.tombstones SET at = at - interval '1 day'")
        assert one(connection, "SELECT private.drop_tombstones (interval '1 hour')") == 10
        asked = json.dumps([{"event_id": EVENT, "cursor": cursor}])
        answer = desk.call("SELECT public.changes (%s)", asked)[0][0][0]
        assert answer["status"] == "load" and answer["is_more"] and answer["rows"] == [], answer
        desk.catch_up()
        assert desk.n_loads == 2 and not desk.differences(), list(desk.differences().items())[:5]


def check_long_rows(world):
    """A page is never so long that nobody can take it, and a row longer than a page still comes."""
    with world.database() as connection:
        without_limits(connection)
        answers = json.dumps({f"q{i}": "x" * 1000 for i in range(90)})
        one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price, answers) "
            "SELECT %s, gen_random_uuid (), %s, 'Guest', 'C' || i, 0, %s FROM generate_series (1, 800) i", EVENT, TIER, answers)
        for event in (EVENT, DRAFT):
            one(connection, "INSERT INTO quotas (event_id, id, name, quantity_total, sort_order) "
                "SELECT %s, gen_random_uuid (), 'Q', 1, i FROM generate_series (1, 20) i", event)
        desk = Desk(connection, PEOPLE["owner"], [EVENT, DRAFT], most=10000)
        call = desk.call
        sizes = []
        desk.call = lambda statement, *values: (lambda found: (sizes.append(len(json.dumps(found[0][0]))), found)[1])(call(statement, *values))
        desk.catch_up()
        assert not desk.differences() and desk.n_loads == 2
        assert len(sizes) >= 3 and max(sizes) < 36_000_000, sizes


def check_access(world):
    with world.database() as connection:
        desk = Desk(connection, PEOPLE["door"], [EVENT, FOREIGN_EVENT])
        desk.catch_up()
        assert not any(event == FOREIGN_EVENT for event, *_ in desk.rows.values()) and desk.cursors[FOREIGN_EVENT] is None
        asked = json.dumps([{"event_id": EVENT, "cursor": desk.cursors[EVENT]}])
        one(connection, "UPDATE tickets SET attendee_email = 'gil@foyer.example', notes = 'wheelchair' WHERE id = %s", TICKET)
        row = desk.call("SELECT public.changes (%s)", asked)[0][0][0]["rows"][0]["row"]
        assert row["attendee_email"] == "gil@foyer.example"
        # With fewer rights the desk starts over, and then sees no personal data.
        one(connection, "UPDATE event_grants SET can_search = false WHERE user_id = %s", PEOPLE["door"])
        answer = desk.call("SELECT public.changes (%s)", asked)[0][0][0]
        assert answer["status"] == "load", answer
        one(connection, "UPDATE tickets SET company = 'Acme' WHERE id = %s", TICKET)
        asked = json.dumps([{"event_id": EVENT, "cursor": answer["cursor"]}])
        changed = {c["id"]: c["row"] for c in desk.call("SELECT public.changes (%s)", asked)[0][0][0]["rows"]}
        assert changed[TICKET]["attendee_email"] is None and changed[TICKET]["attendee_name"], changed
        one(connection, "DELETE FROM event_grants WHERE user_id = %s", PEOPLE["door"])
        answer = desk.call("SELECT public.changes (%s)", asked)[0][0][0]
        assert answer == {"event_id": EVENT, "status": "gone"}, answer


def check_conflicts_of_sales(world):
    """Who sells hears of the conflicts of sales and of no others, and cannot settle them; who may edit hears of all."""
    kinds = ["OVERSOLD", "PAID_TWICE", "REFUNDED_TWICE", "VOUCHER_TWICE"]
    others = ["ADMITTED_THOUGH_REFUSED", "EDITED_TWICE", "TWICE_ADMITTED"]
    grant = ("UPDATE event_grants SET can_scan = false, can_search = true, can_report = false, can_message = false, can_refund = false, "
             "can_override = false, can_sell = %s, can_edit = %s WHERE user_id = %s")

    with world.database() as connection:
        one(connection, grant, True, False, PEOPLE["door"])
        seller, owner = (Desk(connection, PEOPLE[name], [EVENT]) for name in ("door", "owner"))
        seller.catch_up()
        made = {str(one(connection, "INSERT INTO conflicts (event_id, kind) VALUES (%s, %s) RETURNING id", EVENT, kind)): kind
                for kind in kinds + others}

        def heard(desk):
            desk.catch_up()
            return sorted(made[row_id] for table, row_id in desk.rows if table == "conflicts")

        assert heard(seller) == kinds and heard(owner) == sorted(kinds + others), (heard(seller), heard(owner))
        assert [kind for kind, in seller.call("SELECT kind FROM conflicts ORDER BY kind")] == kinds
        assert Caller(connection, PEOPLE["door"]).refusal("settle_conflict", id=min(made)) == "NO_CONFLICT"
        one(connection, grant, False, True, PEOPLE["door"])
        assert heard(seller) == sorted(kinds + others), heard(seller)


def check_restored(world):
    """Another database, or one that was set back: start over."""
    with world.database() as connection:
        desk = Desk(connection, PEOPLE["owner"], [EVENT])
        desk.catch_up()
        asked = json.dumps([{"event_id": EVENT, "cursor": desk.cursors[EVENT]}])
        for change in ("INSERT INTO private.dropped_tombstones VALUES (%s, '999999999')", "SELECT private.set_setting ('database_id', %s)"):
            one(connection, change, EVENT)
            answer = desk.call("SELECT public.changes (%s)", asked)[0][0][0]
            assert answer["status"] == "load" and answer["is_more"], change
            one(connection, "DELETE FROM private.dropped_tombstones")
        # As in a cluster that is younger than the backup.
        one(connection, "SET session_replication_role = replica")
        one(connection, "UPDATE tickets SET chg = '999999999'")
        one(connection, "SET session_replication_role = origin")
        one(connection, "SELECT private.after_restore ()")
        desk.session = new_session(connection, PEOPLE["owner"])
        desk.catch_up()
        assert desk.n_loads == 2 and not desk.differences()
        one(connection, "UPDATE tickets SET company = 'Acme' WHERE id = %s", TICKET)
        desk.catch_up()
        assert desk.n_loads == 2 and not desk.differences()


WRONG = [
    ("no array", {"cursors": {}}, "CURSORS_WRONG"),
    ("no id", {"cursors": [{"event_id": "x"}]}, "CURSORS_WRONG"),
    ("no object", {"cursors": [1]}, "CURSORS_WRONG"),
    ("nothing", {"cursors": None}, "CURSORS_WRONG"),
    ("an invented cursor", {"cursors": [{"event_id": EVENT, "cursor": "1|2|3"}]}, "CURSOR_WRONG"),
    *((f"a cursor with {what}", {"cursors": [{"event_id": EVENT, "cursor": mark}]}, "CURSOR_WRONG") for what, mark in (
        ("a base that ends before it begins", "x|1|5:3:|||||"), ("no id", "x|1|5:5:|5:5:|4|4|" + "-" * 36), ("a kind beyond all", f"x|1|5:5:|5:5:|4|{'9' * 20}|{EVENT}"),
        ("a base that is 0", "x|1|0:0:||||"), ("running ones out of order", "x|1|5:9:8,6||||"))),
    ("no rows", {"cursors": [], "most": 0}, "MOST_WRONG"),
]


def check_wrong(owner, arguments, code):
    expect(owner.call("changes", **arguments), 400, code)


def write(uri, seed, n, failures):
    """One of the writers: inserts, updates, deletes, moves, several in a transaction, some rolled back."""
    rng = random.Random(seed)
    connection = psycopg2.connect(uri)
    known = []
    try:
        for _ in range(n):
            with connection.cursor() as cursor:
                for _ in range(rng.randint(1, 4)):
                    event, other = rng.sample([EVENT, DRAFT], 2)
                    kind = rng.random()
                    if kind < 0.4 or not known:
                        known.append(new_id())
                        cursor.execute(QUOTA, [event, known[-1]])
                    elif kind < 0.7:
                        cursor.execute("UPDATE quotas SET sort_order = sort_order + 1 WHERE id = %s", [rng.choice(known)])
                    elif kind < 0.8:
                        cursor.execute("UPDATE quotas SET event_id = %s WHERE id = %s AND event_id = %s", [other, rng.choice(known), event])
                    elif kind < 0.9:
                        cursor.execute("DELETE FROM quotas WHERE id = %s", [rng.choice(known)])
                    else:
                        row = rng.choice(known)
                        cursor.execute("DELETE FROM quotas WHERE id = %s", [row])
                        cursor.execute(QUOTA, [event, row])
            if rng.random() < 0.1:
                connection.rollback()
            else:
                connection.commit()
    except psycopg2.Error as error:
        failures.append(error)
    finally:
        connection.close()


def trade(uri, seed, n, failures):
    """Another kind of writer: sells, takes and gives back money, checks in, replaces codes, removes tickets."""
    rng = random.Random(seed)
    connection = psycopg2.connect(uri)
    try:
        for _ in range(n):
            event, order, ticket = rng.choice([EVENT, DRAFT]), new_id(), new_id()
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO orders (event_id, id, order_number, total, currency, status, channel) "
                               "VALUES (%s, %s, %s, 500, 'EUR', 'COMPLETED', 'BOX_OFFICE')", [event, order, order])
                cursor.execute("INSERT INTO tickets (event_id, id, order_id, attendee_name, qr_code, price) "
                               "VALUES (%s, %s, %s, 'Guest', %s, 500)", [event, ticket, order, ticket])
                cursor.execute("INSERT INTO payments (event_id, id, order_id, kind, method, amount, currency) "
                               "VALUES (%s, gen_random_uuid (), %s, 'PAYMENT', 'CASH', 500, 'EUR')", [event, order])
                if rng.random() < 0.5:
                    cursor.execute("INSERT INTO check_ins (event_id, id, ticket_id, direction, method, time, verdict) "
                                   "VALUES (%s, gen_random_uuid (), %s, 'ENTRY', 'MANUAL', now (), 'ADMITTED')", [event, ticket])
                    cursor.execute("UPDATE tickets SET status = 'CHECKED_IN', check_in_time = now () WHERE id = %s", [ticket])
                if rng.random() < 0.3:
                    cursor.execute("INSERT INTO replaced_codes (event_id, id, ticket_id, code) VALUES (%s, gen_random_uuid (), %s, %s)",
                                   [event, ticket, ticket])
                    cursor.execute("UPDATE tickets SET qr_code = 'N' || qr_code WHERE id = %s", [ticket])
                elif rng.random() < 0.3:
                    cursor.execute("DELETE FROM tickets WHERE id = %s", [ticket])
            if rng.random() < 0.1:
                connection.rollback()
            else:
                connection.commit()
    except psycopg2.Error as error:
        failures.append(error)
    finally:
        connection.close()


def check_stress(world):
    """Ten writers, two desks in small pages, one of which loses and gets back its access twenty times."""
    with world.database() as connection:
        name = one(connection, "SELECT current_database ()")
        failures = []
        writers = [threading.Thread(target=write, args=(world.server.uri("postgres", name), seed, 60, failures)) for seed in range(7)]
        writers += [threading.Thread(target=trade, args=(world.server.uri("postgres", name), seed, 30, failures)) for seed in range(3)]
        with world.connect(name) as watching:
            desks = [Desk(watching, PEOPLE["owner"], [EVENT, DRAFT], most=7), Desk(watching, PEOPLE["organizer"], [EVENT, DRAFT], most=50)]
            for writer in writers:
                writer.start()
            n_polls = 0
            while any(writer.is_alive() for writer in writers) or n_polls < 41:
                n_polls += 1
                if n_polls <= 40:
                    role = "TEAM_MEMBER" if n_polls % 2 else "ORGANIZER"
                    one(connection, "UPDATE members SET role = %s WHERE user_id = %s", role, PEOPLE["organizer"])
                for desk in desks:
                    desk.poll()
            for writer in writers:
                writer.join()
            assert not failures, failures
            for desk in desks:
                # To the end of the pages that were begun before the writers ended, then to the end.
                desk.catch_up()
                desk.catch_up()
                assert not desk.differences(), list(desk.differences().items())[:5]
            assert desks[0].n_loads == 2 and desks[1].n_loads >= 20, [desk.n_loads for desk in desks]


def check_idle_is_cheap(world):
    """Asking for nothing new reads by index: a plan with a scan of a table would grow with the event."""
    with world.database() as connection:
        desk = Desk(connection, PEOPLE["owner"], [EVENT])
        without_limits(connection)
        one(connection, "INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price) "
            "SELECT %s, gen_random_uuid (), %s, 'Guest', 'C' || i, 0 FROM generate_series (1, 20000) i", EVENT, TIER)
        one(connection, "ANALYZE tickets")
        desk.catch_up()
        one(connection, "SELECT pg_stat_reset ()")
        read = "SELECT sum (seq_tup_read) + sum (idx_tup_fetch) FROM pg_stat_xact_user_tables WHERE relname ~ '^tickets(_[0-9]+)?$'"
        before = one(connection, read)
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            become(connection, desk.user, desk.session)
            cursor.execute("SELECT public.changes (%s)", [json.dumps([{"event_id": EVENT, "cursor": desk.cursors[EVENT]}])])
            cursor.execute("RESET ROLE")
            cursor.execute(read)
            assert (cursor.fetchone()[0] or 0) - (before or 0) < 100
            cursor.execute("COMMIT")


def add(tap, world):
    for name, check in (("loads, then follows", check_basics), ("the event and its series", check_event_and_series), ("devices", check_devices), ("how much is to come", check_progress),
                        ("a transaction that stays open", check_open_writer), ("pages of one row", check_paging),
                        ("a first load", check_first_load), ("a load that starts over", check_interrupted_load),
                        ("rows that are long", check_long_rows),
                        ("access and personal data", check_access), ("conflicts of sales", check_conflicts_of_sales), ("a restored database", check_restored),
                        ("nothing new costs nothing", check_idle_is_cheap), ("ten writers", check_stress)):
        tap.run(f"feed: {name}", check, world)
    owner = world.sign_in("OWNER")
    for name, arguments, code in WRONG:
        tap.run(f"feed: {name}", check_wrong, owner, arguments, code)
