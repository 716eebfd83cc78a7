# SPDX-License-Identifier: GPL-3.0-or-later
"""Desks whose clocks are wrong, jump, or pass through a change of summer time. libfaketime tells the program another time."""
import pathlib
import time

from house import SLUG, add_guests, open_house
from truth import FACTS
from world import EVENT, one, rows

HOUR = 3600
BUSY = 60  # how much later a busy machine may hear an answer: less than all that is looked for
LIBRARY = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


def set_clock(desk, seconds):
    """From now on the desk's clock is so far ahead; 0 is right."""
    for name in ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC"):
        desk.environment.pop(name, None)
    if seconds:
        desk.environment.update(LD_PRELOAD=str(LIBRARY), FAKETIME=f"{seconds:+d}", FAKETIME_DONT_FAKE_MONOTONIC="1")


def told_times(house, code):
    return [at for at, in rows(house.connection, f"SELECT extract (epoch FROM \"time\") FROM {FACTS} WHERE qr_code = %s ORDER BY 1", code)]


def check_offset(house, desk, seconds):
    """It is measured, and said loudly; the session holds all the same."""
    set_clock(desk, seconds)
    try:
        said = desk.run("sync", "--once")[1].decode()
        status = desk.status()
    finally:
        set_clock(desk, 0)
    assert abs(status["offset_ms"] + seconds * 1000) < BUSY * 1000, status
    assert "clock" in said.lower(), f"nothing is said of the clock: {said!r}"


def check_order(house, desk, other, seconds, code):
    """Here in, there out again, here in again, one after the other: whatever the clock said, so it is afterwards, at all desks."""
    began = time.time()
    set_clock(desk, seconds)
    try:
        desk.run("sync", "--once")
        assert desk.row("check-in", SLUG, code)["verdict"] == "ADMITTED"
        desk.run("sync", "--once")
        other.sync()
        assert other.row("check-in", SLUG, code)["verdict"] == "ALREADY_IN"
        assert other.row("check-in", SLUG, code, "--exit")["verdict"] == "EXITED"
        other.sync()
        desk.run("sync", "--once")
        assert desk.row("check-in", SLUG, code, "--exit")["verdict"] == "NOT_INSIDE"
        desk.run("sync", "--once")
    finally:
        set_clock(desk, 0)
    house.sync_all()
    facts = rows(house.connection, f"SELECT verdict, extract (epoch FROM \"time\") FROM {FACTS} WHERE qr_code = %s ORDER BY \"time\"", code)
    assert [verdict for verdict, _ in facts] == ["ADMITTED", "ALREADY_IN", "EXITED", "NOT_INSIDE"], facts
    assert all(began - BUSY <= at <= time.time() + BUSY for _, at in facts), (began, facts)
    house.check_same(desk, other)


def check_first_contact(house, desk, other, seconds, code):
    """Scanned while the network was away, so that nobody knew yet that the clock is wrong: corrected when it is told."""
    began = time.time()
    set_clock(desk, seconds)
    try:
        house.plan(always=[("", "refuse")])
        assert desk.row("check-in", SLUG, code)["verdict"] == "ADMITTED"
        house.plan()
        desk.run("sync", "--once")
    finally:
        house.plan()
        set_clock(desk, 0)
    times = told_times(house, code)
    assert len(times) == 1 and began - BUSY <= times[0] <= time.time() + BUSY, (began, times)
    house.sync_all()
    house.check_same(desk, other)


def check_backwards(house, desk, code):
    """The clock jumps back between two scans: the later one stays the later one."""
    try:
        set_clock(desk, 2 * HOUR)
        desk.run("sync", "--once")
        assert desk.row("check-in", SLUG, code)["verdict"] == "ADMITTED"
        set_clock(desk, 0)
        desk.run("sync", "--once")
        assert desk.row("check-in", SLUG, code, "--exit")["verdict"] == "EXITED"
    finally:
        set_clock(desk, 0)
    house.sync_all()
    facts = [verdict for verdict, in rows(house.connection, f"SELECT verdict FROM {FACTS} WHERE qr_code = %s ORDER BY \"time\"", code)]
    assert facts == ["ADMITTED", "EXITED"], facts
    house.check_same(desk)


def check_session(house, desk):
    """A clock that is a day ahead thinks the session over; it is renewed, and nobody signs in again."""
    set_clock(desk, 26 * HOUR)
    try:
        desk.run("sync", "--once")
        desk.run("sync", "--once")
    finally:
        set_clock(desk, 0)
    desk.sync()
    house.check_same(desk)


def check_summer_time(house, desk, other):
    """Scans in the hour that comes twice: told in UTC, they keep their order at every desk, in whatever zone it stands."""
    one(house.connection, "UPDATE events SET timezone = 'Europe/Berlin' WHERE id = %s", EVENT)
    house.sync_all()
    desk.environment["TZ"], other.environment["TZ"] = "Europe/Berlin", "America/New_York"
    # On 25 October 2026 the clocks of Berlin go back at 01:00 UTC: 02:30 is there twice.
    for number, at in enumerate(["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00+01:00"]):
        (desk, other)[number % 2].run("check-in", SLUG, f"GUEST-{15 + number}", "--at", at)
    house.sync_all()
    found = [told_times(house, f"GUEST-{15 + number}") for number in range(3)]
    assert [len(times) for times in found] == [1, 1, 1] and found[1][0] - found[0][0] == HOUR and found[2] == found[1], found
    house.check_same(desk, other)
    desk.environment["TZ"] = other.environment["TZ"] = "UTC"


def add(tap, world):
    if LIBRARY is None:
        tap.skip("clocks", "libfaketime is not installed.")
        return
    with open_house(world) as house:
        add_guests(house.connection, 20)
        one(house.connection, "UPDATE check_in_lists SET allow_reentry = true WHERE event_id = %s", EVENT)
        desk, other = house.desk(), house.desk("ORGANIZER")
        number = 0
        for hours in (3, -3):
            tap.run(f"clocks: {hours:+d} hours, told", check_offset, house, desk, hours * HOUR)
            tap.run(f"clocks: {hours:+d} hours, the order", check_order, house, desk, other, hours * HOUR, f"GUEST-{number + 1}")
            tap.run(f"clocks: {hours:+d} hours, away", check_first_contact, house, desk, other, hours * HOUR, f"GUEST-{number + 2}")
            number += 2
        tap.run("clocks: jumping back", check_backwards, house, desk, "GUEST-5")
        tap.run("clocks: a day ahead", check_session, house, desk)
        tap.run("clocks: summer time ends", check_summer_time, house, desk, other)
