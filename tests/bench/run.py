#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run the benches of a build folder, and print their rows as one table.

A bench prints rows “BENCH<tab>name<tab>ours<tab>other side<tab>ratio<tab>asked<tab>ok|MISSED”. It measures both sides in
the same run, as this may be a slow or a busy machine.
Usage: run.py BUILD-FOLDER [WORD…]: only the benches whose name has one of the words. A word that no name has is for those that
were named: “server purchase” is one area of the server's.
"""
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
HEAD = ["what", "ours", "other side", "ratio", "asked", ""]


def benches(build, words):
    """The programs and scripts, in the order of their names."""
    programs = [p for p in (build / "tests" / "bench").glob("bench-*") if p.is_file() and os.access(p, os.X_OK)]
    found = sorted(programs + list(HERE.glob("bench-*.py")), key=lambda p: p.name)
    return [p for p in found if not words or any(word in p.name for word in words)]


def run(bench, build, words):
    """Run one; (its rows, whether it ended well)."""
    command = ["xvfb-run", "-a", "-s", "-screen 0 1920x1080x24", "dbus-run-session", "--"]
    command += ["/usr/bin/python3", str(bench), str(build)] if bench.suffix == ".py" else [str(bench)]
    command += words
    env = {**os.environ, "GSK_RENDERER": "cairo", "GTK_A11Y": "none", "GSETTINGS_BACKEND": "memory", "LC_ALL": "C.UTF-8",
           "G_TEST_SRCDIR": str(HERE.parent), "G_TEST_BUILDDIR": str(build / "tests")}
    print(f"Running {bench.name} …", file=sys.stderr, flush=True)
    done = subprocess.run(command, env=env, capture_output=True, text=True, errors="replace", check=False)
    rows = [line.split("\t")[1:] for line in done.stdout.splitlines() if line.startswith("BENCH\t")]
    if done.returncode != 0 or not rows:
        print(f"{bench.name} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}", file=sys.stderr)
    return rows, done.returncode == 0 and bool(rows)


def print_table(rows):
    rows = [HEAD] + [(row + [""] * len(HEAD))[:len(HEAD)] for row in rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEAD))]
    for number, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        if number == 0:
            print("  ".join("─" * width for width in widths))


def main(arguments):
    build = pathlib.Path(arguments[0]).resolve()
    rows, good = [], True
    names = [p.name for p in benches(build, [])]
    words = [word for word in arguments[1:] if any(word in name for name in names)]
    others = [word for word in arguments[1:] if word not in words]
    if others and not words:
        sys.exit(f"There is no bench called “{others[0]}”. There are: {', '.join(names)}.")
    for bench in benches(build, words):
        found, well = run(bench, build, others)
        rows, good = rows + found, good and well
    print_table(rows)
    missed = sum(1 for row in rows if "MISSED" in row)
    print(f"{len(rows) - missed} of {len(rows)} as asked")
    return 0 if good and rows and not missed else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
