#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Count the outcome of meson's test logs: every TAP line is a test, a program without TAP is one.

Prints of each program that failed its failed tests with what they said and the end of its log; then what was left out
and why, the failed tests once more by name, and as the last line “N passed, N failed”.
"""
import json
import pathlib
import re
import sys

SKIP_LINE = re.compile(r"^\s*ok\b(?:\s+\d+)?\s*(.*?)\s*# SKIP\S*\s*(.*)$", re.IGNORECASE)
TAP_LINE = re.compile(r"^\s*(not ok|ok)\b(?:\s+\d+)?(.*)$")
NOISE = re.compile(r"^# (GLib|GLib-GIO|GLib-Net)-DEBUG: ")
GOOD = ("OK", "EXPECTEDFAIL")


def tap_counts(text):
    """Count the TAP lines of one program: (passed, failed)."""
    passed = failed = 0
    for line in text.splitlines():
        match = TAP_LINE.match(line)
        if match is None or "# SKIP" in match.group(2).upper():
            continue
        if match.group(1) == "ok" or "# TODO" in match.group(2).upper():
            passed += 1
        else:
            failed += 1
    return passed, failed


def program_counts(entry):
    """Count one program of the log; one that ended badly has at least one failure."""
    good = entry["result"] in GOOD
    if entry["result"] == "SKIP":
        return 0, 0
    passed, failed = tap_counts(entry.get("stdout", ""))
    if passed + failed == 0:
        return (1, 0) if good else (0, 1)
    return passed, failed if good else max(failed, 1)


def left_out(entry):
    """What one program did not test, each with its reason."""
    found = [match.groups() for match in map(SKIP_LINE.match, entry.get("stdout", "").splitlines()) if match]
    if entry["result"] == "SKIP" and not found:
        found = [("all of it", "")]
    return [f"{entry['name']}: {name}{': ' if reason else ''}{reason}" for name, reason in found]


def is_failure(line):
    match = TAP_LINE.match(line)
    return match is not None and match.group(1) == "not ok" and "# TODO" not in match.group(2).upper()


def failures(lines):
    """The failed tests, each with the comments around it: from the test before until the one after."""
    found = []
    tests = [-1, *(number for number, line in enumerate(lines) if TAP_LINE.match(line)), len(lines)]
    for before, here, after in zip(tests, tests[1:], tests[2:]):
        if is_failure(lines[here]):
            found.append(lines[before + 1:here][-60:] + [lines[here]] + lines[here + 1:after][:20])
    return found


def show(log, entry):
    print(f"\n──── {entry['name']} ({log.name}): {entry['result']}, {entry['duration']:.1f} s")
    streams = {name: [line for line in entry.get(name, "").splitlines() if not NOISE.match(line)] for name in ("stdout", "stderr")}
    found = failures(streams["stdout"])
    for lines in found:
        print("\n".join(lines))
    for lines in streams.values():
        print("\n".join(["…", *lines[-30:]] if found else lines[-200:]))


def names(entry):
    """The failed tests of one program by name; the program itself when it tells of none."""
    found = [line.strip() for line in entry.get("stdout", "").splitlines() if is_failure(line)]
    return [f"{entry['name']}: {line}" for line in found or [entry["result"]]]


def read(log):
    """The entries of a log; none when the run did not happen."""
    try:
        return [json.loads(line) for line in log.read_text(errors="replace").splitlines() if line]
    except FileNotFoundError:
        return None


def main(paths):
    passed = failed = 0
    missing = {}
    broken = []
    for log in map(pathlib.Path, paths):
        entries = read(log)
        if not entries:
            print(f"Nothing was run: {log} is missing or empty.")
            failed += 1
            continue
        for entry in entries:
            good, bad = program_counts(entry)
            passed, failed = passed + good, failed + bad
            missing.update(dict.fromkeys(left_out(entry)))
            if bad:
                show(log, entry)
                broken += names(entry)
    if missing:
        print("\nNOT TESTED:")
        print("\n".join(f"  {line}" for line in missing))
    if broken:
        print("\nFAILED:")
        print("\n".join(f"  {line}" for line in broken))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
