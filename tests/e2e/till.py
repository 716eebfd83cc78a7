# SPDX-License-Identifier: GPL-3.0-or-later
"""What a till left behind: in the replica, in the drawer, on the paper of its printer."""
import contextlib
import sqlite3
import subprocess

from desk import until


def foyerctl(desk, *arguments, stdin=None):
    status, rows, said = desk.foyerctl(*arguments, stdin=stdin)
    assert status == 0, said
    return rows


def read(desk, sql):
    """One value of the replica, as any other program would read it."""
    with contextlib.closing(sqlite3.connect(f"file:{desk.replica}?mode=ro", uri=True)) as db:
        return db.execute(sql).fetchone()[0]


def drawer(desk):
    """What should lie in it. No face tells that before it is counted."""
    return read(desk, "SELECT sum(amount) FROM till_records WHERE method = 'CASH'")


def paper(desk):
    return desk.home / "paper"


def use_printer(desk, *more):
    """A receipt printer that keeps all it gets, with a drawer below it; and more settings, as lines."""
    paper(desk).touch()
    desk.settings_file("glib-2.0/settings/keyfile", "\n".join([
        "[io/github/foyerapp/Foyer]", *more, "", "[io/github/foyerapp/Foyer/receipt-printer]",
        f"target='device:{paper(desk)}'", "drawer='pin-2'", ""]))


def printed(desk):
    """What came out of the receipt printer, read as it reads it: (kind, text)."""
    tool = desk.build / "tests" / "support" / "escpos-text"
    found = subprocess.run([tool, paper(desk)], capture_output=True, check=True, text=True).stdout
    return [tuple(line.partition("\t")[::2]) for line in found.splitlines()]


def says(desk, text):
    return any(text in said.replace("\u00a0", " ") for _, said in printed(desk))


def see_printed(desk, text):
    until(lambda: says(desk, text), f"“{text}” on the paper")
