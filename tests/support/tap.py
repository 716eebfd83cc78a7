# SPDX-License-Identifier: GPL-3.0-or-later
"""A few lines of TAP for the tests that are written in Python."""
import sys
import traceback


class Tap:
    """Runs checks one after the other; a check fails by raising, and the next one still runs."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def run(self, name, check, *args):
        self.count += 1
        try:
            check(*args)
        except Exception:  # a check may fail in any way
            self.failed += 1
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {self.count} {name}", flush=True)
            return False
        print(f"ok {self.count} {name}", flush=True)
        return True

    def skip(self, name, reason):
        self.count += 1
        print(f"ok {self.count} {name} # SKIP {reason}", flush=True)

    def finish(self):
        print(f"1..{self.count}", flush=True)
        sys.exit(1 if self.failed or self.count == 0 else 0)


def expect_none(found, sentence):
    """Fails with all of `found`, each on its own line, if there is anything."""
    found = list(found)
    if found:
        raise AssertionError(sentence + "\n" + "\n".join(f"  {thing}" for thing in found))
