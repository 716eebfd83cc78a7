# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that was restored from an older backup, by the scripts of data/server/hosting, with desks that know more than it does.

It is noticed, a person at each desk is asked once, and nothing that was done at a desk is thrown away unless that person says so.
"""
import contextlib
import pathlib
import subprocess
import tempfile

from foyerctl import Refused
from house import SLUG, add_guests, open_house
from server import SERVER
from truth import FACTS
from world import EVENT, one, rows

HOSTING = pathlib.Path(SERVER) / "hosting"
KEPT = {  # what both desks have done after the backup, and how often it must be there
    "a check-in that was told": f"SELECT count (*) FROM {FACTS} WHERE qr_code = 'GUEST-1' AND verdict = 'ADMITTED'",
    "a check-in that was not": f"SELECT count (*) FROM {FACTS} WHERE qr_code = 'GUEST-2' AND verdict = 'ADMITTED'",
    "a guest": "SELECT count (*) FROM tickets WHERE qr_code = 'WALK-IN-1' AND deleted_at IS NULL",
    "a sale": "SELECT count (*) FROM orders WHERE buyer_name = 'Buyer after the backup' AND deleted_at IS NULL",
    "its tickets": "SELECT count (*) / 2 FROM tickets WHERE attendee_name = 'Buyer after the backup' AND deleted_at IS NULL",
    "a promo code": "SELECT count (*) FROM promo_codes WHERE code = 'AFTER' AND deleted_at IS NULL",
}


def run(*words):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done
    return done.stdout.strip()


def back_up(house, folder):
    return run(HOSTING / "backup", folder, 1, house.world.server.uri(database=house.connection.info.dbname))


def restore(house, dump, stack):
    """Another database, behind the same address."""
    name = house.world.new_database("template1")
    run(HOSTING / "restore", dump, house.world.server.uri(database=name))
    house.connection = stack.enter_context(house.world.connect(name))
    rest = stack.enter_context(house.world.serve(name))
    house.proxy.upstream = f"127.0.0.1:{rest.port}"
    one(house.connection, "DELETE FROM private.attempts")


def sync_somehow(desk):
    """What it says, whether it calls that a success or not."""
    try:
        return b"".join(desk.sync()).decode()
    except Refused as refused:
        return str(refused)


def check_kept(desk):
    lost = [what for what, sql in KEPT.items() if desk.value(sql) != 1]
    assert not lost, f"{desk.folder.name} has no longer: {', '.join(lost)}"


def check_noticed(house, a):
    """Everybody signs in again, as the restore says; then it is seen that the server is another one, and nothing is lost by that."""
    before = [a.value(sql) for sql in KEPT.values()]
    sentence = a.refuse("sync", "--once")
    assert "sign in" in sentence.lower(), sentence
    a.log_in(EVENT)
    for _ in range(2):
        sync_somehow(a)
        assert a.status()["is_restored"] is True, a.status()
        assert [a.value(sql) for sql in KEPT.values()] == before, "something of it went before anybody was asked"


def check_told_again(house, *desks):
    """“Tell it what is known here”: all of it is there again, once, and nobody is asked a second time."""
    for desk in desks:
        if not desk.status()["is_restored"]:
            with contextlib.suppress(Refused):
                desk.log_in(EVENT)
            sync_somehow(desk)
        assert desk.status()["is_restored"] is True, desk.status()
        desk.run("sync", "restored", "tell")
        desk.sync()
    house.sync_all(3)
    for what, sql in KEPT.items():
        assert one(house.connection, sql.replace("%", "%%")) == 1, f"{what} is not at the server, or more than once"
    for desk in desks:
        check_kept(desk)
        assert desk.status()["is_restored"] is False, "it asks again"
    assert not rows(house.connection, "SELECT e.title, w.* FROM events e, private.wrong_places (e.id) w")
    house.check_same(*desks)


def check_taken(house, _, desk):
    """“Take what it has”: a person may say so, and then the desk is as the server is."""
    with contextlib.suppress(Refused):
        desk.log_in(EVENT)
    sync_somehow(desk)
    assert desk.status()["is_restored"] is True, desk.status()
    desk.run("sync", "restored", "take")
    desk.sync()
    desk.sync()
    assert desk.status()["is_restored"] is False
    house.check_same(desk)


def work_on(a):
    """After the backup."""
    a.run("check-in", SLUG, "GUEST-1")
    a.act(SLUG, "add", "Walk In", "WALK-IN-1")
    a.act(SLUG, "sell", "Regular", 2, "Buyer after the backup")
    a.run("promo", "add", SLUG, "--code", "AFTER", "--percentage", "10")
    a.run("event", "edit", SLUG, "--venue", "The hall after the backup")


def add(tap, world):
    for name, check in (("told again", check_told_again), ("the server's is taken", check_taken)):
        with open_house(world) as house, contextlib.ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
            add_guests(house.connection, 30)
            a, b = house.desk("OWNER"), house.desk("ORGANIZER")
            dump = back_up(house, folder)
            work_on(a)
            house.sync_all()
            b.run("check-in", SLUG, "GUEST-2")
            restore(house, dump, stack)
            if tap.run(f"restored: {name}, noticed", check_noticed, house, a):
                tap.run(f"restored: {name}", check, house, a, b)
