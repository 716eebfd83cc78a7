#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What guests come back to the desk for: their money, another tier, another name; and a supervisor's word where it takes one.
What was paid in cash is read back from the drawer, and what was printed from the paper.

Usage: test-order-acts.py BUILD-FOLDER
"""
import pathlib
import subprocess
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import BUTTONS, all_words, children, press, run_steps, until  # noqa: E402
from till import drawer, foyerctl, printed, read, says, use_printer  # noqa: E402

EVENT = "Pottery Evening"
SLUG = "pottery-evening"
WINDOW = f"{EVENT} – Foyer"
TEXT = ("text", "entry")
MENU = ("menu item", "button")
CASHIERS = (("Tim", "1357", "--refund-limit", "30"), ("Sue", "2468", "--supervisor"), ("Zoe", "8642", "--supervisor"))
WRONG_PINS = ("1111", "2222", "3333", "4444")


def status(desk, buyer):
    return read(desk, f"SELECT status FROM orders WHERE buyer_name = '{buyer}'")


def kicks(desk):
    return sum(kind == "KICK" for kind, _ in printed(desk))


def code_of(desk, name):
    return read(desk, f"SELECT qr_code FROM tickets WHERE attendee_name = '{name}'")


def closed(title):
    """GTK 4.8 does not survive a question about a window that closes meanwhile."""
    until(lambda: not subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
                                     capture_output=True, text=True, check=False).stdout.split(), f"“{title}” to close")


def open_order(desk, buyer):
    """As from an attendee’s panel: finding orders has a walk of its own."""
    where = f"FROM orders WHERE buyer_name = '{buyer}'"
    event = foyerctl(desk, "event", "show", SLUG)[0]["id"]
    desk.activate("win.show-order", GLib.Variant("(sx)", (event, read(desk, f"SELECT key {where}"))))
    desk.see(f"Order {read(desk, f'SELECT order_number {where}')}", within=desk.window(WINDOW))


def choose(desk, item, of="More for This Ticket"):
    """From the menu of the first ticket, or of the order."""
    menu = desk.find(contains=of, role=BUTTONS)
    press(next(children(menu)))  # the button within, which opens it
    desk.press(item, role=MENU)


def write(desk, window, name, text):
    desk.fill(desk.find(role=TEXT, name=name, within=desk.window(window)), text)


def finish(desk, window):
    """Ctrl+Enter, as soon as it can be done."""
    button = desk.find(role=BUTTONS, contains=window.split()[0], within=desk.window(window))

    def can_be_done():
        button.clear_cache()
        return button.get_state_set().contains(Atspi.StateType.SENSITIVE)
    until(can_be_done, f"“{window}” to be ready")
    desk.key_in_window(window, "ctrl+Return")


def do(desk, window):
    finish(desk, window)
    closed(window)


def type_pin(desk, title, pin):
    """The first digit takes away what was said of the PIN before."""
    desk.focus(title)
    desk.type(pin, delay=20)
    desk.see(f"PIN, {len(pin)} digits typed", within=desk.window(title))
    desk.key("Return")


def say_pin(desk, window, row, pin):
    """Who it is, by the arrows, and the PIN."""
    desk.window(window)
    desk.key_in_window(window, *["Down"] * row, "Return")
    desk.see("PIN, 0 digits typed", within=desk.window(window))
    type_pin(desk, window, pin)


def see_verdict(desk, door, text):
    verdict = desk.find(role="status bar", within=door)

    def look():
        verdict.clear_cache()
        return text in all_words(verdict)
    until(look, lambda: f"“{text}” at the door\n{desk.outline()}")


def ask(desk, item, window, of="More for This Ticket"):
    choose(desk, item, of)
    return desk.window(window)


def check_begins(desk):
    foyerctl(desk, "event", "add", "--title", EVENT, "--start", "2031-12-01T19:00", "--end", "2031-12-01T21:00",
             "--timezone", "Europe/Berlin", "--currency", "EUR", "--venue", "Studio 2")
    for name, price in (("Regular", "24"), ("Student", "12.50")):
        foyerctl(desk, "tier", "add", SLUG, "--name", name, "--price", price, "--quantity", "20")
    foyerctl(desk, "event", "publish", SLUG)
    foyerctl(desk, "cash", "open", SLUG, "50.00")
    for tickets, buyer in (("Regular=2", "Ada Lovelace"), ("Student=1", "Grace Hopper"), ("Regular=2", "Mary Somerville")):
        foyerctl(desk, "sell", SLUG, "--tier", tickets, "--name", buyer, "--pay", "cash")
    assert drawer(desk) == 5000 + 4800 + 1250 + 4800
    for name, pin, *role in CASHIERS:
        foyerctl(desk, "cashier", "add", SLUG, name, *role, "--pin-stdin", stdin=f"{pin}\n")
    use_printer(desk)
    desk.start()
    desk.see("Studio 2", within=desk.window(EVENT))


def check_refund_of_part(desk):
    """One of two tickets goes back: said before, paid from the drawer, which opens; the other one stays.
    It is asked once who does it.
    """
    before = drawer(desk)
    open_order(desk, "Ada Lovelace")
    window = ask(desk, "Refund…", "Refund")
    desk.see("Goes back: €24.00 Cash.", within=window)
    desk.see("1 ticket ends", within=window)
    write(desk, "Refund", "Reason", "Ill")
    finish(desk, "Refund")
    say_pin(desk, "Who Is at the Till?", 0, "1357")
    closed("Refund")
    until(lambda: drawer(desk) == before - 2400, "the money to leave the drawer")
    until(lambda: kicks(desk) == 1, "the drawer to open")
    desk.see("Cancelled, refunded")
    assert status(desk, "Ada Lovelace") == "PARTLY_REFUNDED"
    assert read(desk, "SELECT count(*) FROM tickets WHERE status = 'VALID'") == 4


def check_receipt_of_part(desk):
    """What was given back stands on the receipt; the first is none, all after it are copies."""
    choose(desk, "Print Receipt", "More for This Order")
    window = desk.window("Print Receipt")
    desk.press("Print", within=window)
    until(lambda: "CUT" in dict(printed(desk)), "the receipt")
    for text in ("1 × Regular", "Cancelled", "€48.00", "Refund, Cash"):
        assert says(desk, text), printed(desk)
    assert not says(desk, "Copy of"), printed(desk)
    desk.press("Print", within=window)
    until(lambda: says(desk, "Copy of"), "the copy of the receipt")
    desk.key_in_window("Print Receipt", "Escape")
    closed("Print Receipt")


def check_refund_of_rest(desk):
    """The other half is all that can still go back; with it the order is over."""
    before = drawer(desk)
    window = ask(desk, "Refund…", "Refund", "More for This Order")
    write(desk, "Refund", "Amount", "24.01")
    desk.see("At most €24.00 can go back.", within=window)
    write(desk, "Refund", "Amount", "24")
    write(desk, "Refund", "Reason", "Ill, too")
    do(desk, "Refund")
    until(lambda: drawer(desk) == before - 2400, "the money to leave the drawer")
    assert status(desk, "Ada Lovelace") == "REFUNDED"


def check_tier(desk):
    """Up costs the difference, down gives it back."""
    before = drawer(desk)
    open_order(desk, "Grace Hopper")
    window = ask(desk, "Change Tier…", "Change Tier")
    desk.see("€11.50 more is paid now.", within=window)
    do(desk, "Change Tier")
    until(lambda: drawer(desk) == before + 1150, "the difference in the drawer")
    desk.see("Regular · €24.00")
    window = ask(desk, "Change Tier…", "Change Tier")
    desk.see("Goes back: €11.50 Cash.", within=window)
    do(desk, "Change Tier")
    until(lambda: drawer(desk) == before, "the difference to go back")
    desk.see("Student · €12.50")


def check_transfer(desk):
    """Somebody else comes, with a code of her own: the old one is refused at the door."""
    old = code_of(desk, "Grace Hopper")
    window = ask(desk, "Give to Somebody Else…", "Give to Somebody Else")
    desk.see("The old code dies", within=window)
    write(desk, "Give to Somebody Else", "Name", "Hedy Lamarr")
    do(desk, "Give to Somebody Else")
    until(lambda: read(desk, "SELECT count(*) FROM tickets WHERE attendee_name = 'Hedy Lamarr'") == 1, "the new name")
    assert code_of(desk, "Hedy Lamarr") != old
    press(desk.find(contains="Check In (Ctrl+D)", role=BUTTONS, within=desk.window(WINDOW)))
    door = desk.window("Main Entrance")
    desk.focus("Main Entrance")
    desk.scan(old)
    see_verdict(desk, door, "An old code")
    desk.scan(code_of(desk, "Hedy Lamarr"))
    see_verdict(desk, door, "Admitted")
    assert read(desk, "SELECT count(*) FROM tickets WHERE status = 'CHECKED_IN'") == 1
    desk.key_in_window("Main Entrance", "ctrl+w")
    closed(".*Main Entrance.*")


def check_limit(desk):
    """More than a cashier may give back: a supervisor says her PIN. Whoever guesses has to wait; another one need not."""
    before = drawer(desk)
    open_order(desk, "Mary Somerville")
    ask(desk, "Refund…", "Refund", "More for This Order")
    write(desk, "Refund", "Reason", "Goodwill")
    finish(desk, "Refund")
    desk.see("“Tim” wants to give €48.00 back.", within=desk.window("Ask a Supervisor"))
    say_pin(desk, "Ask a Supervisor", 0, "9999")
    window = desk.window("Ask a Supervisor")
    for pin in WRONG_PINS:
        desk.see("This is not the PIN of “Sue”.", within=window)
        type_pin(desk, "Ask a Supervisor", pin)
    desk.see("Too many wrong PINs were entered for “Sue”.", within=window)
    type_pin(desk, "Ask a Supervisor", "2468")
    desk.see("Too many wrong PINs were entered for “Sue”.", within=window)
    assert drawer(desk) == before
    press(desk.find(contains="Somebody Else", role=BUTTONS, within=window))
    desk.gone("Somebody Else", within=window)
    say_pin(desk, "Ask a Supervisor", 1, "8642")
    until(lambda: drawer(desk) == before - 4800, "the money to leave the drawer")
    assert read(desk, """SELECT c.name || ' ' || a.name FROM till_records r JOIN cashiers c ON c.id = r.cashier_id
        JOIN cashiers a ON a.id = r.approver_id WHERE r.kind = 'REFUND' ORDER BY r.sequence DESC""") == "Tim Zoe"


def check_books(desk):
    foyerctl(desk, "audit", "verify", SLUG)
    assert drawer(desk) == 5000 + 1250


STEPS = [
    ("begins with what was sold", check_begins),
    ("gives back a part", check_refund_of_part),
    ("prints what was given back", check_receipt_of_part),
    ("gives back the rest", check_refund_of_rest),
    ("changes a tier up and down", check_tier),
    ("gives a ticket to somebody else", check_transfer),
    ("asks a supervisor above the limit", check_limit),
    ("leaves books that agree", check_books),
]


if __name__ == "__main__":
    run_steps(STEPS)
