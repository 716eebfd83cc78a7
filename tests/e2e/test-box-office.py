#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A shift at the till, as whoever stands there does it: open, sell by keyboard, in parts, to somebody by name.

Usage: test-box-office.py BUILD-FOLDER
"""
import pathlib
import sys

import gi

gi.require_version("Atspi", "2.0")

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from desk import press, run_steps, until  # noqa: E402
from till import drawer, foyerctl, printed, read, says, see_printed, use_printer  # noqa: E402

EVENT = "Pottery Evening"
SLUG = "pottery-evening"
TILL = f"{EVENT} – Box Office"
TEXT = ("text", "entry")


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
    use_printer(desk, "print-receipt='always'")
    desk.start()
    desk.window(EVENT)
    desk.see("Overview")
    desk.key_in_window(f"{EVENT} – Foyer", "ctrl+shift+b")
    window = desk.window(TILL)
    desk.see("Till closed", within=window)
    desk.see("Regular, €24.00, 20 left", within=window)
    desk.focus(TILL)


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


def menu(desk, item):
    """What the till’s menu has, by its key."""
    keys(desk, "F4")
    desk.press(item, role=("menu item", "push button", "button"))


def check_money_moved(desk):
    before = drawer(desk)
    menu(desk, "Pay In…")
    window = desk.window("Pay In")
    desk.fill(desk.find(role=TEXT, name="Amount", within=window), "20")
    desk.press("Pay In", within=window)
    until(lambda: drawer(desk) == before + 2000, "what was paid in")
    see_printed(desk, "Paid In")
    menu(desk, "Pay Out…")
    window = desk.window("Pay Out")
    desk.fill(desk.find(role=TEXT, name="Amount", within=window), "5")
    desk.fill(desk.find(role=TEXT, name="Reason", within=window), "Flowers")
    desk.press("Pay Out", within=window)
    until(lambda: drawer(desk) == before + 1500, "what was paid out")
    see_printed(desk, "Flowers")


def check_receipts(desk):
    """Each sale left a receipt, the drawer opened before it, and the part paid by card is on it."""
    items = printed(desk)
    kinds = [kind for kind, _ in items]
    assert kinds.count("KICK") >= 5 and kinds.count("CUT") >= 6, (kinds.count("KICK"), kinds.count("CUT"))
    assert kinds.index("KICK") < kinds.index("CUT")
    for text in (EVENT, "Regular", "€48.00", "€37.50", "Card", "€26.00"):
        assert says(desk, text), text


def check_refund(desk):
    """All of the first sale goes back, as it came."""
    before = drawer(desk)
    number = read(desk, "SELECT order_number FROM orders ORDER BY key LIMIT 1")
    foyerctl(desk, "order", "refund", SLUG, number, "--reason", "Ill")
    assert drawer(desk) == before - 4800
    assert read(desk, "SELECT status FROM orders ORDER BY key LIMIT 1") == "REFUNDED"


def check_x(desk):
    menu(desk, "X Report")
    window = desk.window("X Report")
    desk.press("Print", within=window)
    see_printed(desk, "X Report")
    desk.key_in_window("X Report", "Escape")


def check_hand_over(desk):
    """Another cashier comes, and says her PIN."""
    foyerctl(desk, "cashier", "add", SLUG, "Sue", "--supervisor", "--pin-stdin", stdin="2468\n")
    keys(desk, "F4")
    desk.press("Change Cashier…", role=("menu item", "push button", "button"))
    desk.see("Sue")
    desk.key("Return")
    desk.see("PIN")
    desk.type("2468", delay=40)
    desk.key("Return")
    desk.see("Sue · till open")
    assert read(desk, "SELECT count(*) FROM till_records WHERE kind = 'HAND_OVER'") == 1
    keys(desk, "b", "Return", "c", "Return")
    sold(desk, 7)
    assert read(desk, "SELECT c.name FROM payments p JOIN cashiers c ON c.id = p.cashier_id ORDER BY p.key DESC LIMIT 1") == "Sue"


def check_close(desk):
    """A euro is missing: it is said why, and the report has it. The drawer is the float, and what came, less what went."""
    expected = read(desk, """SELECT (SELECT amount FROM till_records WHERE kind = 'OPEN')
        + (SELECT sum(CASE kind WHEN 'PAYMENT' THEN amount + rounding ELSE -amount - rounding END) FROM payments WHERE method = 'CASH') + 2000 - 500""")
    assert drawer(desk) == expected
    menu(desk, "Close Till…")
    window = desk.window("Count the Drawer")
    press(desk.find(role="page tab", name="One Sum", within=window))
    desk.fill(desk.find(role=TEXT, name="Amount", within=window), f"{(expected - 100) / 100:.2f}")
    desk.press("Next", within=window)
    window = desk.window("Close Till")
    desk.see("too little", within=window)
    desk.fill(desk.find(role=TEXT, name="Why Is It Different?", within=window), "Wrong change given")
    desk.press("Close Till", within=window)
    window = desk.window("Z Report")
    desk.press("Print", within=window)
    see_printed(desk, "Wrong change given")
    assert says(desk, "Z Report") and says(desk, "Flowers")
    desk.key_in_window("Z Report", "Escape")
    desk.see("till closed")
    # It is on the paper before that is written down.
    until(lambda: read(desk, "SELECT count(*) FROM print_jobs WHERE state = 'WAITING'") == 0, "nothing that waits for a printer")
    foyerctl(desk, "audit", "verify", SLUG)


def check_killed(desk):
    """As a power cut would: what is sold is there, what was in a cart is free."""
    keys(desk, "5", "a")
    until(lambda: read(desk, "SELECT coalesce(sum(quantity), 0) FROM cart_holds") == 5, "the cart to hold its places")
    desk.kill()
    desk.start()
    until(lambda: read(desk, "SELECT count(*) FROM cart_holds") == 0, "the places to be free")
    assert read(desk, "SELECT count(*) FROM orders") == 7


STEPS = [
    ("opens from the event", check_open),
    ("asks for the float", check_float),
    ("sells with four keys", check_four_keys),
    ("tells the change", check_change),
    ("is paid in parts", check_split),
    ("sells to somebody, to be paid later", check_buyer),
    ("says what is not there", check_sold_out),
    ("shows it to the customer", check_customer),
    ("pays in and out, with slips to sign", check_money_moved),
    ("prints receipts", check_receipts),
    ("gives money back", check_refund),
    ("makes an X report", check_x),
    ("is handed over with a PIN", check_hand_over),
    ("is closed with a difference", check_close),
    ("keeps what is sold, frees what is not", check_killed),
]


if __name__ == "__main__":
    run_steps(STEPS)
