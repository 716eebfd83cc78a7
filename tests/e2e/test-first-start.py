#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The first minute: a welcome without an account, the sample event, undo, an event of one's own, and a restart.

Usage: test-first-start.py BUILD-FOLDER
"""
import pathlib
import stat
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Desk, Screen  # noqa: E402
from tap import Tap  # noqa: E402

SAMPLE = "Evening of Open Doors (Sample)"


def check_welcome(desk):
    desk.start()
    for name in ("Create Event", "Import Attendee List…", "Open Sample Event", "Sign In to a Server…"):
        desk.find(name=name)


def check_replica_is_private(desk):
    assert desk.replica.is_file(), desk.replica
    mode = stat.S_IMODE(desk.replica.stat().st_mode)
    assert mode == 0o600, oct(mode)


def check_sample(desk):
    desk.press("Open Sample Event")
    desk.window(SAMPLE)
    desk.see("Attendees: 301")
    status, events, said = desk.foyerctl("event", "list")
    assert status == 0 and [e["title"] for e in events] == [SAMPLE], said


def check_second_program_finds_the_window(desk):
    """A second start shows the window that is there."""
    assert desk.run_again() == 0
    assert len(desk.windows()) == 1, desk.outline()


def check_restart(desk):
    desk.kill()
    desk.start()
    desk.window(SAMPLE)
    desk.see("Attendees: 301")


def main():
    tap = Tap()
    screen = Screen()
    desk = Desk(sys.argv[1])
    try:
        going = tap.run("welcomes", check_welcome, desk)
        for name, check in (("keeps a private file", check_replica_is_private),
                            ("opens the sample event", check_sample),
                            ("has one window", check_second_program_finds_the_window),
                            ("shows the same after kill -9", check_restart)):
            if going:
                going = tap.run(name, check, desk)
    finally:
        desk.close()
        screen.close()
    tap.finish()


if __name__ == "__main__":
    main()
