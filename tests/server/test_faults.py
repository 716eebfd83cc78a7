# SPDX-License-Identifier: GPL-3.0-or-later
"""What breaks while people buy and come in: connections, a process of the database, PostgREST, all of the database at once.

A server of its own that writes durably. Each client does what a shop or a desk does: it asks again with the same key until it is
answered. Afterwards every order that was answered is there, none twice, and what is counted is what the rows say.
"""
import contextlib
import http.client
import json
import os
import pathlib
import random
import signal
import tempfile
import threading
import time
import urllib.parse

from server import LocalServer
from tap import expect_none
from test_feed import QUOTA, Desk
from world import EVENT, LIST, PEOPLE, TIER, Api, World, new_id, new_session, one, rows

N_BUYERS = 10
N_EACH = 100
N_DESKS = 2
BATCH = 40
N_BATCHES = 25
SECONDS = 900
WALK_INS = f"""INSERT INTO public.tickets (event_id, id, attendee_name, qr_code, price)
  SELECT '{EVENT}', gen_random_uuid (), 'Guest ' || i, 'WALK-IN-' || i, 0 FROM generate_series (0, {N_DESKS * N_BATCHES * BATCH - 1}) i"""


class Stubborn:
    """Asks until there is an answer; the server may be away for a while, and may say so."""

    def __init__(self, url, token, end):
        self.host = urllib.parse.urlsplit(url).netloc
        self.headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        self.end = end
        self.connection = None
        self.n_again = 0

    def call(self, function, **arguments):
        body = json.dumps(arguments)
        while time.monotonic() < self.end():
            try:
                self.connection = self.connection or http.client.HTTPConnection(self.host, timeout=60)
                self.connection.request("POST", f"/rpc/{function}", body, self.headers)
                answer = self.connection.getresponse()
                text = answer.read().decode()
                if answer.status == 200:
                    return json.loads(text)
                # 57P it was ended, 08 and PGRST00 the database is away; and when a process of the database is gone without a
                # word, PostgREST answers 400 with no code at all. Only an answer with a code of ours is a refusal.
                code = json.loads(text)["code"]
                assert code == "" or code.startswith(("57P", "08", "PGRST00")), (answer.status, text)
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
            self.n_again += 1
            time.sleep(0.02)
        raise AssertionError(f"{function} was not answered within {SECONDS} s.")


class Crowd:
    """Buyers and desks in threads of their own, and how far they are."""

    def __init__(self):
        self.end = time.monotonic() + SECONDS
        self.progress = threading.Condition()
        self.orders = []
        self.check_ins = []
        self.errors = []
        self.n_again = 0
        self.threads = [threading.Thread(target=self.work, args=(work, number), daemon=True)
                        for work, n in ((self.buy, N_BUYERS), (self.admit, N_DESKS)) for number in range(n)]

    def start(self, url, token):
        self.url = url
        self.token = token
        for thread in self.threads:
            thread.start()

    def work(self, what, number):
        client = Stubborn(self.url, self.token if what == self.admit else None, lambda: self.end)
        try:
            what(client, number)
        except Exception as error:  # told in the end
            self.errors.append(repr(error))
        with self.progress:
            self.n_again += client.n_again
            self.progress.notify_all()

    def buy(self, client, number):
        draw = random.Random(number)
        for i in range(N_EACH):
            key, quantity = new_id(), draw.randint(1, 2)
            order = client.call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": quantity}], client_key=key,
                                buyer_name=f"Buyer {number}", buyer_email=f"buyer-{number}@foyer.example")
            if i % 3 == 0:
                # The same again, as after an answer that got lost.
                again = client.call("purchase", event_id=EVENT, lines=[{"tier_id": TIER, "quantity": quantity}], client_key=key,
                                    buyer_name=f"Buyer {number}", buyer_email=f"buyer-{number}@foyer.example")
                assert again["id"] == order["id"], (order, again)
            with self.progress:
                self.orders.append((key, order["id"], order["total"], quantity))
                self.progress.notify_all()

    def admit(self, client, number):
        for i in range(N_BATCHES):
            first = (number * N_BATCHES + i) * BATCH
            scans = [{"id": new_id(), "qr_code": f"WALK-IN-{n}", "at": "2030-06-01T19:00:00Z", "list_id": LIST}
                     for n in range(first, first + BATCH)]
            answers = client.call("check_in", event_id=EVENT, check_ins=scans)
            self.check_ins += [(answer["id"], answer["verdict"]) for answer in answers]

    def wait_for(self, n):
        """Until so many orders were answered."""
        with self.progress:
            while len(self.orders) < n and any(thread.is_alive() for thread in self.threads) and not self.errors:
                self.progress.wait(1)
        assert len(self.orders) >= n and not self.errors, (len(self.orders), self.errors[:3])


def backends(server):
    """Process numbers of what PostgREST has open."""
    text = server.cluster.psql(server.uri("postgres", "postgres"), "-c",
                               "SELECT pid FROM pg_stat_activity WHERE usename = 'authenticator' ORDER BY backend_start DESC")
    return [int(number) for number in text.split()]


def end_connections(server):
    server.cluster.psql(server.uri("postgres", "postgres"), "-c",
                        "SELECT pg_terminate_backend (pid) FROM pg_stat_activity WHERE usename = 'authenticator'")


def kill_backend(server):
    """PostgreSQL ends all of its processes then, because one may have left shared memory broken, and begins anew."""
    found = backends(server)
    # Right after PostgREST was started again there is none yet.
    if found:
        with contextlib.suppress(ProcessLookupError):  # it ended by itself just now
            os.kill(found[0], signal.SIGKILL)


def kill_rest(server):
    number = server.rest.pid()
    os.kill(number, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(number, 0)
    server.start_rest()


def children(number):
    found = pathlib.Path(f"/proc/{number}/task/{number}/children").read_text().split()
    return [int(child) for child in found]


def postmaster(server):
    return int((server.cluster.data / "postmaster.pid").read_text().split()[0])


def kill_database(server):
    """All at once, as when the power goes."""
    first = postmaster(server)
    all_of_it = [first, *children(first)]
    for number in all_of_it:
        with contextlib.suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)
    end = time.monotonic() + 5
    while any(pathlib.Path(f"/proc/{number}").exists() for number in all_of_it) and time.monotonic() < end:
        time.sleep(0.01)
    # Where nobody takes leave of dead processes, as in a container without an init, PostgreSQL would take it for alive.
    if pathlib.Path(f"/proc/{first}").exists():
        (server.cluster.data / "postmaster.pid").unlink()
    server.cluster.start()


FAULTS = [("connections end", end_connections), ("a process of the database is killed", kill_backend), ("PostgREST is killed", kill_rest),
          ("all of the database is killed", kill_database), ("connections end again", end_connections)]


class Wreck(World):
    """A server that writes durably, with a crowd."""

    def __init__(self, folder, program):
        super().__init__(folder, program, None)
        self.server = LocalServer(folder, program)

    def up(self):
        self.server.up()
        self.api = Api(self.server.rest.url)


def check_fault(wreck, crowd, n, break_it):
    crowd.wait_for(n)
    break_it(wreck.server)
    crowd.wait_for(n + 30)


def check_end(crowd):
    for thread in crowd.threads:
        thread.join()
    assert not crowd.errors, crowd.errors[:3]
    assert len(crowd.orders) == N_BUYERS * N_EACH and len(crowd.check_ins) == N_DESKS * N_BATCHES * BATCH
    # Faults that nobody noticed would have tested nothing.
    assert crowd.n_again >= len(FAULTS), crowd.n_again
    print(f"# {crowd.n_again} calls had to be made again", flush=True)


def check_orders(connection, crowd):
    there = {str(key): (str(order), total, n) for key, order, total, n in rows(connection, f"""
        SELECT o.client_key, o.id, o.total, (o.lines #>> '{{0,quantity}}')::integer
        FROM orders o WHERE o.event_id = '{EVENT}' AND o.client_key IS NOT NULL""")}
    expect_none((f"{key}: {answer}, there {there.get(key)}" for key, *answer in crowd.orders if list(there.get(key, ())) != answer),
                "Answered and not there, or not so:")
    assert len(there) == len(crowd.orders), (len(there), len(crowd.orders))


def check_counts(connection):
    assert not rows(connection, "SELECT e.title, w.* FROM events e, private.wrong_places (e.id) w")


def check_admitted(connection, crowd):
    there = {str(number): verdict for number, verdict in rows(connection, f"SELECT id, verdict FROM check_ins WHERE event_id = '{EVENT}'")}
    assert there == dict(crowd.check_ins) and set(there.values()) == {"ADMITTED"}, set(there.values())
    n = one(connection, f"SELECT count (*) FROM tickets WHERE event_id = '{EVENT}' AND status = 'CHECKED_IN'")
    assert n == len(there) and one(connection, "SELECT count (*) FROM conflicts") == 0, n


def stop_writing(server):
    """From now on nothing comes to the disk but what a commit waits for."""
    for number in children(postmaster(server)):
        if any(word in pathlib.Path(f"/proc/{number}/cmdline").read_bytes() for word in (b"writer", b"checkpointer", b"autovacuum")):
            os.kill(number, signal.SIGSTOP)


def check_numbers_again(wreck):
    """After a crash PostgreSQL gives numbers again that were rolled back just before: what comes under them is news to every desk, to
    one at rest, one between two pages, and one that loads."""
    desks = [Desk(None, PEOPLE["owner"], [EVENT]), Desk(None, PEOPLE["owner"], [EVENT], most=3), Desk(None, PEOPLE["owner"], [EVENT], most=3)]

    def use(connection):
        for desk in desks:
            desk.connection = connection

    with wreck.connect() as connection:
        for desk in desks:
            desk.session = new_session(connection, desk.user)
        use(connection)
        desks[0].most = desks[1].most = 10000
        desks[0].catch_up()
        desks[1].catch_up()
        desks[1].most = 3
        for _ in range(7):
            one(connection, QUOTA, EVENT, new_id())
        desks[0].catch_up()
        stop_writing(wreck.server)
        lost = []
        for _ in range(2):
            with connection.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute(QUOTA, [EVENT, new_id()])
                cursor.execute("SELECT pg_current_xact_id ()::text::bigint")
                lost += cursor.fetchone()
                cursor.execute("ROLLBACK")
        desks[0].catch_up()
        assert desks[1].poll() and desks[2].poll(), "both are between two pages"
    kill_database(wreck.server)
    with wreck.connect() as connection, wreck.connect() as slow:
        use(connection)
        with slow.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(QUOTA, [EVENT, new_id()])
            cursor.execute("SELECT pg_current_xact_id ()::text::bigint")
            again = cursor.fetchone()[0]
            last = new_id()
            one(connection, QUOTA, EVENT, last)
            assert again < one(connection, "SELECT chg::text::bigint FROM quotas WHERE id = %s", last) <= lost[-1], "they are not given again"
            desks[2].most = 10000
            for desk in desks:
                while desk.poll():
                    pass
            cursor.execute("COMMIT")
        for desk in desks:
            desk.catch_up()
            assert not desk.differences() and desk.n_loads == 1, (desks.index(desk), desk.n_loads, desk.differences())


def add(tap, world):
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        wreck = Wreck(folder, world.server.program)
        crowd = Crowd()
        try:
            wreck.up()
            with wreck.connect() as connection:
                assert one(connection, "SHOW fsync") == "on" and one(connection, "SHOW synchronous_commit") == "on"
                one(connection, WALK_INS)
                token = wreck.token(connection, PEOPLE["owner"])
            crowd.start(wreck.server.rest.url, token)
            step = N_BUYERS * N_EACH // (len(FAULTS) + 1)
            for number, (name, break_it) in enumerate(FAULTS, start=1):
                tap.run(f"faults: {name}", check_fault, wreck, crowd, number * step, break_it)
            tap.run("faults: everybody was answered", check_end, crowd)
            with wreck.connect() as connection:
                tap.run("faults: every answered order is there, once", check_orders, connection, crowd)
                tap.run("faults: places are what the rows say", check_counts, connection)
                tap.run("faults: everybody came in once", check_admitted, connection, crowd)
            tap.run("faults: numbers that are given again", check_numbers_again, wreck)
        finally:
            crowd.end = 0
            wreck.server.remove()
