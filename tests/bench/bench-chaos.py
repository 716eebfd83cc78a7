#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Eight desks, ten minutes, all that can go wrong (tests/sync/chaos.py). Not a matter of speed: each row is something that must hold.

FOYER_CHAOS_SECONDS and FOYER_CHAOS_SEED are for other lengths, and for the same again.
"""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    seconds = os.environ.get("FOYER_CHAOS_SECONDS", "600")
    command = [sys.executable, ROOT / "tests/sync/chaos.py", seconds, os.environ.get("FOYER_CHAOS_SEED", "random"), "8", build]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            found = re.match(r"(not )?ok \d+ (chaos, .*)", line)
            if found:
                print(f"BENCH\t{found[2]}\t{'no' if found[1] else 'yes'}\t\t\tyes\t{'MISSED' if found[1] else 'ok'}", flush=True)
            else:
                # What somebody needs who has to find out why.
                print(line, end="", file=sys.stderr, flush=True)
    return process.returncode


if __name__ == "__main__":
    sys.exit(main())
