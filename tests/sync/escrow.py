# SPDX-License-Identifier: GPL-3.0-or-later
"""Several desks sell one tier, each alone for most of the time; then they meet again, and every place must be accounted for.

Each desk is a replica of its own with the real foyerctl; a sale is what the window writes. A desk that is apart sells what it holds;
one that is online asks for what its customer wants, keeps some in advance, and gives back what it does not need.
"""
import random
import threading
import uuid

from house import SLUG
from world import EVENT, TIER, one, rows

TIER_NAME = "Regular"


class Run:
    """One schedule. Counts what customers wanted, what they got, and what they were refused and why."""

    def __init__(self, house, seed, n_desks, n_places):
        self.house = house
        self.draw = random.Random(f"{seed}/escrow")
        self.lock = threading.Lock()
        one(house.connection, "UPDATE ticket_tiers SET quantity_total = (SELECT count (*) FROM tickets WHERE tier_id = %s) + %s WHERE id = %s",
            TIER, n_places, TIER)
        self.n_places = n_places
        self.desks = [house.desk("OWNER") for _ in range(n_desks)]
        self.n_sold = 0
        self.n_names = 0
        self.refused_apart = 0
        self.odd = []

    def left(self, desk):
        return sum(row["here"] for row in desk.rows("allotments", SLUG) if row["tier"] == TIER_NAME)

    def name(self):
        with self.lock:
            self.n_names += 1
            return f"Customer {self.n_names}"

    def sell(self, desk, n, is_online):
        """TRUE if they got their tickets."""
        if is_online and self.left(desk) < n:
            wanted = n - self.left(desk)
            got = desk.try_run("allot", SLUG, "--tier", TIER_NAME, "--quantity", str(wanted))
            if got.returncode != 0 and not got.stderr.strip().endswith((b".", ".")):
                self.odd.append(got)
        done = desk.try_act(SLUG, "sell", TIER_NAME, n, self.name())
        if done.returncode == 0:
            with self.lock:
                self.n_sold += n
            return True
        if done.returncode != 1 or not done.stderr.strip():
            self.odd.append(done)
        return False

    def work(self, desk, seed, n_acts):
        """One desk's evening: online and apart by turns."""
        draw = random.Random(seed)
        is_online = True
        for _ in range(n_acts):
            if draw.random() < 0.15:
                is_online = not is_online
            kind = draw.choices(["sell", "sync", "more", "back", "void"], [60, 12, 8, 4, 3])[0]
            if kind == "sell":
                self.sell(desk, draw.randint(1, 4), is_online)
            elif kind == "void" and self.n_names:
                done = desk.try_act(SLUG, "void", f"Customer {draw.randint(1, self.n_names)}")
                if done.returncode == 0:
                    with self.lock:
                        self.n_sold -= desk.value("SELECT count (*) FROM tickets t JOIN orders o ON o.id = t.order_id WHERE t.status = 'CANCELLED' "
                                                  "AND o.updated_at = (SELECT max (updated_at) FROM orders)")
            elif not is_online:
                continue
            elif kind == "sync":
                desk.try_run("sync", "--once")
            elif kind == "more":
                desk.try_run("allot", SLUG, "--tier", TIER_NAME, "--quantity", str(draw.randint(1, max(2, self.n_places // 40))))
            else:
                desk.try_run("allot", SLUG, "--tier", TIER_NAME, "--return")

    def open_tills(self):
        for desk in self.desks:
            desk.act(SLUG, "open")

    def apart(self, n_acts, seed):
        threads = [threading.Thread(target=self.work, args=(desk, f"{seed}/{number}", n_acts)) for number, desk in enumerate(self.desks)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def join(self):
        """Everybody is online again; what nobody sold goes back."""
        self.house.plan()
        self.house.proxy.wait_for_late()
        for _ in range(3):
            for desk in self.desks:
                desk.sync()
                desk.try_run("allot", SLUG, "--return")

    def sell_out(self):
        """Customers come until nobody can be served. Gives how many places are left then, for want of a transfer."""
        waiting = list(self.desks)
        while waiting:
            desk = self.draw.choice(waiting)
            if not self.sell(desk, 1, True):
                waiting.remove(desk)
            desk.try_run("sync", "--once")
        for desk in self.desks:
            desk.sync()
        return self.n_places - self.taken()

    def taken(self):
        return one(self.house.connection, """SELECT count (*) FROM tickets t JOIN orders o ON o.event_id = t.event_id AND o.id = t.order_id
            WHERE t.tier_id = %s AND o.channel = 'BOX_OFFICE' AND t.status <> 'CANCELLED' AND o.status NOT IN ('EXPIRED', 'REFUNDED')""", TIER)

    def check(self):
        """Nothing oversold, nothing stuck, and the books agree."""
        assert not self.odd, self.odd[:3]
        connection = self.house.connection
        wrong = rows(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)
        assert not wrong, wrong
        debt = one(connection, "SELECT coalesce (max (owed), 0) FROM private.places WHERE slot = -1")
        oversold = rows(connection, "SELECT details FROM conflicts WHERE kind = 'OVERSOLD'")
        assert debt == 0 and not oversold, (debt, oversold)
        assert self.taken() <= self.n_places


def check_books(connection, *desks):
    """At the server and at every desk: orders cost what was paid less what was refunded, and each till's chain has no gap.

    What was refunded already does not go back again for a cheaper tier: then the order costs less than that, and nothing is kept of it.
    An order is over when all of its money went back and nobody comes with a ticket of it.
    """
    wrong = rows(connection, """SELECT o.order_number, o.status, o.total, p.kept, r.returned, t.n FROM orders o
        CROSS JOIN LATERAL (SELECT sum (CASE kind WHEN 'PAYMENT' THEN amount ELSE -amount END)::bigint AS kept FROM payments p
          WHERE p.event_id = o.event_id AND p.order_id = o.id) AS p
        CROSS JOIN LATERAL (SELECT coalesce (sum (amount), 0)::bigint AS returned FROM refunds r
          WHERE r.event_id = o.event_id AND r.order_id = o.id AND r.status = 'CONFIRMED') AS r
        CROSS JOIN LATERAL (SELECT count (*) AS n FROM tickets t
          WHERE t.event_id = o.event_id AND t.order_id = o.id AND t.status <> 'CANCELLED' AND t.deleted_at IS NULL) AS t
        WHERE o.channel = 'BOX_OFFICE' AND p.kept IS NOT NULL AND (p.kept <> greatest (o.total - r.returned, 0)
          OR o.status NOT IN ('COMPLETED', 'PARTLY_REFUNDED', 'REFUNDED') OR (o.status = 'REFUNDED' AND (p.kept > 0 OR t.n > 0))
          OR (o.status <> 'REFUNDED' AND p.kept = 0 AND r.returned > 0 AND t.n = 0))""")
    assert not wrong, wrong[:5]
    # Nobody gave money back or took it for an order of another desk; and what is paid for a dearer tier never looked as if.
    twice = rows(connection, "SELECT kind, details FROM conflicts WHERE kind IN ('REFUNDED_TWICE', 'PAID_TWICE')")
    assert not twice, twice[:2]
    missing = rows(connection, """SELECT o.order_number FROM orders o WHERE o.channel = 'BOX_OFFICE' AND o.status = 'COMPLETED' AND o.total > 0
        AND o.order_number !~ '^OLD' AND NOT EXISTS (SELECT FROM payments p WHERE p.event_id = o.event_id AND p.order_id = o.id)""")
    assert not missing, missing[:5]
    torn = rows(connection, """SELECT device_id, sequence FROM (SELECT device_id, sequence, previous, lag (hash, 1, decode (repeat ('00', 32), 'hex'))
        OVER w AS before, lag (sequence, 1, 0::bigint) OVER w AS last FROM till_records WINDOW w AS (PARTITION BY event_id, device_id ORDER BY sequence)) AS r
        WHERE previous <> before OR sequence <> last + 1""")
    assert not torn, torn[:5]
    for desk in desks:
        money = desk.query("SELECT kind, method, sum (amount), sum (rounding), count (*) FROM payments WHERE deleted_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2")
        there = rows(connection, "SELECT kind, method, sum (amount)::bigint, sum (rounding)::bigint, count (*) FROM payments GROUP BY 1, 2 ORDER BY 1, 2")
        assert money == there, (desk.folder.name, money, there)
        # What lies in the drawers is what was put into them and paid in cash.
        book = desk.value("SELECT coalesce (sum (amount), 0) FROM till_records WHERE kind IN ('PAYMENT', 'REFUND') AND method = 'CASH'")
        cash = desk.value("SELECT coalesce (sum (CASE kind WHEN 'PAYMENT' THEN 1 ELSE -1 END * (amount + rounding)), 0) FROM payments WHERE method = 'CASH'")
        assert book == cash, (desk.folder.name, book, cash)
        # Every record of every till, with its signature and its payment.
        chains = desk.query("SELECT device_id, sequence, hash FROM till_records WHERE deleted_at IS NULL ORDER BY 1, 2")
        there = rows(connection, "SELECT device_id, sequence, hash FROM till_records ORDER BY 1, 2")
        assert chains == [(uuid.UUID(str(device)).bytes, sequence, bytes(digest)) for device, sequence, digest in there], desk.folder.name
        audit = desk.try_run("audit", "verify", SLUG)
        assert audit.returncode == 0, (desk.folder.name, audit)


def check_oversold(connection):
    """Of no pool more is owed than people were told."""
    untold = rows(connection, """SELECT p.pool_id, p.owed, sum ((c.details ->> 'tickets')::bigint) FROM private.places p
        LEFT JOIN conflicts c ON c.event_id = p.event_id AND c.kind = 'OVERSOLD' WHERE p.slot = -1 AND p.owed > 0 GROUP BY p.pool_id, p.owed
        HAVING p.owed > coalesce (sum ((c.details ->> 'tickets')::bigint), 0)""")
    assert not untold, untold
