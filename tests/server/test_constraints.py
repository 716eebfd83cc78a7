# SPDX-License-Identifier: GPL-3.0-or-later
"""pgTAP over constraints.sql, in a database where each table has a row."""
import pathlib
import re
import subprocess

from tap import expect_none
from test_rights import Stage
from world import one

FILE = pathlib.Path(__file__).parent / "constraints.sql"


def check_pgtap(world, name):
    """Each line of pgTAP is a test of its own there, and all of them one here."""
    done = subprocess.run([world.server.cluster.bin / "psql", "-X", "-q", "-A", "-t", "-f", FILE, world.server.uri("postgres", name)],
                          capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = re.split(r"[\n|]", done.stdout)
    expect_none((line for line in lines if line.startswith(("not ok", "#"))), "pgTAP:")
    n = sum(line.startswith("ok") for line in lines)
    print(f"# {n} rules", flush=True)
    assert n > 500, n


def add(tap, world):
    name = world.new_database()
    with world.connect(name) as connection:
        if not one(connection, "SELECT true FROM pg_available_extensions WHERE name = 'pgtap'"):
            tap.skip("constraints: pgTAP", "the extension is not installed.")
            return
        Stage(connection)
    tap.run("constraints: pgTAP", check_pgtap, world, name)
