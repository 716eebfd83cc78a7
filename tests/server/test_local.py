# SPDX-License-Identifier: GPL-3.0-or-later
"""The private server of ./dev server: what it says when something is wrong, and that it stays out of others' way."""
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

from cluster import Trouble
from server import LocalServer

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "data" / "server" / "local" / "server.py"


def run(folder, *words):
    return subprocess.run([sys.executable, PROGRAM, "--folder", folder, "--program", "/nonexistent", *words],
                          capture_output=True, text=True, check=False)


def check_nothing_there(folder):
    done = run(folder, "status")
    assert done.returncode == 1 and "There is no server yet" in done.stdout, done
    assert run(folder, "status", "--json").stdout == '{"is_running": false}\n'
    assert run(folder, "stop").returncode == 0
    assert not pathlib.Path(folder, "cluster").exists()


def check_without_postgrest(folder):
    done = run(folder)
    assert done.returncode == 1 and "PostgREST is not installed" in done.stderr, done
    assert not pathlib.Path(folder, "cluster").exists(), "a cluster was made for nothing"


def check_broken_state(folder):
    state = pathlib.Path(folder, "state.json")
    state.write_text("{")
    done = run(folder, "status")
    assert done.returncode == 1 and "cannot be read" in done.stderr and "reset" in done.stderr, done
    run(folder, "reset")
    assert not state.exists()


def check_other_user(folder):
    """Whose server it is decides; nobody else is told that it does not run, or that it was stopped."""
    state = pathlib.Path(folder, "state.json")
    state.write_text("{}")
    if os.geteuid() != 0:
        return
    os.chown(state, 65534, 65534)
    for command in ("start", "stop", "status", "reset"):
        done = run(folder, command)
        assert done.returncode == 1 and "belongs to the user nobody" in done.stderr, done
    assert state.exists()


def check_interrupted(folder):
    """In the middle of making it; what is there then is no obstacle."""
    program = pathlib.Path(folder, "postgrest")
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    words = [sys.executable, PROGRAM, "--folder", folder, "--program", program]
    # Where all this was started in the background, it would not be interrupted at all.
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, start_new_session=True,
                               preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    data = pathlib.Path(folder, "cluster")
    end = time.monotonic() + 180
    while not data.exists() and time.monotonic() < end:
        time.sleep(0.01)
    # As a terminal does: to all that it started, too.
    os.killpg(process.pid, signal.SIGINT)
    said = process.communicate(timeout=180)[1]
    assert process.returncode == 130 and said.startswith("Interrupted."), (process.returncode, said)
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "PostgREST did not start" in done.stderr, done
    assert LocalServer(folder, program).cluster.is_running()
    assert run(folder, "reset").returncode == 1 and not data.exists()


def check_life(folder):
    """Made, stopped, started again on another port because ours was taken, and gone without a trace."""
    server = LocalServer(folder, "/nonexistent", durable=False)
    server.create()
    try:
        assert server.cluster.is_running()
        assert (os.stat(server.state_file).st_mode & 0o777) == 0o600
        assert server.cluster.psql(server.uri("postgres", "postgres"), "-c", "SHOW listen_addresses") == "127.0.0.1"
        server.stop()
        assert not server.cluster.is_running()
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", server.state["port"]))
            other.listen()
            taken = server.state["port"]
            server.start_cluster()
        again = LocalServer(folder, "/nonexistent", durable=False)
        assert again.state["port"] != taken and again.cluster.is_running()
        try:
            again.cluster.psql(again.uri("postgres", "postgres").replace(again.state["superuser"], "wrong"), "-c", "SELECT 1")
        except Trouble as trouble:
            assert "password authentication failed" in str(trouble)
        else:
            raise AssertionError("a wrong password opens it")
    finally:
        LocalServer(folder, "/nonexistent", durable=False).remove()
    assert list(pathlib.Path(folder).iterdir()) == []


def check_foreign_process(folder):
    """A process number that another program got meanwhile is not ours to end."""
    server = LocalServer(folder, "/nonexistent")
    server.rest.pid_file.write_text(f"{os.getpid()}\n")
    assert server.rest.pid() is None
    server.rest.stop()
    assert not server.rest.pid_file.exists()


def add(tap, _world):
    for name, check in (("nothing is there", check_nothing_there), ("no PostgREST", check_without_postgrest),
                        ("a broken state", check_broken_state),
                        ("somebody else's", check_other_user), ("interrupted", check_interrupted),
                        ("from the start to the end", check_life),
                        ("another's process", check_foreign_process)):
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o711)
            tap.run(f"local: {name}", check, folder)
