#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""session.py CONFIG COMMAND…: runs a command in a desktop session of its own.

Its bus starts the accessibility bus and nothing else of the machine. That one keeps its socket in the runtime
directory, or, without one, in the home directory, where the next session would take it away: so this session has its own.
"""
import os
import subprocess
import sys
import tempfile


def main(config, *command):
    with tempfile.TemporaryDirectory(prefix="foyer-session-") as runtime:
        return subprocess.run(["dbus-run-session", "--config-file", config, "--", *command], check=False,
                              env={**os.environ, "XDG_RUNTIME_DIR": runtime}).returncode


sys.exit(main(*sys.argv[1:]))
