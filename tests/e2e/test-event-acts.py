#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of an event as a person leads it: made, published by its checklist, duplicated, cancelled, taken back.

Usage: test-event-acts.py BUILD-FOLDER
"""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import press, run_steps, until  # noqa: E402

LIST = pathlib.Path(__file__).parents[1] / "samples" / "eventbrite-attendees.csv"
TITLE = "Pottery Class"
SLUG = "pottery-class"
CHECK = ("check box", "toggle button", "radio button")


def run(desk, *arguments):
    status, found, said = desk.foyerctl(*arguments)
    assert status == 0, said
    return found


def get_status(desk, slug=SLUG):
    for event in run(desk, "event", "list"):
        if event["slug"] == slug:
            return event["status"]
    return None


def x_windows(title):
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                          capture_output=True, text=True, check=False).stdout.split()


def closed(title):
    """GTK 4.8 does not survive a question about a window that closes meanwhile."""
    until(lambda: not x_windows(title), f"“{title}” to close")


def create(desk):
    desk.start()
    desk.find(name="Create Event")
    desk.activate("win.new-event")
    desk.window("Create Event")
    desk.focus("Create Event")
    desk.type(TITLE)
    desk.key("ctrl+Return")
    closed("^Create Event$")
    desk.window(TITLE)
    desk.see("Draft")
    assert get_status(desk) == "DRAFT"


def publish(desk):
    """What is missing is told, and leads to its field; what is only advice can be passed over."""
    desk.key_in_window(TITLE, "ctrl+shift+p")
    window = desk.window("Publish Event")
    desk.see("Not Ready Yet", within=window)
    desk.see("There is no ticket to be had", within=window)
    desk.see("name the venue", within=window)
    desk.key_in_window("Publish Event", "Escape")
    closed("Publish Event")
    desk.activate("win.show-field", _string("details/where/venue"))
    desk.see("Map Link")
    desk.key_in_window(TITLE, "ctrl+a")
    desk.type("Studio")
    desk.key("ctrl+s")
    until(lambda: run(desk, "event", "list")[0]["venue_name"] == "Studio", "the venue to be saved")
    run(desk, "tier", "add", SLUG, "--name", "Standard", "--price", "49.00")

    desk.key_in_window(TITLE, "ctrl+shift+p")
    window = desk.window("Publish Event")
    desk.see("Almost Ready", within=window)
    desk.key_in_window("Publish Event", "alt+p")
    closed("Publish Event")
    until(lambda: get_status(desk) == "PUBLISHED", "the event to be published")
    desk.see("Published")


def duplicate(desk):
    desk.key_in_window(TITLE, "ctrl+shift+k")
    desk.window("Duplicate Event")
    desk.key_in_window("Duplicate Event", "ctrl+Return")
    closed("Duplicate Event")
    until(lambda: get_status(desk, SLUG + "-2") == "DRAFT", "the copy")
    assert [t["price"] for t in run(desk, "tier", "list", SLUG + "-2")] == [4900]
    desk.see("Draft")


def cancel(desk):
    event = next(e for e in run(desk, "event", "list") if e["slug"] == SLUG)
    status, _, said = desk.foyerctl("attendee", "import", SLUG, str(LIST))
    assert status == 0, said
    desk.activate("win.open-event", _string(event["id"]))
    desk.key_in_window(TITLE, "alt+1")
    desk.see("Published")
    desk.activate("win.cancel-event")
    window = desk.window("Cancel Event")
    desk.see("Money to give back", within=window)
    for see in ("Tell the Guests", "Give Money Back", f"Cancel “{TITLE}”?"):
        desk.focus("Cancel Event")
        until(lambda: _is_sensitive(desk.find(name="Continue", within=window)), "the numbers")
        desk.key("alt+c")
        desk.see(see, within=window)
    desk.key_in_window("Cancel Event", "alt+y")
    until(lambda: _is_sensitive(desk.find(name="Cancel Event", role=("push button", "button"), within=window)),
          "the last question to be answered")
    desk.key_in_window("Cancel Event", "alt+e")
    closed("Cancel Event")
    until(lambda: get_status(desk) == "CANCELLED", "the event to be cancelled")
    assert {a["status"] for a in run(desk, "attendee", "list", SLUG)} == {"CANCELLED"}
    assert {r["status"] for r in run(desk, "refund", "list", SLUG)} == {"PROPOSED"}
    desk.see("This Event Is Cancelled")
    desk.see("refunds to confirm")


def undo(desk):
    desk.key_in_window(TITLE, "ctrl+z")
    until(lambda: get_status(desk) == "PUBLISHED", "the event to take place")
    assert "VALID" in {a["status"] for a in run(desk, "attendee", "list", SLUG)}
    assert run(desk, "refund", "list", SLUG) == []
    desk.see("Published")


def test_mode(desk):
    desk.activate("win.test-mode")
    desk.see("tickets of this event are not real")
    press(desk.find(name="Turn Off"))
    desk.gone("tickets of this event are not real")


def _string(text):
    from gi.repository import GLib
    return GLib.Variant("s", text)


def _is_sensitive(node):
    from gi.repository import Atspi
    node.clear_cache()
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


STEPS = [
    ("creates an event by keys", create),
    ("publishes it when nothing is missing", publish),
    ("duplicates it", duplicate),
    ("cancels it step by step", cancel),
    ("takes that back", undo),
    ("says test mode", test_mode),
]


if __name__ == "__main__":
    run_steps(STEPS, screen="1920x1080")
