# SPDX-License-Identifier: GPL-3.0-or-later
"""Every curl line of the server's README does what it says, in the order in which they stand there."""
import json
import os
import pathlib
import re
import subprocess

from tap import expect_none
from world import EVENT, ORDER, ORGANIZER, PEOPLE, TICKET, one, rows

README = pathlib.Path(__file__).resolve().parents[2] / "data" / "server" / "README.md"
LETTER = "SELECT token FROM private.letters WHERE kind = %s ORDER BY created_at DESC LIMIT 1"
# Whose token it is where it is not the owner's.
WHO = {"accept_invitation": "ATTENDEE", "change_password": "ATTENDEE"}
# What answers give to the lines after them.
GIVEN = {
    "sign_in": lambda body: {"REFRESH": body["refresh_token"]},
    "purchase": lambda body: {"ORDER": body["id"], "BUYER": body["token"]},
    "conflicts": lambda body: {"CONFLICT": body[0]["id"]},
}


def invite_guest(reader):
    reader.api.be(reader.token("OWNER")).call("invite", organizer_id=ORGANIZER, email="guest@foyer.example", role="TEAM_MEMBER")
    reader.names["INVITATION"] = one(reader.connection, LETTER, "INVITATION")


def make_conflict(reader):
    one(reader.connection, "INSERT INTO conflicts (event_id, kind, ticket_id) VALUES (%s, 'TWICE_ADMITTED', %s)", EVENT, TICKET)


def open_till(reader):
    one(reader.connection, """INSERT INTO till_records (event_id, id, device_id, session_id, sequence, time, kind, method, amount,
        currency, previous, hash, signature) VALUES (%s, gen_random_uuid (), gen_random_uuid (), gen_random_uuid (), 1, now (), 'OPEN',
        'CASH', 5000, 'EUR', decode (repeat ('00', 32), 'hex'), decode (repeat ('01', 32), 'hex'), decode (repeat ('02', 64), 'hex'))""", EVENT)


def add_cashier(reader):
    one(reader.connection, "INSERT INTO cashiers (event_id, id, name, sort_order) VALUES (%s, gen_random_uuid (), 'Kim', 0)", EVENT)


def propose_refund(reader):
    reader.names["REFUND"] = one(reader.connection, """INSERT INTO refunds (event_id, id, order_id, amount, currency)
        VALUES (%s, gen_random_uuid (), %s, 100, 'EUR') RETURNING id::text""", EVENT, ORDER)


def read_letter(kind, name):
    return lambda reader: reader.names.update({name: one(reader.connection, LETTER, kind)})


# What happens before a line, that no line of the README does.
BEFORE = {
    "sign_up": read_letter("INVITATION", "INVITATION"),
    "accept_invitation": invite_guest,
    "reset_password": read_letter("PASSWORD_RESET", "RESET"),
    "conflicts": make_conflict,
    "drop_refund": propose_refund,
    "till_records": open_till,
    "cashiers": add_cashier,
}


class Reader:
    """Somebody who tries one line after the other."""

    def __init__(self, world, connection, url):
        self.world = world
        self.connection = connection
        self.api = world.api.be(None)
        self.api.url = url
        self.names = {}

    def token(self, role):
        """Of another session each time: some lines end theirs."""
        name = {"OWNER": "owner", "ATTENDEE": "guest"}[role]
        return self.world.token(self.connection, PEOPLE[name])

    def check(self, command):
        what = called(command)
        role = WHO.get(what, "OWNER")
        if what in BEFORE:
            BEFORE[what](self)
        command = command.replace('"…"', json.dumps(self.world.password(role)))
        done = subprocess.run(["bash", "-uc", command + " -w '\\n%{http_code}'"], capture_output=True, text=True, check=False,
                              env={**os.environ, **self.names, "URL": self.api.url, "TOKEN": self.token(role)})
        assert done.returncode == 0, done
        body, status = done.stdout.rsplit("\n", 1)
        assert (status, body) == ("204", "") or status in ("200", "206") and json.loads(body), done.stdout
        if what in GIVEN:
            self.names.update(GIVEN[what](json.loads(body)))


def commands():
    """Each command with its continued lines."""
    return re.findall(r"^    (curl .*(?:\n {6,}.*)*)", README.read_text(), re.M)


def called(command):
    """The function or table."""
    return re.search(r"\$URL/(?:rpc/)?(\w+)", command)[1]


def check_calls_are_there(world):
    """Each function that PostgREST serves is in the README, with a line that calls it."""
    text = README.read_text()
    lines = {called(command) for command in commands()}
    with world.connect("pristine") as connection:
        names = {name for (name,) in rows(connection, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")}
    expect_none((name for name in names if not re.search(rf"`{name}\b", text) or name not in lines), "Not in the README:")


def add(tap, world):
    name = world.new_database()
    with world.connect(name) as connection, world.serve(name) as rest:
        reader = Reader(world, connection, rest.url)
        assert commands()
        for command in commands():
            tap.run(f"readme: {command.split()[2][:60]}", reader.check, command)
    tap.run("readme: every call is there, and tried", check_calls_are_there, world)
