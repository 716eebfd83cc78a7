# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of our own in a folder: never the system's, on a free port of this machine alone."""
import os
import pathlib
import pwd
import secrets
import shutil
import socket
import subprocess
import time


class Trouble(Exception):
    """Something that a person can mend; its text is the sentence."""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def programs():
    """The folder of the newest PostgreSQL that is installed."""
    found = [p.parent for p in pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(pathlib.Path(on_path).parent)
    if not found:
        raise Trouble("PostgreSQL is not installed: install version 15 or later (on Debian: postgresql).")
    return max(found, key=lambda p: int(p.parent.name) if p.parent.name.isdigit() else 0)


def as_user(command):
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    if os.geteuid() != 0:
        return command
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise Trouble("PostgreSQL does not run as root, and there is no user “postgres”: run this as a normal user.") from None
    return ["runuser", "-u", "postgres", "--", *map(str, command)]


def make_folder(folder):
    """A folder that whoever runs PostgreSQL may write. Where root's own folders bar the way, it lies in /var/tmp."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        way = subprocess.run(as_user(["test", "-x", folder.parent]), cwd="/", check=False)
        if way.returncode != 0:
            other = pathlib.Path("/var/tmp") / f"foyer-{secrets.token_hex(8)}"
            other.mkdir(mode=0o700)
            folder.symlink_to(other)
        else:
            folder.mkdir(mode=0o700)
        shutil.chown(folder.resolve(), "postgres", "postgres")
    else:
        folder.mkdir(mode=0o700)


class Cluster:
    """The cluster in a folder. The password is its superuser's, who exists only here."""

    def __init__(self, folder, port, password, durable=True):
        self.folder = pathlib.Path(folder)
        self.port = port
        self.password = password
        self.durable = durable
        self.bin = programs()

    @property
    def data(self):
        return self.folder.resolve() / "data"

    def uri(self, role="postgres", password=None, database="postgres"):
        return f"postgresql://{role}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def run(self, program, *words, **options):
        return subprocess.run(as_user([self.bin / program, *words]), cwd="/", stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False, **options)

    def create(self):
        make_folder(self.folder)
        secret = self.folder.resolve() / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.password + "\n")
        if os.geteuid() == 0:
            shutil.chown(secret, "postgres", "postgres")
        made = self.run("initdb", "--pgdata", self.data, "--username", "postgres", f"--pwfile={secret}",
                        "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
                        *([] if self.durable else ["--no-sync"]))
        secret.unlink()
        if made.returncode != 0:
            raise Trouble(f"{made.stderr.strip()}\nThe cluster could not be made in {self.folder}, for the reason above.")

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=300"
        if not self.durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = self.data / "log"
        started = self.run("pg_ctl", "-D", self.data, "-w", "-t", "300", "-l", log, "-o", options, "start")
        if started.returncode != 0:
            end = self.run("pg_ctl", "--version").stdout and subprocess.run(
                as_user(["tail", "-n", "5", log]), cwd="/", capture_output=True, text=True, check=False).stdout
            raise Trouble(f"{end.strip()}\nPostgreSQL did not start, for the reason above.")

    def is_running(self):
        return self.data.exists() and self.run("pg_ctl", "-D", self.data, "status").returncode == 0

    def stop(self, mode="fast"):
        if self.is_running():
            stopped = self.run("pg_ctl", "-D", self.data, "-w", "-t", "300", "-m", mode, "stop")
            if stopped.returncode != 0:
                raise Trouble(f"{stopped.stderr.strip()}\nPostgreSQL did not stop, for the reason above.")

    def remove(self):
        """Stops it and removes all of it."""
        self.stop("immediate")
        # An initdb that was interrupted removes its files at the same time.
        for _ in range(50):
            shutil.rmtree(self.folder.resolve(), ignore_errors=True)
            if not self.folder.resolve().exists():
                break
            time.sleep(0.1)
        else:
            raise Trouble(f"{self.folder} cannot be removed.")
        if self.folder.is_symlink():
            self.folder.unlink()

    def psql(self, uri, *words, variables=None):
        """Runs psql as whoever we are; gives what it printed."""
        sets = [word for name, value in (variables or {}).items() for word in ("-v", f"{name}={value}")]
        done = subprocess.run([self.bin / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *sets, *words, uri],
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(done.stderr.strip())
        return done.stdout.strip()
