#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys that a person presses without looking: Ctrl+P where the badges are, and Ctrl+Q while something is being written.

Usage: test-quit.py BUILD-FOLDER
"""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Desk, Screen, press, until  # noqa: E402
from tap import Tap  # noqa: E402

SAMPLE = "Evening of Open Doors"
LIMIT = "1000"
QUIT_SECONDS = 60


def x_windows(title):
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                          capture_output=True, text=True, check=False).stdout.split()


def attendees(desk):
    status, found, said = desk.foyerctl("event", "list")
    assert status == 0, said
    status, found, said = desk.foyerctl("attendee", "list", found[0]["id"], "--limit", LIMIT)
    assert status == 0, said
    return found


def check_print_key(desk):
    """On another page it leads to the badges of everybody, on that page it prints."""
    desk.press("Open Sample Event")
    desk.see("Attendees: 301")
    desk.key_in_window(SAMPLE, "ctrl+p")
    desk.see("badges on")
    desk.key_in_window(SAMPLE, "ctrl+p")
    desk.key_in_window("^Print$", "Escape")
    # GTK 4.8 does not survive a question about a window that closes meanwhile.
    until(lambda: not x_windows("^Print$"), "the print dialog to be gone")


def check_quit_while_writing(desk):
    """All that was asked for is on disk when the process has ended, though it was asked to end at once."""
    expected = {a["id"] for a in attendees(desk) if a["attendance"] == "EXPECTED"}
    press(desk.find(name="Attendees", role="page tab"))
    desk.see("312")
    desk.key_in_window(SAMPLE, "Escape")
    desk.find(role="tree table", name="Attendees")
    desk.key_in_window(SAMPLE, "ctrl+f", "Return", "ctrl+a")
    desk.see("312 selected")
    desk.key_in_window(SAMPLE, "ctrl+Return")
    desk.see("Check In 312 People?")
    desk.key("Return")
    desk.activate("app.quit")
    until(lambda: desk.process.poll() is not None, "the program to end", QUIT_SECONDS)
    assert desk.process.returncode == 0, desk.said()
    outside = [a for a in attendees(desk) if a["id"] in expected and a["attendance"] != "INSIDE"]
    assert expected and not outside, f"{len(outside)} of {len(expected)} are not in"


def main():
    tap = Tap()
    screen = Screen()
    desk = Desk(sys.argv[1])
    try:
        desk.start()
        if tap.run("prints the badges by Ctrl+P", check_print_key, desk):
            tap.run("quits with nothing left undone", check_quit_while_writing, desk)
    finally:
        desk.close()
        screen.close()
    tap.finish()


if __name__ == "__main__":
    main()
