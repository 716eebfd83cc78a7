#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A class that repeats: its dates made, one moved in the calendar, one edited with those that follow.

Usage: test-series.py BUILD-FOLDER
"""
import pathlib
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import matching, press, run_steps, until  # noqa: E402

EVENT = "Pottery Class"
TITLE = f"{EVENT} – Foyer"


def events(desk):
    status, rows, said = desk.foyerctl("event", "list")
    assert status == 0, said
    return sorted(rows, key=lambda event: event["start_date"])


def days(desk):
    return [event["start_date"][:10] for event in events(desk)]


def venues(desk):
    return [event["venue_name"] for event in events(desk)]


def is_sensitive(node):
    node.clear_cache()
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def has_focus(window, name):
    for node in matching(window, name=name):
        node.clear_cache()
        if node.get_state_set().contains(Atspi.StateType.FOCUSED):
            return True
    return False


def repeat(desk):
    status, _, said = desk.foyerctl("event", "add", "--title", EVENT, "--start", "2031-12-01T19:00", "--end",
                                    "2031-12-01T21:00", "--timezone", "Europe/Berlin", "--currency", "EUR")
    assert status == 0, said
    desk.start()
    desk.window(EVENT)
    desk.activate("win.repeat-event")
    window = desk.window("Repeat Event")
    Atspi.Value.set_current_value(desk.find(role="spin button", name="Dates", within=window), 4)
    create = desk.find(name="Create", within=window, role=("push button", "button"))
    until(lambda: is_sensitive(create), "the dates to be counted")
    press(create)
    until(lambda: days(desk) == ["2031-12-01", "2031-12-08", "2031-12-15", "2031-12-22"], "four dates")


def calendar(desk):
    """The sidebar has one row, the calendar all dates; the cursor is told in words."""
    desk.see("4 dates")
    desk.activate("win.show-in-calendar")
    desk.see("December 2031")
    desk.see("19:00")


def move(desk):
    desk.key_in_window("Foyer", "alt+Right")
    until(lambda: days(desk)[0] == "2031-12-02", "the first date to be a day later")
    desk.key_in_window("Foyer", "ctrl+z")
    until(lambda: days(desk)[0] == "2031-12-01", "the first date to be back")


def edit(desk):
    """The second date and those after it, with what becomes of each, told before it is saved."""
    desk.activate("win.open-event", GLib.Variant("s", events(desk)[1]["id"]))
    desk.activate("win.show-field", GLib.Variant("s", "details/where/venue"))
    desk.see("Map Link")
    desk.key_in_window(TITLE, "ctrl+a")
    desk.type("Studio")
    desk.key("ctrl+s")
    window = desk.window("Save Which Dates?")
    desk.see("1 date changes", within=window)
    desk.focus("Save Which Dates")
    until(lambda: has_focus(window, "Only this date") or desk.key("Tab"), "the first choice to have the focus")
    until(lambda: has_focus(window, "This and following dates") or desk.key("Down"), "the second to have it")
    desk.key("space")
    desk.see("3 dates change", within=window)
    assert venues(desk) == [None] * 4, "nothing is saved before the answer"
    save = desk.find(name="Save", within=window, role=("push button", "button"))
    until(lambda: is_sensitive(save), "the dates to be counted")
    press(save)
    until(lambda: venues(desk) == [None, "Studio", "Studio", "Studio"],
          lambda: f"three dates to have a venue: {venues(desk)}\n{desk.outline()}")


def prices(desk):
    rows = []
    for event in events(desk):
        status, tiers, said = desk.foyerctl("tier", "list", event["slug"])
        assert status == 0, said
        rows.append([tier["price"] for tier in tiers])
    return rows


def tier(desk):
    """A tier of the third date, which the fourth is to have too; the first two are a series of their own by now."""
    desk.activate("win.open-event", GLib.Variant("s", events(desk)[2]["id"]))
    desk.activate("win.show-page", GLib.Variant("s", "tickets"))
    desk.see("No Tickets Yet")
    desk.press("Add Tier…")
    window = desk.window("New Tier")
    desk.focus("New Tier")
    desk.type("Regular")
    desk.fill(desk.find(role=("text", "entry"), contains="0.00", within=window), "49")
    desk.key("ctrl+s")
    window = desk.window("Save Which Dates?")
    desk.see("tier “Regular”", within=window)
    desk.see("1 date changes", within=window)
    desk.focus("Save Which Dates")
    until(lambda: has_focus(window, "Only this date") or desk.key("Tab"), "the first choice to have the focus")
    until(lambda: has_focus(window, "This and following dates") or desk.key("Down"), "the second to have it")
    desk.key("space")
    desk.see("2 dates change", within=window)
    desk.see("1 tier, question or code changes", within=window)
    assert prices(desk) == [[], [], [], []], "nothing is saved before the answer"
    save = desk.find(name="Save", within=window, role=("push button", "button"))
    until(lambda: is_sensitive(save), "the dates to be counted")
    press(save)
    until(lambda: prices(desk) == [[], [], [4900], [4900]], lambda: f"two dates to have a tier: {prices(desk)}")
    desk.see("€49.00")
    desk.key_in_window(TITLE, "ctrl+z")
    until(lambda: prices(desk) == [[], [], [], []], "the tiers to be gone")


STEPS = [
    ("repeats an event weekly", repeat),
    ("shows its dates in the calendar", calendar),
    ("moves a date by keys and takes it back", move),
    ("edits a date and those that follow", edit),
    ("adds a tier to a date and those that follow", tier),
]


if __name__ == "__main__":
    run_steps(STEPS, screen="1920x1080")
