# SPDX-License-Identifier: GPL-3.0-or-later
"""Every curl line of the server's README does what it says."""
import json
import os
import pathlib
import re
import subprocess

from tap import expect_none
from world import rows

README = pathlib.Path(__file__).resolve().parents[2] / "data" / "server" / "README.md"


def commands():
    """Each command with its continued lines."""
    return re.findall(r"^    (curl .*(?:\n {6,}.*)*)", README.read_text(), re.M)


def check_command(world, command, token):
    command = command.replace('"…"', json.dumps(world.password("OWNER")))
    done = subprocess.run(["bash", "-c", command + " -w '\\n%{http_code}'"], capture_output=True, text=True, check=True,
                          env={**os.environ, "URL": world.api.url, "TOKEN": token})
    body, status = done.stdout.rsplit("\n", 1)
    assert status in ("200", "206") and json.loads(body), done.stdout


def check_calls_are_there(world):
    """Each function that PostgREST serves is in the README."""
    text = README.read_text()
    with world.connect("pristine") as connection:
        names = {name for (name,) in rows(connection, "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")}
    expect_none((name for name in names if not re.search(rf"`{name}\b", text)), "Not in the README:")


def add(tap, world):
    token = world.sign_in("OWNER").token
    assert commands()
    for command in commands():
        tap.run(f"readme: {command.split()[2][:60]}", check_command, world, command, token)
    tap.run("readme: every call is there", check_calls_are_there, world)
