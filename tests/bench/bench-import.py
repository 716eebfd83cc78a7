#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports lists of two layouts with foyerctl, and the same files with sqlite3's .import: bench-import.py BUILD-FOLDER [ROWS].

A door scans beside an import: none of its scans may be refused, however long the import writes."""

import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

FIRST = ["Søren", "Katherine", "Tim", "Žaneta", "Ken", "Grace", "Ada", "Łukasz", "فاطمة", "山田", "Evelyn", "Jürgen"]
LAST = ["Müller-Lüdenscheidt", "D'Angelo", "Hopper", "Torvalds", "O'Neill", "van der Berg", "Lovelace", "太郎", "Ångström"]
FIRMS = ["Acme, Inc.", 'Umbrella "Labs" GmbH', "Hooli", "Initech", "", "ООО Ромашка", "株式会社テスト"]
TIERS = [("General Admission", "79.00"), ("VIP", "249.00"), ("Student", "19.00"), ("Early Bird", "49.00"), ("Speaker", "0.00")]


def orders(n):
    """Yields (order, place in it) n times: one to five tickets an order."""
    order = i = 0
    while i < n:
        size = random.randint(1, 5)
        for place in range(min(size, n - i)):
            yield order, place
            i += 1
        order += 1


def write_eventbrite(path, n):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow("Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Barcode #,Group,"
                     "Order Type,Currency,Total Paid,Fees Paid,Attendee Status,Home City,Home Country,Job Title,Company,"
                     "T-shirt size,Dietary requirements,How did you hear about this event?".split(","))
        for i, (order, place) in enumerate(orders(n)):
            tier, price = random.choice(TIERS)
            out.writerow([11211900000 + order, "09/%02d/26 08:%02d" % (1 + i % 28, i % 60), random.choice(FIRST), random.choice(LAST),
                          "person%d@example.org" % i, 1, "", tier, 9000000000 + i, "%d%012d%03d" % (11211900000 + order, i, place), "",
                          "Eventbrite Completed", "EUR", price, "3.35",
                          "Checked In" if i % 30 == 0 else "Refunded" if i % 40 == 1 else "Attending",
                          random.choice(["Paris", "", "München", "東京"]), random.choice(["DE", "FR", ""]),
                          random.choice(["Engineer", "CTO", ""]), random.choice(FIRMS), random.choice("SML"),
                          random.choice(["", "Vegan", "Halal\nno pork", "No nuts, please"]), random.choice(["", "Mastodon", "A friend"])])


def write_pretix(path, n):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
        out.writerow(["Event slug", "Order code", "Position ID", "Status", "Email", "Phone number", "Order date", "Order time",
                      "Product", "Variation", "Price", "Tax rate", "Tax rule", "Tax value", "Attendee name",
                      "Attendee name: Given name", "Attendee name: Family name", "Attendee email", "Company", "Address", "ZIP code",
                      "City", "Country", "State", "Voucher", "Pseudonymization ID", "Seat ID", "Seat name", "Seat zone", "Seat row",
                      "Seat number", "Order comment", "Follow-up date", "Secret", "Invoice address name", "VAT ID", "Sales channel",
                      "Order locale", "E-mail address verified", "Payment providers"])
        for i, (order, place) in enumerate(orders(n)):
            tier, price = random.choice(TIERS)
            given, family = random.choice(FIRST), random.choice(LAST)
            out.writerow(["conf26", "O%06X" % order, place + 1, "pending" if order % 20 == 0 else "canceled" if order % 30 == 1 else "paid",
                          "buyer%d@example.org" % order, random.choice(["", "+49 30 1234567"]), "2026-09-%02d" % (1 + i % 28), "08:%02d:02" % (i % 60),
                          tier, "", price, "19.00", "VAT", "7.82", given + " " + family, given, family, "person%d@example.org" % i,
                          random.choice(FIRMS), "", "", "Berlin", "DE", "", random.choice(["", "", "EARLY25"]), "P%09d" % i,
                          "", "", "", "", "", "", "", "%032x" % random.getrandbits(128), "", "", "Online shop", "de", "Yes", "Stripe"])


def run(arguments, script=None):
    """Seconds and the process's peak memory in MB."""
    start = time.monotonic()
    process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write((script or "").encode())
    process.stdin.close()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    if status != 0:
        sys.exit("bench-import: %s failed: %s" % (arguments[0], output.decode()))
    return seconds, usage.ru_maxrss / 1024


def measure(foyerctl, folder, path, layout):
    replica = os.path.join(folder, "replica.db")
    other = os.path.join(folder, "other.db")
    for name in os.listdir(folder):
        if name.startswith(("replica.db", "other.db")):
            os.unlink(os.path.join(folder, name))
    run([foyerctl, "--replica", replica, "event", "add", "--title", layout, "--start", "2026-10-01T18:00", "--end",
         "2026-10-01T23:00", "--timezone", "Europe/Berlin"])
    theirs, _ = run(["sqlite3", other], ".mode csv\n.import %s list\n" % path)
    ours, memory = run([foyerctl, "--replica", replica, "attendee", "import", layout, path])
    again, _ = run([foyerctl, "--replica", replica, "attendee", "import", layout, path])
    return ours, theirs, memory, again


def scan_beside(foyerctl, folder, path):
    """Seconds of an import, the longest wait of a scan beside it, the median one, how many were scanned and how many answered."""
    replica = os.path.join(folder, "replica.db")
    run([foyerctl, "--replica", replica, "event", "add", "--title", "Beside", "--start", "2026-10-01T18:00", "--end",
         "2026-10-01T23:00", "--timezone", "Europe/Berlin"])
    with subprocess.Popen([foyerctl, "--replica", replica, "check-in", "pretix", "-"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0) as door:
        start = time.monotonic()
        importing = subprocess.Popen([foyerctl, "--replica", replica, "attendee", "import", "beside", path],
                                     stdout=subprocess.DEVNULL)
        waits, n_answered = [], 0
        while importing.poll() is None:
            began = time.monotonic()
            door.stdin.write(b"nobody-%d\n" % len(waits))
            n_answered += door.stdout.readline().startswith(b"UNKNOWN")
            waits.append(time.monotonic() - began)
        seconds = time.monotonic() - start
        door.stdin.close()
    return seconds, max(waits), sorted(waits)[len(waits) // 2], len(waits), n_answered


def row(name, ours, other, ratio, asked, is_ok):
    print("BENCH\t%s\t%s\t%s\t%s\t%s\t%s" % (name, ours, other, ratio, asked, "ok" if is_ok else "MISSED"), flush=True)


def main():
    foyerctl = os.path.join(sys.argv[1], "src", "cli", "foyerctl")
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 100000
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder:
        for layout, write in (("eventbrite", write_eventbrite), ("pretix", write_pretix)):
            path = os.path.join(folder, "list.csv")
            write(path, 3 * n // 10)
            _, _, small, _ = measure(foyerctl, folder, path, layout)
            write(path, n)
            # In turn, and the best of each: on a busy machine the rest is the others.
            results = [measure(foyerctl, folder, path, layout) for _ in range(4)]
            ours, theirs = min(r[0] for r in results), min(r[1] for r in results)
            memory, again = results[0][2], results[0][3]
            row("import %d rows, %s layout" % (n, layout), "%.2f s" % ours, "sqlite3 .import %.2f s" % theirs,
                "%.2f" % (ours / theirs), "<= 6", ours <= 6 * theirs)
            row("import again, %s layout" % layout, "%.2f s" % again, "sqlite3 .import %.2f s" % theirs,
                "%.2f" % (again / theirs), "-", True)
            row("import memory, %s layout" % layout, "%.0f MB" % memory, "3 of 10 rows %.0f MB" % small,
                "%.2f" % (memory / small), "<= 1.5", memory <= 1.5 * small)
        seconds, longest, median, n_scans, n_answered = scan_beside(foyerctl, folder, path)
        row("longest of %d scans beside the import of %d rows, all recorded" % (n_scans, n), "%.2f s" % longest,
            "the import %.2f s, the median scan %.4f s" % (seconds, median), "%.2f" % (longest / seconds), "none refused",
            n_scans == n_answered)


main()
