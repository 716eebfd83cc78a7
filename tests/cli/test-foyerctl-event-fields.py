#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every field of an event, set and read by scripts.

    test-foyerctl-event-fields.py FOYERCTL
"""
import os
import pathlib
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from foyerctl import Foyerctl
from tap import Tap

# option, what is written, column, what is read
FIELDS = [
    ("title", "Zoë’s Class", "title", "Zoë’s Class"),
    ("slug", "clay", "slug", "clay"),
    ("summary", "Short.", "short_description", "Short."),
    ("description", "<p>All <b>of</b> it<script>x()</script></p>", "description",
     "<p>All <strong>of</strong> it</p>"),
    ("category", "Course", "category", "Course"),
    ("tags", "clay, fire,,  山田", "tags", ["clay", "fire", "山田"]),
    ("timezone", "America/New_York", "timezone", "America/New_York"),
    ("start", "2027-03-27T19:00", "start_date", "2027-03-27T19:00:00-04:00"),
    ("end", "2027-03-27T22:30", "end_date", "2027-03-27T22:30:00-04:00"),
    ("venue-type", "HYBRID", "venue_type", "HYBRID"),
    ("venue", "Werkhalle", "venue_name", "Werkhalle"),
    ("address", "Am Ufer 3", "venue_address", "Am Ufer 3"),
    ("map-url", "example.com/map", "venue_url", "https://example.com/map"),
    ("virtual-url", "https://meet.example.com/a?b=c", "virtual_url", "https://meet.example.com/a?b=c"),
    ("capacity", "40", "capacity", 40),
    ("currency", "jpy", "currency", "JPY"),
    ("refund-full-days", "7", "refund_full_days", 7),
    ("refund-part-hours", "24", "refund_part_hours", 24),
    ("refund-part-percentage", "33.5", "refund_part_percentage", 3350),
    ("fee-percentage", "3.5", "fee_percentage", 350),
    ("fee-fixed", "50", "fee_fixed", 50),
    ("fee-included", "yes", "fee_is_included", True),
    ("buyer-data", "name_and_email", "buyer_data", "NAME_AND_EMAIL"),
    ("accent-colour", "#1c71d8", "accent_colour", "#1c71d8"),
    ("notes", "Key at the porter’s\nRing twice", "internal_notes", "Key at the porter’s\nRing twice"),
    ("test", "yes", "is_test", True),
]
OPTIONS = [part for option, written, _, _ in FIELDS for part in (f"--{option}", written)]
READ = {column: value for _, _, column, value in FIELDS}


def fresh(check):
    def run(program):
        with tempfile.TemporaryDirectory(prefix="foyerctl-") as folder:
            check(Foyerctl(program, folder))
    run.__name__ = check.__name__
    return run


def same(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def count_sets(ctl):
    with sqlite3.connect(ctl.replica) as db:
        return db.execute("SELECT count(*) FROM change_sets").fetchone()[0]


@fresh
def every_field_survives(ctl):
    event = ctl.add_event()
    edited = ctl.row("event", "edit", event["slug"], *OPTIONS)
    shown = ctl.row("event", "show", "clay")
    same({key: edited[key] for key in READ}, READ)
    same({key: shown[key] for key in READ}, READ)
    same(shown["id"], event["id"])
    same(shown["questions"], [])


@fresh
def add_takes_every_field(ctl):
    ctl.row("event", "add", *OPTIONS)
    shown = ctl.row("event", "show", "clay")
    same({key: shown[key] for key in READ}, READ)


@fresh
def saving_without_a_change_writes_nothing(ctl):
    ctl.row("event", "add", *OPTIONS)
    before = count_sets(ctl)
    same(ctl.run("event", "edit", "clay", *OPTIONS)[0], b"Nothing was changed.\n")
    ctl.run("event", "edit", "clay")
    same(count_sets(ctl), before)
    ctl.run("event", "edit", "clay", "--capacity", "41", "--venue", "Hof")
    same(count_sets(ctl), before + 1)


@fresh
def an_empty_value_takes_away(ctl):
    ctl.row("event", "add", *OPTIONS)
    away = ["summary", "description", "category", "tags", "venue", "address", "map-url", "virtual-url", "capacity",
            "refund-full-days", "refund-part-hours", "refund-part-percentage", "fee-percentage", "fee-fixed",
            "accent-colour", "notes"]
    shown = ctl.row("event", "edit", "clay", *[part for option in away for part in (f"--{option}", "")])
    columns = {option: column for option, _, column, _ in FIELDS}
    same({shown[columns[option]] for option in away}, {None})


@fresh
def another_zone_keeps_the_clock(ctl):
    ctl.add_event(start="2027-03-27T19:00", end="2027-03-27T22:00")
    shown = ctl.row("event", "edit", "conference", "--timezone", "Asia/Tokyo")
    same(shown["start_date"], "2027-03-27T19:00:00+09:00")
    same(shown["end_date"], "2027-03-27T22:00:00+09:00")


@fresh
def bad_values_change_nothing(ctl):
    ctl.add_event()
    ctl.add_event("Other")
    before = ctl.row("event", "show", "conference")
    refused = [
        (1, "--title", ""), (1, "--title", "x" * 256), (1, "--slug", "other"), (1, "--slug", "Not so"),
        (1, "--summary", "x" * 501), (1, "--timezone", "Europe/Atlantis"), (2, "--start", "soon"),
        (1, "--end", "2020-01-01T10:00"), (2, "--venue-type", "MOON"), (1, "--map-url", "javascript:alert(1)"),
        (1, "--virtual-url", "the usual room"), (2, "--capacity", "-3"), (2, "--capacity", "many"),
        (1, "--currency", "XYZ"), (2, "--fee-percentage", "101"), (2, "--fee-fixed", "much"),
        (1, "--description", "<div>" * 300),
        (1, "--fee-fixed", "10000000000.01"), (2, "--fee-included", "perhaps"), (2, "--accent-colour", "blue"),
        (2, "--buyer-data", "PHONE"), (2, "--buyer-data", ""),
        (1, "--refund-full-days", "3651"),
    ]
    sets = count_sets(ctl)
    for status, option, value in refused:
        ctl.refuse("event", "edit", "conference", option, value, status=status)
    same(ctl.row("event", "show", "conference"), before)
    same(count_sets(ctl), sets)
    ctl.refuse("event", "edit", "nowhere", "--title", "x", status=1)
    ctl.refuse("event", "show", "nowhere", status=1)
    ctl.refuse("event", "show", status=2)


@fresh
def a_title_of_any_script(ctl):
    ctl.add_event()
    for letter in ("a", "ß", "ק", "ع", "山", "😀"):
        same(ctl.row("event", "edit", "conference", "--title", letter * 255)["title"], letter * 255)
        ctl.refuse("event", "edit", "conference", "--title", letter * 256, status=1)


def main():
    program = os.path.abspath(sys.argv[1])
    tap = Tap()
    for check in (every_field_survives, add_takes_every_field, saving_without_a_change_writes_nothing,
                  an_empty_value_takes_away, another_zone_keeps_the_clock, bad_values_change_nothing,
                  a_title_of_any_script):
        tap.run(check.__name__, check, program)
    tap.finish()


main()
