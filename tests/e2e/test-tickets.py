#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets as an organizer sets them up: tiers, their order, a promo code, a buyer's view of both, and undo.

Usage: test-tickets.py BUILD-FOLDER
"""
import pathlib
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import run_steps, until  # noqa: E402

EVENT = "Pottery Class"
TITLE = f"{EVENT} – Foyer"
TEXT = ("text", "entry")


def foyerctl(desk, *arguments):
    status, rows, said = desk.foyerctl(*arguments)
    assert status == 0, said
    return rows


def tiers(desk):
    return foyerctl(desk, "tier", "list", "pottery-class")


def names(desk):
    return [tier["name"] for tier in tiers(desk)]


def check_empty(desk):
    foyerctl(desk, "event", "add", "--title", EVENT, "--start", "2031-12-01T19:00", "--end", "2031-12-01T21:00",
             "--timezone", "Europe/Berlin", "--currency", "EUR")
    desk.start()
    desk.window(EVENT)
    desk.activate("win.show-page", GLib.Variant("s", "tickets"))
    desk.see("No Tickets Yet")


def check_tiers(desk):
    desk.press("Add Tier…")
    window = desk.window("New Tier")
    desk.focus("New Tier")
    desk.type("Regular", delay=20)
    desk.fill(desk.find(role=TEXT, contains="0.00", within=window), "49")
    desk.key("ctrl+s")
    until(lambda: names(desk) == ["Regular"], "the first tier")
    assert tiers(desk)[0]["price"] == 4900
    desk.see("€49.00")

    desk.key_in_window(TITLE, "ctrl+t")
    window = desk.window("New Tier")
    desk.focus("New Tier")
    desk.type("regular", delay=20)
    desk.see("There is a tier “regular” already.")
    desk.key("ctrl+a")
    desk.type("Early Bird", delay=20)
    desk.press("Early Bird", within=window, role=("switch", "toggle button", "check box"))
    desk.key("ctrl+s")
    until(lambda: names(desk) == ["Regular", "Early Bird"], "the second tier")
    assert tiers(desk)[1]["is_early_bird"]


def has_focus(desk, name):
    row = desk.find(role="list item", name=name)
    row.clear_cache()
    return row.get_state_set().contains(Atspi.StateType.FOCUSED)


def check_order(desk):
    desk.key_in_window(TITLE, "alt+1", "alt+3")
    until(lambda: has_focus(desk, "Regular") or desk.key("Tab"), "the first row to have the focus")
    desk.key("Down")
    until(lambda: has_focus(desk, "Early Bird"), "the row to have the focus")
    desk.key("alt+Up")
    until(lambda: names(desk) == ["Early Bird", "Regular"], "the early bird to be first")
    desk.see("Early Bird")
    desk.key_in_window(TITLE, "ctrl+z")
    until(lambda: names(desk) == ["Regular", "Early Bird"], "the old order")


def check_promo(desk):
    desk.press("Promo Codes", role=("toggle button", "radio button", "page tab"))
    desk.press("Add Promo Code…")
    desk.window("New Promo Code")
    desk.focus("New Promo Code")
    desk.type("early-20", delay=20)
    desk.key("ctrl+s")
    until(lambda: [p["code"] for p in foyerctl(desk, "promo", "list", "pottery-class")] == ["EARLY-20"], "the promo code")


def check_buyer(desk):
    desk.press("Preview", role=("toggle button", "radio button", "page tab"))
    spin = desk.find(role="spin button", name="Regular")
    Atspi.Value.set_current_value(spin, 2)
    desk.see("€98.00")
    codes = desk.find(role=TEXT, contains="Promo Codes, with Spaces Between")
    desk.fill(codes, "early-20")
    desk.see("€88.20")
    desk.fill(codes, "nonsense")
    desk.see("There is no code “NONSENSE”.")


def check_undo(desk):
    desk.key_in_window(TITLE, "ctrl+z")
    until(lambda: foyerctl(desk, "promo", "list", "pottery-class") == [], "the promo code to be gone")
    desk.key("ctrl+z")
    until(lambda: names(desk) == ["Regular"], "the early bird to be gone")


STEPS = [
    ("begins with an empty page", check_empty),
    ("adds tiers", check_tiers),
    ("moves a tier by keyboard", check_order),
    ("adds a promo code", check_promo),
    ("shows what a buyer sees", check_buyer),
    ("takes it all back", check_undo),
]


if __name__ == "__main__":
    run_steps(STEPS)
