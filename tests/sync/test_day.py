# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking for news a whole day, in a minute's time: the memory is that of the morning."""
import os
import subprocess
import threading

from house import add_guests, open_house
from world import one

ROUNDS = 2500
DAY = 86400
MOST_KILOBYTES = 20 * 1024


def check_memory(house, desk, program):
    """With news now and then, and without a single call that fails."""
    stop = threading.Event()

    def live():
        while not stop.wait(0.05):
            one(house.connection, "UPDATE tickets SET notes = gen_random_uuid () WHERE qr_code = 'GUEST-1'")
    living = threading.Thread(target=live)
    living.start()
    try:
        done = subprocess.run([program, desk.replica, "a door, a lamp, a list", str(ROUNDS)], capture_output=True, text=True, timeout=300,
                              env=desk.environment, check=False)
    finally:
        stop.set()
        living.join()
    assert done.returncode == 0 and not done.stderr, done
    early, late = map(int, done.stdout.split())
    a_day = (late - early) * DAY // (ROUNDS * 4 // 5)
    print(f"# {early} kB after {ROUNDS // 5} rounds, {late} kB after {ROUNDS}: {a_day} kB a day")
    assert a_day < MOST_KILOBYTES, f"{a_day} kB a day"


def add(tap, world):
    if os.environ.get("FOYER_SANITIZED"):
        tap.skip("day: memory", "A sanitizer keeps what was freed.")
        return
    with open_house(world) as house:
        add_guests(house.connection, 200)
        # No proxy in between, which would be what is measured.
        desk = house.desk(url=house.rest.url)
        tap.run("day: memory", check_memory, house, desk, world.day)
