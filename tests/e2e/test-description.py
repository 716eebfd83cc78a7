#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A description written with the keyboard alone: bold, a list, a link; saved, taken back, and read by a script.

Usage: test-description.py BUILD-FOLDER
"""
import pathlib
import sys

from gi.repository import GLib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import run_steps, until  # noqa: E402

TITLE = "Pottery for Everybody"
LINK = " <a href=\"https://example.org/studio\">the studio</a>"
WRITTEN = f"<p><strong>Bring old clothes.</strong></p><ul><li>clay</li><li>glaze</li></ul><p>See{LINK}</p>"


def stored(desk):
    status, events, said = desk.foyerctl("event", "show", "pottery-for-everybody")
    assert status == 0, said
    return events[0].get("description")


def check_page(desk):
    desk.foyerctl("event", "add", "--title", TITLE, "--start", "2030-12-01 19:00", "--end", "2030-12-01 22:00",
                  "--timezone", "Europe/Berlin")
    desk.start()
    desk.window(TITLE)
    desk.activate("win.show-field", GLib.Variant("s", "details/description"))
    desk.find(name="Description", role="text")
    desk.find(name="Bold")
    desk.focus(TITLE)


def check_writing(desk):
    desk.key("ctrl+b")
    desk.type("Bring old clothes.")
    desk.key("ctrl+b", "Return", "ctrl+alt+8")
    desk.type("clay")
    desk.key("Return")
    desk.type("glaze")
    desk.key("Return", "Return")
    desk.type("See ")
    desk.see("Unsaved changes")


def check_link(desk):
    """Ctrl+K is the link's here, and the search's elsewhere."""
    desk.key("ctrl+k")
    desk.find(name="Set Link")
    desk.type("the studio")
    desk.key("Tab")
    desk.type("no address")
    desk.see("Write an address of the web or an e-mail address.")
    desk.key("ctrl+a")
    desk.type("example.org/studio")
    desk.key("Return")
    desk.gone("Set Link")


def check_saved(desk):
    desk.key("ctrl+s")
    until(lambda: stored(desk) == WRITTEN, f"{WRITTEN}, not {stored(desk)}")


def check_undo(desk):
    """In the text it is the text that is undone, although the window has something to undo too."""
    desk.key("ctrl+z", "ctrl+s")
    until(lambda: stored(desk) == WRITTEN.replace(LINK, ""), "the text without the link")
    desk.key("ctrl+shift+z", "ctrl+s")
    until(lambda: stored(desk) == WRITTEN, "the link again")


def check_dirty_html(desk):
    """A script stores nothing that a browser would run."""
    status, _, said = desk.foyerctl("event", "edit", "pottery-for-everybody",
                                    "--description", "<p onclick=x>Hi<script>alert(1)</script>")
    assert status == 0, said
    until(lambda: stored(desk) == "<p>Hi</p>", f"clean HTML, not {stored(desk)}")


STEPS = [
    ("shows the editor", check_page),
    ("writes bold text and a list", check_writing),
    ("sets a link", check_link),
    ("saves it", check_saved),
    ("undoes in the text", check_undo),
    ("takes only clean HTML from scripts", check_dirty_html),
]


if __name__ == "__main__":
    run_steps(STEPS, screen="1024x900")
