# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do at a desk, at random, and a ledger of it: what was answered “done”, what was killed in the middle.

Everything has a value of its own that never comes twice, so that afterwards each act can be found, once, wherever it went.
"""
import collections
import datetime
import json
import pathlib
import random
import signal
import subprocess
import threading
import time
import uuid

from world import EVENT

SLUG = "open-halls"
UTC = datetime.timezone.utc
# How often, in parts of a hundred or so; “sell” and “rename” are what windows do.
CHANCES = {"check-in": 30, "exit": 5, "uncheck": 3, "edit-event": 10, "edit-tier": 7, "rename": 12, "note": 8, "import": 4, "sell": 12,
           "add": 5, "cancel": 3, "reinstate": 2, "print": 3, "promo-add": 3, "promo-edit": 3, "undo": 3,
           "open-till": 3, "pay-in": 2, "pay-out": 2, "close-till": 1, "void": 2, "refund": 3, "transfer": 2, "move": 2, "split": 2}
TIERS = ["Regular", "Early bird", "Neighbours"]
EVENT_FIELDS = [("--title", "title"), ("--notes", "internal_notes"), ("--venue", "venue_name"), ("--summary", "short_description")]


class Ledger:
    """Of all desks. outcome is “done”, “refused” or “killed”."""

    def __init__(self):
        self.lock = threading.Lock()
        self.entries = []
        self.outcomes = collections.Counter()
        self.odd = []

    def note(self, kind, outcome, **what):
        with self.lock:
            self.entries.append({"kind": kind, "outcome": outcome, **what})
            self.outcomes[kind, outcome] += 1
            return self.entries[-1]

    def of(self, *kinds):
        return [entry for entry in self.entries if entry["kind"] in kinds]


class Actor:
    """One desk's people. In a thread of its own: one act after the other until told to stop."""

    def __init__(self, desk, number, seed, ledger, pause, kill_chance):
        self.desk = desk
        self.number = number
        self.draw = random.Random(f"{seed}/acts/{number}")
        self.ledger = ledger
        self.pause = pause
        self.kill_chance = kill_chance
        self.n = 0
        self.codes = [code for code, in desk.query("SELECT qr_code FROM tickets WHERE deleted_at IS NULL ORDER BY qr_code")]
        self.promos = []
        self.order_name = ""  # whose was looked for last
        self.buyers = []  # who bought here: nobody else gives their money back
        self.changes = []  # what may be undone: (change set, its entry)
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.work, daemon=True)

    def work(self):
        while not self.stopping.is_set():
            kind = self.draw.choices(list(CHANCES), list(CHANCES.values()))[0]
            try:
                getattr(self, kind.replace("-", "_"))()
            except Exception as error:  # told in the end
                self.ledger.odd.append(f"desk {self.number}, {kind}: {error!r}")
            self.stopping.wait(self.draw.expovariate(1 / self.pause))

    def new_word(self):
        self.n += 1
        return f"d{self.number}n{self.n}"

    def new_time(self):
        """Now, in microseconds that no other act has."""
        return datetime.datetime.now(UTC).replace(microsecond=self.draw.randrange(1000) * 1000 + self.number)

    def code(self):
        """Most of the time one of a few, so that desks meet at them."""
        return self.draw.choice(self.codes[:40] if self.draw.random() < 0.5 else self.codes)

    def run(self, kind, words, **what):
        """Runs it, and sometimes kills it on the way; gives its entry, with what it printed."""
        process = subprocess.Popen(list(map(str, words)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=self.desk.environment)
        killer = None
        if self.draw.random() < self.kill_chance:
            killer = threading.Timer(self.draw.uniform(0.002, 0.03), process.send_signal, [signal.SIGKILL])
            killer.start()
        out, said = process.communicate(timeout=300)
        if killer is not None:
            killer.cancel()
        outcome = {0: "done", 1: "refused", -9: "killed"}.get(process.returncode)
        if outcome is None or (outcome == "refused" and not said.strip()):
            self.ledger.odd.append(f"desk {self.number}, {words}: {process.returncode} {out[-300:]} {said[-300:]}")
            outcome = "odd"
        return self.ledger.note(kind, outcome, desk=self.number, out=out, said=said.strip(), **what)

    def ctl(self, kind, *words, **what):
        return self.run(kind, [self.desk.program, "--replica", self.desk.replica, *words], **what)

    def window(self, kind, *words, **what):
        entry = self.run(kind, [self.desk.act_program, self.desk.replica, SLUG, *words], **what)
        if entry["outcome"] == "done" and kind in ("rename", "note"):
            self.changes.append((int(entry["out"]), entry))
        return entry

    # Facts

    def check_in(self, *options, kind="check-in"):
        code, at = self.code(), self.new_time()
        entry = self.ctl(kind, "check-in", SLUG, code, "--json", "--at", at.isoformat(), *options, code=code, at=at)
        entry["verdict"] = json.loads(entry["out"])["verdict"] if entry["outcome"] == "done" else None

    def exit(self):
        self.check_in("--exit", kind="exit")

    def uncheck(self):
        self.window("uncheck", "uncheck", self.code())

    def sell(self):
        name, n = f"Buyer {self.new_word()}", self.draw.randint(1, 3)
        if self.window("sell", "sell", self.draw.choice(TIERS), n, name, name=name, n=n)["outcome"] == "done":
            self.buyers.append(name)

    def add(self):
        word = self.new_word()
        entry = self.window("add", "add", f"Guest {word}", f"ADDED-{word}", code=f"ADDED-{word}")
        if entry["outcome"] == "done":
            self.codes.append(f"ADDED-{word}")

    def import_(self):
        word, n = self.new_word(), self.draw.randint(1, 30)
        path = pathlib.Path(self.desk.folder) / f"{word}.csv"
        emails = [f"{word}-{i}@example.org" for i in range(n)]
        path.write_text("Name,Email,Ticket,Code\n" + "".join(f"Guest {i} of {word},{email},Regular,IMPORT-{word}-{i}\n"
                                                             for i, email in enumerate(emails)))
        self.ctl("import", "attendee", "import", SLUG, path, "--json", emails=emails)

    # The till

    def open_till(self):
        self.ctl("open-till", "cash", "open", SLUG, "100.00")

    def pay_in(self):
        self.ctl("pay-in", "cash", "in", SLUG, f"{self.draw.randint(1, 50)}.00", "--reason", f"Change {self.new_word()}")

    def pay_out(self):
        self.ctl("pay-out", "cash", "out", SLUG, f"{self.draw.randint(1, 50)}.00", "--reason", f"Bread {self.new_word()}")

    def close_till(self):
        self.ctl("close-till", "cash", "close", SLUG, f"{self.draw.randint(0, 500)}.00", "--reason", f"Counted in haste {self.new_word()}")

    def order(self):
        """One that was sold here, as it is now: its number and one of its tickets. Of a part that was split off, the name tells of what."""
        self.order_name = self.draw.choice(self.buyers) if self.buyers else ""
        found = self.desk.query("SELECT order_number, t.id FROM orders o JOIN tickets t ON t.order_id = o.id WHERE buyer_name = ?", self.order_name)
        number, ticket = self.draw.choice(sorted(found)) if found else (None, bytes(16))
        return number, str(uuid.UUID(bytes=ticket))

    def void(self):
        number, _ = self.order()
        if number:
            self.ctl("void", "order", "void", SLUG, number, "--reason", f"A slip {self.new_word()}")

    def refund(self):
        number, ticket = self.order()
        if number:
            self.ctl("refund", "order", "refund", SLUG, number, "--reason", f"Ill {self.new_word()}",
                     *self.draw.choice([[], ["--ticket", ticket], ["--amount", f"{self.draw.randint(1, 30)}.00", "--keep-tickets"], ["--method", "card"]]))

    def transfer(self):
        number, ticket = self.order()
        if number:
            self.ctl("transfer", "order", "transfer", SLUG, number, "--ticket", ticket, "--name", f"Heir {self.new_word()}")

    def move(self):
        number, ticket = self.order()
        if number:
            self.ctl("move", "order", "move", SLUG, number, "--ticket", ticket, "--tier", self.draw.choice(TIERS), "--pay", "card",
                     *self.draw.choice([[], ["--method", "card"]]))

    def split(self):
        number, ticket = self.order()
        if number:
            name = f"{self.order_name} / {self.new_word()}"
            if self.ctl("split", "order", "split", SLUG, number, "--ticket", ticket, "--name", name)["outcome"] != "refused":
                self.buyers.append(name)

    # Edits

    def edit(self, kind, words, row, column, value):
        return self.ctl(kind, *words, edit=(row, column), value=value, at=time.monotonic())

    def edit_event(self):
        option, column = self.draw.choice(EVENT_FIELDS)
        value = f"{column} {self.new_word()}"
        self.edit("edit-event", ["event", "edit", SLUG, option, value], ("events", EVENT), column, value)

    def edit_tier(self):
        tier, value = self.draw.choice(TIERS), f"Tier {self.new_word()}"
        self.edit("edit-tier", ["tier", "edit", SLUG, tier, "--description", value], ("ticket_tiers", tier), "description", value)

    def rename(self):
        code, value = self.code(), f"Name {self.new_word()}"
        self.window("rename", "rename", code, value, edit=(("tickets", code), "attendee_name"), value=value)

    def note(self):
        code, value = self.code(), f"Note {self.new_word()}"
        self.window("note", "note", code, value, edit=(("tickets", code), "notes"), value=value)

    def cancel(self):
        self.window("cancel", "cancel", self.draw.choice(self.codes))

    def reinstate(self):
        self.window("reinstate", "reinstate", self.draw.choice(self.codes))

    def print(self):
        self.window("print", "print", self.code())

    def promo_add(self):
        code = f"PROMO{self.new_word()}".upper()
        if self.ctl("promo-add", "promo", "add", SLUG, "--code", code, "--percentage", 10, promo=code)["outcome"] == "done":
            self.promos.append(code)

    def promo_edit(self):
        if self.promos:
            code, value = self.draw.choice(self.promos), f"Promo {self.new_word()}"
            self.edit("promo-edit", ["promo", "edit", SLUG, code, "--note", value], ("promo_codes", code), "note", value)

    def undo(self):
        if self.changes:
            number, entry = self.changes.pop()
            done = self.window("undo", "undo", number)
            # Killed, it may have been taken back all the same.
            if done["outcome"] != "refused":
                entry["is_undone"] = True


setattr(Actor, "import", Actor.import_)
