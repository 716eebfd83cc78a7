#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The money of a cancelled event goes back as one job, which a power cut ends in the middle: what was given back is
known, the rest goes on, and nobody gets it twice.

Usage: test-refund-job.py BUILD-FOLDER
"""
import pathlib
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import BUTTONS, press, run_steps, until  # noqa: E402
from till import drawer, foyerctl, read  # noqa: E402

EVENT = "Pottery Evening"
SLUG = "pottery-evening"
ORDERS = 40


def given_back(desk):
    return read(desk, "SELECT count(*) FROM payments WHERE kind = 'REFUND'")


def press_ready(desk, name, within):
    button = desk.find(name=name, role=BUTTONS, within=within)

    def is_ready():
        button.clear_cache()
        return button.get_state_set().contains(Atspi.StateType.SENSITIVE)
    until(is_ready, f"“{name}” to be ready")
    press(button)


def begin(desk):
    """To the question, and the answer that lets it run."""
    desk.see("Studio 2", within=desk.window(EVENT))
    desk.activate("win.show-refunds")
    window = desk.window("Refunds")
    press_ready(desk, "Confirm All…", window)
    desk.press("Confirm")


def check_sold(desk):
    foyerctl(desk, "event", "add", "--title", EVENT, "--start", "2031-12-01T19:00", "--end", "2031-12-01T21:00",
             "--timezone", "Europe/Berlin", "--currency", "EUR", "--venue", "Studio 2")
    foyerctl(desk, "tier", "add", SLUG, "--name", "Regular", "--price", "24")
    foyerctl(desk, "event", "publish", SLUG)
    foyerctl(desk, "cash", "open", SLUG, "50.00")
    for n in range(ORDERS):
        foyerctl(desk, "sell", SLUG, "--tier", "Regular", "--name", f"Guest {n}", "--pay", ("cash", "card")[n % 2])
    foyerctl(desk, "event", "cancel", SLUG)
    assert read(desk, "SELECT count(*) FROM refunds WHERE status = 'PROPOSED'") == ORDERS


def check_killed(desk):
    desk.start()
    begin(desk)
    until(lambda: given_back(desk) > 0, "the first money to go back")
    desk.kill()


def check_goes_on(desk):
    """What the first run did is not done again. It may have been fast enough to have done all."""
    done = given_back(desk)
    assert done == read(desk, "SELECT count(*) FROM refunds WHERE status = 'CONFIRMED'")
    desk.start()
    if done < ORDERS:
        begin(desk)
    until(lambda: given_back(desk) == ORDERS, "the rest to go back")
    until(lambda: read(desk, "SELECT count(*) FROM refunds WHERE status = 'PROPOSED'") == 0, "all to be settled")


def check_books(desk):
    assert read(desk, "SELECT count(DISTINCT order_id) FROM payments WHERE kind = 'REFUND'") == ORDERS
    assert read(desk, "SELECT count(*) FROM orders WHERE status = 'REFUNDED'") == ORDERS
    assert read(desk, "SELECT sum(CASE kind WHEN 'PAYMENT' THEN amount ELSE -amount END) FROM payments") == 0
    assert drawer(desk) == 5000
    foyerctl(desk, "audit", "verify", SLUG)


STEPS = [
    ("sells, and the event is cancelled", check_sold),
    ("is killed while money goes back", check_killed),
    ("goes on with the rest", check_goes_on),
    ("gave each back once, and the books agree", check_books),
]


if __name__ == "__main__":
    run_steps(STEPS)
