#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Some desks, some minutes, all that can go wrong; then everything is well again, and everybody must have the same.

  chaos.py SECONDS SEED [DESKS [BUILD-FOLDER]]     SEED is a number, or “random”
"""
import argparse
import collections
import contextlib
import json
import os
import pathlib
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
if __name__ == "__main__":
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(HERE), *(str(ROOT / name) for name in ("tests/cli", "tests/server", "tests/support", "data/server/local"))]

from acts import Actor, Ledger  # noqa: E402
from cluster import Trouble, free_port  # noqa: E402
from escrow import check_books, check_oversold  # noqa: E402
from quiet_desk import Desk, kill  # noqa: E402
from server import LocalServer  # noqa: E402
from test_faults import end_connections, kill_backend, kill_database, kill_rest  # noqa: E402
from truth import FACTS, Tables, compare  # noqa: E402
from world import EARLY_TIER, EVENT, World, one, rows  # noqa: E402

N_GUESTS = 200
N_FEW = 60
GUESTS = f"""INSERT INTO public.tickets (event_id, id, tier_id, attendee_name, qr_code, price)
  SELECT '{EVENT}', gen_random_uuid (), '01900000-0000-7000-8000-000000000201', 'Guest ' || i, 'GUEST-' || i, 2500
  FROM generate_series (1, {N_GUESTS}) i"""
# Every value that a row ever had at the server: where an edit went that others wrote over.
HISTORY = """
CREATE SCHEMA history;
CREATE TABLE history.values (place bigserial PRIMARY KEY, table_name text, id uuid, content jsonb);
CREATE FUNCTION history.keep () RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  INSERT INTO history.values (table_name, id, content) VALUES (TG_TABLE_NAME, new.id, to_jsonb (new));
  RETURN NULL;
END $$;
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON public.events FOR EACH ROW EXECUTE FUNCTION history.keep ();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON public.ticket_tiers FOR EACH ROW EXECUTE FUNCTION history.keep ();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON public.tickets FOR EACH ROW EXECUTE FUNCTION history.keep ();
CREATE TRIGGER keep AFTER INSERT OR UPDATE ON public.promo_codes FOR EACH ROW EXECUTE FUNCTION history.keep ();
"""
WEATHER = {
    "calm": {"none": 1},
    "bad": {"none": 70, "delay:0.2": 8, "lost": 4, "cut": 4, "duplicate": 4, "reorder": 3, "late:0.5": 3, "error": 2, "busy": 1, "page": 1},
    "awful": {"none": 30, "delay:0.5": 10, "lost": 10, "cut": 10, "duplicate": 8, "reorder": 5, "late:1": 7, "late:3": 3, "error": 5,
              "busy": 3, "page": 3, "truncated": 4, "wrong": 4, "html": 3, "untyped": 2, "redirect:http://127.0.0.1:9": 2, "deep": 1},
    "offline": {"refuse": 1},
}
SETTLE_ROUNDS = 40


class Chaos(World):
    """A server that writes durably behind a proxy, desks, and the hand that breaks them."""

    def __init__(self, folder, program, foyerctl, act, columns, seed, n_desks, say=print):
        super().__init__(folder, program, columns)
        self.folder = pathlib.Path(folder)
        self.server = LocalServer(self.folder / "server", program)
        self.foyerctl, self.act = foyerctl, act
        self.seed = seed
        self.n_desks = n_desks
        self.say = say
        self.draw = random.Random(f"{seed}/faults")
        self.ledger = Ledger()
        self.broken = collections.Counter()
        self.proxy = None
        self.proxy_port = free_port()
        self.desks = []
        self.lock = threading.Lock()  # of the server and the proxy: one is not broken while it is mended
        self.dead_watchers = []

    # Setting up

    def up(self):
        self.server.up()
        with self.connect() as connection:
            one(connection, "UPDATE ticket_tiers SET quantity_total = NULL")
            one(connection, "UPDATE events SET capacity = NULL")
            one(connection, GUESTS)
            # Of one tier there are few, and desks sell what they hold of it.
            one(connection, "UPDATE ticket_tiers SET quantity_total = %s + (SELECT count (*) FROM tickets WHERE tier_id = %s) WHERE id = %s",
                N_FEW, EARLY_TIER, EARLY_TIER)
            one(connection, HISTORY)
            self.tables = Tables(self.columns, connection)
        self.set_weather("calm")
        self.start_proxy()
        users = [user for user in self.server.state["users"] if user["role"] in ("ADMIN", "OWNER", "ORGANIZER")]
        for number in range(self.n_desks):
            desk = Desk(self.foyerctl, self.folder / f"desk-{number}", f"http://127.0.0.1:{self.proxy_port}", users[number % len(users)], self.act)
            desk.log_in(EVENT)
            desk.sync()
            self.desks.append(desk)

    def down(self):
        for desk in self.desks:
            desk.stop(signal.SIGKILL)
        if self.proxy is not None:
            kill(self.proxy)
        if self.server.state is not None:
            self.server.remove()

    def set_weather(self, name):
        path = self.folder / "plan.json"
        other = path.with_suffix(".new")
        other.write_text(json.dumps({"seed": self.draw.randrange(2 ** 30), "weights": WEATHER[name]}))
        other.replace(path)

    def start_proxy(self):
        self.proxy = subprocess.Popen([sys.executable, HERE / "proxy.py", self.server.rest.url, str(self.proxy_port), self.folder / "plan.json",
                                       self.folder / "proxy.log"], stdin=subprocess.DEVNULL)
        end = time.monotonic() + 180
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.proxy_port), 1):
                return
            time.sleep(0.02)
        raise AssertionError("The proxy does not start.")

    def wait_for_server(self):
        """PostgREST looks again for a database that was away, but less and less often."""
        end = time.monotonic() + 300
        while time.monotonic() < end:
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{self.server.rest.url}/published_events?limit=1", timeout=180):
                return
            time.sleep(0.05)
        raise AssertionError("The server does not come back.")

    # Breaking

    def kill_watcher(self):
        desk = self.draw.choice(self.desks)
        if desk.watcher is not None:
            desk.stop(signal.SIGKILL)
            time.sleep(self.draw.uniform(0, 1))
            desk.watch()

    def kill_proxy(self):
        with self.lock:
            kill(self.proxy)
            time.sleep(self.draw.uniform(0, 1))
            self.start_proxy()

    def break_server(self, how):
        with self.lock:
            how(self.server)

    def change_weather(self):
        name = self.draw.choices(["calm", "bad", "awful", "offline"], [1, 4, 4, 1])[0]
        self.set_weather(name)
        self.broken[f"weather: {name}"] += 1
        if name == "offline":
            time.sleep(self.draw.uniform(0.5, 3))
            self.set_weather("bad")

    def break_something(self):
        name, how = self.draw.choices(
            [("desk killed", self.kill_watcher), ("proxy killed", self.kill_proxy), ("weather", self.change_weather),
             ("PostgREST killed", lambda: self.break_server(kill_rest)), ("a process of PostgreSQL killed", lambda: self.break_server(kill_backend)),
             ("PostgreSQL killed", lambda: self.break_server(kill_database)), ("connections ended", lambda: self.break_server(end_connections))],
            [8, 2, 6, 1, 1, 1, 2])[0]
        try:
            how()
            self.broken[name] += 1
        except Trouble:
            # Two at once: the database is not up again from the one before.
            self.broken[f"{name}, while it was down"] += 1
        except Exception as error:  # told in the end
            self.ledger.odd.append(f"{name}: {error!r}")

    def watch_watchers(self):
        """A desk that keeps itself in step never ends by itself, whatever comes."""
        for number, desk in enumerate(self.desks):
            if desk.watcher is not None and desk.watcher.poll() is not None:
                self.dead_watchers.append(f"desk {number}: ended by itself with {desk.watcher.returncode}, "
                                          + (desk.folder / "watch.log").read_text(errors="replace")[-300:])
                desk.watch()

    def run(self, seconds):
        for desk in self.desks:
            desk.watch()
        pause = 0.25 * self.n_desks / 4
        actors = [Actor(desk, number, self.seed, self.ledger, pause, 0.04) for number, desk in enumerate(self.desks)]
        for actor in actors:
            actor.thread.start()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(self.draw.uniform(0.2, 1.5))
            self.break_something()
            self.watch_watchers()
        for actor in actors:
            actor.stopping.set()
        for actor in actors:
            actor.thread.join()
        self.watch_watchers()

    # Afterwards

    def settle(self):
        """All faults stop; everybody goes on by themselves until nothing waits, and then for one round more."""
        began = time.monotonic()
        self.set_weather("calm")
        for desk in self.desks:
            desk.stop(signal.SIGTERM)
        # What would still come late never comes.
        kill(self.proxy)
        self.start_proxy()
        self.wait_for_server()
        for number in range(SETTLE_ROUNDS):
            for desk in self.desks:
                desk.sync()
            if not any(desk.status()["queued"] for desk in self.desks):
                break
        # Of places that a desk asks for at the end of a round it hears all in the next.
        for desk in self.desks * 2:
            desk.sync()
        self.say(f"# settled after {number + 1} rounds, {time.monotonic() - began:.1f} s")

    def tell(self):
        done = collections.Counter()
        for (_, outcome), n in self.ledger.outcomes.items():
            done[outcome] += n
        faults = collections.Counter(line.split("\t")[3].partition(":")[0] for line in (self.folder / "proxy.log").read_text().splitlines()
                                     if line.count("\t") == 5)
        with self.connect() as connection:
            conflicts = rows(connection, "SELECT kind::text, count (*) FROM conflicts GROUP BY 1 ORDER BY 1")
        self.say(f"# seed {self.seed}: acts {dict(done)}; calls {sum(faults.values())}, of them broken "
                 f"{dict((name, n) for name, n in faults.items() if name != 'none')}; {dict(self.broken)}; conflicts {dict(conflicts)}")
        self.say("# " + ", ".join(f"{kind} {outcome} {n}" for (kind, outcome), n in sorted(self.ledger.outcomes.items())))
        why = collections.Counter((entry["kind"], entry["said"].splitlines()[-1]) for entry in self.ledger.entries if entry["outcome"] == "refused")
        for (kind, words), n in why.most_common(12):
            self.say(f"# {kind} refused {n} times: {words}")

    def checks(self):
        """What must hold: names and functions."""
        return [("nothing odd happened", self.check_odd), ("nothing waits", self.check_queues), ("every replica is the server's", self.check_replicas),
                ("every check-in is there, once", self.check_facts), ("every sale and every guest is there, once", self.check_rows),
                ("no edit is lost", self.check_edits), ("places are what the rows say", self.check_places),
                ("the books of all tills agree", self.check_books)]

    def check_odd(self):
        assert not self.ledger.odd and not self.dead_watchers, "\n".join(self.ledger.odd[:10] + self.dead_watchers[:5])

    def check_queues(self):
        for number, desk in enumerate(self.desks):
            status = desk.status()
            problems = desk.problems()
            assert status["queued"] == 0 and status["set_aside"] == len(problems), (number, status, problems)
            for problem in problems:
                self.say(f"# desk {number} set aside: {problem}")
                assert problem[2] and problem[3].endswith("."), problem

    def check_replicas(self):
        found = []
        with self.connect() as connection:
            for number, desk in enumerate(self.desks):
                found += [f"desk {number}: {line}" for line in compare(connection, self.tables, desk.replica, [EVENT])]
        assert not found, f"{len(found)} differences\n" + "\n".join(line[:1500] for line in found[:20])

    def check_facts(self):
        with self.connect() as connection:
            there = collections.Counter((code, at) for code, at in rows(
                connection, f"""SELECT qr_code, "time" FROM {FACTS} WHERE direction <> 'UNDO' AND event_id = %s""", EVENT))
        known = {(entry["code"], entry["at"]): entry for entry in self.ledger.of("check-in", "exit")}
        lost = [key for key, entry in known.items() if entry["outcome"] == "done" and there[key] == 0]
        twice = [key for key, n in there.items() if n > 1]
        strange = [key for key in there if key not in known]
        assert not lost and not twice and not strange, (lost[:5], twice[:5], strange[:5], len(lost), len(twice), len(strange))

    def check_rows(self):
        with self.connect() as connection:
            orders = collections.Counter(name for name, in rows(
                connection, "SELECT buyer_name FROM orders WHERE channel = 'BOX_OFFICE' AND event_id = %s", EVENT))
            sold = collections.Counter(name for name, in rows(
                connection, "SELECT split_part (o.buyer_name, ' / ', 1) FROM orders o JOIN tickets t ON t.order_id = o.id AND t.event_id = o.event_id "
                "WHERE o.channel = 'BOX_OFFICE' AND o.event_id = %s", EVENT))
            codes = collections.Counter(code for code, in rows(connection, "SELECT qr_code FROM tickets WHERE qr_code LIKE 'ADDED-%%' AND event_id = %s", EVENT))
            emails = collections.Counter(email for email, in rows(connection, "SELECT attendee_email FROM tickets WHERE event_id = %s AND attendee_email LIKE 'd%%n%%'", EVENT))
        wrong = []
        for entry in self.ledger.entries:
            fine = {"done": (1,), "killed": (0, 1)}.get(entry["outcome"], (0,))
            if entry["kind"] == "sell" and (orders[entry["name"]] not in fine or sold[entry["name"]] != orders[entry["name"]] * entry["n"]):
                wrong.append((entry["name"], orders[entry["name"]], sold[entry["name"]], entry["n"], entry["outcome"]))
            if entry["kind"] == "add" and codes[entry["code"]] not in fine:
                wrong.append((entry["code"], codes[entry["code"]], entry["outcome"]))
            if entry["kind"] == "import":
                found = {emails[email] for email in entry["emails"]}
                if len(found) != 1 or found.pop() not in fine:
                    wrong.append((entry["emails"][:2], [emails[email] for email in entry["emails"]], entry["outcome"]))
        assert not wrong, f"{len(wrong)}: {wrong[:6]}"

    def check_edits(self):
        """It stands at the server, or did, or lies in a conflict; or the same desk wrote over it itself before it was told."""
        column = {"events": "id::text", "ticket_tiers": "content ->> 'name'", "tickets": "content ->> 'qr_code'", "promo_codes": "content ->> 'code'"}
        there = set()
        with self.connect() as connection:
            for table, key in column.items():
                for row, content in rows(connection, f"SELECT {key}, content FROM history.values WHERE table_name = %s", table):
                    there.update(((table, row), name, value) for name, value in content.items() if isinstance(value, str))
            mine = {value for details, in rows(connection, "SELECT details FROM conflicts WHERE kind = 'EDITED_TWICE'")
                    for value in details["mine"].values() if isinstance(value, str)}
        aside = sum(len(desk.problems()) for desk in self.desks)
        last = {}
        for entry in self.ledger.entries:
            # One that was killed may have written over the one before all the same.
            if entry.get("edit") and entry["outcome"] in ("done", "killed"):
                last[entry["desk"], entry["edit"]] = entry
        lost = [(entry["desk"], entry["edit"], entry["value"]) for entry in last.values()
                if entry["outcome"] == "done" and not entry.get("is_undone")
                and (*entry["edit"], entry["value"]) not in there and entry["value"] not in mine]
        assert len(lost) <= aside, f"{len(lost)}: {lost[:6]}"

    def check_places(self):
        with self.connect() as connection:
            assert not rows(connection, "SELECT e.title, w.* FROM events e, private.wrong_places (e.id) w")
            check_oversold(connection)

    def check_books(self):
        with self.connect() as connection:
            check_books(connection, *self.desks)


def run(tap, program, foyerctl, act, columns, seconds, seed, n_desks):
    """A storm and all checks after it, as tests."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        chaos = Chaos(folder, program, foyerctl, act, columns, seed, n_desks, lambda words: print(words, flush=True))
        name = f"chaos, {n_desks} desks, {seconds} s, seed {seed}"
        try:
            print(f"# {name}", flush=True)
            if tap.run(f"{name}: set up", chaos.up) and tap.run(f"{name}: a storm", chaos.run, seconds) and tap.run(f"{name}: settle", chaos.settle):
                chaos.tell()
                for what, check in chaos.checks():
                    tap.run(f"{name}: {what}", check)
            if tap.failed and os.environ.get("FOYER_KEEP"):
                subprocess.run(["cp", "-a", folder, os.environ["FOYER_KEEP"]], check=False)
        finally:
            chaos.down()


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("seconds", type=float)
    parser.add_argument("seed")
    parser.add_argument("desks", type=int, nargs="?", default=8)
    parser.add_argument("build", nargs="?", default=ROOT / "_build", type=pathlib.Path)
    words = parser.parse_args()
    from run import PROGRAM
    from tap import Tap
    tap = Tap()
    seed = secrets.randbelow(10 ** 6) if words.seed == "random" else int(words.seed)
    run(tap, PROGRAM, words.build.absolute() / "src/cli/foyerctl", words.build.absolute() / "tests/sync/sync-act",
        words.build.absolute() / "tests/server/server-columns", words.seconds, seed, words.desks)
    tap.finish()


if __name__ == "__main__":
    main()
