#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What foyerctl does to events as a whole: publish, cancel, archive, copy, templates, refunds.

    test-foyerctl-acts.py FOYERCTL
"""
import json
import pathlib
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from foyerctl import Foyerctl
from tap import Tap

FUTURE = {"start": "2099-06-01T19:00", "end": "2099-06-01T22:00"}


def fresh(check):
    """Each check has a replica of its own."""
    def run(program):
        with tempfile.TemporaryDirectory(prefix="foyerctl-") as folder:
            check(Foyerctl(program, folder))
    run.__name__ = check.__name__
    return run


def same(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def problems(ctl, event):
    return {row["problem"]: row for row in ctl.rows("event", "check", event)}


def slugs(rows):
    return [row["slug"] for row in rows]


def add_ready(ctl, title="Class"):
    event = ctl.add_event(title, venue="Studio", currency="EUR", **FUTURE)
    ctl.row("tier", "add", event["slug"], "--name", "Standard", "--price", "49.00")
    return event["slug"]


@fresh
def publish(ctl):
    event = ctl.add_event("Class", **FUTURE)["slug"]
    found = problems(ctl, event)
    same(found["VENUE_MISSING"]["severity"], "MUST")
    same(found["VENUE_MISSING"]["field"], "details/where/venue")
    same(found["COVER_MISSING"]["severity"], "SHOULD")
    reason = ctl.refuse("event", "publish", event)
    assert "venue" in reason and "tier" in reason and "cover" not in reason, reason

    ready = add_ready(ctl, "Ready")
    assert all(row["severity"] == "SHOULD" for row in problems(ctl, ready).values())
    same(ctl.row("event", "publish", ready)["status"], "PUBLISHED")
    same(ctl.row("event", "publish", ready)["status"], "PUBLISHED")
    same(ctl.row("event", "unpublish", ready)["status"], "DRAFT")


@fresh
def past(ctl):
    event = ctl.add_event("Class", start="2001-06-01T19:00", end="2001-06-01T22:00", venue="Studio")["slug"]
    assert "ENDED" in problems(ctl, event)
    ctl.refuse("event", "publish", event)


@fresh
def archive(ctl):
    event = add_ready(ctl)
    assert ctl.row("event", "archive", event)["is_archived"]
    same(ctl.rows("event", "list"), [])
    same(slugs(ctl.rows("event", "archived")), [event])
    assert not ctl.row("event", "unarchive", event)["is_archived"]
    same(slugs(ctl.rows("event", "list")), [event])
    same(ctl.rows("event", "archived"), [])


@fresh
def test_mode(ctl):
    event = add_ready(ctl)
    assert ctl.row("event", "start-test", event)["is_test"]
    assert "TEST_MODE" in problems(ctl, event)
    assert not ctl.row("event", "end-test", event)["is_test"]


@fresh
def cancel(ctl):
    event = add_ready(ctl)
    ctl.import_sample(event, "pretix-order-positions.csv")
    before = ctl.rows("attendee", "list", event)
    dry = ctl.row("event", "cancel", event, "--dry-run")
    same(dry["status"], "DRAFT")
    assert dry["tickets"] > 0 and dry["refunds"] > 0 and dry["refund_total"] > 0, dry
    same(ctl.rows("attendee", "list", event), before)
    same(ctl.rows("refund", "list", event), [])

    ctl.refuse("event", "cancel", event, "--message", "Sorry", status=2)
    done = ctl.row("event", "cancel", event, "--subject", "Off", "--message", "Sorry")
    same(done["status"], "CANCELLED")
    same({key: done[key] for key in ("tickets", "refunds", "refund_total")},
         {key: dry[key] for key in ("tickets", "refunds", "refund_total")})
    same({row["status"] for row in ctl.rows("attendee", "list", event)}, {"CANCELLED"})
    assert "already" in ctl.refuse("event", "cancel", event)
    ctl.refuse("event", "publish", event)
    out, err = ctl.run("check-in", event, before[0]["qr_code"], "--json")
    assert b"is cancelled" in err and json.loads(out)["verdict"] == "CANCELLED", (out, err)

    refunds = ctl.rows("refund", "list", event)
    same(len(refunds), dry["refunds"])
    same(sum(row["amount"] for row in refunds), dry["refund_total"])
    same({row["status"] for row in refunds}, {"PROPOSED"})
    first = refunds[0]["order_number"]
    same(ctl.row("refund", "confirm", event, first)["settled"], 1)
    ctl.refuse("refund", "confirm", event, first)
    ctl.refuse("refund", "drop", event, "NOSUCH")
    ctl.refuse("refund", "drop", event, status=2)
    ctl.refuse("refund", "drop", event, first, "--all", status=2)
    same(ctl.row("refund", "drop", event, "--all")["settled"], len(refunds) - 1)
    same(ctl.row("refund", "drop", event, "--all")["settled"], 0)

    same(ctl.row("event", "restore", event)["status"], "DRAFT")
    after = {row["id"]: row["status"] for row in ctl.rows("attendee", "list", event)}
    lost = {row["id"] for row in before if row["order_number"] == first and row["status"] != "CANCELLED"}
    assert lost
    for row in before:
        same(after[row["id"]], "CANCELLED" if row["id"] in lost else row["status"])
    ctl.refuse("event", "restore", event)

    # So long ago that nobody knows which tickets were good: told before, not after.
    ctl.row("event", "cancel", event)
    with sqlite3.connect(ctl.replica) as db:
        db.execute("DELETE FROM changes")
        db.execute("DELETE FROM change_sets")
    assert "--without-tickets" in ctl.refuse("event", "restore", event)
    same(ctl.row("event", "show", event)["status"], "CANCELLED")
    same(ctl.row("event", "restore", event, "--without-tickets")["status"], "DRAFT")
    same({row["status"] for row in ctl.rows("attendee", "list", event)}, {"CANCELLED"})


@fresh
def without_refunds(ctl):
    event = add_ready(ctl)
    ctl.import_sample(event, "pretix-order-positions.csv")
    same(ctl.row("event", "cancel", event, "--no-refunds")["refunds"], 0)
    same(ctl.rows("refund", "list", event), [])


@fresh
def duplicate(ctl):
    event = add_ready(ctl)
    ctl.import_sample(event, "pretix-order-positions.csv")
    ctl.refuse("event", "duplicate", event, status=2)
    ctl.refuse("event", "duplicate", event, "--start", "soon", status=2)
    ctl.refuse("event", "duplicate", event, "--start", "2099-12-01T18:00", "--take", "tiers,chairs", status=2)
    copy = ctl.row("event", "duplicate", event, "--start", "2099-12-01T18:00")
    same(copy["slug"], "class-2")
    same(copy["status"], "DRAFT")
    same((copy["start_date"], copy["end_date"]), ("2099-12-01T18:00:00+01:00", "2099-12-01T21:00:00+01:00"))
    same(ctl.rows("attendee", "list", copy["slug"]), [])
    same(len(ctl.rows("tier", "list", copy["slug"])), len(ctl.rows("tier", "list", event)))

    guests = ctl.row("event", "duplicate", event, "--start", "2099-12-08T18:00", "--title", "Again", "--take",
                     "tiers,guests")
    same(guests["slug"], "again")
    rows = ctl.rows("attendee", "list", "again")
    going = [row for row in ctl.rows("attendee", "list", event) if row["status"] != "CANCELLED"]
    same(sorted(row["attendee_name"] for row in rows), sorted(row["attendee_name"] for row in going))
    same({row["status"] for row in rows}, {"VALID"})
    assert not {row["qr_code"] for row in rows} & {row["qr_code"] for row in going}

    bare = ctl.row("event", "duplicate", event, "--start", "2099-12-09T18:00", "--take", "nothing", "--slug", "Bare Übung")
    same(bare["slug"], "bare-ubung")
    same(ctl.rows("tier", "list", "bare-ubung"), [])


@fresh
def templates(ctl):
    event = add_ready(ctl)
    same(ctl.rows("event", "templates"), [])
    template = ctl.row("event", "template", event, "--title", "Evening class")
    assert template["is_template"]
    same(slugs(ctl.rows("event", "list")), [event])
    same(slugs(ctl.rows("event", "templates")), [template["slug"]])
    ctl.refuse("event", "publish", template["slug"])
    ctl.refuse("event", "cancel", template["slug"])
    begun = ctl.row("event", "duplicate", template["slug"], "--start", "2099-07-01T19:00", "--title", "July")
    assert not begun["is_template"]
    same(begun["slug"], "july")
    same(len(ctl.rows("tier", "list", "july")), 1)
    ctl.row("event", "delete", template["slug"])
    same(ctl.rows("event", "templates"), [])


@fresh
def delete(ctl):
    event = add_ready(ctl)
    ctl.row("event", "delete", event)
    same(ctl.rows("event", "list"), [])
    for act in ("check", "publish", "unpublish", "cancel", "restore", "archive", "unarchive", "template", "delete"):
        assert event in ctl.refuse("event", act, event)
        ctl.refuse("event", act, status=2)


@fresh
def words(ctl):
    event = add_ready(ctl)
    out = ctl.run("event", "publish", event)[0].decode()
    assert "Class" in out and "{" not in out, out
    out = ctl.run("event", "check", event)[0].decode()
    assert "There is no description." in out, out


def main():
    tap = Tap()
    for check in (publish, past, archive, test_mode, cancel, without_refunds, duplicate, templates, delete, words):
        tap.run(check.__name__, check, sys.argv[1])
    tap.finish()


if __name__ == "__main__":
    main()
