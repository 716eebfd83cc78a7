#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""foyerctl for tiers, promo codes and prices.

    test-foyerctl-prices.py FOYERCTL
"""
import csv
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from foyerctl import Foyerctl
from tap import Tap

AT = "2026-11-01T12:00"


def fresh(check):
    """Each check has a replica of its own, with an event."""
    def run(program):
        with tempfile.TemporaryDirectory(prefix="foyerctl-") as folder:
            ctl = Foyerctl(program, folder)
            ctl.add_event(start="2026-12-01T09:00", end="2026-12-01T18:00", currency="EUR", capacity="100")
            check(ctl)
    run.__name__ = check.__name__
    return run


def same(found, expected):
    assert found == expected, f"{found!r}, not {expected!r}"


def add_tier(ctl, name, *options):
    return ctl.row("tier", "add", "conference", "--name", name, *options)


def price(ctl, *options, at=AT):
    found = ctl.row("price", "conference", *options, "--at", at)
    for key in ("subtotal", "discount", "total"):
        same(found[key], sum(line[key] for line in found["lines"]))
    same(found["service_fee"], sum(line["fee"] for line in found["lines"]))
    return found


def reasons(found):
    return [refusal["reason"] for refusal in found["refusals"]]


@fresh
def tiers(ctl):
    tier = add_tier(ctl, "Regular", "--price", "49.00", "--quantity", "50", "--sale-start", "2026-10-01T10:00",
                    "--sale-end", "2026-11-30T18:00", "--min", "2", "--max", "10", "--group", "3:2", "--quota",
                    "Main hall=80", "--colour", "#c64600", "--description", "With lunch", "--badge", "vip-band")
    same((tier["kind"], tier["quota"], tier["sale_start"]), ("PAID", "Main hall", "2026-10-01T10:00:00+02:00"))
    same((tier["group_kind"], tier["group_size"], tier["group_pays"]), ("N_FOR_M", 3, 2))
    same((tier["sold"], tier["left"], tier["badge_layout"]), (0, 50, "vip-band"))
    early = add_tier(ctl, "Early Bird", "--price", "39.00", "--sale-end", "2026-11-15T00:00", "--early-bird",
                     "--next", "regular", "--hidden")
    same((early["next_tier"], early["is_early_bird"], early["is_hidden"]), ("Regular", True, True))
    gift = add_tier(ctl, "Gift", "--kind", "donation", "--price", "20.00", "--min-price", "5.00")
    same((gift["kind"], gift["price"], gift["price_min"]), ("DONATION", 2000, 500))
    heads = add_tier(ctl, "Heads", "--price", "10.00", "--group-price", "8.00", "--group-from", "5")
    same((heads["group_kind"], heads["group_size"], heads["group_price"]), ("PER_HEAD", 5, 800))

    edited = ctl.row("tier", "edit", "conference", "REGULAR", "--name", "Standard", "--price", "55.00", "--group", "none",
                     "--min", "none", "--quota", "none", "--sale-start", "none")
    same((edited["name"], edited["price"], edited["group_kind"], edited["min_per_order"], edited["quota"],
          edited["sale_start"], edited["max_per_order"]), ("Standard", 5500, "NONE", None, None, None, 10))
    same(edited["id"], tier["id"])
    same(ctl.row("tier", "edit", "conference", "early bird", "--visible", "--next", "none")["next_tier"], None)

    ctl.row("tier", "delete", "conference", "Gift")
    same([row["name"] for row in ctl.rows("tier", "list", "conference")], ["Standard", "Early Bird", "Heads"])


@fresh
def bad_tiers(ctl):
    add_tier(ctl, "VIP", "--price", "100.00", "--quantity", "5")
    bad = ["tier", "add", "conference", "--name", "X"]
    for options in (["--price", "10000000000"], ["--quantity", "100000001"], ["--min", "5", "--max", "4"],
                    ["--price", "5", "--group", "3:3"], ["--price", "5", "--group-price", "5", "--group-from", "3"],
                    ["--sale-start", "2026-11-02T10:00", "--sale-end", "2026-11-02T10:00"], ["--next", "VIP"],
                    ["--next", "nobody"], ["--quota", "nowhere"], ["--colour", "red"], ["--name", "vip"],
                    ["--name", "x" * 201], ["--kind", "donation", "--price", "5", "--min-price", "6"]):
        ctl.refuse(*bad, *options)
    for options in (["--price", "-1"], ["--price", "4,5"], ["--price", "99999999999999999999"], ["--quantity", "many"],
                    ["--sale-start", "tomorrow"], ["--sale-end", "2026-13-01T10:00"], ["--kind", "gift"],
                    ["--group", "3"], ["--hidden", "--visible"], ["--min", "-2"]):
        ctl.refuse(*bad, *options, status=2)
    ctl.refuse("tier", "edit", "conference", "nobody", "--price", "5")
    ctl.refuse("tier", "delete", "conference", "nobody")
    same(len(ctl.rows("tier", "list", "conference")), 1)

    ctl.import_sample("conference", "eventbrite-attendees.csv")
    name = next(row["tier"] for row in ctl.rows("attendee", "list", "conference") if row["tier"] != "VIP")
    sold = next(row for row in ctl.rows("tier", "list", "conference") if row["name"] == name)["sold"]
    assert sold > 1
    assert str(sold) in ctl.refuse("tier", "edit", "conference", name, "--quantity", str(sold - 1))
    same(ctl.row("tier", "edit", "conference", name, "--quantity", str(sold))["left"], 0)
    ctl.refuse("tier", "delete", "conference", name)


@fresh
def promos(ctl):
    add_tier(ctl, "VIP", "--price", "100.00")
    code = ctl.row("promo", "add", "conference", "--code", " early-20 ", "--percentage", "20", "--tier", "vip",
                   "--valid-until", "2026-11-15T00:00", "--max-uses", "10", "--max-per-person", "1", "--note", "Friends")
    same((code["code"], code["discount_type"], code["discount_value"], code["tiers"], code["max_uses"], code["uses"]),
         ("EARLY-20", "PERCENTAGE", 2000, ["VIP"], 10, 0))
    fixed = ctl.row("promo", "add", "conference", "--code", "FIVE", "--fixed", "5.00", "--per", "ticket")
    same((fixed["discount_type"], fixed["discount_value"], fixed["applies_to"], fixed["tiers"]),
         ("FIXED", 500, "TICKET", None))
    same(ctl.row("promo", "edit", "conference", "five", "--inactive", "--percentage", "12.5")["discount_value"], 1250)
    for options in (["--code", "Early-20", "--fixed", "1"], ["--code", "TWO WORDS", "--fixed", "1"],
                    ["--code", "X", "--percentage", "101"], ["--code", "X", "--fixed", "0"],
                    ["--code", "X", "--fixed", "1", "--tier", "nobody"], ["--code", "X" * 41, "--fixed", "1"],
                    ["--code", "X", "--fixed", "1", "--valid-from", "2026-11-02", "--valid-until", "2026-11-01"]):
        ctl.refuse("promo", "add", "conference", *options)
    for options in (["--code", "X"], ["--fixed", "1"], ["--code", "X", "--fixed", "-1"],
                    ["--code", "X", "--percentage", "1", "--fixed", "1"], ["--code", "X", "--percentage", "a"],
                    ["--code", "X", "--fixed", "1", "--per", "head"]):
        ctl.refuse("promo", "add", "conference", *options, status=2)
    ctl.refuse("promo", "edit", "conference", "nothing", "--fixed", "1")

    made = ctl.rows("promo", "generate", "conference", "--count", "200", "--prefix", "vip-", "--percentage", "10",
                    "--batch", "Partners")
    same(len({row["code"] for row in made}), 200)
    assert all(row["code"].startswith("VIP-") and not set(row["code"][4:]) & set("0O1IL") for row in made)
    ctl.refuse("promo", "generate", "conference", "--count", "0", "--percentage", "10")
    ctl.refuse("promo", "generate", "conference", "--count", "1000", "--length", "4", "--percentage", "10")
    ctl.refuse("promo", "generate", "conference", "--percentage", "10", status=2)
    same(len(ctl.rows("promo", "list", "conference")), 202)

    # what a spreadsheet would take for a formula goes out guarded, and comes back as it was
    ctl.row("promo", "add", "conference", "--code", "=SUM", "--fixed", "1", "--note", "@now, \"then\"")
    sheet = ctl.folder / "codes.csv"
    same(ctl.row("promo", "export", "conference", sheet)["rows"], 203)
    with sheet.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert not any(cell[:1] in ("=", "+", "-", "@") for row in rows for cell in row.values()), rows
    same((rows[-1]["Code"], rows[-1]["Note"]), ("'=SUM", "'@now, \"then\""))
    again = ctl.row("promo", "import", "conference", sheet)
    same((again["rows"], again["unchanged"], again["skipped"]), (203, 203, 0))
    sheet.write_text("Code,Discount,Tickets\nNEW,10%,VIP\nEARLY-20,25,\nBAD CODE,1,\nODD,much,\nNEW,5,\n=X,5%,nobody\n")
    report = ctl.row("promo", "import", "conference", sheet, "--dry-run")
    same((report["rows"], report["added"], report["updated"], report["skipped"]), (6, 1, 1, 4))
    same([problem["row"] for problem in report["problems"]], [4, 5, 6, 7])
    report = ctl.row("promo", "import", "conference", sheet)
    same(next(row for row in ctl.rows("promo", "list", "conference") if row["code"] == "EARLY-20")["tiers"], None)
    ctl.refuse("promo", "import", "conference", ctl.folder / "missing.csv")
    sheet.write_text("a,b\n1,2\n")
    ctl.refuse("promo", "import", "conference", sheet)


@fresh
def prices(ctl):
    add_tier(ctl, "Regular", "--price", "49.00", "--quantity", "50", "--max", "10")
    add_tier(ctl, "Early Bird", "--price", "39.00", "--sale-end", "2026-11-15T00:00", "--next", "Regular")
    add_tier(ctl, "Crew", "--price", "5.00", "--hidden")
    add_tier(ctl, "Gift", "--kind", "donation", "--price", "20.00", "--min-price", "5.00")
    ctl.row("promo", "add", "conference", "--code", "TENTH", "--percentage", "10")
    ctl.row("promo", "add", "conference", "--code", "CREW", "--percentage", "0", "--tier", "Crew")

    found = price(ctl, "--tier", "Early Bird=2", "--promo", "tenth")
    same((found["subtotal"], found["discount"], found["total"], found["currency"], found["refusals"]),
         (7800, 780, 7020, "EUR", []))
    same(found["lines"], [{"tier": "Early Bird", "quantity": 2, "unit_price": 3900, "subtotal": 7800, "discount": 780,
                           "fee": 0, "total": 7020}])
    found = price(ctl, "--tier", "regular")
    same((reasons(found), found["refusals"][0]["waits_for"], found["can_be_sold"]), (["WAITING"], "Early Bird", False))
    same(reasons(price(ctl, "--tier", "regular=2", at="2026-11-16T00:00")), [])
    same(reasons(price(ctl, "--tier", "Early Bird=2", at="2026-11-16T00:00")), ["ENDED"])
    found = price(ctl, "--tier", "regular=11", at="2026-11-16T00:00")
    same((reasons(found), found["refusals"][0]["max"]), (["ABOVE_MAX"], 10))
    found = price(ctl, "--tier", "Early Bird=101")
    same((reasons(found), found["refusals"][0]["left"]), (["OVER_CAPACITY"], 100))
    same(reasons(price(ctl, "--tier", "Crew")), ["HIDDEN"])
    same(price(ctl, "--tier", "Crew", "--promo", "CREW")["total"], 500)
    same(price(ctl, "--tier", "Gift=2@7.50")["total"], 1500)
    same(price(ctl, "--tier", "Gift")["total"], 2000)
    same(reasons(price(ctl, "--tier", "Gift=1@4.99")), ["DONATION_TOO_LOW"])
    found = price(ctl, "--tier", "Nobody=2", "--promo", "no such")
    same((reasons(found), found["lines"][0]["tier"]), (["UNKNOWN_TIER", "CODE_UNKNOWN"], "Nobody"))
    same(reasons(price(ctl, "--tier", "Gift", at="2026-12-02")), ["EVENT_OVER"])

    for options in ([], ["--tier", "Gift=0"], ["--tier", "Gift=-1"], ["--tier", "Gift=x"], ["--tier", "Gift=1@x"],
                    ["--tier", "Gift", "--at", "noon"]):
        ctl.refuse("price", "conference", *options, status=2)
    ctl.refuse("price", "nowhere", "--tier", "Gift")
    human = ctl.run("price", "conference", "--tier", "Early Bird=2", "--promo", "nix", "--at", AT)[0].decode()
    assert "Total: €78.00" in human and "NIX" in human, human


@fresh
def currencies(ctl):
    for currency, amount, minor in (("JPY", "3000", 3000), ("KWD", "12.345", 12345)):
        ctl.add_event(currency, start="2026-12-01T09:00", end="2026-12-01T18:00", currency=currency)
        slug = currency.lower()
        same(ctl.row("tier", "add", slug, "--name", "A", "--price", amount)["price"], minor)
        ctl.refuse("tier", "add", slug, "--name", "B", "--price", amount + ".0001", status=2)
        ctl.row("promo", "add", slug, "--code", "HALF", "--percentage", "12.5")
        found = ctl.row("price", slug, "--tier", "A=1", "--promo", "HALF", "--at", AT)
        same((found["discount"], found["currency"]), ((minor * 125 + 500) // 1000, currency))


def main():
    tap = Tap()
    for check in (tiers, bad_tiers, promos, prices, currencies):
        tap.run(check.__name__, check, sys.argv[1])
    tap.finish()


if __name__ == "__main__":
    main()
