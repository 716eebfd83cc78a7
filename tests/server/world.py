# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the server stand in: a cluster, databases, PostgREST, people with sessions."""
import base64
import contextlib
import hashlib
import hmac
import json
import shutil
import time
import urllib.error
import urllib.request
import uuid

import psycopg2
import psycopg2.extras

from cluster import free_port
from rest import Rest
from server import LocalServer

# As sample.sql has them.
ORGANIZER = "01900000-0000-7000-8000-000000000011"
FOREIGN_ORGANIZER = "01900000-0000-7000-8000-000000000012"
EVENT = "01900000-0000-7000-8000-000000000101"
DRAFT = "01900000-0000-7000-8000-000000000102"
FOREIGN_EVENT = "01900000-0000-7000-8000-000000000103"
TIER = "01900000-0000-7000-8000-000000000201"
EARLY_TIER = "01900000-0000-7000-8000-000000000202"
FREE_TIER = "01900000-0000-7000-8000-000000000203"
FOREIGN_TIER = "01900000-0000-7000-8000-000000000204"
LIST = "01900000-0000-7000-8000-000000000401"
ORDER = "01900000-0000-7000-8000-000000000501"
TICKET = "01900000-0000-7000-8000-000000000601"
PEOPLE = {name: f"01900000-0000-7000-8000-{number:012}" for number, name in
          enumerate(["admin", "owner", "organizer", "door", "guest", "other"], start=1)}


class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body

    def __repr__(self):
        return f"{self.status} {self.body!r}"

    @property
    def code(self):
        return self.body.get("code") if isinstance(self.body, dict) else None


class Api:
    """PostgREST, as one caller sees it."""

    def __init__(self, url, token=None):
        self.url = url
        self.token = token

    def request(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/{path}", data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=180) as answer:
                return self.read(answer)
        except urllib.error.HTTPError as error:
            return self.read(error)

    @staticmethod
    def read(answer):
        text = answer.read().decode()
        try:
            return Answer(answer.status, answer.headers, json.loads(text) if text else None)
        except ValueError:
            return Answer(answer.status, answer.headers, text)

    def get(self, path, **headers):
        return self.request("GET", path, **headers)

    def post(self, path, body, **headers):
        return self.request("POST", path, body, **headers)

    def call(self, function, **arguments):
        return self.post(f"rpc/{function}", arguments)

    def be(self, token):
        return Api(self.url, token)


class World:
    def __init__(self, folder, program, columns, partitions=0):
        self.server = LocalServer(folder, program, durable=False, partitions=partitions)
        self.columns = columns
        self.n_databases = 0

    def up(self):
        """The database “foyer” is the one that PostgREST serves, “pristine” the pattern for others."""
        self.server.create()
        self.server.make_database("pristine")
        self.server.migrate("pristine")
        self.server.load_sample("pristine")
        self.server.make_database("foyer", "pristine")
        self.server.start_rest()
        self.api = Api(self.server.rest.url)

    def down(self):
        if self.server.state is not None:
            self.server.remove()

    def new_database(self, template="pristine"):
        self.n_databases += 1
        name = f"test_{self.n_databases}"
        self.server.make_database(name, template)
        return name

    @contextlib.contextmanager
    def connect(self, database="foyer", role="postgres"):
        """Each statement commits, unless the test begins a transaction itself."""
        connection = psycopg2.connect(self.server.uri(role, database))
        connection.autocommit = True
        psycopg2.extras.register_uuid(conn_or_curs=connection)
        try:
            yield connection
        finally:
            connection.close()

    def database(self):
        """A database of its own as the sample left it, with a connection of the superuser."""
        return self.connect(self.new_database())

    @contextlib.contextmanager
    def serve(self, database, pool=10):
        """Another PostgREST, over another database, for a test that would be in others' way; gives the Rest."""
        folder = self.server.folder / f"rest-{database}"
        folder.mkdir()
        rest = Rest(self.server.program, folder, free_port(), free_port())
        rest.start(self.server.uri("authenticator", database), self.server.state["jwt_secret"], pool)
        try:
            yield rest
        finally:
            rest.stop()
            shutil.rmtree(folder)

    def token(self, connection, user, hours=0.25):
        """A session of any user, without a password: what sign_in () would answer."""
        now = int(time.time())
        return sign(self.server.state["jwt_secret"], {"role": "authenticated", "sub": user, "sid": new_session(connection, user),
                                                      "iat": now, "exp": now + int(hours * 3600)})

    def password(self, role):
        return next(user["password"] for user in self.server.state["users"] if user["role"] == role)

    def sign_in(self, role):
        """A session of one of the sample's users, at PostgREST. However often: here it is no attempt to guess."""
        user = next(user for user in self.server.state["users"] if user["role"] == role)
        with self.connect() as connection:
            one(connection, "DELETE FROM private.attempts WHERE subject = %s", f"sign-in {user['email']}")
        answer = self.api.call("sign_in", email=user["email"], password=user["password"])
        assert answer.status == 200, answer
        return self.api.be(answer.body["access_token"])


def one(connection, sql, *values):
    """The first column of the first row; None without a row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def rows(connection, sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def without_limits(connection):
    """As many places as a test wants to fill, at the sample's event."""
    one(connection, "UPDATE ticket_tiers SET quantity_total = NULL WHERE event_id = %s", EVENT)
    one(connection, "UPDATE events SET capacity = NULL WHERE id = %s", EVENT)


def new_session(connection, user):
    return one(connection, "INSERT INTO private.sessions (user_id) VALUES (%s) RETURNING id::text", user)


def sign(secret, claims):
    """An access token as the server makes them."""
    head, body = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=")
                  for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    signature = hmac.new(secret.encode(), head + b"." + body, hashlib.sha256).digest()
    return b".".join([head, body, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


def become(connection, user, session):
    """Speaks to the database as PostgREST would for this user; user None is anonymous. In an open transaction."""
    claims = {"role": "authenticated", "sub": user, "sid": session} if user else {"role": "anon"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config ('request.jwt.claims', %s, true)", [json.dumps(claims)])
        cursor.execute(f"SET LOCAL ROLE {claims['role']}")


def new_id():
    return str(uuid.uuid4())


def expect(answer, status, code=None):
    assert answer.status == status and (code is None or answer.code == code), answer
    return answer.body
