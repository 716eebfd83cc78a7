# SPDX-License-Identifier: GPL-3.0-or-later
"""Each fault of the network at each kind of call, once and twice in a row: asked again, the act is there, once, and nothing else."""
import signal
import time

from house import SLUG, add_guests, open_house
from truth import FACTS
from world import EVENT, one

# What a desk meets and gets over by itself, and may or may not tell of.
FAULTS = ["refuse", "lost", "late:0.2", "duplicate", "cut", "error", "busy", "page", "truncated", "wrong", "html", "untyped", "deep",
          "redirect:http://127.0.0.1:9", "delay:0.1"]
# An act at a desk, the call with which it is told, and how often it must be at the server afterwards.
ACTS = [
    ("a check-in", "rpc/check_in", lambda desk, word: desk.run("check-in", SLUG, "GUEST-1"),
     f"SELECT count (*) FROM {FACTS} WHERE qr_code = 'GUEST-1'"),
    ("an edit", "rpc/edit_rows", lambda desk, word: desk.run("event", "edit", SLUG, "--notes", word),
     "SELECT count (*) FROM events WHERE internal_notes = %s"),
    ("a new row", "rpc/edit_rows", lambda desk, word: desk.run("promo", "add", SLUG, "--code", word, "--percentage", 10),
     "SELECT count (*) FROM promo_codes WHERE code = %s"),
    ("a guest", "rpc/store_rows", lambda desk, word: desk.act(SLUG, "add", "Walk In", word),
     "SELECT count (*) FROM tickets WHERE qr_code = %s"),
]

# What happens to the first calls with which many check-ins are told, two at once.
CROWDS = [["delay:0.5"], ["delay:0.1", "lost"], ["delay:0.1", "delay:0.1", "lost", "refuse"], ["late:0.2", "late:0.1", "cut"],
          ["delay:0.1", "busy", "page", "error", "wrong"]]


def keep_asking(desk, times=8):
    """As a person who presses “Sync” again; never with more than a sentence."""
    for _ in range(times):
        try:
            desk.sync()
            return
        except Exception as error:
            assert "status 1, not 0" in str(error) and "foyerctl: " in str(error), error
    desk.sync()


def check_act(house, desk, other, number, call, act, sql, faults):
    word = f"WORD{number}"
    before = one(house.connection, sql, word) if "%s" in sql else one(house.connection, sql)
    act(desk, word)
    house.plan(*[(call, fault) for fault in faults])
    keep_asking(desk)
    assert not house.proxy.plan.steps, f"{house.proxy.plan.steps} never came: the call is another one"
    house.plan()
    house.proxy.wait_for_late()
    after = one(house.connection, sql, word) if "%s" in sql else one(house.connection, sql)
    assert after == before + 1, (before, after)
    desk.sync()
    other.sync()
    house.check_same(desk, other)
    assert one(house.connection, "SELECT count (*) FROM conflicts WHERE kind = 'EDITED_TWICE'") == 0


NEW_ROWS = [  # made, then changed; what is there afterwards
    ("a promo code", lambda desk, word: desk.run("promo", "add", SLUG, "--code", word, "--percentage", 10),
     lambda desk, word: desk.run("promo", "edit", SLUG, word, "--note", "changed"), "SELECT note FROM promo_codes WHERE code = %s"),
    ("a guest", lambda desk, word: desk.act(SLUG, "add", "Walk In", word), lambda desk, word: desk.act(SLUG, "rename", word, "changed"),
     "SELECT attendee_name FROM tickets WHERE qr_code = %s"),
    ("a guest who goes", lambda desk, word: desk.act(SLUG, "add", "Walk In", word), lambda desk, word: desk.act(SLUG, "cancel", word),
     "SELECT CASE status WHEN 'CANCELLED' THEN 'changed' END FROM tickets WHERE qr_code = %s"),
]


def check_new_and_changed(house, desk, other, add, change, sql, word, fault):
    """Told, without an answer that came; then changed, and only then told again: the change is not lost."""
    add(desk, word)
    house.plan(always=[("rpc/edit_rows", fault), ("rpc/store_rows", fault)])
    desk.refuse("sync", "--once")
    house.plan()
    change(desk, word)
    desk.sync()
    assert one(house.connection, sql, word) == "changed", one(house.connection, sql, word)
    other.sync()
    house.check_same(desk, other)


def check_interrupted(house, desk):
    """A row that the server has from before is changed; while it is told again somebody is let in, who goes first. The change comes."""
    house.plan(("rpc/edit_rows", "lost"))
    desk.run("promo", "add", SLUG, "--code", "INTERRUPTED", "--percentage", 10)
    desk.sync(status=1)
    desk.run("promo", "edit", SLUG, "INTERRUPTED", "--note", "changed")
    # Long enough for the act; where that comes later nothing is tried, and nothing fails.
    house.plan(("rpc/edit_rows", "delay:2"))
    desk.watch()
    desk.wait_for(lambda: not house.proxy.plan.steps)
    desk.run("check-in", SLUG, "GUEST-3", "--at", "2026-01-01T00:00:00Z")
    desk.wait_for(lambda: desk.status()["queued"] == 0)
    desk.stop()
    house.plan()
    desk.sync()
    assert one(house.connection, "SELECT note FROM promo_codes WHERE code = 'INTERRUPTED'") == "changed"
    house.check_same(desk)


def check_pull(house, desk, number, faults):
    """The replica never has half of an answer, and has all of it in the end."""
    one(house.connection, "UPDATE tickets SET notes = %s WHERE qr_code LIKE 'GUEST-%%'", f"note {number}")
    house.plan(*[("rpc/changes", fault) for fault in faults])
    keep_asking(desk)
    house.plan()
    house.check_same(desk)


def check_refresh(house, desk, fault):
    """The session is renewed in the middle of it all; an answer that was lost is no reason to sign in again."""
    house.plan(("rpc/refresh", fault))
    desk.run("check-in", SLUG, "GUEST-2", "--at", "2026-01-01T00:00:00Z")
    keep_asking(desk)
    house.plan()
    keep_asking(desk)
    house.check_same(desk)


def check_first_load(house, fault):
    """A replica that begins in bad weather."""
    desk = house.desk(is_ready=False)
    desk.log_in(EVENT)
    house.plan(("rpc/changes", fault), ("rpc/changes", fault))
    keep_asking(desk)
    house.plan()
    house.check_same(desk)


def check_killed_load(house):
    """kill -9 while pages come: it goes on where it was, and does not begin again."""
    add_guests(house.connection, 60000, "MANY")
    desk = house.desk(is_ready=False)
    desk.log_in(EVENT)
    # Three pages come, and then none for as long as it takes to kill.
    house.plan(*[("rpc/changes", "none")] * 4, always=[("rpc/changes", "delay:600")])
    desk.watch()
    desk.wait_for(lambda: (desk.value("SELECT count (*) FROM tickets") or 0) >= 10000)
    desk.stop(signal.SIGKILL)
    had = desk.value("SELECT count (*) FROM tickets")
    there = desk.status()["events"][0]
    assert there["is_loading"] and 0 < there["progress"] < 1 and had / 60000 - 0.2 < there["progress"] < had / 60000 + 0.2, (there, had)
    house.plan()
    n = desk.row("sync", "--once")["rows"]
    print(f"# {had} of 60000 rows were there, {n} came after it")
    there = desk.status()["events"][0]
    assert not there["is_loading"] and "progress" not in there, there
    total = sum(desk.value(f"SELECT count (*) FROM {table}") for table in ("tickets", "check_ins", "conflicts", "promo_codes"))
    assert n < total - had / 2, f"{n} of {total}: it began again"
    house.check_same(desk)


def check_killed_push(house, desk):
    """kill -9 after the server took a batch and before the desk heard of it."""
    codes = [f"GUEST-{i}" for i in range(100, 200)]
    desk.run("check-in", SLUG, "-", data="\n".join(codes).encode())
    house.plan(("rpc/check_in", "delay:5"))
    desk.watch()
    with house.proxy.progress:
        n = house.proxy.n_begun
        assert house.proxy.progress.wait_for(lambda: house.proxy.n_begun > n + 1, 180)
    end = time.monotonic() + 10
    while one(house.connection, f"SELECT count (*) FROM {FACTS} WHERE qr_code = 'GUEST-150'") == 0 and time.monotonic() < end:
        time.sleep(0.02)
    desk.stop(signal.SIGKILL)
    house.plan()
    desk.sync()
    assert one(house.connection, f"SELECT count (*) FROM {FACTS} WHERE qr_code = ANY (%s)", codes) == 100
    house.check_same(desk)


def check_crowd(house, desk, other, number, faults):
    """Many who come and go: of their facts two batches are away at once, but what one ticket did comes in its order."""
    add_guests(house.connection, 700, f"CROWD{number}")
    desk.sync()
    codes = "\n".join(f"CROWD{number}-{i}" for i in range(1, 701)).encode()
    desk.run("check-in", SLUG, "-", data=codes)
    desk.run("check-in", SLUG, "-", "--exit", data=codes)
    house.plan(*[("rpc/check_in", fault) for fault in faults])
    keep_asking(desk)
    assert not house.proxy.plan.steps, house.proxy.plan.steps
    house.plan()
    house.proxy.wait_for_late()
    desk.sync()
    assert one(house.connection, f"SELECT count (*) FROM {FACTS} WHERE qr_code LIKE %s", f"CROWD{number}-%") == 1400
    assert one(house.connection, "SELECT count (*) FROM conflicts c JOIN tickets t ON t.id = c.ticket_id WHERE t.qr_code LIKE %s",
               f"CROWD{number}-%") == 0
    other.sync()
    house.check_same(desk, other)


def check_away(house, desk):
    """Nobody there: one sentence, and the desk goes on working. Afterwards all of it is told."""
    house.plan(always=[("", "refuse")])
    desk.run("check-in", SLUG, "GUEST-3")
    sentence = desk.refuse("sync", "--once")
    assert sentence.endswith("."), sentence
    status = desk.status()
    assert status["queued"] >= 1 and status["age_s"] >= 0, status
    house.plan()
    desk.sync()
    house.check_same(desk)


def add(tap, world):
    with open_house(world) as house:
        add_guests(house.connection, 300)
        desk, other = house.desk(), house.desk("ORGANIZER")
        number = 0
        for name, call, act, sql in ACTS:
            for fault in FAULTS:
                number += 1
                tap.run(f"bad network: {name}, {fault}", check_act, house, desk, other, number, call, act, sql, [fault])
            number += 1
            tap.run(f"bad network: {name}, again and again", check_act, house, desk, other, number, call, act, sql, ["lost", "late:0.1", "cut", "page"])
        for name, make, change, sql in NEW_ROWS:
            for fault in ("lost", "refuse"):
                number += 1
                tap.run(f"bad network: {name}, changed, {fault}", check_new_and_changed, house, desk, other, make, change, sql, f"NEW{number}", fault)
        for number, fault in enumerate(FAULTS):
            tap.run(f"bad network: news, {fault}", check_pull, house, desk, number, [fault])
            tap.run(f"bad network: a session renewed, {fault}", check_refresh, house, desk, fault)
        tap.run("bad network: interrupted by who goes first", check_interrupted, house, desk)
        for number, faults in enumerate(CROWDS):
            tap.run(f"bad network: a crowd, {' '.join(faults)}", check_crowd, house, desk, other, number, faults)
        tap.run("bad network: nobody there", check_away, house, desk)
        tap.run("bad network: killed while it tells", check_killed_push, house, desk)
        for fault in ("cut", "lost", "truncated", "page"):
            tap.run(f"bad network: a first load, {fault}", check_first_load, house, fault)
        tap.run("bad network: killed while it loads", check_killed_load, house)
