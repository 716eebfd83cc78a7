# SPDX-License-Identifier: GPL-3.0-or-later
"""Purchases of one hot tier beside a bare UPDATE of one row: what a counter in the tier's own row would cost at the least.

The rates are made of two things: how long a call keeps others out, which is what the bare UPDATE loses by, and how much work it is,
which is what a purchase loses by. So the work is told besides: the CPU time of the one backend that serves a single client.
"""
import contextlib
import itertools
import json
import pathlib
import signal
import statistics
import subprocess
import tempfile
import time
import uuid

from load import make_request, run_load
from stage import EVENT, execute

TIER = "01900000-0000-7000-8000-000000000201"
PREPARE = f"""
UPDATE ticket_tiers SET quantity_total = 10000000, max_per_order = NULL WHERE id = '{TIER}';
UPDATE events SET capacity = 20000000 WHERE id = '{EVENT}';
CREATE TABLE public.bench_row (id integer PRIMARY KEY, n bigint NOT NULL);
INSERT INTO public.bench_row VALUES (1, 0);
CREATE FUNCTION public.bench_update () RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
  'UPDATE public.bench_row SET n = n + 1 WHERE id = 1 RETURNING n';
GRANT EXECUTE ON FUNCTION public.bench_update TO anon;
"""
LINES = json.dumps([{"tier_id": TIER, "quantity": 1}])
UPDATE = "SELECT public.bench_update ();\n"
PURCHASE = f"SELECT public.purchase ('{EVENT}', '{LINES}', gen_random_uuid (), NULL, 'Bea Buyer', 'bea@foyer.example');\n"


class Side:
    """pgbench with n clients, which can be stopped and let go on, so that both sides run in turns of seconds."""

    def __init__(self, stage, database, folder, name, script, n_clients):
        path = pathlib.Path(folder) / f"{name}.sql"
        path.write_text(script)
        self.process = subprocess.Popen(
            [stage.server.cluster.bin / "pgbench", "-n", "-M", "prepared", "-c", str(n_clients), "-j", "2", "-T", "600", "-f", path,
             stage.server.uri("postgres", database)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def warm(self, count, n_calls, most=90):
        """Until each connection has made its plans."""
        end = time.monotonic() + most
        wanted = count() + n_calls
        while count() < wanted and time.monotonic() < end:
            time.sleep(0.2)
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(0.3)

    def turn(self, count, seconds):
        """Calls a second while it runs. What is under way when it is stopped ends before another's turn."""
        before, began = count(), time.perf_counter()
        self.process.send_signal(signal.SIGCONT)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGSTOP)
        rate = (count() - before) / (time.perf_counter() - began)
        time.sleep(0.3)
        return rate

    def end(self):
        self.process.kill()
        errors = self.process.communicate()[1]
        if "ERROR" in errors or "aborted" in errors:
            raise RuntimeError(errors[-2000:])


def directly(stage, database):
    """Few clients of both sides are there at once and take turns; of many, those of one side after those of the other."""
    counts = {"bare": "SELECT n FROM public.bench_row", "ours": "SELECT count (*) FROM public.orders"}
    scripts = {"bare": UPDATE, "ours": PURCHASE}
    for n_clients, groups in ((50, [["bare", "ours"]]), (200, [["bare"], ["ours"]])):
        rates = {name: [] for name in counts}
        for names in groups:
            with tempfile.TemporaryDirectory() as folder, stage.connect(database) as connection:
                sides = {}
                try:
                    for name in names:
                        sides[name] = Side(stage, database, folder, name, scripts[name], n_clients)
                        sides[name].warm(lambda sql=counts[name]: execute(connection, sql)[0][0], 10 * n_clients)
                    for _ in range(6):
                        for name, side in sides.items():
                            rates[name].append(side.turn(lambda sql=counts[name]: execute(connection, sql)[0][0], 1.5))
                finally:
                    for side in sides.values():
                        side.end()
        yield (f"purchases of a hot tier, {n_clients} clients, directly", statistics.median(rates["ours"]),
               statistics.median(rates["bare"]), 1.5)


def work(stage, database):
    """CPU time of a call, in microseconds: of a backend that serves one client, in turns."""
    spent = {"bare": [], "ours": []}
    with contextlib.ExitStack() as stack:
        clients = {"bare": stack.enter_context(stage.connect(database)), "ours": stack.enter_context(stage.connect(database))}
        for name, script in (("bare", UPDATE), ("ours", PURCHASE)):
            execute(clients[name], "PREPARE call AS " + script)
        for round_ in range(6):
            for name, client in clients.items():
                before = cpu_time(client.get_backend_pid())
                for _ in range(300):
                    execute(client, "EXECUTE call")
                if round_ > 0:  # the first makes the plans
                    spent[name].append((cpu_time(client.get_backend_pid()) - before) / 300)
    return statistics.median(spent["ours"]), statistics.median(spent["bare"])


def cpu_time(pid):
    """Of a process, in microseconds."""
    return int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1000


def through_rest(stage, database):
    stage.serve(database)
    sides = {
        "bare": itertools.repeat(make_request("/rpc/bench_update", "{}")),
        "ours": (make_request("/rpc/purchase", json.dumps({
            "event_id": EVENT, "lines": [{"tier_id": TIER, "quantity": 1}], "client_key": str(uuid.uuid4()),
            "buyer_name": "Bea Buyer", "buyer_email": "bea@foyer.example"})) for _ in itertools.count()),
    }
    rates = {name: [] for name in sides}
    for round_ in range(5):
        for name, requests in sides.items():
            load = run_load(stage.port, 50, requests, 2)
            if load.refused:
                raise RuntimeError(f"{name}: {load.refused[0]}")
            if round_ > 0:  # the first makes the plans
                rates[name].append(load.rate)
    yield ("purchases of a hot tier, 50 clients, through PostgREST", statistics.median(rates["ours"]),
           statistics.median(rates["bare"]), 1.0)


def run(stage):
    stage.make_database("purchase")
    with stage.connect("purchase") as connection:
        execute(connection, PREPARE)
        for side in (through_rest, directly):
            for what, ours, bare, asked in side(stage, "purchase"):
                ratio = ours / bare
                print(f"BENCH\t{what}\t{ours:.0f} /s\t{bare:.0f} /s\t{ratio:.2f}\t≥ {asked}\t{'ok' if ratio >= asked else 'MISSED'}",
                      flush=True)
        ours, bare = work(stage, "purchase")
        print(f"BENCH\tCPU time of a purchase, one client, directly\t{ours:.0f} µs\t{bare:.0f} µs\t{ours / bare:.2f}\treported\tok", flush=True)
        wrong = execute(connection, "SELECT * FROM private.wrong_places (%s)", EVENT)
        if wrong:
            raise RuntimeError(f"The counters do not equal the rows: {wrong}")
