# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk: a folder with a replica, and the real foyerctl that works on it, beside itself as often as one likes."""
import contextlib
import os
import pathlib
import signal
import sqlite3
import subprocess
import time

from foyerctl import Foyerctl
from truth import open_replica


class Desk(Foyerctl):
    """The secret that would lie in a keyring is a file under a passphrase here, so that nobody has to be asked."""

    def __init__(self, program, folder, url, user, act=None):
        folder = pathlib.Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(program, folder)
        self.url = url
        self.user = user
        self.act_program = act
        self.watcher = None
        passphrase = folder / "passphrase"
        passphrase.write_text("a door, a lamp, a list\n")
        self.environment.update({f"XDG_{name}_HOME": str(folder) for name in ("CONFIG", "CACHE", "STATE")},
                                HOME=str(folder), FOYER_PASSPHRASE_FILE=str(passphrase), DBUS_SESSION_BUS_ADDRESS="disabled:", TZ="UTC")

    def log_in(self, *events, status=0):
        """At the desk's address, with the sample's user."""
        which = [word for event in events for word in ("--event", event)] or ["--all"]
        return self.run("login", self.url, "--email", self.user["email"], "--password-stdin", *which,
                        data=(self.user["password"] + "\n").encode(), status=status)

    def sync(self, status=0):
        return self.run("sync", "--once", status=status)

    def status(self):
        return self.row("sync", "status")

    def conflicts(self):
        return self.rows("conflicts")

    def act(self, event, *words):
        """What a window does; gives the change set."""
        done = subprocess.run([self.act_program, self.replica, event, *map(str, words)], capture_output=True, text=True, timeout=300,
                              env=self.environment, check=False)
        assert done.returncode == 0, (words, done)
        return int(done.stdout)

    def try_act(self, event, *words):
        """The same, which may be refused."""
        return subprocess.run([self.act_program, self.replica, event, *map(str, words)], capture_output=True, timeout=300, env=self.environment,
                              check=False)

    def try_run(self, *words):
        """foyerctl, which may be refused."""
        return subprocess.run([self.program, "--replica", self.replica, *map(str, words)], stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=300, env=self.environment, check=False)

    def watch(self):
        """Keeps itself in step from now on. What it says is in watch.log."""
        with open(self.folder / "watch.log", "ab") as log:
            self.watcher = subprocess.Popen([self.program, "--replica", self.replica, "sync", "--watch"], stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log, env=self.environment)

    def stop(self, how=signal.SIGTERM):
        """Gives the status with which it ended; None without a watcher."""
        watcher, self.watcher = self.watcher, None
        if watcher is None:
            return None
        with contextlib.suppress(ProcessLookupError):
            watcher.send_signal(how)
        return watcher.wait(300)

    def query(self, sql, *values):
        with open_replica(self.replica) as db:
            return db.execute(sql, values).fetchall()

    def value(self, sql, *values):
        found = self.query(sql, *values)
        return found[0][0] if found else None

    def wait_for(self, what, seconds=180):
        """Until what () of the replica is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(sqlite3.OperationalError):
                if what():
                    return
            time.sleep(0.02)
        raise AssertionError(f"This did not come within {seconds} s.")

    def problems(self):
        """What was set aside: (table's number, id or key) and why."""
        return self.query("SELECT row_type, key, code, message FROM push_problems")

    def plain(self):
        """Every file of the folder in which the password lies in plain text."""
        return [path for path in pathlib.Path(self.folder).rglob("*") if path.is_file() and path.name != "passphrase"
                and self.user["password"].encode() in path.read_bytes()]


def kill(process):
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    return process.wait()
