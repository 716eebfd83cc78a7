#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A till of an event that lies on a server: places are fetched as the cart fills, the server goes in the middle, and all that is
not sold goes back when the window is closed.

Usage: test-box-office-server.py BUILD-FOLDER
"""
import importlib
import sys

import hosting
from desk import Desk, Screen, check_nothing_critical, until
from tap import Tap

server = importlib.import_module("test-server")
TILL = f"{server.TITLE} – Box Office"


def keys(walk, *names):
    walk.desk.key_in_window(TILL, *names)


def stock(walk):
    """What this desk holds of the tier, and what is left for everybody: as the server has it."""
    from world import EVENT, TIER
    held = walk.at_server("SELECT coalesce (sum (quantity - used), 0)::bigint FROM allotments WHERE ended_at IS NULL AND tier_id = %s", TIER)
    return held, walk.at_server("SELECT private.places_left (%s, %s)", EVENT, TIER)


def sold(walk):
    from world import TIER
    return walk.at_server("SELECT count (*) FROM tickets t JOIN orders o ON o.id = t.order_id WHERE o.channel = 'BOX_OFFICE' AND t.tier_id = %s", TIER)


def limit(walk):
    from world import EVENT, TIER
    walk.at_server("""UPDATE ticket_tiers SET quantity_total = 20 + (SELECT count (*) FROM tickets t WHERE t.tier_id = ticket_tiers.id)
        WHERE id = %s""", TIER)
    walk.sold_before = sold(walk)
    walk.house.plan()
    assert stock(walk)[1] == 20, (stock(walk), EVENT)


def open_till(walk):
    limit(walk)
    walk.desk.window(server.TITLE)
    walk.desk.see("Overview")
    walk.desk.activate("win.open-box-office")
    window = walk.desk.window(TILL)
    walk.desk.see("elsewhere", within=window)
    walk.desk.focus(TILL)


def fetch(walk):
    """More than is here: it comes while the cart fills, and is sold with a card, as no drawer was opened."""
    keys(walk, "3", "a", "Return", "d", "Return")
    walk.desk.see("3 tickets")
    until(lambda: sold(walk) == walk.sold_before + 3, "the sale to be at the server")
    assert sum(stock(walk)) == 17, stock(walk)


def refuse(walk):
    """More than anybody has: in words, and the cart is there still."""
    keys(walk, "5", "0", "a")
    walk.desk.see("left")
    keys(walk, "ctrl+Delete")
    walk.desk.see("Type how many, then the letter of a ticket")


def lose_server(walk):
    """It goes in the middle: what is here is sold, and what is not is said."""
    keys(walk, "4", "a")
    until(lambda: stock(walk)[0] >= 4, "the places to be here")
    walk.house.plan(always=server.AWAY)
    keys(walk, "Return", "d", "Return")
    walk.desk.see("4 tickets")
    keys(walk, "9", "a", "Return")
    walk.desk.see("“Regular”")
    keys(walk, "ctrl+Delete")
    walk.house.plan()
    until(lambda: sold(walk) == walk.sold_before + 7, "the sale to be told")


def give_back(walk):
    walk.desk.gone("Offline")
    until(lambda: sum(stock(walk)) == 13, "thirteen to be left")
    keys(walk, "2", "a")
    until(lambda: stock(walk)[0] >= 2, "two to be held")
    keys(walk, "ctrl+w")
    until(lambda: stock(walk) == (0, 13), "all of it to go back")


STEPS = [
    ("signs in", server.add_server),
    ("locks the session with a passphrase", server.lock_sessions),
    ("loads what was chosen", server.choose_events),
    ("opens the till", open_till),
    ("fetches places", fetch),
    ("says what nobody has", refuse),
    ("sells without the server", lose_server),
    ("gives back what is left", give_back),
]


def walk_through(tap, world):
    from house import open_house
    screen = Screen()
    desk = Desk(sys.argv[1])
    try:
        with open_house(world) as house:
            walk = server.Walk(desk, house)
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
