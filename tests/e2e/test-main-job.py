#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole main job once, as a person does it: from an exported list to guests who are in with a printed badge.

Usage: test-main-job.py BUILD-FOLDER
"""
import pathlib
import subprocess
import sys

from gi.repository import GLib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import Desk, Screen, all_words, press, until, walk, words  # noqa: E402
from tap import Tap, expect_none  # noqa: E402

LIST = pathlib.Path(__file__).parents[1] / "samples" / "eventbrite-attendees.csv"
ROWS = 500
TITLE = "Eventbrite attendees"
SLUG = "eventbrite-attendees"
DPI = 150
PAGES_READ = 3


class Job:
    """What the steps hand on to each other."""

    def __init__(self, desk):
        self.desk = desk
        self.codes = []
        self.guests = []
        self.inside = None

    def attendees(self, *arguments):
        status, found, said = self.desk.foyerctl("attendee", "list", SLUG, *arguments)
        assert status == 0, said
        return found

    def show_page(self, name):
        press(self.desk.find(name=name, role="page tab"))


def first_start(job):
    job.desk.start()
    job.desk.find(name="Import Attendee List…")


def x_windows(title):
    return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                          capture_output=True, text=True, check=False).stdout.split()


def import_list(job):
    """The list is opened with the program, as by a double click; the preview tells what will happen first."""
    assert job.desk.run_again(str(LIST)) == 0
    dialog = job.desk.window("Import Attendees")
    job.desk.see(f"Eventbrite list, {ROWS} rows, UTF-8, separated by commas", within=dialog)
    job.desk.find(name=str(ROWS), within=dialog)
    job.desk.key_in_window("Import Attendees", "Return")
    # GTK 4.8 does not survive a question about a window that closes meanwhile.
    until(lambda: not x_windows("Import Attendees"), "the dialog to close")
    job.desk.window(TITLE)
    until(lambda: len(job.attendees()) == ROWS, "all to be there")


def search(job):
    """“muller” finds “Müller”, and nobody else."""
    job.show_page("Attendees")
    entry = job.desk.find(role=("entry", "text"), name="Search attendees")
    expected = [a["attendee_name"] for a in job.attendees("--search", "muller")]
    assert expected and all("Müller" in name or "Muller" in name for name in expected), expected
    job.desk.fill(entry, "muller")
    job.desk.see(f"{len(expected)} of {ROWS}")
    table = job.desk.find(role="tree table", name="Attendees")
    until(lambda: set(shown_names(table)) <= set(expected), lambda: f"{expected}\n{all_words(table)}")
    assert shown_names(table), all_words(table)
    job.desk.fill(entry, "")


def shown_names(table):
    """The first cell of each row that is shown, below the headings."""
    table.clear_cache()
    rows = [node for node in walk(table) if node.get_role_name() == "table row"][1:]
    return [all_words(row.get_child_at_index(0)).splitlines()[-1] for row in rows]


def by_keyboard(job):
    """To a page, to a person, into the menu and out of it, cancelled and taken back: by keys alone."""
    guest = next(a for a in job.attendees() if a["status"] == "VALID")

    def has_status(status):
        found = job.attendees("--search", guest["qr_code"])
        return next(a for a in found if a["id"] == guest["id"])["status"] == status
    title = f"{TITLE} – Foyer"
    job.desk.key_in_window(title, "alt+1")
    job.desk.see("Last Check-ins")
    job.desk.key_in_window(title, "alt+2")
    job.desk.see("Time Zone")
    job.desk.key_in_window(title, "alt+5")
    job.desk.type(guest["qr_code"])
    job.desk.see(f"1 of {ROWS}")
    job.desk.key("Down", "Down")
    job.desk.see("1 selected")
    job.desk.key("Menu")
    job.desk.find(name="Cancel Ticket")
    job.desk.key("Escape", "Delete")
    until(lambda: has_status("CANCELLED"), "the ticket to be cancelled")
    job.desk.see("1 ticket cancelled")
    job.desk.key("ctrl+z")
    until(lambda: has_status("VALID"), "the ticket to be restored")
    job.desk.fill(job.desk.find(role=("entry", "text"), name="Search attendees"), "")


def walk_in(job):
    """Who comes without a ticket: a name, Enter."""
    job.desk.key_in_window(f"{TITLE} – Foyer", "ctrl+shift+n")
    job.desk.window("Add Walk-In")
    job.desk.focus("Add Walk-In")
    job.desk.type("Walter Walkin")
    job.desk.key("Return")
    until(lambda: [a["attendance"] for a in job.attendees("--search", "Walter Walkin")] == ["INSIDE"], "the walk-in to be in")


def save_badges(job):
    """The badges go to a PDF; what is on the paper can be scanned."""
    job.show_page("Badges")
    job.desk.see("badges on")
    path = job.desk.home / "badges.pdf"
    job.desk.press("Save as PDF…")
    chooser = job.desk.window("Save Badges")
    job.desk.fill(job.desk.find(role=("text", "entry"), within=chooser), str(path))
    job.desk.press("Save", within=chooser)
    until(lambda: path.is_file() and b"%%EOF" in path.read_bytes()[-32:], lambda: f"{path}\n{job.desk.outline()}")
    job.codes = read_codes(path, job.desk.home)
    by_code = {a["qr_code"]: a for a in job.attendees() if a["status"] != "CANCELLED"}
    assert job.codes and set(job.codes) <= by_code.keys(), job.codes
    job.guests = [by_code[code] for code in job.codes if by_code[code]["status"] == "VALID"]
    assert len(job.guests) >= 9, len(job.guests)


def read_codes(pdf, folder):
    subprocess.run(["pdftoppm", "-r", str(DPI), "-l", str(PAGES_READ), "-png", str(pdf), str(folder / "page")], check=True)
    found = subprocess.run(["zbarimg", "--quiet", "--raw", *map(str, sorted(folder.glob("page*.png")))],
                           capture_output=True, text=True, check=True)
    return found.stdout.split("\n")[:-1]


def see_verdict(job, window, text):
    """Waits until the answer of the door has this text, and gives all of the answer."""
    verdict = job.desk.find(role="status bar", within=window)

    def look():
        verdict.clear_cache()
        said = all_words(verdict)
        return said if text in said else None
    return until(look, lambda: f"“{text}” at the door\n{job.desk.outline()}")


def scan(job):
    """A scanner types; the window answers; the answer is on disk before it is on the screen."""
    job.desk.key_in_window(f"{TITLE} – Foyer", "ctrl+d")
    window = job.desk.window("Main Entrance")
    job.desk.focus("Main Entrance")
    for guest in job.guests[:3]:
        job.desk.scan(guest["qr_code"])
        said = see_verdict(job, window, guest["attendee_name"])
        assert "Admitted" in said, said
        stored = next(a for a in job.attendees("--search", guest["qr_code"]) if a["id"] == guest["id"])
        assert stored["status"] == "CHECKED_IN" and stored["check_in_time"], stored


def scan_again(job):
    window = job.desk.window("Main Entrance")
    job.desk.scan(job.guests[0]["qr_code"])
    see_verdict(job, window, "Already in")
    job.desk.scan("NO-SUCH-CODE-4711")
    see_verdict(job, window, "Not on the list")


def scan_while_asked(job):
    """A scan wins over a popover that asks something, and answers nothing there."""
    window = job.desk.window("Main Entrance")
    job.desk.focus("Main Entrance")
    first, second, third = job.guests[6], job.guests[7], job.guests[8]
    job.desk.scan(first["qr_code"])
    see_verdict(job, window, first["attendee_name"])
    job.desk.key("ctrl+z")
    job.desk.see("Why take it back?")
    job.desk.scan(second["qr_code"])
    see_verdict(job, window, second["attendee_name"])
    job.desk.scan("NO-SUCH-CODE-4712")
    see_verdict(job, window, "Not on the list")
    job.desk.key("w")
    job.desk.see("Add as a walk-in")
    job.desk.scan(third["qr_code"])
    see_verdict(job, window, third["attendee_name"])
    for guest in (first, second, third):
        stored = next(a for a in job.attendees("--search", guest["qr_code"]) if a["id"] == guest["id"])
        assert stored["status"] == "CHECKED_IN", stored
    assert not job.attendees("--search", "NO-SUCH-CODE"), "a code was taken for a name"


def count_in(job):
    return sum(1 for a in job.attendees() if a["attendance"] == "INSIDE")


def number_above(desk, window, caption):
    """The label of the dashboard that stands above this caption."""
    def look():
        before = None
        for node in walk(window):
            if node.get_role_name() == "label":
                if words(node).startswith(caption):
                    return before
                before = node
        return None
    return until(look, lambda: f"“{caption}”\n{desk.outline()}")


def text_of(node):
    node.clear_cache()
    return words(node)


def dashboard(job):
    job.desk.key_in_window(f"{TITLE} – Foyer", "ctrl+shift+d")
    window = job.desk.window("Dashboard")
    inside = count_in(job)
    job.inside = number_above(job.desk, window, "are inside")
    until(lambda: text_of(job.inside) == str(inside), lambda: f"{inside} inside\n{job.desk.outline()}")


def other_program(job):
    """foyerctl works beside the open windows, which notice."""
    before = count_in(job)
    status, answers, said = job.desk.foyerctl("check-in", SLUG, job.guests[4]["qr_code"])
    began = GLib.get_monotonic_time()
    assert status == 0 and answers[0]["verdict"] == "ADMITTED", (answers, said)
    until(lambda: text_of(job.inside) == str(before + 1), lambda: f"{before + 1} inside, not {text_of(job.inside)}")
    took = (GLib.get_monotonic_time() - began) / GLib.USEC_PER_SEC
    print(f"# the dashboard noticed after {took:.2f} s")


def power_cut(job):
    """What was shown is there after kill -9."""
    inside = {a["id"]: a["check_in_time"] for a in job.attendees() if a["status"] == "CHECKED_IN"}
    guest = job.guests[5]
    job.desk.focus("Main Entrance")
    job.desk.scan(guest["qr_code"])
    see_verdict(job, job.desk.window("Main Entrance"), guest["attendee_name"])
    job.desk.kill()
    after = {a["id"]: a["check_in_time"] for a in job.attendees() if a["status"] == "CHECKED_IN"}
    assert guest["id"] in after, "the last scan is lost"
    assert inside.items() <= after.items(), "earlier scans are lost"
    job.desk.start()
    job.desk.window(TITLE)
    job.show_page("Overview")
    job.desk.see(f"Arrived: {len(after)}")


def nothing_critical(job):
    expect_none((line for line in job.desk.said().splitlines() if "CRITICAL" in line or "WARNING" in line),
                "The program complained:")


STEPS = [
    ("starts without an account", first_start),
    ("imports a list", import_list),
    ("finds Müller by muller", search),
    ("cancels and takes back by keys alone", by_keyboard),
    ("adds a walk-in by name and Enter", walk_in),
    ("saves badges whose codes can be read", save_badges),
    ("admits whom it scans, on disk", scan),
    ("refuses the second scan, and strangers", scan_again),
    ("admits whom it scans while it asks something", scan_while_asked),
    ("shows the numbers on the dashboard", dashboard),
    ("notices another program within a second", other_program),
    ("loses nothing to a power cut", power_cut),
]


def main():
    tap = Tap()
    screen = Screen("1920x1080")
    job = Job(Desk(sys.argv[1]))
    try:
        going = True
        for name, step in STEPS:
            if going:
                going = tap.run(name, step, job)
            else:
                tap.skip(name, "a step before it failed")
        tap.run("says nothing critical", nothing_critical, job)
    finally:
        job.desk.close()
        screen.close()
    tap.finish()


if __name__ == "__main__":
    main()
