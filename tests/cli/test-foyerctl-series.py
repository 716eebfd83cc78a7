#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Series and calendars through the real foyerctl: what it previews is what it makes, and what another reader finds.

Usage: test-foyerctl-series.py FOYERCTL FOLDER-OF-ICAL.JS
"""
import datetime
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from foyerctl import Foyerctl  # noqa: E402
from tap import Tap  # noqa: E402

READER = pathlib.Path(__file__).with_name("read-ics.mjs")


def fresh(check):
    @functools.wraps(check)
    def run(program, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            check(Foyerctl(program, folder), *arguments)
    return run


def same(found, expected):
    assert found == expected, f"{found!r} is not {expected!r}"


def add_class(ctl, title="Pottery", start="2026-10-20T19:00", end="2026-10-20T21:00", zone="Europe/Berlin"):
    return ctl.add_event(title, start=start, end=end, timezone=zone)["slug"]


@fresh
def previews(ctl):
    event = add_class(ctl)
    rows = ctl.rows("series", "preview", event, "--rule", "FREQ=WEEKLY;COUNT=3")
    same([row["start_date"] for row in rows],
         ["2026-10-20T19:00:00+02:00", "2026-10-27T19:00:00+01:00", "2026-11-03T19:00:00+01:00"])
    same([row["end_date"][11:16] for row in rows], ["21:00"] * 3)
    same(len(ctl.rows("series", "preview", event, "--rule", "FREQ=WEEKLY", "--limit", "7")), 7)
    rows = ctl.rows("series", "preview", event, "--rule", "RRULE:FREQ=DAILY;UNTIL=20261025", "--except", "2026-10-21",
                    "--add", "2026-11-01 10:00")
    same([row["start_date"][:16] for row in rows],
         ["2026-10-20T19:00", "2026-10-22T19:00", "2026-10-23T19:00", "2026-10-24T19:00", "2026-10-25T19:00",
          "2026-11-01T10:00"])
    same([row["added"] for row in rows], [False] * 5 + [True])
    rows = ctl.rows("series", "preview", event, "--rule", "FREQ=DAILY;COUNT=2", "--timezone", "America/New_York")
    same(rows[0]["start_date"], "2026-10-20T19:00:00-04:00")
    night = add_class(ctl, "Night", "2026-03-28T02:30", "2026-03-28T03:30")
    rows = ctl.rows("series", "preview", night, "--rule", "FREQ=DAILY;COUNT=3")
    same([row["clock"] for row in rows], [None, "GAP", None])
    same(rows[1]["start_date"], "2026-03-29T03:30:00+02:00")
    human, note = ctl.run("series", "preview", night, "--rule", "FREQ=DAILY;COUNT=3")
    same(len(human.decode().splitlines()), 4)
    assert "Europe/Berlin" in note.decode()
    same(len(ctl.rows("event", "list")), 2)


@fresh
def refusals(ctl):
    event = add_class(ctl)
    for rule in ("FREQ=WEEKLY", "sometimes", "", "FREQ=DAILY;COUNT=0", "FREQ=SECONDLY;COUNT=2",
                 "FREQ=DAILY;COUNT=999999", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1"):
        for command in ("preview", "create"):
            ctl.refuse("series", command, event, "--rule", rule)
    # As in the dialog: every series ends.
    assert "every series ends" in ctl.refuse("series", "create", event, "--rule", "FREQ=WEEKLY")
    assert "every series ends" in ctl.refuse("series", "preview", event, "--rule", "FREQ=WEEKLY")
    ctl.refuse("series", "preview", event, "--rule", "FREQ=DAILY;COUNT=2", "--timezone", "Mars/Olympus")
    ctl.refuse("series", "preview", "nothing", "--rule", "FREQ=DAILY;COUNT=2")
    ctl.refuse("series", "preview", event, status=2)
    ctl.refuse("series", "preview", event, "--rule", "FREQ=DAILY", "--limit", "0", status=2)
    ctl.refuse("series", "preview", event, "--rule", "FREQ=DAILY;COUNT=2", "--except", "soon", status=2)
    ctl.refuse("series", "edit", event, "--scope", "all", "--title", "x")
    ctl.refuse("series", "list", event)
    ctl.refuse("event", "export-ics", event, status=2)
    ctl.refuse("event", "export-ics", "nothing", "-")
    ctl.refuse("event", "export-ics", event, "/proc/nowhere/file.ics")
    same(len(ctl.rows("event", "list")), 1)
    ctl.row("series", "create", event, "--rule", "FREQ=WEEKLY;COUNT=3")
    ctl.refuse("series", "create", event, "--rule", "FREQ=WEEKLY;COUNT=3")
    ctl.refuse("series", "edit", event, "--scope", "some", status=2)
    ctl.refuse("series", "edit", event, "--scope", "this", "--rule", "FREQ=DAILY;COUNT=2", status=2)
    ctl.refuse("series", "edit", event, "--scope", "all", "--end", "2026-10-20T18:00")
    ctl.refuse("series", "edit", event, "--scope", "all", "--rule", "FREQ=DAILY")
    same(len(ctl.rows("event", "list")), 3)


@fresh
def edits(ctl):
    event = add_class(ctl)
    made = ctl.row("series", "create", event, "--rule", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6")
    same((made["dates"], made["words"]), (6, "Every Tuesday and Thursday, 6 times"))
    dates = ctl.rows("series", "list", event)
    same(dates[1]["slug"], "pottery-2026-10-22")
    ctl.rows("series", "edit", dates[2]["slug"], "--scope", "this", "--start", "2026-10-28T18:00")
    before = ctl.rows("series", "list", event)
    diff = ctl.rows("series", "edit", dates[1]["slug"], "--scope", "all", "--start", "2026-10-22T20:00", "--dry-run")
    same(ctl.rows("series", "list", event), before)
    same([row["effect"] for row in diff], ["CHANGED"] * 2 + ["UNCHANGED"] + ["CHANGED"] * 3)
    assert diff[2]["kept"]
    ctl.rows("series", "edit", dates[1]["slug"], "--scope", "all", "--start", "2026-10-22T20:00")
    same([row["start_date"][11:16] for row in ctl.rows("series", "list", event)],
         ["20:00", "20:00", "18:00", "20:00", "20:00", "20:00"])
    ctl.rows("series", "edit", dates[3]["slug"], "--scope", "following", "--title", "Glazing")
    same(sorted((row["title"], row["dates"]) for row in ctl.rows("series", "list")), [("Glazing", 3), ("Pottery", 3)])
    same(ctl.row("series", "add", event, "2026-12-24T10:00")["dates"], 4)
    ctl.refuse("series", "add", event, "2026-12-24T10:00")
    same(ctl.row("series", "except", "pottery-2026-12-24")["dates"], 3)


def instant(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return moment.astimezone(datetime.timezone.utc)


def read_ics(reader, path):
    done = subprocess.run(["node", str(READER), str(reader), str(path)], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


SERIES = (
    ("Europe/Berlin", "2026-10-20T19:00", "2026-10-20T21:00", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=60"),
    ("America/New_York", "2026-02-27T20:00", "2026-02-28T01:30", "FREQ=DAILY;COUNT=30"),
    ("Australia/Lord_Howe", "2026-09-28T10:00", "2026-09-28T11:00", "FREQ=DAILY;INTERVAL=2;UNTIL=20261020"),
    ("Asia/Kolkata", "2026-12-31T23:30", "2027-01-01T00:30", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=5"),
    ("Europe/London", "2026-01-05T18:00", "2026-01-05T19:00", "FREQ=MONTHLY;BYDAY=-1MO;COUNT=15"),
    ("UTC", "2026-01-05T18:00", "2026-01-05T19:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=8"),
)


@fresh
def calendars(ctl, reader):
    expected = []
    for number, (zone, start, end, rule) in enumerate(SERIES):
        title = f"Reihe {number}: Töpfern, mit; \\ und " + "langem Titel " * 8
        event = add_class(ctl, title.strip(), start, end, zone)
        ctl.row("series", "create", event, "--rule", rule)
        dates = ctl.rows("series", "list", event)
        ctl.row("series", "except", dates[1]["slug"])
        moved = datetime.datetime.fromisoformat(dates[2]["start_date"]) + datetime.timedelta(hours=3)
        ctl.rows("series", "edit", dates[2]["slug"], "--scope", "this", "--title", "Verlegt",
                 "--start", moved.strftime("%Y-%m-%dT%H:%M"))
        ctl.row("series", "add", event, "2027-11-11T11:11")
        dates = ctl.rows("series", "list", event)
        path = ctl.folder / f"{number}.ics"
        ctl.row("event", "export-ics", event, path)
        found = read_ics(reader, path)
        compare(found, dates)
        same(len({row["uid"] for row in found}), 1)
        same([row["uid"] for row in found], [row["uid"] for row in read_ics(reader, path)])
        expected += dates
    alone = ctl.add_event("Alone", venue="Hall; 1, left")["slug"]
    expected += [row for row in ctl.rows("event", "list") if row["slug"] == alone]
    path = ctl.folder / "all.ics"
    ctl.row("event", "export-ics", "--all", path)
    compare(read_ics(reader, path), expected)
    same([row["location"] for row in read_ics(reader, path) if row["title"] == "Alone"], ["Hall; 1, left"])
    out = ctl.run("event", "export-ics", alone, "-")[0]
    for line in out.split(b"\r\n"):
        assert b"\n" not in line and len(line) <= 75, line


def compare(found, dates):
    def keys(rows, start, end):
        return sorted((instant(row[start]).isoformat(), instant(row[end]).isoformat(), row["title"]) for row in rows)
    read, stored = keys(found, "start", "end"), keys(dates, "start_date", "end_date")
    differing = set(read) ^ set(stored)
    assert not differing, sorted(differing)[:6]
    same(len(read), len(stored))


def main():
    program, reader = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    tap = Tap()
    for check in (previews, refusals, edits):
        tap.run(check.__name__, check, program)
    if shutil.which("node") is None or not reader.is_dir():
        tap.skip("calendars", "the reader ical.js is not here: ./dev test fetches it where npm is installed")
    else:
        tap.run("calendars", calendars, program, reader)
    tap.finish()


main()
