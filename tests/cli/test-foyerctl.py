#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""foyerctl as scripts and doors use it: the whole job, each refusal, and a door that is killed.

    test-foyerctl.py FOYERCTL
"""
import csv
import io
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from foyerctl import SAMPLES, Foyerctl, limit_files
from tap import Tap

VERDICT_FIELDS = {"code", "verdict", "attendee_name", "tier", "check_in_time"}
LIST_FIELDS = {"id", "attendee_name", "attendee_email", "company", "tier", "status", "qr_code", "check_in_time",
               "order_number"}


def fresh(check):
    """Each check has a replica of its own."""
    def run(program):
        with tempfile.TemporaryDirectory(prefix="foyerctl-") as folder:
            check(Foyerctl(program, folder))
    run.__name__ = check.__name__
    return run


def same(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def list_attendees(ctl, event, *options):
    return ctl.rows("attendee", "list", event, *options)


@fresh
def events(ctl):
    same(ctl.rows("event", "list"), [])
    assert not ctl.replica.exists()

    event = ctl.add_event("Zoë’s Konferenz", venue="Haus", capacity="100")
    uuid.UUID(event["id"])
    same(event["slug"], "zoes-konferenz")
    same(event["start_date"], "2026-11-22T09:00:00+01:00")
    same(event["timezone"], "Europe/Berlin")
    same((event["venue_name"], event["capacity"]), ("Haus", 100))
    same(ctl.replica.stat().st_mode & 0o777, 0o600)

    again = ctl.add_event("Zoë’s Konferenz", start="2026-11-20T09:00Z")
    assert again["slug"] != event["slug"] and again["id"] != event["id"]
    same(again["start_date"], "2026-11-20T10:00:00+01:00")
    same(ctl.rows("event", "list"), [again, event])
    same(ctl.rows("attendee", "list", event["id"]), [])

    human = ctl.run("event", "list")[0].decode()
    assert "zoes-konferenz" in human and "2026-11-22 09:00" in human and event["id"] not in human


@fresh
def options_anywhere(ctl):
    ctl.add_event()
    def run(*line):
        return subprocess.run([ctl.program, *line], capture_output=True, env=ctl.environment, check=True).stdout
    path = str(ctl.replica)
    expected = run("event", "list", "--replica", path, "--json")
    assert json.loads(expected)["slug"] == "conference"
    same(run("--replica", path, "--json", "event", "list"), expected)
    same(run("--json", "event", "--replica=" + path, "list"), expected)
    same(run("event", "list", "--json", "--replica=" + path), expected)

    # the user's own replica, in a locale that knows no letters
    environment = dict(ctl.environment, LC_ALL="C")
    done = subprocess.run([ctl.program, "event", "add", "--title", "Größe", "--start", "2026-11-22T09:00", "--end",
                           "2026-11-22T10:00", "--timezone", "UTC", "--json"], capture_output=True, env=environment,
                          check=True)
    same(json.loads(done.stdout)["title"], "Größe")
    assert list((ctl.folder / "foyer").glob("*.foyer"))


@fresh
def tiers(ctl):
    ctl.add_event(currency="EUR")
    tier = ctl.row("tier", "add", "conference", "--name", "VIP", "--price", "49.00", "--quantity", "10")
    same((tier["name"], tier["price"], tier["quantity_total"], tier["currency"]), ("VIP", 4900, 10, "EUR"))
    ctl.add_event("Tokyo", currency="JPY")
    same(ctl.row("tier", "add", "tokyo", "--name", "大人", "--price", "1200")["price"], 1200)
    free = ctl.row("tier", "add", "conference", "--name", "Free")
    same((free["price"], free["quantity_total"]), (0, None))
    same([row["name"] for row in ctl.rows("tier", "list", "conference")], ["VIP", "Free"])

    ctl.refuse("tier", "add", "conference", "--name", "ＶＩＰ")
    ctl.refuse("tier", "add", "conference", "--name", " ")
    ctl.refuse("tier", "add", "nowhere", "--name", "VIP")
    ctl.refuse("tier", "add", "conference", status=2)
    for price in ("abc", "-1", "49.001", "$49", "9" * 30):
        ctl.refuse("tier", "add", "conference", "--name", "X", "--price", price, status=2)
    for quantity in ("abc", "-1", "1.5", "9" * 30, ""):
        ctl.refuse("tier", "add", "conference", "--name", "X", "--quantity", quantity, status=2)
    same(len(ctl.rows("tier", "list", "conference")), 2)


@fresh
def usage(ctl):
    ctl.refuse(status=2)
    ctl.refuse("bogus", status=2)
    ctl.refuse("event", status=2)
    ctl.refuse("event", "bogus", status=2)
    ctl.refuse("--bogus", status=2)
    ctl.refuse("event", "list", "--bogus", status=2)
    ctl.refuse("event", "list", "one-too-many", status=2)
    ctl.refuse("event", "add", "--title", status=2)
    ctl.refuse("event", "add", "--title", "x", status=2)
    ctl.refuse("attendee", "list", status=2)
    ctl.refuse("check-in", status=2)
    ctl.refuse("badges", "x", status=2)
    for words in (["--help"], ["event", "--help"], ["event", "add", "--help"], ["event", "list", "-h"],
                  ["tier", "add", "--help"], ["attendee", "import", "--help"], ["attendee", "list", "--help"],
                  ["attendee", "export", "--help"], ["check-in", "--help"], ["badges", "--help"], ["sheets", "--help"]):
        out, err = ctl.run(*words)
        assert b"foyerctl" in out and err == b"", (words, out, err)
    assert ctl.run("--version")[0].startswith(b"foyerctl ")
    assert not ctl.replica.exists()


@fresh
def refusals(ctl):
    good = {"start": "2026-11-22T09:00", "end": "2026-11-22T10:00", "timezone": "UTC"}
    for changed, status in (({"start": "garbage"}, 2), ({"start": "2026-02-30"}, 2), ({"end": "01/02/2026"}, 2),
                            ({"end": "2026-11-22T08:00"}, 1), ({"timezone": "Mars/Base"}, 1), ({"timezone": "+01:00"}, 1),
                            ({"capacity": "many"}, 2), ({"capacity": "-1"}, 2), ({"currency": "XXX"}, 1),
                            ({"venue": "x" * 5000}, 1)):
        line = ["event", "add", "--title", "x"]
        for name, value in {**good, **changed}.items():
            line += ["--" + name, value]
        ctl.refuse(*line, status=status)
    ctl.refuse("event", "add", "--title", " ", "--start", "2026-11-22", "--end", "2026-11-23", "--timezone", "UTC")
    ctl.refuse("event", "add", "--title", b"\xff".decode(errors="surrogateescape"), "--start", "2026-11-22", "--end",
               "2026-11-23", "--timezone", "UTC", status=2)
    same(ctl.rows("event", "list"), [])

    ctl.add_event()
    before = ctl.replica.read_bytes()
    for event in ("nowhere", "", "00000000-0000-0000-0000-000000000000", "x" * 5000, "\udcff"):
        ctl.refuse("attendee", "list", event)
        ctl.refuse("attendee", "import", event, SAMPLES / "luma-guests.csv")
        ctl.refuse("attendee", "export", event, ctl.folder / "out.csv")
        ctl.refuse("check-in", event, "A")
        ctl.refuse("badges", event, "--output", ctl.folder / "out.pdf")
    ctl.refuse("attendee", "list", "conference", "--limit", "many", status=2)
    ctl.refuse("check-in", "conference", "A", "--at", "soon", status=2)
    ctl.refuse("check-in", "conference", "A", "--method", "MAGIC", status=2)
    ctl.refuse("attendee", "import", "conference", ctl.folder / "missing.csv")
    ctl.refuse("attendee", "import", "conference", ctl.folder)
    ctl.refuse("attendee", "import", "conference", ctl.program)
    ctl.refuse("attendee", "export", "conference", "/proc/nowhere/out.csv")
    ctl.refuse("badges", "conference", "--output", ctl.folder / "out.pdf")
    ctl.refuse("badges", "conference", "--output", ctl.folder / "out.pdf", "--sheet", "papyrus")
    ctl.refuse("badges", "conference", "--output", ctl.folder / "out.pdf", "--start", "0")
    same(ctl.replica.read_bytes(), before)
    same(sorted(ctl.folder.glob("out.*")), [])


@fresh
def bad_replicas(ctl):
    ctl.add_event()
    whole = ctl.replica.read_bytes()
    newer = ctl.folder / "newer.foyer"
    newer.write_bytes(whole)
    database = sqlite3.connect(newer)
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA user_version = 9999")
    database.close()

    text = ctl.folder / "text.foyer"
    text.write_text("Name,Email\n" * 500)
    cut = ctl.folder / "cut.foyer"
    cut.write_bytes(whole[:100] + os.urandom(4000))
    for path in (newer, text, cut):
        before = path.read_bytes()
        ctl.refuse("event", "list", replica=path)
        ctl.refuse("check-in", "conference", "A", replica=path)
        ctl.refuse("event", "add", "--title", "x", "--start", "2026-11-22", "--end", "2026-11-23", "--timezone", "UTC",
                   replica=path)
        same(path.read_bytes(), before)

    ctl.refuse("event", "add", "--title", "x", "--start", "2026-11-22", "--end", "2026-11-23", "--timezone", "UTC",
               replica="/proc/nowhere/replica.foyer")
    ctl.refuse("event", "add", "--title", "x", "--start", "2026-11-22", "--end", "2026-11-23", "--timezone", "UTC",
               replica=ctl.folder)
    ctl.refuse("attendee", "list", "conference", replica=ctl.folder / "missing.foyer")
    assert not (ctl.folder / "missing.foyer").exists()
    reason = ctl.refuse("event", "add", "--title", "x", "--start", "2026-11-22", "--end", "2026-11-23", "--timezone", "UTC",
                        replica=ctl.folder / "a" / "b" / "replica.foyer")
    assert "folder" in reason, reason
    assert not (ctl.folder / "a").exists()
    # the user's own folder is made
    own = dict(ctl.environment, XDG_DATA_HOME=str(ctl.folder / "data"))
    subprocess.run([ctl.program, "event", "add", "--title", "x", "--start", "2026-11-22", "--end", "2026-11-23",
                    "--timezone", "UTC"], env=own, check=True, capture_output=True)
    assert (ctl.folder / "data" / "foyer" / "replica.foyer").exists()


def count_rows(name, encoding="utf-8-sig", separator=",", skip=0):
    with open(SAMPLES / name, encoding=encoding, newline="") as file:
        lines = list(csv.reader(file, delimiter=separator))[skip:]
    return len([line for line in lines if line]) - 1


SHEETS = (
    ("eventbrite-attendees.csv", {}), ("pretix-order-positions.csv", {}), ("luma-guests.csv", {}),
    ("hi-events-attendees.csv", {}), ("excel-german.csv", {"separator": ";", "skip": 1}),
    ("latin1-tabs.tsv", {"encoding": "cp1252", "separator": "\t"}),
)


@fresh
def imports(ctl):
    for number, (name, layout) in enumerate(SHEETS):
        event = ctl.add_event(f"Event {number}")["slug"]
        rows = count_rows(name, **layout)
        dry = ctl.import_sample(event, name, "--dry-run")
        same(list_attendees(ctl, event), [])
        same(ctl.rows("tier", "list", event), [])
        report = ctl.import_sample(event, name)
        for key in ("rows", "added", "updated", "unchanged", "skipped", "problems"):
            same(dry[key], report[key])
        same(report["rows"], rows)
        same(report["added"] + report["skipped"], rows)
        same(len(report["problems"]), report["skipped"])

        people = list_attendees(ctl, event)
        same(len(people), report["added"])
        assert all(LIST_FIELDS <= person.keys() for person in people)
        assert all(person["qr_code"] for person in people)

        again = ctl.import_sample(event, name)
        same((again["added"], again["updated"], again["unchanged"]), (0, 0, report["added"]))
        same(list_attendees(ctl, event), people)


@fresh
def broken_list(ctl):
    event = ctl.add_event()["slug"]
    report = ctl.import_sample(event, "broken.csv")
    same(report["rows"], report["added"] + report["updated"] + report["unchanged"] + report["skipped"])
    assert report["skipped"] == len(report["problems"]) > 0, report
    for problem in report["problems"]:
        assert problem["row"] >= 2 and len(problem["reason"]) > 10, problem
    human = ctl.run("attendee", "import", event, SAMPLES / "broken.csv")[0].decode()
    assert problem["reason"] in human


@fresh
def lists(ctl):
    event = ctl.add_event()["slug"]
    ctl.import_sample(event, "excel-german.csv")
    people = list_attendees(ctl, event)
    same(list_attendees(ctl, event, "--limit", "3"), people[:3])
    same(list_attendees(ctl, event, "--limit", "0"), [])

    first = people[0]
    for query in (first["qr_code"], first["attendee_email"], first["attendee_email"].upper()):
        assert first in list_attendees(ctl, event, "--search", query), query
    accented = [person for person in people if "ü" in person["attendee_name"]]
    assert accented
    word = next(word for word in accented[0]["attendee_name"].split() if "ü" in word)
    assert accented[0] in list_attendees(ctl, event, "--search", word.replace("ü", "u").upper())
    assert first in list_attendees(ctl, event, "--search",
                                   first["attendee_email"][:4] + " " + (first["company"] or "")[:3])
    same(list_attendees(ctl, event, "--search", "nobody of this name"), [])
    same(list_attendees(ctl, event, "--search", ""), people)

    human = ctl.run("attendee", "list", event, "--limit", "2")[0].decode().splitlines()
    same(len(human), 3)
    assert first["attendee_name"] in human[1] and first["id"] not in human[1]


@fresh
def exports(ctl):
    event = ctl.add_event()["slug"]
    ctl.import_sample(event, "hi-events-attendees.csv")
    people = list_attendees(ctl, event)
    path = ctl.folder / "out.csv"
    same(ctl.row("attendee", "export", event, path)["rows"], len(people))
    written = path.read_bytes()
    same(ctl.run("attendee", "export", event, "-")[0], written)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"))))
    same(len(rows), len(people) + 1)
    names = {cell for row in rows for cell in row}
    assert all(person["attendee_email"] in names for person in people if person["attendee_email"])

    # what was written is a list that can be read
    other = ctl.add_event("Other")["slug"]
    report = ctl.row("attendee", "import", other, path)
    same((report["added"], report["skipped"]), (len(people), 0))
    same({person["qr_code"] for person in list_attendees(ctl, other)}, {person["qr_code"] for person in people})


@fresh
def waits_for_a_long_import(ctl):
    """Another program writes for longer than SQLite's users have patience: the people at the door are recorded after it."""
    event = ctl.add_event()["slug"]
    ctl.import_sample(event, "luma-guests.csv")
    codes = [person["qr_code"] for person in list_attendees(ctl, event) if person["attendance"] == "EXPECTED"][:2]
    writer = sqlite3.connect(ctl.replica, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    line = [ctl.program, "--replica", ctl.replica, "--json", "check-in", event, *codes]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ctl.environment)
    try:
        process.wait(timeout=11)
        raise AssertionError("it did not wait")
    except subprocess.TimeoutExpired:
        writer.execute("ROLLBACK")
    out, err = process.communicate(timeout=180)
    same(process.returncode, 0)
    same([json.loads(line)["verdict"] for line in out.splitlines()], ["ADMITTED", "ADMITTED"])
    same(len(err.decode().splitlines()), 1)
    assert "Waiting" in err.decode(), err


@fresh
def checks_in(ctl):
    event = ctl.add_event()["slug"]
    ctl.import_sample(event, "luma-guests.csv")
    people = list_attendees(ctl, event)
    valid = [person for person in people if person["status"] == "VALID" and person["order_status"] != "PENDING"]
    code = valid[0]["qr_code"]
    at = "2026-11-22T18:42:07+01:00"

    rows = ctl.rows("check-in", event, code, code, "no such code", "--at", "2026-11-22T18:42:07")
    same([row["verdict"] for row in rows], ["ADMITTED", "ALREADY_IN", "UNKNOWN"])
    assert all(VERDICT_FIELDS <= row.keys() for row in rows)
    same((rows[0]["attendee_name"], rows[0]["tier"]), (valid[0]["attendee_name"], valid[0]["tier"]))
    same([row["check_in_time"] for row in rows], [at, at, None])
    same(rows[1]["earlier"]["time"], at)

    same(valid[0]["attendance"], "EXPECTED")
    found = [person for person in list_attendees(ctl, event) if person["id"] == valid[0]["id"]]
    same(found[0]["attendance"], "INSIDE")
    same((found[0]["status"], found[0]["check_in_time"]), ("CHECKED_IN", at))

    same(ctl.row("check-in", event, code, "--exit")["verdict"], "EXITED")
    same(ctl.row("check-in", event, code, "--exit")["verdict"], "NOT_INSIDE")
    same(ctl.row("check-in", event, code, "--method", "manual")["verdict"], "ADMITTED")

    inside = [person for person in people if person["status"] == "CHECKED_IN"]
    same(ctl.row("check-in", event, inside[0]["qr_code"])["verdict"], "ALREADY_IN")
    cancelled = [person for person in people if person["status"] == "CANCELLED"]
    assert ctl.row("check-in", event, cancelled[0]["qr_code"])["verdict"] in ("CANCELLED", "REFUNDED")
    unpaid = [person for person in people if person["status"] == "VALID" and person["order_status"] == "PENDING"]
    assert ctl.row("check-in", event, unpaid[0]["qr_code"])["verdict"] in ("UNPAID", "UNAPPROVED")

    other = ctl.add_event("Other")["slug"]
    same(ctl.row("check-in", other, code)["verdict"], "WRONG_EVENT")
    same(ctl.row("check-in", event, "]Q3\\000026" + valid[1]["qr_code"] + "\r")["verdict"], "ADMITTED")
    human = ctl.run("check-in", event, valid[2]["qr_code"])[0].decode()
    assert human.startswith("ADMITTED") and valid[2]["attendee_name"] in human


@fresh
def signed_codes(ctl):
    event = ctl.add_event()["slug"]
    ctl.import_sample(event, "excel-german.csv")  # brings no codes: ours are made
    code = list_attendees(ctl, event)[0]["qr_code"]
    tampered = code[:40] + ("0" if code[40] != "0" else "1") + code[41:]
    same(ctl.row("check-in", event, tampered)["verdict"], "FORGED")
    same(ctl.row("check-in", event, code)["verdict"], "ADMITTED")
    assert len(code) <= 154 and code == code.upper()


@fresh
def stdin_lines(ctl):
    event = ctl.add_event()["slug"]
    same(json.loads(ctl.run("check-in", "--json", event, "--", "-X")[0])["code"], "-X")
    garbage = [b"", b"\r", b"\xff\xfe\x00\x01", b"A\x00B", b"x" * 100000, b"\x1b[2J", "票".encode(), b"'; DROP TABLE tickets; --"]
    rows = ctl.rows("check-in", event, "-", data=b"\n".join(garbage))
    same(len(rows), len(garbage))
    same([row["verdict"] for row in rows],
         ["UNREADABLE"] * 5 + ["UNKNOWN"] * 3)
    same(len(ctl.rows("check-in", event, data=b"A\nB\n")), 2)
    same(ctl.rows("check-in", event, "-", data=b""), [])
    controls = [b"A%cB" % control for control in range(1, 32) if control != 10]
    same(len(ctl.rows("check-in", event, "-", data=b"\n".join(controls))), len(controls))
    out = ctl.run("check-in", event, "-", data=b"\x1b[2Jx\n")[0]
    assert b"\x1b" not in out


def get_codes(ctl, event):
    ctl.import_sample(event, "eventbrite-attendees.csv")
    return [person["qr_code"] for person in list_attendees(ctl, event)
            if person["status"] == "VALID" and person["order_status"] != "PENDING"]


@fresh
def interactive(ctl):
    event = ctl.add_event()["slug"]
    codes = get_codes(ctl, event)
    door = ctl.door(event)
    for code in codes[:20]:
        same(door.scan(code)["verdict"], "ADMITTED")
        # on disk already: another process sees it
        row = list_attendees(ctl, event, "--search", code)[0]
        same(row["status"], "CHECKED_IN")
    other = ctl.door(event)
    same(other.scan(codes[0])["verdict"], "ALREADY_IN")
    same(other.scan(codes[20])["verdict"], "ADMITTED")
    same(door.scan(codes[20])["verdict"], "ALREADY_IN")
    same(door.close(), 0)
    same(other.close(), 0)


@fresh
def killed(ctl):
    event = ctl.add_event()["slug"]
    codes = get_codes(ctl, event)
    admitted = set()
    for answers in (1, 7, 40, 90):
        door = ctl.door(event)
        waiting = [code for code in codes if code not in admitted][:150]
        for code in waiting:
            door.send(code)
        for _ in range(answers):
            row = door.answer()
            same(row["verdict"], "ADMITTED")
            admitted.add(row["code"])
        door.process.kill()
        # what it said before it died counts, too
        while (row := door.answer()) is not None:
            admitted.add(row["code"])
        assert door.kill() < 0

        inside = {row["qr_code"] for row in list_attendees(ctl, event)
                  if row["status"] == "CHECKED_IN" and row["qr_code"] in codes}
        assert admitted <= inside, f"{len(admitted - inside)} were told and are not on disk"
        admitted = inside
    same({row["verdict"] for row in ctl.rows("check-in", event, *sorted(admitted))}, {"ALREADY_IN"})
    database = sqlite3.connect(ctl.replica)
    same(database.execute("PRAGMA integrity_check").fetchone()[0], "ok")
    database.close()


@fresh
def two_doors(ctl):
    event = ctl.add_event()["slug"]
    codes = get_codes(ctl, event)[:60]
    doors = [ctl.door(event), ctl.door(event)]
    for code in codes:
        for door in doors:
            door.send(code)
    answers = [door.answer() for door in doors for _ in codes]
    same([door.close() for door in doors], [0, 0])
    same(sorted(row["code"] for row in answers if row["verdict"] == "ADMITTED"), sorted(codes))
    same({row["verdict"] for row in answers}, {"ADMITTED", "ALREADY_IN"})


@fresh
def full_disk(ctl):
    event = ctl.add_event()["slug"]
    codes = get_codes(ctl, event)
    before = list_attendees(ctl, event)
    big = ctl.folder / "big.csv"
    write_list(big, 5000)
    limit = ctl.replica.stat().st_size + 65536
    ctl.refuse("attendee", "import", event, big, file_limit=limit)
    same(list_attendees(ctl, event), before)

    # the door says what is on disk, then why it says no more
    line = [ctl.program, "check-in", event, "-", "--json", "--replica", str(ctl.replica)]
    done = subprocess.run(line, input="\n".join(codes).encode(), capture_output=True, env=ctl.environment,
                          preexec_fn=limit_files(limit))
    admitted = {json.loads(answer)["code"] for answer in done.stdout.decode().splitlines()}
    same(done.returncode, 1)
    same(len(done.stderr.decode().splitlines()), 1)
    inside = {row["qr_code"] for row in list_attendees(ctl, event) if row["status"] == "CHECKED_IN"}
    assert 0 < len(admitted) < len(codes) and admitted <= inside
    same(ctl.row("check-in", event, codes[-1])["verdict"], "ADMITTED")


def write_list(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Name", "Email", "Ticket", "Barcode"])
        writer.writerows([f"Guest {n}", f"guest{n}@example.org", "VIP", f"CODE-{n:06}"] for n in range(rows))


@fresh
def killed_import(ctl):
    event = ctl.add_event()["slug"]
    path = ctl.folder / "big.csv"
    write_list(path, 20000)
    log = pathlib.Path(str(ctl.replica) + "-wal")
    for pages in (1, 200, 1000):
        line = [ctl.program, "attendee", "import", event, str(path), "--replica", str(ctl.replica)]
        process = subprocess.Popen(line, env=ctl.environment, stdout=subprocess.DEVNULL)
        while process.poll() is None and not (log.exists() and log.stat().st_size > pages * 4096):
            os.sched_yield()
        process.kill()
        process.wait()
        assert len(list_attendees(ctl, event)) in (0, 20000)
    report = ctl.row("attendee", "import", event, path)
    same((report["added"] + report["unchanged"], report["skipped"]), (20000, 0))
    same(len(list_attendees(ctl, event)), 20000)


@fresh
def badges(ctl):
    event = ctl.add_event()["slug"]
    ctl.import_sample(event, "latin1-tabs.tsv")
    n_people = len(list_attendees(ctl, event))
    path = ctl.folder / "out.pdf"
    row = ctl.row("badges", event, "--output", path)
    same((row["badges"], row["pages"]), (n_people, -(-n_people // 10)))
    assert path.read_bytes().startswith(b"%PDF-")
    row = ctl.row("badges", event, "--output", path, "--sheet", "a4-3x8", "--start", "24")
    same(row["pages"], 1 + -(-(n_people - 1) // 24))
    ctl.refuse("badges", event, "--output", path, "--sheet", "a4-3x8", "--start", "25")
    ctl.refuse("badges", event, "--output", path, "--unprinted")
    assert ctl.run("badges", event, "--output", "-")[0].startswith(b"%PDF-")
    sheets = ctl.rows("sheets")
    assert {"a4-2x5", "a4-3x8"} <= {sheet["id"] for sheet in sheets} and len(sheets) >= 10


def main():
    program = os.path.abspath(sys.argv[1])
    tap = Tap()
    for check in (events, options_anywhere, tiers, usage, refusals, bad_replicas, imports, broken_list, lists, exports,
                  checks_in, waits_for_a_long_import, signed_codes, stdin_lines, interactive, killed, two_doors, full_disk,
                  killed_import, badges):
        tap.run(check.__name__, check, program)
    tap.finish()


main()
