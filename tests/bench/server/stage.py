# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benches of the server stand in: a PostgreSQL that keeps its promises (fsync), PostgREST, and many rows."""
import contextlib
import json
import time

import psycopg2

from server import LocalServer

EVENT = "01900000-0000-7000-8000-000000000101"
LIST = "01900000-0000-7000-8000-000000000401"
PEOPLE = {"OWNER": "01900000-0000-7000-8000-000000000002", "TEAM_MEMBER": "01900000-0000-7000-8000-000000000004"}


class Stage:
    """One server for all benches; each takes what databases it needs."""

    def __init__(self, folder, program):
        self.server = LocalServer(folder, program)

    def up(self):
        self.server.create()
        self.server.make_database("pristine")
        self.server.migrate("pristine")
        self.server.load_sample("pristine")

    def make_parts(self, name, partitions):
        """Like the pristine one, with the largest tables in so many parts."""
        self.server.make_database(name)
        self.server.partitions = partitions
        try:
            self.server.migrate(name)
        finally:
            self.server.partitions = 0
        self.server.load_sample(name)

    def down(self):
        if self.server.state is not None:
            self.server.remove()

    def serve(self, database):
        """PostgREST over this database instead of the one before."""
        self.server.rest.stop()
        self.server.rest.start(self.server.uri("authenticator", database), self.server.state["jwt_secret"])

    @property
    def port(self):
        return self.server.state["rest_port"]

    def make_database(self, name, template="pristine"):
        self.server.make_database(name, template)

    @contextlib.contextmanager
    def connect(self, database, role="postgres"):
        connection = psycopg2.connect(self.server.uri(role, database))
        connection.autocommit = True
        try:
            yield connection
        finally:
            connection.close()

    def token(self, connection, role):
        """Of a session that does not end while we measure."""
        user = PEOPLE[role]
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO private.sessions (user_id) VALUES (%s) RETURNING id", [user])
            claims = {"role": "authenticated", "sub": user, "sid": str(cursor.fetchone()[0]), "exp": int(time.time()) + 7200}
            cursor.execute("SELECT private.sign (%s::jsonb)", [json.dumps(claims)])
            return cursor.fetchone()[0]


def execute(connection, sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return cursor.fetchall() if cursor.description else []
