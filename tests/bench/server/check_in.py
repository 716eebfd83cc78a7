# SPDX-License-Identifier: GPL-3.0-or-later
"""Check-ins of eight desks through PostgREST: batches beside single calls, and many facts beside none."""
import itertools
import json
import statistics
import uuid

from load import make_request, run_load
from stage import EVENT, LIST, execute

N_DESKS = 8
# No trigger and no key is asked: what they would say of these rows is known.
FILL = """
SET session_replication_role = replica;
INSERT INTO public.tickets (event_id, id, tier_id, attendee_name, attendee_email, qr_code, price)
  SELECT '{event}', md5 ('{kind}' || i)::uuid, '01900000-0000-7000-8000-000000000201', 'Guest ' || i, 'g' || i || '@foyer.example',
    '{kind}' || i, 2500 FROM generate_series (1, {n_tickets}) i;
INSERT INTO public.check_ins (event_id, id, list_id, ticket_id, direction, method, "time", verdict)
  SELECT '{event}', gen_random_uuid (), '{entrance}', md5 ('{kind}' || 1 + i % 100000)::uuid, 'ENTRY', 'QR_SCAN', now (), 'ALREADY_IN'
  FROM generate_series (1, {n_facts}) i;
SET session_replication_role = origin;
CHECKPOINT;
"""


class Door:
    """Calls of a size with guests who have not come yet."""

    def __init__(self, token):
        self.token = token
        self.numbers = itertools.count(1)

    def requests(self, size):
        while True:
            batch = [{"id": str(uuid.uuid4()), "qr_code": f"C{next(self.numbers)}", "at": "2030-06-01T19:00:00Z", "list_id": LIST}
                     for _ in range(size)]
            yield make_request("/rpc/check_in", json.dumps({"event_id": EVENT, "check_ins": batch}), self.token)


def measure(stage, door, size, seconds):
    """Facts a second."""
    load = run_load(stage.port, N_DESKS, door.requests(size), seconds)
    if load.refused:
        raise RuntimeError(f"{load.refused[0]}")
    return load.rate * size


def tell(what, ours, other, ratio, asked):
    print(f"BENCH\t{what}\t{ours}\t{other}\t{ratio:.2f}\t≥ {asked}\t{'ok' if ratio >= asked else 'MISSED'}", flush=True)


def run(stage):
    doors = {}
    for name, n_facts in (("no_facts", 0), ("many_facts", 1000000)):
        stage.make_database(name)
        with stage.connect(name) as connection:
            execute(connection, FILL.format(event=EVENT, entrance=LIST, kind="C", n_tickets=200000, n_facts=n_facts))
            doors[name] = Door(stage.token(connection, "TEAM_MEMBER"))

    stage.serve("no_facts")
    rates = {1: [], 100: []}
    for round_ in range(4):
        for size, found in rates.items():
            rate = measure(stage, doors["no_facts"], size, 3)
            if round_ > 0:  # the first makes the plans
                found.append(rate)
    single, batch = (statistics.median(found) for found in rates.values())
    tell("check-ins of 8 desks, batches of 100 beside single calls", f"{batch:.0f} /s", f"{single:.0f} /s", batch / single, 15)

    rates = {"no_facts": [], "many_facts": []}
    for _ in range(3):
        for name, found in rates.items():
            stage.serve(name)
            measure(stage, doors[name], 1, 1)
            found.append(measure(stage, doors[name], 1, 2))
    none, many = (statistics.median(found) for found in rates.values())
    tell("single check-ins, with 1 000 000 facts beside few", f"{many:.0f} /s", f"{none:.0f} /s", many / none, 0.8)
