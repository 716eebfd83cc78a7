#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The orders of an event as somebody at the desk finds, opens and changes them.

Usage: test-orders.py BUILD-FOLDER
"""
import pathlib
import sys

import gi

gi.require_version("Atspi", "2.0")

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import run_steps, until  # noqa: E402
from till import foyerctl, read  # noqa: E402

EVENT = "Pottery Evening"
SLUG = "pottery-evening"
WINDOW = f"{EVENT} – Foyer"


def check_list(desk):
    foyerctl(desk, "event", "add", "--title", EVENT, "--start", "2031-12-01T19:00", "--end", "2031-12-01T21:00",
             "--timezone", "Europe/Berlin", "--currency", "EUR", "--venue", "Studio 2")
    foyerctl(desk, "tier", "add", SLUG, "--name", "Regular", "--price", "24", "--quantity", "20")
    foyerctl(desk, "event", "publish", SLUG)
    foyerctl(desk, "cash", "open", SLUG, "50.00")
    foyerctl(desk, "sell", SLUG, "--tier", "Regular=2", "--name", "Ada Lovelace", "--pay", "card")
    foyerctl(desk, "sell", SLUG, "--tier", "Regular=1", "--name", "Grace Hopper", "--pay", "cash:10.00", "--rest-later")
    desk.start()
    desk.window(EVENT)
    desk.see("Overview")
    desk.key_in_window(WINDOW, "alt+4")
    window = desk.window(EVENT)
    desk.see("Ada Lovelace", within=window)
    desk.see("€48.00", within=window)
    desk.see("Unpaid", within=window)


def check_pay(desk):
    """Found by typing, opened by Enter; the rest is taken, and it is paid."""
    desk.key_in_window(WINDOW, "ctrl+f")
    desk.type("hopper")
    desk.gone("Ada Lovelace")
    desk.key("Return")
    desk.see("€14.00 is still to be paid")
    desk.press("Take Payment…")
    window = desk.window("Take Payment")
    desk.see("€14.00 is due.", within=window)
    desk.focus("Take Payment")
    desk.key("ctrl+Return")
    until(lambda: read(desk, "SELECT count(*) FROM orders WHERE status = 'COMPLETED'") == 2, "the order to be paid")
    desk.see("€14.00 paid: Cash")


def check_refund(desk):
    """The menu of a row leads to what can be done with it; it says first what will happen."""
    desk.key_in_window(WINDOW, "ctrl+f", "ctrl+a")
    desk.type("lovelace")
    desk.see("Ada Lovelace", within=desk.window(EVENT))
    desk.key("Return")
    desk.see("Regular · €24.00")
    desk.key_in_window(WINDOW, "Menu")
    desk.press("Refund…", role=("menu item", "button"))
    window = desk.window("Refund")
    desk.see("Goes back: €48.00 Card.", within=window)
    desk.fill(desk.find(name="Reason", role=("text", "entry"), within=window), "Ill")
    desk.focus("Refund")
    desk.key("ctrl+Return")
    until(lambda: read(desk, "SELECT count(*) FROM orders WHERE status = 'REFUNDED'") == 1, "the order to be refunded")
    assert read(desk, "SELECT sum(amount) FROM payments WHERE kind = 'REFUND' AND method = 'CARD'") == 4800
    assert read(desk, "SELECT count(*) FROM tickets WHERE status = 'CANCELLED'") == 2


STEPS = [
    ("lists what was bought", check_list),
    ("takes the rest of the money", check_pay),
    ("gives money back", check_refund),
]


if __name__ == "__main__":
    run_steps(STEPS)
