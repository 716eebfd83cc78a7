# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody who calls functions, over a connection of their own, as PostgREST would for them."""
import json

import psycopg2

from world import become, new_session


class Refused(Exception):
    """A call was answered with a refusal."""

    def __init__(self, body, status):
        super().__init__(f"{status} {body}")
        self.code = body["code"]
        self.status = status


class Caller:
    def __init__(self, connection, user=None):
        self.connection = connection
        self.user = user
        self.session = new_session(connection, user) if user else None

    def query(self, statement, *values):
        """One statement in a transaction of its own; its rows."""
        with self.connection.cursor() as cursor:
            cursor.execute("BEGIN")
            try:
                become(self.connection, self.user, self.session)
                cursor.execute(statement, values)
                found = cursor.fetchall() if cursor.description else []
                cursor.execute("COMMIT")
            except psycopg2.Error as error:
                cursor.execute("ROLLBACK")
                if error.pgcode == "PGRST":
                    raise Refused(json.loads(error.diag.message_primary), json.loads(error.diag.message_detail)["status"]) from None
                raise
        return found

    def call(self, function, **arguments):
        words = ", ".join(f"{name} => %s" for name in arguments)
        values = [json.dumps(value) if isinstance(value, (dict, list)) else value for value in arguments.values()]
        return self.query(f"SELECT public.{function} ({words})", *values)[0][0]

    def refusal(self, function, **arguments):
        """The code of the refusal."""
        try:
            answer = self.call(function, **arguments)
        except Refused as refused:
            assert 400 <= refused.status < 500, refused
            return refused.code
        raise AssertionError(f"{function} was not refused: {answer}")
