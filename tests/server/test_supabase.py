# SPDX-License-Identifier: GPL-3.0-or-later
"""A database as Supabase hands it over: pgcrypto is there, the owner is another role, and what that role makes is everybody's.

Run as foyer_owner with the grants of hosting/README.md, the migrations give nobody anything by that.
"""
import pathlib
import re
import subprocess

from tap import expect_none
from world import PEOPLE, Api, expect, one, rows

SERVER = pathlib.Path(__file__).resolve().parents[2] / "data" / "server"
# A role that is no superuser owns the database; its default privileges are Supabase's.
SET_UP = """CREATE SCHEMA extensions;
CREATE EXTENSION pgcrypto WITH SCHEMA extensions;
GRANT USAGE ON SCHEMA public, extensions TO anon, authenticated;
ALTER SCHEMA public OWNER TO supabase_postgres;
ALTER DEFAULT PRIVILEGES FOR ROLE supabase_postgres IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated;
ALTER DEFAULT PRIVILEGES FOR ROLE supabase_postgres IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated;
ALTER DEFAULT PRIVILEGES FOR ROLE supabase_postgres IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated"""


def grants():
    """The lines that the README tells to run, for a database of this name."""
    text = (SERVER / "hosting" / "README.md").read_text()
    found = re.findall(r"^      (GRANT .*;)$", text, re.M)
    assert len(found) == 4, found
    return found


def make(world):
    name = "supabase"
    with world.connect("postgres") as connection:
        one(connection, "CREATE ROLE supabase_postgres CREATEROLE CREATEDB")
        one(connection, f"CREATE DATABASE {name} OWNER supabase_postgres")
    with world.connect(name) as connection:
        one(connection, SET_UP)
        for line in grants():
            one(connection, line.replace("DATABASE postgres", f"DATABASE {name}").replace("TO postgres", "TO supabase_postgres"))
    return name


def check_migrate(world, name):
    done = subprocess.run([SERVER / "migrate", world.server.uri(database=name)], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and not done.stderr, done
    world.server.cluster.psql(world.server.uri(database=name), "-c",
                              f"SELECT private.set_setting ('jwt_secret', '{world.server.state['jwt_secret']}')")
    world.server.load_sample(name)


ACCESS = """SELECT c.relname, r.role, p.verb FROM pg_class c, unnest (ARRAY['anon', 'authenticated']) AS r (role),
    unnest (ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (verb)
  WHERE c.relnamespace IN ('public'::regnamespace, 'private'::regnamespace) AND c.relkind IN ('r', 'p', 'v')
    AND has_table_privilege (r.role, c.oid, p.verb)
  UNION ALL SELECT p.oid::regprocedure::text, r.role, 'EXECUTE' FROM pg_proc p, unnest (ARRAY['anon', 'authenticated']) AS r (role)
  WHERE p.pronamespace IN ('public'::regnamespace, 'private'::regnamespace) AND has_function_privilege (r.role, p.oid, 'EXECUTE')"""


def check_access(world, name):
    """Exactly the grants of a database of one's own."""
    with world.connect(name) as there, world.connect("pristine") as here:
        expect_none(set(rows(there, ACCESS)) ^ set(rows(here, ACCESS)), "Granted on one side only:")


def check_calls(world, name):
    with world.connect(name) as connection, world.serve(name) as rest:
        assert expect(Api(rest.url).get("published_events?select=id"), 200)
        expect(Api(rest.url).get("events?select=id"), 401, "42501")
        assert len(expect(Api(rest.url, world.token(connection, PEOPLE["owner"])).get("events?select=id"), 200)) == 2


def add(tap, world):
    name = make(world)
    if tap.run("Supabase: the migrations", check_migrate, world, name):
        tap.run("Supabase: nobody is given anything", check_access, world, name)
        tap.run("Supabase: calls", check_calls, world, name)
