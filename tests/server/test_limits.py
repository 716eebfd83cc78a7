# SPDX-License-Identifier: GPL-3.0-or-later
"""How often, how long and how much: limits for each address, for each call and for each column."""
import json

from tap import expect_none
from world import expect, one, rows

ADDRESSES = [
    ({"x-real-ip": "192.0.2.7"}, "192.0.2.7"),
    ({"x-real-ip": "2001:db8:1:2:3:4:5:6"}, "2001:db8:1:2::"),
    ({"x-real-ip": "2001:db8:1:2::9"}, "2001:db8:1:2::"),
    ({"x-real-ip": "192.0.2.7, 198.51.100.1"}, "192.0.2.7"),
    ({"x-real-ip": " 192.0.2.7 "}, "192.0.2.7"),
    ({"x-real-ip": ":::nonsense"}, ":::nonsense"),
    ({"x-real-ip": "x" * 1000}, "x" * 64),
    ({"x-real-ip": ""}, None),
    ({"x-forwarded-for": "192.0.2.7"}, None),
    ({}, None),
]
MOST = 120


def check_addresses(world):
    with world.database() as connection:
        found = []
        for headers, _ in ADDRESSES:
            one(connection, "SELECT set_config ('request.headers', %s, false)", json.dumps(headers))
            found.append(one(connection, "SELECT private.address ()"))
        assert found == [address for _, address in ADDRESSES], found
        one(connection, "SELECT private.set_setting ('address_header', 'x-forwarded-for')")
        one(connection, "SELECT set_config ('request.headers', '{\"x-forwarded-for\": \"192.0.2.9,10.0.0.1\"}', false)")
        assert one(connection, "SELECT private.address ()") == "192.0.2.9"


def check_anonymous(world):
    """All functions together, for each address; with a token and without an address there is no such limit."""
    with world.connect("foyer", "foyer_owner") as connection:
        one(connection, "INSERT INTO private.attempts SELECT 'anonymous from 192.0.2.20', "
            "date_bin ('60 s', clock_timestamp () + make_interval (secs => i), '2000-01-01Z'), %s FROM generate_series (0, 60, 60) i", MOST - 1)
    here = {"X_Real_IP": "192.0.2.20"}
    reset = lambda **headers: world.api.post("rpc/request_password_reset", {"email": "nobody@foyer.example"}, **headers)  # noqa: E731
    expect(reset(**here), 200)
    for answer in (reset(**here), world.api.post("rpc/refresh", {"refresh_token": "x"}, **here)):
        expect(answer, 429, "TOO_OFTEN")
        assert 1 <= int(answer.headers["Retry-After"]) <= 60, answer.headers
    expect(reset(X_Real_IP="192.0.2.21"), 200)
    expect(reset(), 200)
    expect(world.api.get("published_events?select=id", **here), 200)
    owner = world.sign_in("OWNER")
    expect(owner.post("rpc/changes", {"cursors": []}, **here), 200)


def check_time(world):
    """PostgREST gives each call the time that roles.sql says, so that a question which never ends does."""
    name = world.new_database()
    with world.connect(name) as connection:
        one(connection, """CREATE FUNCTION public.time_left () RETURNS text LANGUAGE sql SET search_path = '' AS
            'SELECT current_setting (''statement_timeout'')'; GRANT EXECUTE ON FUNCTION public.time_left TO anon, authenticated""")
        with world.serve(name) as rest:
            caller = world.api.be(None)
            caller.url = rest.url
            assert expect(caller.call("time_left"), 200) == "5s"
            caller.token = world.token(connection, one(connection, "SELECT id::text FROM users LIMIT 1"))
            assert expect(caller.call("time_left"), 200) == "20s"


# What nobody but the server writes, or what another constraint bounds already.
UNBOUNDED = """SELECT c.relname || '.' || a.attname || ' ' || format_type (a.atttypid, NULL) FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND a.attidentity = ''
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND a.atttypid = ANY (ARRAY['text', 'bytea', 'jsonb', 'json', 'numeric', 'text[]', 'uuid[]', 'varchar']::regtype[])
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey)
      AND pg_get_constraintdef (k.oid) ~ '_length|is_id_list|is_text_list|= ANY')"""
AMOUNTS = r"""SELECT c.relname || '.' || a.attname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attidentity = ''
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.atttypid = ANY (ARRAY['int8', 'int4']::regtype[])
    -- What only the server counts; and any number is as good as another to sort by.
    AND a.attname NOT IN ('version', 'sort_order', 'attempts') AND a.attname NOT LIKE 'n\_%%'
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c' AND a.attnum = ANY (k.conkey))"""


def check_bounded(world):
    with world.connect("pristine") as connection:
        expect_none((name for (name,) in rows(connection, UNBOUNDED) if name not in ("orders.client_digest bytea", "orders.lines jsonb")), "Of any length:")
        expect_none((name for (name,) in rows(connection, AMOUNTS)), "Of any amount:")


def add(tap, world):
    tap.run("limits: whose address it is", check_addresses, world)
    tap.run("limits: anonymous calls from one place", check_anonymous, world)
    tap.run("limits: a call has its time", check_time, world)
    tap.run("limits: columns are bounded", check_bounded, world)
