# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the tests of desks happen: a database of its own behind PostgREST and a proxy, and desks that are signed in."""
import contextlib
import pathlib
import tempfile

from quiet_desk import Desk
from proxy import FaultProxy, Script
from tap import expect_none
from truth import Tables, compare
from world import EVENT, one

SLUG = "open-halls"


class House:
    """Of a test's own. proxy is a network without faults until a test gives it another plan."""

    def __init__(self, world, rest, connection, folder, proxy):
        self.world = world
        self.rest = rest
        self.connection = connection
        self.folder = pathlib.Path(folder)
        self.proxy = proxy
        self.tables = Tables(world.columns, connection)
        self.desks = []
        self.n_desks = 0

    def desk(self, role="OWNER", url=None, events=(EVENT,), is_ready=True):
        user = next(user for user in self.world.server.state["users"] if user["role"] == role)
        # However often: here it is no attempt to guess.
        one(self.connection, "DELETE FROM private.attempts")
        desk = Desk(self.world.foyerctl, self.folder / f"desk-{self.n_desks}", url or self.proxy.url, user, self.world.act)
        self.n_desks += 1
        self.desks.append(desk)
        if is_ready:
            desk.log_in(*events)
            desk.sync()
        return desk

    def plan(self, *steps, **always):
        """What the network does from now on: once each, then with always=[(part of the path, fault), …]."""
        self.proxy.plan = Script(*steps, **always)

    def sync_all(self, rounds=2):
        for _ in range(rounds):
            for desk in self.desks:
                desk.sync()

    def differences(self, desk, events=(EVENT,)):
        return list(compare(self.connection, self.tables, desk.replica, events))

    def check_same(self, *desks, events=(EVENT,)):
        """Everything was told, and everybody has what the server has."""
        for desk in desks or self.desks:
            expect_none(self.differences(desk, events), f"{desk.folder.name} is not as the server:")
            status = desk.status()
            assert status["queued"] == 0 and status["set_aside"] == 0, (desk.problems(), status)


@contextlib.contextmanager
def open_house(world, template="pristine"):
    name = world.new_database(template)
    with tempfile.TemporaryDirectory() as folder, world.connect(name) as connection, world.serve(name) as rest:
        one(connection, "UPDATE ticket_tiers SET quantity_total = NULL WHERE event_id = %s", EVENT)
        one(connection, "UPDATE events SET capacity = NULL WHERE id = %s", EVENT)
        with FaultProxy(rest.url) as proxy:
            house = House(world, rest, connection, folder, proxy)
            try:
                yield house
            finally:
                for desk in house.desks:
                    desk.stop()


def add_guests(connection, n, prefix="GUEST"):
    one(connection, f"""INSERT INTO public.tickets (event_id, id, tier_id, attendee_name, qr_code, price)
        SELECT '{EVENT}', gen_random_uuid (), '01900000-0000-7000-8000-000000000201', 'Guest ' || i, '{prefix}-' || i, 2500
        FROM generate_series (1, {n}) i""")
