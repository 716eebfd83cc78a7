#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shift at the till, as whoever stands there does it: open, sell by keyboard, in parts, to somebody by name.

Usage: test-box-office.py BUILD-FOLDER
"""
import contextlib
import pathlib
import sqlite3
import sys

import gi

gi.require_version("Atspi", "2.0")

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import run_steps, until  # noqa: E402

EVENT = "Pottery Evening"
SLUG = "pottery-evening"
TILL = f"{EVENT} – Box Office"
TEXT = ("text", "entry")


def foyerctl(desk, *arguments):
    status, rows, said = desk.foyerctl(*arguments)
    assert status == 0, said
    return rows


def read(desk, sql):
    """One value of the replica, as any other program would read it."""
    with contextlib.closing(sqlite3.connect(f"file:{desk.replica}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchone()[0]


def keys(desk, *names):
    desk.key_in_window(TILL, *names)


def sold(desk, n):
    until(lambda: read(desk, "SELECT count(*) FROM orders WHERE channel IN ('BOX_OFFICE', 'COMPLIMENTARY')") == n,
          f"{n} orders")


def check_open(desk):
    foyerctl(desk, "event", "add", "--title", EVENT, "--start", "2031-12-01T19:00", "--end", "2031-12-01T21:00",
             "--timezone", "Europe/Berlin", "--currency", "EUR", "--venue", "Studio 2")
    for name, price in (("Regular", "24"), ("Student", "12.50")):
        foyerctl(desk, "tier", "add", SLUG, "--name", name, "--price", price, "--quantity", "20")
    foyerctl(desk, "event", "publish", SLUG)
    desk.start()
    desk.window(EVENT)
    desk.see("Overview")
    desk.key_in_window(f"{EVENT} – Foyer", "ctrl+shift+b")
    window = desk.window(TILL)
    desk.see("Till closed", within=window)
    desk.see("Regular, €24.00, 20 left", within=window)
    desk.focus(TILL)


def drawer(desk):
    """What should lie in it. No face tells that before it is counted."""
    return read(desk, "SELECT sum(amount) FROM till_records WHERE method = 'CASH'")


def check_float(desk):
    """Cash needs a drawer that was counted: said where the money is, and nothing is lost."""
    keys(desk, "2", "a", "Return", "Return")
    window = desk.window(TILL)
    desk.see("Open the till before cash goes into it.", within=window)
    count = desk.window("Count the Float")
    desk.fill(desk.find(role="spin button", name="How many of €50.00", within=count), "2")
    desk.see("€100.00", within=count)
    desk.press("Open Till", within=count)
    desk.see("Till open", within=window)
    assert drawer(desk) == 10000


def check_four_keys(desk):
    keys(desk, "Return")
    sold(desk, 1)
    desk.see("2 tickets, €48.00")
    keys(desk, "3", "b", "Return", "Return")
    sold(desk, 2)
    desk.see("3 tickets, €37.50")
    assert drawer(desk) == 18550
    assert read(desk, "SELECT count(*) FROM tickets") == 5


def check_change(desk):
    keys(desk, "a", "Return", "5", "0")
    desk.see("€26.00")
    keys(desk, "Return")
    sold(desk, 3)


def check_split(desk):
    keys(desk, "2", "a", "Return", "d", "2", "0", "Return")
    desk.see("Still to pay")
    # What was taken is on disk before anything else is.
    until(lambda: read(desk, "SELECT count(*) FROM orders WHERE status = 'PENDING'") == 1, "the part to be on disk")
    keys(desk, "c", "3", "0", "Return")
    sold(desk, 4)
    until(lambda: read(desk, "SELECT count(*) FROM orders WHERE status = 'COMPLETED'") == 4, "the rest to be on disk")
    assert read(desk, "SELECT count(*) FROM payments WHERE method = 'CARD' AND amount = 2000") == 1
    assert read(desk, "SELECT count(*) FROM payments WHERE method = 'CASH' AND amount = 2800") == 1


def check_buyer(desk):
    keys(desk, "a", "ctrl+f")
    desk.see("Who buys?")
    desk.type("Grace Hopper", delay=20)
    desk.key("Return")
    desk.see("Grace Hopper")
    keys(desk, "Return", "l")
    sold(desk, 5)
    desk.see("To be paid later")
    assert read(desk, "SELECT count(*) FROM orders WHERE status = 'PENDING' AND buyer_name = 'Grace Hopper'") == 1


def check_sold_out(desk):
    keys(desk, "1", "9", "b", "Return")
    desk.see("“Student”")
    assert read(desk, "SELECT count(*) FROM orders") == 5
    keys(desk, "ctrl+Delete")
    desk.see("Type how many, then the letter of a ticket")


def check_customer(desk):
    keys(desk, "F9")
    display = desk.window("Customer Display")
    keys(desk, "a")
    desk.see("€24.00", within=display)
    keys(desk, "Return", "3", "0", "Return")
    desk.see("Your change: €6.00", within=display)
    sold(desk, 6)


def check_killed(desk):
    """As a power cut would: what is sold is there, what was in a cart is free."""
    keys(desk, "5", "a")
    until(lambda: read(desk, "SELECT coalesce(sum(quantity), 0) FROM cart_holds") == 5, "the cart to hold its places")
    desk.kill()
    desk.start()
    until(lambda: read(desk, "SELECT count(*) FROM cart_holds") == 0, "the places to be free")
    assert read(desk, "SELECT count(*) FROM orders") == 6


STEPS = [
    ("opens from the event", check_open),
    ("asks for the float", check_float),
    ("sells with four keys", check_four_keys),
    ("tells the change", check_change),
    ("is paid in parts", check_split),
    ("sells to somebody, to be paid later", check_buyer),
    ("says what is not there", check_sold_out),
    ("shows it to the customer", check_customer),
    ("keeps what is sold, frees what is not", check_killed),
]


if __name__ == "__main__":
    run_steps(STEPS)
