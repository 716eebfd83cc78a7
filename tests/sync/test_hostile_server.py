# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that is not one, is somebody else's, or means harm: a sentence, the replica as it was, and nothing sent to strangers."""
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

from house import SLUG, add_guests, open_house
from proxy import REWRITES, FaultProxy, make_certificate
from truth import open_replica
from world import EVENT, one

MEGABYTE = 2 ** 20
# Rewrites that a desk may take or refuse: it knows no better. All others but “unknown” it must refuse.
EITHER = {"no-id", "cursor-words", "answers-text", "price-negative", "no-event", "other-event"}
BODIES = ["html", "untyped", "octets", "truncated", "wrong", "deep", f"huge:{2 ** 31}", "endless", "redirect:http://127.0.0.1:9"]


def content(desk):
    """All that the replica holds of people and events, and how far it is."""
    with open_replica(desk.replica) as db:
        tables = [name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        found = {name: db.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables
                 if "event_id" in {column[1] for column in db.execute(f"PRAGMA table_info ({name})")} or name in ("events", "series")}
        found["cursors"] = db.execute("SELECT event_id, cursor FROM hosted_events").fetchall()
        return {name: [row for row in rows] for name, rows in found.items() if name != "hosted_events"}


def sentence_of(said):
    text = said.decode().strip()
    assert re.fullmatch(r"foyerctl: [^\n]+\.\)?", text) and len(text) < 600, text
    return text


# A program begins with the memory of the one that started it, as far as the kernel counts: this one is small.
MEASURE = """
import resource, subprocess, sys
status = subprocess.run (sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, timeout=300).returncode
print (resource.getrusage (resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit (status)
"""


def run_measured(desk, *words):
    """(status, what it said, most memory in bytes) of a command."""
    done = subprocess.run([sys.executable, "-c", MEASURE, desk.program, "--replica", desk.replica, *words], capture_output=True,
                          env=desk.environment, check=False)
    return done.returncode, done.stderr, int(done.stdout or 0) * 1024


def check_body(house, desk, fault):
    """Nothing of it is taken, and it takes no more memory than a large page may."""
    one(house.connection, "UPDATE tickets SET notes = gen_random_uuid () WHERE qr_code = 'GUEST-1'")
    before = content(desk)
    house.proxy.n_poured = 0
    house.plan(always=[("rpc/changes", fault)])
    status, said, memory = run_measured(desk, "sync", "--once")
    house.plan()
    assert status == 1, (status, said)
    sentence_of(said)
    assert content(desk) == before
    limit = 200 if not os.environ.get("FOYER_SANITIZED") else 2000
    assert memory < limit * MEGABYTE, f"{memory // MEGABYTE} MB"
    assert house.proxy.n_poured < 300 * MEGABYTE, f"{house.proxy.n_poured // MEGABYTE} MB were read"
    desk.sync()
    house.check_same(desk)


def check_rewrite(house, desk, word):
    one(house.connection, "UPDATE tickets SET notes = gen_random_uuid () WHERE qr_code = 'GUEST-1'")
    one(house.connection, "UPDATE events SET internal_notes = gen_random_uuid () WHERE id = %s", EVENT)
    before = content(desk)
    house.plan(always=[("rpc/changes", f"rewrite:{word}")])
    status, said, _ = run_measured(desk, "sync", "--once")
    house.plan()
    if word == "unknown":
        assert status == 0, said
    elif status == 1 or word not in EITHER:
        assert status == 1, (status, said)
        sentence_of(said)
        assert content(desk) == before, "something of it was taken"
    desk.sync()
    # What it took as it was told it cannot know to be wrong, until the row changes again.
    one(house.connection, "UPDATE tickets SET notes = gen_random_uuid () WHERE qr_code = 'GUEST-1'")
    one(house.connection, "UPDATE events SET internal_notes = gen_random_uuid () WHERE id = %s", EVENT)
    desk.sync()
    house.check_same(desk)


def check_push_answer(house, desk, fault):
    """The answers to what a desk tells are not believed either: the act waits, and is told again."""
    desk.run("event", "edit", SLUG, "--summary", f"After {fault}")
    house.plan(("rpc/edit_rows", fault))
    status, said, memory = run_measured(desk, "sync", "--once")
    assert status in (0, 1) and memory < 2000 * MEGABYTE, (status, said)
    house.plan()
    desk.sync()
    house.check_same(desk)


def check_redirect(house, desk):
    """Elsewhere nobody is asked, and above all nobody is told the token."""
    with FaultProxy(house.rest.url) as stranger:
        house.plan(always=[("", f"redirect:{stranger.url}")])
        sentence_of(desk.run("sync", "--once", status=1)[1])
        house.plan()
        assert not stranger.calls, stranger.calls
    desk.sync()


def check_certificate(house, folder):
    """A certificate that nobody signed: nothing was sent, not even the password."""
    with FaultProxy(house.rest.url, certificate=make_certificate(pathlib.Path(folder))) as stranger:
        desk = house.desk(url=stranger.url, is_ready=False)
        said = sentence_of(desk.log_in(EVENT, status=1)[1])
        assert "It signed its certificate itself" in said, said
        assert not stranger.calls, stranger.calls


def check_address(house, url, statuses=(1, 2)):
    desk = house.desk(url=url, is_ready=False)
    done = subprocess.run([desk.program, "--replica", desk.replica, "login", url, "--email", "a@foyer.example", "--password-stdin", "--all"],
                          input=b"secret\n", capture_output=True, env=desk.environment, timeout=300, check=False)
    assert done.returncode in statuses and done.stderr.startswith(b"foyerctl: ") and not done.stdout, done


def check_password(house):
    """Wrong, it is said so; right, it lies nowhere in plain text, and neither does a token."""
    desk = house.desk(is_ready=False)
    right = desk.user
    desk.user = dict(right, password="not this one")
    sentence_of(desk.log_in(EVENT, status=1)[1])
    desk.user = right
    desk.log_in(EVENT)
    desk.sync()
    assert not desk.plain(), desk.plain()
    for path in desk.folder.rglob("*"):
        if path.is_file():
            assert b"eyJ" not in path.read_bytes(), f"{path} holds an access token"


def check_wrong_event(house):
    """Signing in for an event that is not there fails, and what fails leaves nobody signed in: unless they were before."""
    desk = house.desk(is_ready=False)
    before = one(house.connection, "SELECT count (*) FROM private.sessions WHERE revoked_at IS NULL")
    assert "There is no event “WRONG”" in sentence_of(desk.log_in("WRONG", status=1)[1])
    assert desk.value("SELECT count (*) FROM servers") == 0
    assert one(house.connection, "SELECT count (*) FROM private.sessions WHERE revoked_at IS NULL") == before
    desk.log_in(EVENT)
    desk.log_in("WRONG", status=1)
    desk.sync()


ADDRESSES = ["http://tickets.example", "ftp://127.0.0.1", "https://", "127.0.0.1:1", "https://no-such-host.invalid", "http://127.0.0.1:1",
             "https://user:password@127.0.0.1:1"]


def add(tap, world):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with open_house(world) as house, tempfile.TemporaryDirectory() as folder:
        add_guests(house.connection, 50)
        desk = house.desk()
        for fault in BODIES:
            tap.run(f"hostile server: {fault}", check_body, house, desk, fault)
        for word in REWRITES:
            tap.run(f"hostile server: {word}", check_rewrite, house, desk, word)
        for fault in BODIES:
            if not fault.startswith(("huge", "endless")):
                tap.run(f"hostile server: told, {fault}", check_push_answer, house, desk, fault)
        tap.run("hostile server: sends elsewhere", check_redirect, house, desk)
        tap.run("hostile server: a certificate of nobody's", check_certificate, house, folder)
        for url in ADDRESSES:
            tap.run(f"hostile server: {url}", check_address, house, url)
        tap.run("hostile server: passwords", check_password, house)
        tap.run("hostile server: signing in for nothing", check_wrong_event, house)
