# SPDX-License-Identifier: GPL-3.0-or-later
"""Many who buy, pay, cancel and let expire at once, while limits are edited: whether ever more is sold than there is.

In the tests it runs small. Large, on a server that ./dev server started:

    oversell.py URI [RUNS [CLIENTS [SEED]]]        20 runs of 200 clients
"""
import json
import pathlib
import random
import sys
import threading

import psycopg2

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "data" / "server" / "local"))  # also when it is run by hand

from world import new_id

TOTALS = {"A": 60, "B": 50, "C": None}
QUOTA, CAPACITY, USES, PER_PERSON = 80, 150, 12, 2
KNOWN = {"SOLD_OUT", "NOT_ENOUGH", "OVER_CAPACITY", "CODE_USED_UP", "CODE_USED_BY_BUYER", "ALREADY_PAID", "ORDER_CANCELLED", "ORDER_PAID",
         "BELOW_TAKEN", "NO_ORDER"}
SET_UP = """
INSERT INTO events (id, organizer_id, title, slug, start_date, end_date, timezone, currency, status, capacity)
  SELECT '{event}', e.organizer_id, 'Rush', '{event}', now () + interval '9 days', now () + interval '10 days', 'UTC', 'EUR', 'PUBLISHED', {capacity}
  FROM events e WHERE e.slug = 'open-halls';
INSERT INTO quotas (event_id, id, name, quantity_total, sort_order) VALUES ('{event}', '{quota}', 'Floor', {quota_total}, 0);
INSERT INTO ticket_tiers (event_id, id, name, price, quantity_total, quota_id, sort_order) VALUES
  ('{event}', '{A}', 'A', 1000, 60, '{quota}', 0), ('{event}', '{B}', 'B', 2000, 50, '{quota}', 1), ('{event}', '{C}', 'C', 500, NULL, NULL, 2);
INSERT INTO promo_codes (event_id, id, code, discount_type, discount_value, max_uses, max_per_person) VALUES
  ('{event}', gen_random_uuid (), 'FEW', 'PERCENTAGE', 1000, {uses}, NULL), ('{event}', gen_random_uuid (), 'EACH', 'FIXED', 100, NULL, {per_person});
"""
# All in one statement, so in one moment: what the pools do not agree with, and what is more than a limit.
LOOK = """
SELECT w.kind || ': ' || w.most || ' less ' || w.taken || ' is not ' || coalesce (w.n::text, 'there') FROM private.wrong_places (%(event)s) w
UNION ALL SELECT l.kind || ': ' || l.taken || ' of ' || l.most FROM private.limits (%(event)s) l WHERE l.taken > l.most
UNION ALL SELECT o.buyer_email || ' used EACH ' || count (*) FROM orders o JOIN promo_codes c ON c.id = o.promo_code_id AND c.code = 'EACH'
  WHERE o.event_id = %(event)s AND o.status NOT IN ('EXPIRED', 'REFUNDED') GROUP BY o.buyer_email HAVING count (*) > {per_person}
""".replace("{per_person}", str(PER_PERSON))


class Rush:
    """One event, and what went wrong with it."""

    def __init__(self, uri, seed):
        self.uri = uri
        self.seed = seed
        self.ids = {name: new_id() for name in ("event", "quota", "A", "B", "C")}
        self.failures = []
        self.refusals = {}
        self.n_bought = 0
        self.is_over = False
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(SET_UP.format(capacity=CAPACITY, quota_total=QUOTA, uses=USES, per_person=PER_PERSON, **self.ids))

    def connect(self):
        """A connection of the owner, signed in as the sample's owner."""
        connection = psycopg2.connect(self.uri)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO private.sessions (user_id) SELECT id FROM users WHERE email = 'owner@foyer.example' "
                           "RETURNING id::text, user_id::text")
            session, user = cursor.fetchone()
            cursor.execute("SELECT set_config ('request.jwt.claims', %s, false)", [json.dumps({"sub": user, "sid": session})])
        return connection

    def ask(self, cursor, sql, *values):
        """The answer, or None for a refusal; anything but a refusal in words is a failure."""
        try:
            cursor.execute(sql, values)
            answer = cursor.fetchone()[0] if cursor.description else {}
        except psycopg2.InternalError as error:
            answer = json.loads(str(error).splitlines()[0])
        code = answer.get("code") if isinstance(answer, dict) else None
        if code is None:
            return answer
        self.refusals[code] = self.refusals.get(code, 0) + 1
        if code not in KNOWN:
            self.failures.append(answer)
        return None

    def buy(self, cursor, rng):
        lines = [{"tier_id": self.ids[tier], "quantity": rng.randrange(1, 5)} for tier in rng.sample("ABC", rng.choice([1, 1, 1, 2]))]
        order = self.ask(cursor, "SELECT public.purchase (%s, %s, %s, %s, 'Rita Rush', %s)", self.ids["event"], json.dumps(lines), new_id(),
                         rng.choice([None, None, "FEW", "EACH"]), f"rita-{rng.randrange(4)}@foyer.example")
        if order:
            self.n_bought += 1
        return order

    def act(self, cursor, rng, order):
        """What becomes of an order."""
        step = rng.randrange(5)
        if step == 0:
            self.ask(cursor, "SELECT public.cancel_order (%s)", order["id"])
        elif step == 1:
            self.ask(cursor, "SELECT public.complete_order (%s, %s)", order["id"],
                     json.dumps([{"id": new_id(), "method": "CASH", "amount": order["total"]}]))
        elif step in (2, 3):
            cursor.execute("UPDATE orders SET expires_at = now () - interval '1 second' WHERE id = %s AND status = 'PENDING'", [order["id"]])
            if step == 3:
                self.ask(cursor, "SELECT public.expire (5)")
            if rng.randrange(3) == 0:
                self.ask(cursor, "SELECT public.complete_order (%s, %s)", order["id"],
                         json.dumps([{"id": new_id(), "method": "CASH", "amount": order["total"]}]))

    def edit(self, cursor, rng):
        """An organizer changes a limit, or takes a tier out of the quota."""
        self.ask(cursor, rng.choice([
            "UPDATE ticket_tiers SET quantity_total = 40 + floor (random () * 30) WHERE id = %s",
            "UPDATE ticket_tiers SET quantity_total = CASE WHEN quantity_total IS NULL THEN 60 END WHERE id = %s",
            "UPDATE ticket_tiers SET quota_id = CASE WHEN quota_id IS NULL THEN (SELECT q.id FROM quotas q WHERE q.event_id = "
            "ticket_tiers.event_id) END WHERE id = %s"]), self.ids[rng.choice("AB")])

    def client(self, n, n_acts):
        rng = random.Random(self.seed * 1000 + n)
        try:
            connection = self.connect()
            with connection.cursor() as cursor:
                for _ in range(n_acts):
                    order = self.buy(cursor, rng)
                    if order:
                        self.act(cursor, rng, order)
                    if n == 0:
                        self.edit(cursor, rng)
            connection.close()
        except Exception as error:
            self.failures.append(repr(error)[:500])

    def watch(self):
        """Looks again and again, at one moment each."""
        connection = self.connect()
        n_looks = 0
        with connection.cursor() as cursor:
            while not self.is_over or n_looks == 0:
                n_looks += 1
                cursor.execute(LOOK, self.ids)
                self.failures += [row[0] for row in cursor.fetchall()]
        connection.close()

    def check_left(self):
        """What is left can be bought, one by one, and not one more: nothing is lost either."""
        connection = self.connect()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config ('request.jwt.claims', '', false)")
            while True:
                cursor.execute("SELECT private.places_left (%(event)s, %(event)s)", self.ids)
                n_left = cursor.fetchone()[0]
                order = self.ask(cursor, "SELECT public.purchase (%s, %s, %s, NULL, 'Rita Rush', 'rita@foyer.example')", self.ids["event"],
                                 json.dumps([{"tier_id": self.ids["C"], "quantity": 1}]), new_id())
                if (order is not None) != (n_left > 0) and order is None:
                    self.failures.append(f"Refused, though {n_left} are left.")
                if order is None:
                    break
            cursor.execute(LOOK, self.ids)
            self.failures += [row[0] for row in cursor.fetchall()]
        connection.close()

    def run(self, n_clients, n_acts):
        clients = [threading.Thread(target=self.client, args=(n, n_acts)) for n in range(n_clients)]
        watcher = threading.Thread(target=self.watch)
        for thread in [watcher, *clients]:
            thread.start()
        for thread in clients:
            thread.join()
        self.is_over = True
        watcher.join()
        self.check_left()
        return f"seed {self.seed}: {self.n_bought} orders, refused {self.refusals}"


def main(uri, n_runs=20, n_clients=200, seed=None):
    seed = int(seed) if seed else random.randrange(1000000)
    for number in range(int(n_runs)):
        rush = Rush(uri, seed + number)
        print(rush.run(int(n_clients), 5), flush=True)
        if rush.failures:
            print(f"{len(rush.failures)} failures: {rush.failures[:5]}")
            return 1
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
