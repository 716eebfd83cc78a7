#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the main loop of the real program is busy in one turn, in processor time, while an event is loaded for the first time and
while a long queue of check-ins is told: session.py python3 main-loop.py BUILD-FOLDER [GUESTS [CHECK-INS]], both of tests/e2e.
"""
import importlib.util
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("e2e", "support", "server", "sync", "cli")] + [str(ROOT / "data" / "server" / "local")]

import hosting  # noqa: E402
from desk import Desk, Screen, until  # noqa: E402


def load_walk():
    spec = importlib.util.spec_from_file_location("walk", ROOT / "tests" / "e2e" / "test-server.py")
    walk = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(walk)
    return walk


class Turns:
    """What was noted since the last time."""

    def __init__(self, path):
        self.path = path
        self.n_read = 0

    def tell(self, what):
        times = [float(line) for line in self.path.read_text().split()] if self.path.exists() else []
        fresh = sorted(times[self.n_read:])
        self.n_read = len(times)
        most = fresh[-1] if fresh else 0
        print(f"BENCH\tthe longest turn of the main loop, {what}\t{most:.1f} ms CPU\tover 16 ms: {sum(t > 16 for t in fresh)} of {len(fresh)}"
              f"\t\ttold\tok", flush=True)


def main():
    walk_of = load_walk()
    n_guests, n_told = (int(word) for word in (sys.argv[2:4] + ["50000", "10000"][len(sys.argv) - 2:])[:2])
    walk_of.SLOW = []
    screen, desk = Screen(), Desk(sys.argv[1])
    with hosting.open_world(sys.argv[1]) as world:
        from house import add_guests, open_house
        with open_house(world) as house:
            try:
                add_guests(house.connection, n_guests, "DOOR")
                walk = walk_of.Walk(desk, house)
                turns = Turns(desk.home / "turns.txt")
                desk.env["FOYER_WATCH_LOOP"] = str(turns.path)
                walk_of.add_server(walk)
                walk_of.lock_sessions(walk)
                turns.tell("start and sign in")
                walk_of.choose_events(walk)
                turns.tell(f"first load of {n_guests:,}")
                walk_of.see_attendees(walk)
                turns.tell("the list of attendees")
                house.plan(always=walk_of.AWAY)
                desk.foyerctl("check-in", walk_of.SLUG, "-", stdin="".join(f"DOOR-{i}\n" for i in range(1, n_told + 1)))
                turns.tell(f"{n_told:,} check-ins by another program")
                house.plan()
                until(lambda: walk.at_server("SELECT count (*) FROM check_ins") >= n_told, "all to be told", 300)
                turns.tell("a drain of them")
            finally:
                desk.close()
                screen.close()


if __name__ == "__main__":
    main()
