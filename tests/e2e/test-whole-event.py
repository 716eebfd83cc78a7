#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An event with every field of the editor filled in, stored as it was typed, undone and redone step by step, shown again
by another start, published by its checklist, and repeated.

Usage: test-whole-event.py BUILD-FOLDER
"""
import contextlib
import pathlib
import sqlite3
import subprocess
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import all_words, matching, press, run_steps, until, walk  # noqa: E402

NAME = "Pottery Class"
TITLE = f"{NAME} – Foyer"
BUTTON = ("push button", "button")
KINDS = ("TEXT", "LONG_TEXT", "NUMBER", "CHOICE", "SEVERAL", "DATE", "YES_NO", "EMAIL", "PHONE", "FILE")


def string(text):
    return GLib.Variant("s", text)


def read(desk):
    """None when one got another short name between the two questions."""
    status, events, said = desk.foyerctl("event", "list")
    assert status == 0, said
    found = [desk.foyerctl("event", "show", event["slug"])[1] for event in events]
    return sorted((rows[0] for rows in found), key=lambda row: row["start_date"]) if all(found) else None


def stored(desk):
    return until(lambda: read(desk), "the events")


def row(desk):
    return stored(desk)[0]


def count_sets(desk):
    with contextlib.closing(sqlite3.connect(f"file:{desk.replica}?mode=ro", uri=True)) as db:
        return db.execute("SELECT count (*) FROM change_sets").fetchone()[0]


def x_windows(title):
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                          capture_output=True, text=True, check=False).stdout.split()


def closed(title):
    """GTK 4.8 does not survive a question about a window that closes meanwhile."""
    until(lambda: not x_windows(title), f"“{title}” to close")


def is_sensitive(node):
    node.clear_cache()
    return node.get_state_set().contains(Atspi.StateType.SENSITIVE)


def field(desk, name, role="text", within=None):
    """Named so, and not only at its end: “Description” is not “Short Description”."""
    def look():
        for root in [within] if within is not None else reversed(desk.windows()):
            root.clear_cache()
            for node in matching(root, role=role):
                if (node.get_name() or "").replace("_", "") == name:
                    return node
        return None
    return until(look, lambda: f"{role} “{name}”\n{desk.outline()}")


def fill(desk, name, text, within=None):
    desk.fill(field(desk, name, within=within), text)


def has_focus(node):
    return any(n.get_state_set().contains(Atspi.StateType.FOCUSED) for n in walk(node))


def focused_row(window, words):
    """Whether the row that says so has the focus; its rows have no name of their own."""
    window.clear_cache()
    for node in matching(window, role="list item"):
        if any(True for _ in matching(node, contains=words)) and has_focus(node):
            return True
    return False


def choose(desk, title, key, downs):
    """Of a row with choices, that which is so many below the chosen one, by its mnemonic and keys."""
    desk.key_in_window(title, key)
    desk.find(name="GtkPopoverContent")
    desk.key(*["Down"] * downs, "Return")
    desk.gone("GtkPopoverContent")


def save(desk, **wanted):
    desk.focus(TITLE)
    # What is still being saved takes no second order.
    until(lambda: all(row(desk)[key] == value for key, value in wanted.items()) or desk.key("ctrl+s"),
          lambda: f"{wanted}, not { {key: row(desk)[key] for key in wanted} }\n{desk.outline()}")
    desk.steps.append(row(desk))


def create(desk):
    desk.steps = []
    desk.start()
    desk.find(name="Create Event")
    desk.activate("win.new-event")
    desk.window("Create Event")
    desk.focus("Create Event")
    desk.type(NAME)
    desk.key("ctrl+Return")
    closed("^Create Event$")
    desk.window(NAME)
    desk.see("Draft")
    desk.see("There are no tickets yet")
    assert row(desk)["slug"] == "pottery-class"
    desk.steps.append(row(desk))


def link(desk):
    """What is missing leads to its field, and nothing is lost of what is typed at once."""
    desk.key_in_window(TITLE, "ctrl+shift+p")
    window = desk.window("Publish Event")
    desk.see("Not Ready Yet", within=window)
    desk.focus("Publish Event")
    until(lambda: focused_row(window, "name the venue") or desk.key("Tab"), "the link to the venue to have the focus")
    desk.key("Return")
    closed("Publish Event")
    desk.focus(TITLE)
    desk.type("Studio", delay=2)
    save(desk, venue_name="Studio")


def basics(desk):
    fill(desk, "Short Name for Files and Commands", "clay-for-all")
    fill(desk, "Short Description", "Two hours at the wheel – für alle, 粘土.")
    fill(desk, "Category", "Workshop")
    desk.activate("win.show-field", string("details/basics/tags"))
    desk.focus(TITLE)
    for tag in ("clay", "evening"):
        desk.type(tag)
        desk.key("Return")
    desk.see("evening")
    save(desk, slug="clay-for-all", short_description="Two hours at the wheel – für alle, 粘土.",
         category="Workshop", tags=["clay", "evening"])


def description(desk):
    desk.activate("win.show-field", string("details/description"))
    text = field(desk, "Description")
    until(lambda: has_focus(text), "the description to have the focus")
    desk.focus(TITLE)
    desk.key("ctrl+b")
    desk.type("Bring clothes")
    desk.key("ctrl+b", "Return", "ctrl+alt+8")
    desk.type("clay")
    desk.key("Return", "Return")
    desk.type("See you")
    save(desk, description="<p><strong>Bring clothes</strong></p><ul><li>clay</li></ul><p>See you</p>")


def pick(desk, name, size):
    """For the first picture of the editor that is not there yet, by the file dialog."""
    path = desk.home / name
    subprocess.run(["convert", "-size", size, "gradient:red-blue", str(path)], check=True)
    press(desk.find(name="Choose…", role=BUTTON))
    desk.window("Choose a ")
    desk.focus("Choose a ")
    desk.type(str(path), delay=10)
    desk.key("Return")
    closed("Choose a ")


def save_picture(desk, key):
    """A picture is read and scaled before there is anything to save."""
    desk.focus(TITLE)
    until(lambda: row(desk)[key] or desk.key("ctrl+s"), f"{key} to be saved")
    desk.steps.append(row(desk))


def pictures(desk):
    desk.activate("win.show-field", string("details/cover"))
    pick(desk, "cover.png", "1600x900")
    desk.window("Crop the Picture")
    desk.key_in_window("Crop the Picture", "alt+u")
    closed("Crop the Picture")
    save_picture(desk, "cover_image_id")
    pick(desk, "logo.png", "200x100")
    save_picture(desk, "logo_image_id")


def when(desk):
    desk.activate("win.show-field", string("details/when"))
    desk.key_in_window(TITLE, "alt+z")
    desk.find(name="GtkPopoverContent")
    desk.type("Atlantis")
    desk.see("No time zone is called that")
    desk.key("Return", "ctrl+a")
    desk.type("Lisbon")
    desk.gone("No time zone is called that")
    desk.key("Return")
    desk.see("Europe/Lisbon")
    fill(desk, "Begins", "3 March 2031 18:30")
    fill(desk, "Ends", "3 March 2031 17:00")
    desk.see("The end must be after the beginning.")
    fill(desk, "Ends", "3 March 2031 21:15")
    desk.gone("The end must be after the beginning.")
    save(desk, timezone="Europe/Lisbon", start_date="2031-03-03T18:30:00+00:00", end_date="2031-03-03T21:15:00+00:00")


def where(desk):
    desk.activate("win.show-field", string("details/where/address"))
    fill(desk, "Address", "Kiln Road 1, Lisbon")
    fill(desk, "Map Link", "https://www.openstreetmap.org/node/1")
    save(desk, venue_type="IN_PERSON", venue_address="Kiln Road 1, Lisbon",
         venue_url="https://www.openstreetmap.org/node/1")
    choose(desk, TITLE, "alt+k", 1)
    fill(desk, "Link to Join", "https://meet.example.org/clay")
    save(desk, venue_type="VIRTUAL", virtual_url="https://meet.example.org/clay")
    choose(desk, TITLE, "alt+k", 1)
    save(desk, venue_type="HYBRID", virtual_url="https://meet.example.org/clay", venue_address="Kiln Road 1, Lisbon")


def rest(desk):
    desk.activate("win.show-field", string("details/capacity"))
    fill(desk, "Capacity, Empty for No Limit", "12")
    desk.activate("win.show-field", string("details/refund"))
    for name in ("Full Refund", "Partial Refund"):
        item = field(desk, name, role="list item")
        press(next(matching(item, role=("check box", "switch", "toggle button"))))
    fill(desk, "Days Before the Start, Until When", "14")
    fill(desk, "Hours Before the Start, Until When", "48")
    fill(desk, "How Much, in Percent", "50")
    desk.activate("win.show-field", string("details/branding"))
    fill(desk, "Another Colour, Such as #1c71d8", "#26a269")
    desk.activate("win.show-field", string("details/notes"))
    fill(desk, "Notes", "Key is with Maria.\nParking: 0 €")
    save(desk, capacity=12, refund_full_days=14, refund_part_hours=48, accent_colour="#26a269",
         internal_notes="Key is with Maria.\nParking: 0 €")


def questions(desk):
    desk.activate("win.show-field", string("details/questions"))
    for n, kind in enumerate(KINDS):
        desk.press("Add Question")
        window = desk.window("Question")
        fill(desk, "Question", f"Ask {kind.lower()}", within=window)
        fill(desk, "Explanation Below It", f"Help {n}", within=window)
        if n > 0:
            choose(desk, "Question", "alt+a", n)
        if kind in ("CHOICE", "SEVERAL"):
            fill(desk, "Choices, One on Each Line", "Small\nLarge", within=window)
        if n % 2:
            choose(desk, "Question", "alt+o", 1)
        if n % 3 == 1:
            choose(desk, "Question", "alt+w", 1)
        desk.key_in_window("Question", "ctrl+Return")
        closed("^(New )?Question$")
    desk.key_in_window(TITLE, "ctrl+s")
    until(lambda: len(row(desk)["questions"]) == len(KINDS), "the questions to be saved")
    desk.steps.append(row(desk))
    told = [(q["label"], q["type"], q["help"]) for q in row(desk)["questions"]]
    assert told == [(f"Ask {kind.lower()}", kind, f"Help {n}") for n, kind in enumerate(KINDS)], told
    assert len({(q["scope"], q["asked"]) for q in row(desk)["questions"]}) > 2, row(desk)["questions"]


def undo(desk):
    """Each save is one step; back to the event as it was made, and forth again."""
    for step in reversed(desk.steps[:-1]):
        desk.activate("win.undo")
        until(lambda step=step: row(desk) == step, lambda step=step: f"{step}\nnot {row(desk)}")
    for step in desk.steps[1:]:
        desk.activate("win.redo")
        until(lambda step=step: row(desk) == step, lambda step=step: f"{step}\nnot {row(desk)}")


def again(desk):
    """Another start shows what was typed, and saving it unchanged writes nothing."""
    desk.activate("app.quit")
    until(lambda: desk.process.poll() is not None, "the program to end")
    desk.start()
    desk.window(NAME)
    desk.activate("win.show-field", string("details/notes"))
    field(desk, "Notes")
    shown = {(node.get_name() or "").replace("_", ""): Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node))
             for node in matching(desk.window(NAME), role="text")}
    for name, text in (("Short Name for Files and Commands", "clay-for-all"), ("Category", "Workshop"),
                       ("Venue", "Studio"), ("Address", "Kiln Road 1, Lisbon"),
                       ("Map Link", "https://www.openstreetmap.org/node/1"),
                       ("Link to Join", "https://meet.example.org/clay"), ("Capacity, Empty for No Limit", "12"),
                       ("Days Before the Start, Until When", "14"), ("Hours Before the Start, Until When", "48"),
                       ("How Much, in Percent", "50"), ("Another Colour, Such as #1c71d8", "#26a269"),
                       ("Short Description", "Two hours at the wheel – für alle, 粘土."),
                       ("Notes", "Key is with Maria.\nParking: 0 €")):
        assert shown.get(name) == text, f"{name}: {shown.get(name)}"
    assert "Bring clothes" in shown["Description"]
    said = all_words(desk.window(NAME))
    for words in ("Europe/Lisbon", "evening", "In Person and Online", *(f"Ask {kind.lower()}" for kind in KINDS)):
        assert words in said, f"{words} in\n{said}"
    n = count_sets(desk)
    desk.key_in_window(TITLE, "ctrl+s")
    desk.activate("win.show-page", string("overview"))
    desk.see("Draft")
    assert count_sets(desk) == n and row(desk) == desk.steps[-1], "saving without a change wrote something"


def publish(desk):
    status, _, said = desk.foyerctl("tier", "add", row(desk)["slug"], "--name", "Standard", "--price", "49.00")
    assert status == 0, said
    # Nothing is missing and nothing is worth a look: it needs no window.
    desk.key_in_window(TITLE, "ctrl+shift+p")
    until(lambda: row(desk)["status"] == "PUBLISHED", "the event to be published")


def repeat(desk):
    desk.activate("win.repeat-event")
    window = desk.window("Repeat Event")
    Atspi.Value.set_current_value(desk.find(role="spin button", name="Dates", within=window), 3)
    create_button = desk.find(name="Create", within=window, role=BUTTON)
    until(lambda: is_sensitive(create_button), "the dates to be counted")
    press(create_button)
    until(lambda: [e["start_date"][:10] for e in stored(desk)] == ["2031-03-03", "2031-03-10", "2031-03-17"],
          lambda: f"three dates: {[e['start_date'] for e in stored(desk)]}")
    for date in stored(desk)[1:]:
        for key in ("description", "venue_address", "capacity", "refund_part_hours", "tags", "accent_colour"):
            assert date[key] == row(desk)[key], key
    desk.activate("win.undo")
    until(lambda: len(stored(desk)) == 1, "the dates to be gone")


STEPS = [
    ("creates an event by its title", create),
    ("follows the checklist to a field", link),
    ("fills the basics", basics),
    ("writes a formatted description", description),
    ("chooses a cover and a logo", pictures),
    ("sets times in another zone", when),
    ("sets each kind of place", where),
    ("fills capacity, refunds, branding and notes", rest),
    ("asks questions of every kind", questions),
    ("undoes every save and redoes it", undo),
    ("shows it all after another start", again),
    ("publishes it", publish),
    ("repeats it and takes that back", repeat),
]


if __name__ == "__main__":
    run_steps(STEPS, screen="1920x1080")
