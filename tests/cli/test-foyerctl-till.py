#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""foyerctl at the box office: selling, the till, orders, cashiers, the audit.

    test-foyerctl-till.py FOYERCTL
"""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from foyerctl import Foyerctl
from tap import Tap

EVENT = "conference"


def fresh(check):
    """Each check has a replica of its own, with an event that is on sale."""
    def run(program):
        with tempfile.TemporaryDirectory(prefix="foyerctl-") as folder:
            ctl = Foyerctl(program, folder)
            ctl.add_event(start="2036-12-01T09:00", end="2036-12-01T18:00", currency="CHF", capacity="100")
            ctl.row("tier", "add", EVENT, "--name", "Regular", "--price", "49.98", "--quantity", "5")
            ctl.row("tier", "add", EVENT, "--name", "VIP", "--price", "120.00")
            ctl.row("tier", "add", EVENT, "--name", "Gift", "--kind", "donation", "--price", "5.00")
            ctl.run("event", "edit", EVENT, "--description", "<p>Music</p>")
            with sqlite3.connect(ctl.replica) as db:
                db.execute("UPDATE events SET status = 'PUBLISHED', published_at = 1")
            check(ctl)
    run.__name__ = check.__name__
    return run


def same(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def refused(ctl, part, *arguments, status=1, **options):
    _, err = ctl.run(*arguments, status=status, **options)
    assert part in err.decode(), f"{arguments}: {err!r}"


def drawer(ctl):
    return ctl.row("cash", "status", EVENT)["drawer"]


@fresh
def sells(ctl):
    refused(ctl, "till is closed", "sell", EVENT, "--tier", "Regular", "--pay", "cash")
    same(ctl.row("cash", "open", EVENT, "100.00")["drawer"], 10000)
    sold = ctl.row("sell", EVENT, "--tier", "regular=2", "--donation", "Gift=7.50", "--name", "Zoë", "--email",
                   "zoe@example.org", "--pay", "card:7.50@4711", "--pay", "cash:120.00", "--print", "receipt")
    same((sold["total"], sold["status"], sold["channel"]), (9996 + 750, "COMPLETED", "BOX_OFFICE"))
    same([(p["method"], p["amount"], p["rounding"], p["reference"]) for p in sold["payments"]],
         [("CARD", 750, 0, "4711"), ("CASH", 9996, -1, None)])
    same((sold["change"], sold["due"], len(sold["tickets"])), (2005, 0, 3))
    same(drawer(ctl), 10000 + 9995)
    same(sold["mail"], None)
    mail = ctl.run("sell", EVENT, "--tier", "Gift", "--email", "zoe@example.org", "--pay", "card")[0].decode()
    assert "No e-mail goes to zoe@example.org by itself" in mail, mail
    out, _ = ctl.run("sell", EVENT, "--tier", "VIP", "--pay", "card:T-900")
    assert b"sold for" in out and b"change" not in out, out
    out, _ = ctl.run("sell", EVENT, "--tier", "VIP", "--pay", "card:20.00", "--rest-later")
    assert b"100.00 is still to be paid" in out, out
    free = ctl.row("sell", EVENT, "--tier", "VIP=2", "--complimentary", "Press")
    same((free["total"], free["channel"], free["note"]), (0, "COMPLIMENTARY", "Press"))
    same(free["checked_in"], 0)
    inside = ctl.row("sell", EVENT, "--tier", "VIP=2", "--pay", "card", "--check-in")
    same(inside["checked_in"], 2)
    # Whoever does not pay yet does not go in.
    owing = ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "card:1.00", "--rest-later", "--name", "Ada", "--check-in")
    same(owing["checked_in"], 0)
    with sqlite3.connect(ctl.replica) as db:
        same(db.execute("SELECT count (*), min (verdict) FROM check_ins").fetchone(), (2, "ADMITTED"))
    refused(ctl, "Only 3", "sell", EVENT, "--tier", "Regular=4", "--pay", "card")
    refused(ctl, "still to be paid", "sell", EVENT, "--tier", "VIP", "--pay", "card:20.00")
    refused(ctl, "no tier", "sell", EVENT, "--tier", "Nothing", status=2)
    refused(ctl, "Say what is sold", "sell", EVENT, status=2)
    ctl.row("promo", "add", EVENT, "--code", "EARLY", "--percentage", "50")
    refused(ctl, "no code “LATE”", "sell", EVENT, "--tier", "VIP", "--promo", "LATE", "--pay", "card")
    same(ctl.row("sell", EVENT, "--tier", "VIP", "--promo", "early", "--pay", "card")["total"], 6000)
    refused(ctl, "cash:50.00", "sell", EVENT, "--tier", "VIP", "--pay", "gold", status=2)
    refused(ctl, "49.00", "sell", EVENT, "--tier", "VIP", "--pay", "cash:much", status=2)
    refused(ctl, "voucher:10.00", "sell", EVENT, "--tier", "VIP", "--pay", "voucher:20:A-1", "--pay", "cash", status=2)
    refused(ctl, "has a price", "sell", EVENT, "--donation", "VIP=5", "--pay", "card", status=2)
    refused(ctl, "tickets or receipt", "sell", EVENT, "--tier", "VIP", "--print", "song", status=2)
    refused(ctl, "e-mail", "sell", EVENT, "--tier", "VIP", "--email", "x", "--pay", "card")
    same(ctl.rows("allotments", EVENT)[0]["here"], 3)


@fresh
def till(ctl):
    refused(ctl, "how much lies", "cash", "open", EVENT, status=2)
    ctl.row("cash", "open", EVENT, "--count", "20.00=3", "--count", "0.50=4")
    same(drawer(ctl), 6200)
    refused(ctl, "open already", "cash", "open", EVENT, "1.00")
    same(ctl.row("cash", "in", EVENT, "10.00", "--reason", "Change")["drawer"], 7200)
    refused(ctl, "taken out for", "cash", "out", EVENT, "10.00")
    refused(ctl, "in the drawer", "cash", "out", EVENT, "100.00", "--reason", "Bank")
    refused(ctl, "above 0", "cash", "in", EVENT, "0")
    refused(ctl, "how much", "cash", "in", EVENT, status=2)
    same(ctl.row("cash", "out", EVENT, "2.00", "--reason", "Bank")["drawer"], 7000)
    refused(ctl, "opened for", "cash", "no-sale", EVENT)
    ctl.row("cash", "no-sale", EVENT, "--reason", "Jammed")
    ctl.row("cash", "hand-over", EVENT)
    ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "cash")
    x = ctl.row("cash", "x", EVENT)
    refused(ctl, "not printed", "cash", "x", EVENT, "--print", "network:127.0.0.1:1")
    same((x["sales"], x["revenue"], x["drawer"], x["paid_in"], x["paid_out"], x["no_sales"], x["counted"]),
         (1, 12000, 19000, 1000, 200, 1, None))
    refused(ctl, "too little", "cash", "close", EVENT, "189.00")
    paper = pathlib.Path(ctl.replica).parent / "paper"
    pdf = paper.with_suffix(".pdf")
    paper.touch()
    z = ctl.row("cash", "close", EVENT, "189.00", "--reason", "Wrong change", "--print", f"device:{paper}", "--pdf", str(pdf))
    # What a window prints: on a roll and in a file.
    same(z["is_printed"], True)
    assert b"Wrong change" in paper.read_bytes()
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert "Wrong change" in text and "189.00" in text and "Seal" in text, text
    same((z["number"], z["counted"], z["difference"], z["reason"]), (1, 18900, -100, "Wrong change"))
    same(z["methods"]["CASH"], {"paid": 12000, "refunded": 0})
    same([(t["tier"], t["quantity"], t["amount"]) for t in z["tiers"]], [("VIP", 1, 12000)])
    refused(ctl, "closed", "cash", "close", EVENT, "1.00")
    refused(ctl, "closed", "cash", "x", EVENT)
    same(ctl.row("cash", "status", EVENT)["is_open"], False)
    ctl.row("cash", "open", EVENT, "0")
    same([(s["number"], s["difference"]) for s in ctl.rows("cash", "list", EVENT)], [(2, None), (1, -100)])
    said = ctl.run("cash", "list", EVENT)[0].decode().replace("\u00a0", " ")
    assert "CHF 120.00" in said and "CHF 1.00" in said and "12000" not in said, said


@fresh
def orders(ctl):
    ctl.row("cash", "open", EVENT, "500.00")
    sold = ctl.row("sell", EVENT, "--tier", "VIP=3", "--name", "Ada", "--pay", "card:60.00", "--pay", "cash")
    number = sold["order_number"]
    same([o["order_number"] for o in ctl.rows("order", "list", EVENT, "--search", "ADA")], [number])
    same(ctl.rows("order", "list", EVENT, "--search", "nobody"), [])
    same(ctl.rows("order", "list", EVENT, "--status", "pending"), [])
    refused(ctl, "PENDING", "order", "list", EVENT, "--status", "lost", status=2)
    ctl.row("order", "rename", EVENT, number.lower(), "--name", "Ada Lovelace")
    ctl.row("order", "rename", EVENT, number, "--ticket", "2", "--name", "Bob")
    moved = ctl.row("order", "transfer", EVENT, number, "--ticket", "2", "--name", "Eve")
    codes = [t["code"] for t in moved["tickets"]]
    assert codes[1] != sold["tickets"][1]["code"] and codes[0] == sold["tickets"][0]["code"]
    same(moved["tickets"][1]["name"], "Eve")
    refused(ctl, "Name one ticket", "order", "transfer", EVENT, number, "--name", "Eve", status=2)
    refused(ctl, "no ticket", "order", "rename", EVENT, number, "--ticket", "9", "--name", "Eve")
    # A cheaper tier: money goes back as it came, the last first.
    moved = ctl.row("order", "move", EVENT, number, "--ticket", "3", "--tier", "Regular")
    same([(p["kind"], p["method"], p["amount"], p["rounding"]) for p in moved["payments"]], [("REFUND", "CASH", 7002, -2)])
    refused(ctl, "of this tier already", "order", "move", EVENT, number, "--ticket", "3", "--tier", "Regular")
    refused(ctl, "still to be paid", "order", "move", EVENT, number, "--ticket", "3", "--tier", "VIP")
    ctl.row("order", "move", EVENT, number, "--ticket", "3", "--tier", "VIP", "--pay", "card")
    part = ctl.row("order", "split", EVENT, number, "--ticket", "1", "--name", "Carl")
    same((part["buyer_name"], part["total"], len(part["tickets"])), ("Carl", 12000, 1))
    same(ctl.row("order", "show", EVENT, number)["total"], 24000)
    # No money moves; then money, and the ticket ends.
    ctl.row("order", "cancel", EVENT, part["order_number"], "--reason", "Ill")
    same(ctl.row("order", "show", EVENT, part["order_number"])["status"], "COMPLETED")
    refused(ctl, "cancelled already", "order", "cancel", EVENT, part["order_number"], "--ticket", "1")
    # What a command does nothing with is no option of it.
    refused(ctl, "--amount", "order", "cancel", EVENT, number, "--amount", "5.00", status=2)
    refused(ctl, "--pay", "order", "refund", EVENT, number, "--pay", "card", status=2)
    refused(ctl, "Say why", "order", "refund", EVENT, number)
    back = ctl.row("order", "refund", EVENT, number, "--ticket", "1", "--reason", "Ill", "--method", "cash")
    same((back["status"], back["payments"][0]["amount"]), ("PARTLY_REFUNDED", 12000))
    refused(ctl, "Only CHF", "order", "refund", EVENT, number, "--amount", "121.00", "--reason", "More")
    refused(ctl, "must be an amount", "order", "refund", EVENT, number, "--amount", "x", "--reason", "x", status=2)
    refused(ctl, "must be cash", "order", "refund", EVENT, number, "--method", "gold", "--reason", "x", status=2)
    said, _ = ctl.run("order", "refund", EVENT, number, "--amount", "20.00", "--reason", "Sorry")
    assert b"Goes back: " in said and b"10.00 CASH, " in said and b"10.02 CARD" in said, said
    last = ctl.row("order", "refund", EVENT, number, "--reason", "All")
    same(last["status"], "REFUNDED")
    refused(ctl, "Nothing of this", "order", "refund", EVENT, number, "--amount", "1.00", "--reason", "More")
    shown = ctl.row("order", "show", EVENT, number)
    kinds = [fact["kind"] for fact in shown["timeline"]]
    same((kinds[0], kinds.count("REFUNDED") >= 4, "REPLACED" in kinds), ("CREATED", True, True))
    same((kinds.count("MOVED"), kinds.count("VOIDED"), kinds.count("SPLIT_OFF")), (2, 2, 1))
    same([t["status"] for t in shown["tickets"]], ["CANCELLED", "CANCELLED"])
    said = ctl.run("order", "show", EVENT, number)[0].decode().splitlines()
    same(said[0].endswith("Ada Lovelace  REFUNDED"), True)
    same(said[1].split("  ")[:3] + said[1].split("  ")[-1:], ["1", "Eve", "VIP", "CANCELLED"])
    assert any("REFUNDED  CHF" in line and line.endswith("CASH  All") for line in said), said
    # Some of it for somebody else: no money moves, and none is spoken of.
    two = ctl.row("sell", EVENT, "--tier", "Regular=2", "--pay", "cash")["order_number"]
    said = ctl.run("order", "split", EVENT, two, "--ticket", "1")[0]
    assert b"was made" in said and b"back" not in said and two.encode() not in said, said
    one = said.split()[1].decode()
    for number_of, kind, other in ((two, "SPLIT_OFF", one), (one, "SPLIT_FROM", two)):
        facts = ctl.row("order", "show", EVENT, number_of)["timeline"]
        assert (kind, other) in [(fact["kind"], fact["text"]) for fact in facts], facts
        same(facts[0]["kind"], "CREATED")
    sold = ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "card")
    same(ctl.row("order", "void", EVENT, sold["order_number"], "--reason", "Wrong")["status"], "REFUNDED")
    owed = ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "cash:20", "--rest-later")
    same((owed["status"], owed["due"]), ("PENDING", 10000))
    same(ctl.row("order", "pay", EVENT, owed["order_number"], "--pay", "cash:100")["status"], "COMPLETED")
    refused(ctl, "to be paid", "order", "pay", EVENT, owed["order_number"], "--pay", "cash")
    refused(ctl, "no order", "order", "show", EVENT, "NOTHING")
    same(ctl.row("audit", "verify", EVENT)["findings"], [])


def copy_payment(ctl, number):
    """As another desk took it meanwhile: one more payment of the order."""
    with sqlite3.connect(ctl.replica) as db:
        columns = [name for _, name, *_ in db.execute("PRAGMA table_info (payments)") if name not in ("key", "id")]
        names = ", ".join(columns)
        db.execute(f"INSERT INTO payments (id, {names}) SELECT randomblob (16), {names} FROM payments WHERE order_id = "
                   "(SELECT id FROM orders WHERE order_number = ?) LIMIT 1", (number,))


@fresh
def paid_twice(ctl):
    number = ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "card")["order_number"]
    refused(ctl, "too much any more", "order", "return", EVENT, number)
    copy_payment(ctl, number)
    same(ctl.row("order", "show", EVENT, number)["excess"], 12000)
    assert "Paid twice: CHF" in ctl.run("order", "show", EVENT, number)[0].decode()
    refused(ctl, "till is closed", "order", "return", EVENT, number, "--method", "cash")
    back = ctl.row("order", "return", EVENT, number)
    same([(p["kind"], p["method"], p["amount"]) for p in back["payments"]], [("REFUND", "CARD", 12000)])
    refused(ctl, "too much any more", "order", "return", EVENT, number)
    shown = ctl.row("order", "show", EVENT, number)
    same((shown["status"], shown["excess"], [t["status"] for t in shown["tickets"]]), ("COMPLETED", 0, ["VALID"]))


@fresh
def sold_as_a_test(ctl):
    """What was sold while the event was a test says so on paper, and never comes to count."""
    ctl.row("event", "start-test", EVENT)
    ctl.row("cash", "open", EVENT, "50.00")
    sold = [ctl.row("sell", EVENT, "--tier", "VIP=2", "--pay", "cash")["order_number"] for _ in range(2)]
    for end in (("event", "end-test", EVENT), ("event", "edit", EVENT, "--test", "no")):
        refused(ctl, "4 tickets were sold as a test", *end)
    ctl.row("order", "void", EVENT, sold[0], "--reason", "Test")
    refused(ctl, "2 tickets were sold as a test", "event", "end-test", EVENT)
    ctl.row("order", "refund", EVENT, sold[1], "--reason", "Test")
    assert not ctl.row("event", "end-test", EVENT)["is_test"]
    same((ctl.row("cash", "x", EVENT)["revenue"], drawer(ctl)), (0, 5000))
    ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "card")
    ctl.row("event", "start-test", EVENT)
    assert not ctl.row("event", "edit", EVENT, "--test", "no")["is_test"]


@fresh
def asks_for_the_buyer(ctl):
    """What the event asks of who buys, a script has to say as well."""
    ctl.row("event", "edit", EVENT, "--buyer-data", "NAME_AND_EMAIL")
    sell = ("sell", EVENT, "--tier", "VIP", "--pay", "card")
    refused(ctl, "buyer’s name", *sell)
    refused(ctl, "e-mail address", *sell, "--name", "Ada")
    ctl.row(*sell, "--name", "Ada", "--email", "ada@example.org")


N_BACK = 30


def sell_and_cancel(ctl):
    ctl.row("cash", "open", EVENT, "50.00")
    for n in range(N_BACK):
        ctl.row("sell", EVENT, "--tier", "VIP", "--name", f"Guest {n}", "--pay", ("cash", "card")[n % 2])
    ctl.row("event", "cancel", EVENT)


def money_back(ctl):
    with sqlite3.connect(ctl.replica) as db:
        return dict(db.execute("SELECT method, sum (amount) FROM payments WHERE kind = 'REFUND' GROUP BY method"))


@fresh
def refunds_of_a_cancelled_event(ctl):
    """Killed in the middle and run again: each goes back once, the way it was paid."""
    sell_and_cancel(ctl)
    refused(ctl, "refund run", "refund", "confirm", EVENT, ctl.rows("refund", "list", EVENT)[0]["order_number"])
    same(ctl.row("refund", "confirm", EVENT, "--all"), {"settled": 0, "left": N_BACK})
    same(money_back(ctl), {})
    first = ctl.rows("refund", "list", EVENT)[3]["order_number"]
    refused(ctl, "waits for a decision", "refund", "run", EVENT, first, "NOTHING")
    one = ctl.row("refund", "run", EVENT, first.lower())
    same((one["order_number"], one["way"], one["amount"], one["is_done"], one["problem"]), (first, "CARD", 12000, True, None))
    line = [ctl.program, "--replica", str(ctl.replica), "refund", "run", EVENT, "--json"]
    job = subprocess.Popen(line, stdout=subprocess.PIPE, env=ctl.environment)
    for _ in range(5):
        assert json.loads(job.stdout.readline())["is_done"]
    job.kill()
    job.communicate()
    rest = ctl.rows("refund", "run", EVENT)
    assert all(row["is_done"] for row in rest), rest
    same(ctl.rows("refund", "run", EVENT), [])
    same(money_back(ctl), {"CASH": 12000 * N_BACK // 2, "CARD": 12000 * N_BACK // 2})
    with sqlite3.connect(ctl.replica) as db:
        same(db.execute("SELECT count (DISTINCT order_id), count (*) FROM payments WHERE kind = 'REFUND'").fetchone(),
             (N_BACK, N_BACK))
    same({row["status"] for row in ctl.rows("order", "list", EVENT)}, {"REFUNDED"})
    found = [row["status"] for row in ctl.rows("refund", "list", EVENT)]
    # What was proposed and went back is told once, here and of its order.
    same(found, ["CONFIRMED"] * N_BACK)
    kinds = [fact["kind"] for fact in ctl.row("order", "show", EVENT, first)["timeline"]]
    same((kinds.count("REFUNDED"), kinds.count("REFUND_DROPPED")), (1, 0))
    same(drawer(ctl), 5000)
    same(ctl.row("audit", "verify", EVENT)["findings"], [])


@fresh
def refunds_that_cannot_go_back(ctl):
    """One that fails holds up no other, and the status says that something is left."""
    sell_and_cancel(ctl)
    ctl.row("cash", "out", EVENT, "1790.00", "--reason", "Bank")
    rows = [json.loads(line) for line in ctl.run("refund", "run", EVENT, "--json", status=1)[0].splitlines()]
    failed = [row for row in rows if not row["is_done"]]
    same((len(rows), len(failed), {row["way"] for row in failed}), (N_BACK, 15, {"CASH"}))
    assert all("drawer" in row["problem"] for row in failed), failed
    ctl.row("cash", "in", EVENT, "2000.00", "--reason", "Bank")
    same(len(ctl.rows("refund", "run", EVENT)), 15)


@fresh
def cashiers(ctl):
    ctl.row("cashier", "add", EVENT, "Ada", "--pin-stdin", data=b"1234\n")
    sue = ctl.row("cashier", "add", EVENT, "Sue", "--supervisor", "--pin-stdin", data=b"1234\n")
    same((sue["role"], sue["has_pin"]), ("SUPERVISOR", True))
    refused(ctl, "already", "cashier", "add", EVENT, " ada")
    refused(ctl, "4 to 12 digits", "cashier", "add", EVENT, "Bob", "--pin-stdin", data=b"12\n", status=2)
    refused(ctl, "who is at the till", "cash", "open", EVENT, "10.00")
    refused(ctl, "not the PIN", "cash", "open", EVENT, "10.00", "--cashier", "Ada", data=b"9999\n")
    refused(ctl, "no cashier", "cash", "open", EVENT, "10.00", "--cashier", "Nobody")
    ctl.row("cash", "open", EVENT, "10.00", "--cashier", "ada", data=b"1234\n")
    sold = ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "cash", "--cashier", "Ada", data=b"1234\n")
    void = ("order", "void", EVENT, sold["order_number"], "--reason", "Wrong", "--cashier", "Ada")
    refused(ctl, "Ask a supervisor", *void, data=b"1234\n")
    refused(ctl, "not the PIN", *void, "--approver", "Sue", data=b"1234\n0000\n")
    ctl.row(*void, "--approver", "Sue", data=b"1234\n1234\n")
    same(ctl.row("cashier", "edit", EVENT, "Ada", "--refund-limit", "50.00")["refund_limit"], 5000)
    same(ctl.row("cashier", "edit", EVENT, "Ada", "--name", "Ada L.", "--no-supervisor")["name"], "Ada L.")
    assert "CHF 50.00" in ctl.run("cashier", "list", EVENT)[0].decode().replace("\u00a0", " ")
    assert b"removed" in ctl.run("cashier", "remove", EVENT, "Ada L.")[0]
    same([(c["name"], c["is_inactive"]) for c in ctl.rows("cashier", "list", EVENT)], [("Ada L.", True), ("Sue", False)])
    shown = ctl.row("order", "show", EVENT, sold["order_number"])
    assert any(fact["cashier"] == "Ada L." and fact["approver"] == "Sue" for fact in shown["timeline"]), shown


@fresh
def audits(ctl):
    ctl.row("cash", "open", EVENT, "10.00")
    ctl.row("sell", EVENT, "--tier", "VIP", "--pay", "cash")
    found = ctl.row("audit", "verify", EVENT)
    same([found[name] for name in ("tills", "records", "payments", "orders", "findings")], [1, 3, 1, 1, []])
    out, _ = ctl.run("audit", "verify", EVENT)
    assert b"The books hold" in out, out
    with sqlite3.connect(ctl.replica) as db:
        db.execute("UPDATE payments SET amount = amount - 100")
    out, err = ctl.run("audit", "verify", EVENT, status=1)
    assert b"2 problems found" in out and b"payment of record 3" in err and b"is not what it costs" in err, (out, err)
    same(ctl.rows("audit", "verify", EVENT, status=1)[0]["findings"][0]["kind"], "PAYMENT_ALTERED")


@fresh
def last_ticket(ctl):
    """Two processes sell the last one at the same moment: one wins, the other is told."""
    ctl.row("sell", EVENT, "--tier", "Regular=4", "--pay", "card")
    line = [ctl.program, "--replica", str(ctl.replica), "sell", EVENT, "--tier", "Regular", "--pay", "card"]
    for _ in range(3):
        both = [subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ctl.environment)
                for _ in range(2)]
        ends = [(one.communicate(timeout=180), one.returncode) for one in both]
        codes = sorted(code for _, code in ends)
        assert codes in ([0, 1], [1, 1]), ends
        for (_, err), code in ends:
            assert code == 0 or b"sold out" in err, err
    with sqlite3.connect(ctl.replica) as db:
        same(db.execute("SELECT count (*) FROM tickets").fetchone(), (5,))


def main():
    tap = Tap()
    for check in (sells, till, orders, paid_twice, sold_as_a_test, asks_for_the_buyer, refunds_of_a_cancelled_event,
                  refunds_that_cannot_go_back, cashiers, audits, last_ticket):
        tap.run(check.__name__, check, sys.argv[1])
    tap.finish()


if __name__ == "__main__":
    main()
