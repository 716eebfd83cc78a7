# SPDX-License-Identifier: GPL-3.0-or-later
"""The comparison itself: it finds nothing where nothing is, and each thing that is put in its way."""
import json
import sqlite3
import tempfile
import uuid

from truth import compare, from_replica, from_server, Tables
from world import EVENT, ORDER, TICKET, one

VALUES = [
    ("TIME", "2026-03-29T01:30:00.000001+00:00", 1774747800000001), ("TIME", "1969-12-31T23:59:59+00:00", -1000000),
    ("BOOLEAN", False, 0), ("BOOLEAN", True, 1), ("JSON", {"a": [1, "ü"]}, '{ "a":[1,"\\u00fc"] }'), ("INTEGER", 7, 7), ("TEXT", "", ""),
    ("UUID", EVENT, uuid.UUID(EVENT).bytes), ("UUID", None, bytes(16)), ("BLOB", "\\x00ff", b"\0\xff"), ("TEXT", None, None),
]


def check_values():
    for kind, theirs, ours in VALUES:
        assert from_server(kind, theirs) == from_replica(kind, ours), (kind, theirs, ours)


def store(kind, value):
    """As a desk has it."""
    value = from_server(kind, value)
    if kind == "UUID" and value is not None:
        return uuid.UUID(value).bytes
    if kind == "JSON" and value is not None:
        return json.dumps(value)
    return value


def make_replica(path, connection, tables):
    """What a desk would have after a pull, without one."""
    with sqlite3.connect(path) as db:
        for table, columns in tables.columns.items():
            names = ", ".join(name for name, _ in columns)
            db.execute(f"CREATE TABLE {table} ({names}, deleted_at)")
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT to_jsonb (t) FROM public.{table} t")
                for row, in cursor:
                    db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})",
                               [store(kind, row[name]) for name, kind in columns])
    db.close()


BREAKS = [
    ("a value", f"UPDATE tickets SET attendee_name = 'Somebody' WHERE id = x'{uuid.UUID(TICKET).hex}'", "attendee_name"),
    ("a version", "UPDATE events SET version = version + 1", "version"),
    ("a row too few", f"DELETE FROM orders WHERE id = x'{uuid.UUID(ORDER).hex}'", "only at the server"),
    ("a row too many", "UPDATE tickets SET id = x'000102030405060708090a0b0c0d0e0f' WHERE qr_code = 'SAMPLE-GIL-2'", "only in the replica"),
    ("a deleted row", "UPDATE check_in_lists SET deleted_at = 1", "only at the server"),
    ("a time", "UPDATE events SET start_date = start_date + 1", "start_date"),
    ("JSON", "UPDATE events SET tags = '[\"night\", \"music\"]' WHERE tags IS NOT NULL", "tags"),
]


def check_break(connection, tables, sql, word):
    with tempfile.NamedTemporaryFile() as file:
        make_replica(file.name, connection, tables)
        found = list(compare(connection, tables, file.name, [EVENT]))
        assert not found, found
        with sqlite3.connect(file.name) as db:
            assert db.execute(sql).rowcount > 0
        db.close()
        found = list(compare(connection, tables, file.name, [EVENT]))
        assert found and any(word in line for line in found), found


def check_deleted_there(connection, tables):
    with tempfile.NamedTemporaryFile() as file:
        make_replica(file.name, connection, tables)
        one(connection, "UPDATE public.promo_codes SET deleted_at = now ()")
        found = list(compare(connection, tables, file.name, [EVENT]))
        assert len(found) == 1 and "only in the replica" in found[0], found


def add(tap, world):
    tap.run("truth: values", check_values)
    with world.database() as connection:
        tables = Tables(world.columns, connection)
        for name, *case in BREAKS:
            tap.run(f"truth: {name}", check_break, connection, tables, *case)
        tap.run("truth: deleted at the server", check_deleted_there, connection, tables)
