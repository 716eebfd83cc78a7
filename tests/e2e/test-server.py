#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One desk and a real server: from an empty desk to its events, an edit that arrives there, what two desks did that contradicts
each other, a server that came back from an older copy, and the day on which the device is withdrawn.

Until the conflicts each answer is late, and nothing in the window may wait for it.

Usage: test-server.py BUILD-FOLDER
"""
import os
import pathlib
import sys

from gi.repository import GLib

import hosting
from desk import Desk, Screen, check_nothing_critical, outline, press, until
from keyboard import check_window, reach
from tap import Tap

TITLE = "Night of the Open Halls"
NEW_TITLE = "Night of the Closed Halls"
SLUG = "open-halls"
DRAFT_SLUG = "winter-conference"
SLOW = [("", "delay:0.3")]
AWAY = [("", "refuse")]
# What stands between who waits and the system.
WAITING = ("main-thread-watch", "libglib", "libgio", "libgobject", "libgthread", "libc.")
PAGES = ("overview", "details", "tickets", "badges", "attendees")


def string(text):
    return GLib.Variant("s", text)


class Walk:
    """The desk with the window, and the house in which its server and the other desks are."""

    def __init__(self, desk, house):
        self.desk = desk
        self.house = house
        self.owner = next(user for user in house.world.server.state["users"] if user["role"] == "OWNER")
        self.watched = desk.home / "waited.txt"
        self.other = None

    def fill(self, window, name, text):
        self.desk.fill(self.desk.find(name=name, role="text", within=window), text)

    def own(self, *words):
        """What is done at this desk, beside its window."""
        status, rows, said = self.desk.foyerctl(*words)
        assert status == 0, said
        return rows

    def at_server(self, sql, *values):
        from world import one
        return one(self.house.connection, sql, *values)

    def start(self):
        library = self.desk.build / "tests" / "support" / "main-thread-watch.so"
        if "FOYER_SANITIZED" not in os.environ:  # its library wants to be the first
            self.desk.env.update(LD_PRELOAD=str(library), FOYER_WATCH_LOG=str(self.watched))
        self.house.plan(always=SLOW)
        self.desk.start()
        for name in ("LD_PRELOAD", "FOYER_WATCH_LOG"):
            self.desk.env.pop(name, None)

    def open_conflict(self, title, window):
        """By the keyboard: the list has the focus, and one after the other is chosen."""
        self.desk.activate("win.show-conflicts", string(""))
        self.desk.see(title)
        titles = [row["title"] for row in self.own("conflicts")]
        place = next(i for i, row in enumerate(titles) if title in row)
        self.desk.key_in_window("Foyer", "Home", *["Down"] * place, "Return")
        return self.desk.window(window)


def add_server(walk):
    walk.start()
    walk.desk.find(name="Import Attendee List…")
    walk.desk.activate("app.add-server")
    window = walk.desk.window("Add Server")
    walk.fill(window, "Address", walk.house.proxy.url)
    walk.fill(window, "E-mail", walk.owner["email"])
    walk.fill(window, "Password", walk.owner["password"])
    walk.desk.press("Sign In", within=window)


def lock_sessions(walk):
    """There is no keyring on this bus: a file with a passphrase is offered."""
    window = walk.desk.window("Passphrase")
    walk.fill(window, "Passphrase", "a few words")
    walk.fill(window, "The Same Again", "a few words")
    walk.desk.press("Next", within=window)


def choose_events(walk):
    desk = walk.desk
    window = desk.window("Choose Events")
    desk.see(TITLE, within=window)
    desk.find(name="All of these events", role="check box", within=window)
    desk.key_in_window("Choose Events", "Tab", "space")
    desk.see("2 of 2 chosen", within=window)
    desk.press("Keep Here", within=window)
    desk.see("Everything Is Here")
    desk.press("Done")


def see_attendees(walk):
    walk.desk.window(TITLE)
    press(walk.desk.find(name="Attendees", role="page tab"))
    table = walk.desk.find(role="tree table", name="Attendees")
    until(lambda: any("Gil Guest" in line for line in outline(table).splitlines()), "the guests to be listed")


def edit(walk):
    """An edit of this replica goes to the server by itself."""
    walk.own("event", "edit", SLUG, "--title", NEW_TITLE)
    until(lambda: walk.at_server("SELECT count (*) FROM events WHERE title = %s", NEW_TITLE) == 1, "the edit to be on the server")
    walk.desk.window(NEW_TITLE)


def read_waits(path):
    return [record for record in path.read_text().split("\n\n") if record.strip()] if path.exists() else []


def is_ours(record):
    """What the toolkit waits for by itself, such as fonts, it does without any server."""
    for line in record.splitlines()[1:]:
        library = pathlib.Path(line.split("(")[0]).name
        if not library.startswith(WAITING):
            return library == "foyer" or library.startswith("libsoup")
    return False


def wait_for_nothing(walk):
    """All pages are opened while a round is on its way; then what was noted since the start is read."""
    n = len(walk.house.proxy.calls)
    walk.desk.activate("app.sync-page")
    walk.desk.window("Sync")
    for page in PAGES:
        walk.desk.activate("win.show-page", string(page))
    walk.desk.key_in_window("^Sync$", "ctrl+r")
    until(lambda: len(walk.house.proxy.calls) > n, "another round")
    walk.desk.key_in_window("^Sync$", "Escape")
    waited = [record for record in read_waits(walk.watched) if is_ours(record)]
    assert not waited, "\n".join(["the window stood still:", *waited])


def contradict(walk):
    """Two desks that cannot hear each other edit one field, and let in the same person."""
    walk.other = walk.house.desk("ORGANIZER", url=walk.house.rest.url)
    walk.house.plan(always=AWAY)
    walk.own("event", "edit", SLUG, "--venue", "Hall of Mine")
    walk.own("check-in", SLUG, "SAMPLE-GIL-1")
    walk.other.run("event", "edit", SLUG, "--venue", "Hall of Theirs")
    walk.other.run("check-in", SLUG, "SAMPLE-GIL-1")
    walk.other.sync()
    walk.house.plan()
    walk.desk.see("2 conflicts")


def settle_with_mine(walk):
    window = walk.open_conflict("was edited twice", "Edited Twice")
    walk.desk.focus("Edited Twice")
    reach(walk.desk, "Hall of Mine", "space")
    walk.desk.press("Save", within=window)
    until(lambda: walk.at_server("SELECT venue_name FROM events WHERE slug = %s", SLUG) == "Hall of Mine", "mine to be on the server")


def undo(walk):
    walk.desk.activate("win.undo")  # as the toast does, which goes by itself
    until(lambda: walk.at_server("SELECT venue_name FROM events WHERE slug = %s", SLUG) == "Hall of Theirs", "theirs to be back")
    walk.desk.see("2 conflicts")


def settle_by_typing(walk):
    window = walk.open_conflict("was edited twice", "Edited Twice")
    walk.fill(window, "Something Else", "Hall of Both")
    walk.desk.press("Save", within=window)
    until(lambda: walk.at_server("SELECT venue_name FROM events WHERE slug = %s", SLUG) == "Hall of Both", "what was typed")
    until(lambda: walk.at_server("SELECT count (*) FROM conflicts WHERE kind = 'EDITED_TWICE' AND settled_at IS NULL") == 0, "it to be settled")
    walk.other.sync()
    assert walk.other.value("SELECT venue_name FROM events WHERE slug = ?", SLUG) == "Hall of Both"
    assert [found["kind"] for found in walk.other.conflicts()] == ["TWICE_ADMITTED"], walk.other.conflicts()


def settle_twice_admitted(walk):
    window = walk.open_conflict("was let in twice", "Let In Twice")
    walk.desk.see("It Is Fine", within=window)
    walk.desk.focus("Let In Twice")
    reach(walk.desk, "It Is Fine", "Return")
    walk.desk.see("No Conflicts")
    until(lambda: walk.at_server("SELECT count (*) FROM conflicts WHERE settled_at IS NULL") == 0, "it to be settled at the server")


def contradict_otherwise(walk):
    """The kinds that are left: let in though refused, more than there are places, removed and edited."""
    walk.house.plan(always=AWAY)
    walk.other.act(SLUG, "cancel", "DOOR-1")
    walk.own("check-in", SLUG, "DOOR-1")
    from world import DRAFT, EVENT
    n = walk.at_server("SELECT count (*) FROM tickets WHERE event_id = %s AND deleted_at IS NULL", EVENT)
    walk.at_server("UPDATE ticket_tiers SET quantity_total = %s WHERE event_id = %s", n + 1, EVENT)
    guests = walk.desk.home / "late.csv"
    guests.write_text("Name,Email,Ticket,Code\n" + "".join(f"Late {i},l{i}@example.org,Regular,LATE-{i}\n" for i in range(4)))
    walk.own("attendee", "import", SLUG, str(guests))
    walk.own("event", "edit", DRAFT_SLUG, "--venue", "Snow Hall")
    walk.at_server("UPDATE events SET deleted_at = now() WHERE id = %s", DRAFT)
    walk.other.sync()
    walk.house.plan()
    walk.desk.see("3 conflicts")


def settle_each(walk):
    """With nothing but keys; and all that could be chosen instead is reached, too."""
    from world import DRAFT
    for title, window, choice, kind in (("was let in though refused", "Let In Though Refused", "It Is Fine", "ADMITTED_THOUGH_REFUSED"),
                                        ("more were sold than there are", "Oversold", "Make Room for All", "OVERSOLD"),
                                        ("was changed and removed", "Edited Twice", "Bring It Back", "EDITED_TWICE")):
        walk.open_conflict(title, window)
        check_window(walk.desk, f"^{window}$")
        reach(walk.desk, choice, "Return")
        until(lambda kind=kind: walk.at_server("SELECT count (*) FROM conflicts WHERE kind = %s AND settled_at IS NULL", kind) == 0,
              f"{kind} to be settled at the server")
    walk.desk.see("No Conflicts")
    assert walk.at_server("SELECT deleted_at FROM events WHERE id = %s", DRAFT) is None


def let_go(walk):
    """An event that is no longer shared, while something was done here: asked, and erased by the keyboard."""
    from world import DRAFT, FOREIGN_ORGANIZER
    walk.house.plan(always=AWAY)
    walk.own("event", "edit", DRAFT_SLUG, "--venue", "Ice Hall")
    walk.at_server("UPDATE events SET organizer_id = %s WHERE id = %s", FOREIGN_ORGANIZER, DRAFT)
    walk.house.plan()
    walk.desk.see("1 conflict")
    walk.desk.activate("win.show-conflicts", string(""))  # and its list gets the focus
    walk.desk.see("is gone from the server")
    walk.desk.key_in_window("Foyer", "Home", "Return")
    walk.desk.window("Event Gone")
    check_window(walk.desk, "^Event Gone$")
    reach(walk.desk, "Let It Go…", "Return")
    walk.desk.see("Let Go")
    reach(walk.desk, "Let Go", "Return")
    until(lambda: [event["slug"] for event in walk.own("event", "list")] == [SLUG], "the event to be erased here")


def leave(desk, title):
    """One window after the other: a key that comes late would be the next one's."""
    desk.window(title)
    desk.key_in_window(f"^{title}$", "Escape")
    until(lambda: not any((w.get_name() or "") == title for w in desk.windows()), lambda: f"“{title}” to close\n{desk.outline()}")


def sign_in_again(walk):
    """Somebody ended the session: the window says so, and in the page of sync, and in the row of the server, is the way back."""
    walk.at_server("UPDATE private.sessions SET revoked_at = now()")
    walk.desk.see("This session was ended. Sign in again.")
    walk.desk.activate("app.sync-page")
    walk.desk.see("You are signed out of")
    check_window(walk.desk, "^Sync$")
    reach(walk.desk, "Sign In Again…", "Return")
    leave(walk.desk, "Sign In Again")
    leave(walk.desk, "Sync")
    walk.desk.activate("app.servers")
    walk.desk.window("Preferences")
    walk.desk.find(name="Sign In Again…", role="list item")
    check_window(walk.desk, "^Preferences$")
    reach(walk.desk, "Sign In Again…", "Return")
    walk.desk.window("Sign In Again")
    walk.desk.focus("^Sign In Again$")
    walk.desk.type(walk.owner["password"])
    walk.desk.key("Return")
    until(lambda: not walk.own("sync", "status")[0]["is_signed_out"], "the session to be there again")
    until(lambda: not any("Sign In Again" in (w.get_name() or "") for w in walk.desk.windows()), "its window to close")
    leave(walk.desk, "Preferences")


def be_restored(walk):
    """A server that came back from a copy is noticed, and a person is asked, once. That all sign in again is left out here."""
    walk.desk.focus("Foyer")  # with no window in use it would ask now and then only
    walk.at_server("DO $$ BEGIN PERFORM private.after_restore (); UPDATE private.sessions SET revoked_at = NULL; END $$")
    walk.desk.see("Came Back from an Older Copy")
    walk.desk.press("Send It Again")
    walk.desk.gone("Came Back from an Older Copy")
    until(lambda: walk.own("sync", "status")[0]["is_restored"] is False, "the answer to be kept")


def be_withdrawn(walk):
    """The data is gone at the next contact, and the server's sentence says why."""
    walk.desk.focus("Foyer")
    walk.at_server("UPDATE devices SET revoked_at = now()")
    walk.at_server("UPDATE private.sessions SET revoked_at = now()")
    walk.desk.see("This Device Was Withdrawn")
    until(lambda: walk.own("event", "list") == [], "the events to be gone")
    files = list((walk.desk.home / "data" / "foyer").glob("replica.foyer*"))
    until(lambda: not any(b"Gil Guest" in path.read_bytes() for path in files), "no file to name a guest")


STEPS = [
    ("signs in", add_server),
    ("locks the session with a passphrase", lock_sessions),
    ("loads what was chosen", choose_events),
    ("shows the attendees", see_attendees),
    ("sends an edit", edit),
    ("never waits for the network", wait_for_nothing),
    ("is told of what contradicts", contradict),
    ("settles with its own", settle_with_mine),
    ("takes that back", undo),
    ("settles by typing", settle_by_typing),
    ("settles who was let in twice", settle_twice_admitted),
    ("is told of what contradicts otherwise", contradict_otherwise),
    ("settles each kind by the keyboard", settle_each),
    ("lets an event go by the keyboard", let_go),
    ("signs in again by the keyboard", sign_in_again),
    ("asks what a restored server is to be told", be_restored),
    ("erases all when it is withdrawn", be_withdrawn),
]


def walk_through(tap, world):
    from house import add_guests, open_house
    screen = Screen()
    desk = Desk(sys.argv[1])
    try:
        with open_house(world) as house:
            add_guests(house.connection, 3, "DOOR")
            walk = Walk(desk, house)
            going = True
            for name, step in STEPS:
                if going:
                    going = tap.run(name, step, walk)
                else:
                    tap.skip(name, "a step before it failed")
        tap.run("says nothing critical", check_nothing_critical, desk)
    finally:
        desk.close()
        screen.close()


def main():
    tap = Tap()
    try:
        with hosting.open_world(sys.argv[1]) as world:
            walk_through(tap, world)
    except hosting.NoServer as reason:
        tap.skip("server", str(reason))
    tap.finish()


if __name__ == "__main__":
    main()
