# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares a replica with the server: each row of the events that both have, in each column that both have.

Times are microseconds, identities text, JSON what it means; a row that is deleted is one that is not there.
"""
import contextlib
import datetime
import json
import pathlib
import sqlite3
import subprocess
import uuid

# Not updated_at: where a desk did what was done at the server already, it is the desk's time, as nothing comes back of it.
HEAD = [("id", "UUID"), ("version", "INTEGER")]
# Check-ins with the code of their ticket, at the server as in a replica: a fact has one of its own only where no ticket is known.
FACTS = """(SELECT c.*, coalesce (c.code, t.qr_code) AS qr_code
  FROM check_ins c LEFT JOIN tickets t ON t.event_id = c.event_id AND t.id = c.ticket_id) AS facts"""
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class Tables:
    """The tables that are synced: name to [(column, type)], as the engine itself tells them."""

    def __init__(self, program, connection):
        with connection.cursor() as cursor:
            cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
            there = set(cursor.fetchall())
        self.columns = {}
        for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines():
            table, _, column, kind, *_ = line.split("\t")
            if (table, column) in there:
                self.columns.setdefault(table, list(HEAD)).append((column, kind))

    def names(self):
        return list(self.columns)


def from_server(kind, value):
    if value is None:
        return None
    if kind == "TIME":
        return (datetime.datetime.fromisoformat(value) - EPOCH) // datetime.timedelta(microseconds=1)
    if kind == "BLOB":
        return bytes.fromhex(value.removeprefix("\\x"))
    return value


def from_replica(kind, value):
    if value is None:
        return None
    if kind == "UUID":
        return None if value == bytes(16) else str(uuid.UUID(bytes=value))
    if kind == "BOOLEAN":
        return value != 0
    if kind == "JSON":
        return json.loads(value)
    return value


def where(table):
    return {"events": "id = {0}", "series": "id IN (SELECT series_id FROM events WHERE id = {0})"}.get(table, "event_id = {0}")


def read_server(connection, tables, table, event):
    columns = tables.columns[table]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb (t) FROM public.{table} t WHERE t.deleted_at IS NULL AND " + where(table).format("%s"), [event])
        return {row["id"]: {name: from_server(kind, row[name]) for name, kind in columns} for row, in cursor}


@contextlib.contextmanager
def open_replica(path):
    with contextlib.closing(sqlite3.connect(f"file:{pathlib.Path(path).absolute()}?mode=ro", uri=True, timeout=20)) as db:
        yield db


def read_replica(db, tables, table, event):
    columns = tables.columns[table]
    found = db.execute(f"SELECT {', '.join(name for name, _ in columns)} FROM {table} WHERE deleted_at IS NULL AND "
                       + where(table).format("?"), [uuid.UUID(event).bytes])
    rows = ({name: from_replica(kind, value) for (name, kind), value in zip(columns, row)} for row in found)
    return {row["id"]: row for row in rows}


def differences(tables, table, ours, theirs, ignore=()):
    """In words, each row that is not the same in the replica (ours) and at the server (theirs)."""
    for number in sorted(ours.keys() | theirs.keys()):
        if number not in theirs:
            yield f"{table} {number}: only in the replica, {ours[number]}"
        elif number not in ours:
            yield f"{table} {number}: only at the server, {theirs[number]}"
        else:
            for name, _ in tables.columns[table]:
                if name not in ignore and ours[number][name] != theirs[number][name]:
                    yield f"{table} {number} {name}: {ours[number][name]!r} in the replica, {theirs[number][name]!r} at the server"


def compare(connection, tables, path, events):
    """All differences of a replica, as sentences."""
    with open_replica(path) as db:
        for event in events:
            for table in tables.names():
                yield from differences(tables, table, read_replica(db, tables, table, event),
                                       read_server(connection, tables, table, event))
