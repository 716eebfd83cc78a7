# SPDX-License-Identifier: GPL-3.0-or-later
"""The migrations: from nothing, again, by two at once, broken, changed, and from a newer Foyer."""
import pathlib
import shutil
import subprocess
import tempfile

from world import one, rows

SERVER = pathlib.Path(__file__).resolve().parents[2] / "data" / "server"


def migrate(world, database, folder=SERVER, words=()):
    return subprocess.run([folder / "migrate", *words, world.server.uri(database=database)], capture_output=True, text=True, check=False)


def copy(folder):
    """The server's folder, to be changed."""
    shutil.copy(SERVER / "migrate", folder)
    shutil.copytree(SERVER / "migrations", pathlib.Path(folder) / "migrations")
    return pathlib.Path(folder)


def check_again(world):
    with world.database() as connection:
        before = rows(connection, "SELECT * FROM private.migrations ORDER BY name")
        name = one(connection, "SELECT current_database ()")
        done = migrate(world, name)
        assert done.returncode == 0 and not done.stderr, done
        assert rows(connection, "SELECT * FROM private.migrations ORDER BY name") == before
        assert len(before) == len(list((SERVER / "migrations").glob("*.sql")))


def empty_database(world):
    return world.new_database("template1")


def check_two_at_once(world):
    name = empty_database(world)
    words = [SERVER / "migrate", world.server.uri(database=name)]
    both = [subprocess.Popen(words, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    ends = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], ends


def check_broken(world):
    """One that fails in the middle leaves nothing; when it is mended, the rest follows."""
    name = empty_database(world)
    with tempfile.TemporaryDirectory() as folder, world.connect(name) as connection:
        server = copy(folder)
        bad = server / "migrations" / "0002b-broken.sql"
        bad.write_text("CREATE TABLE public.half (id integer);\nSELECT 1 / 0;\n")
        done = migrate(world, name, server)
        assert done.returncode == 1 and "0002b-broken was not applied" in done.stderr and "division by zero" in done.stderr, done
        assert one(connection, "SELECT to_regclass ('public.half')") is None
        assert one(connection, "SELECT max (name) FROM private.migrations") == "0002-accounts"
        bad.write_text("CREATE TABLE public.half (id integer);\n")
        assert migrate(world, name, server).returncode == 0


def check_changed(world):
    with tempfile.TemporaryDirectory() as folder:
        server = copy(folder)
        with open(server / "migrations" / "0002-accounts.sql", "a", encoding="utf-8") as file:
            file.write("-- One more line.\n")
        done = migrate(world, "pristine", server)
        assert done.returncode == 1 and "was changed after it was applied" in done.stderr, done


def check_newer(world):
    with tempfile.TemporaryDirectory() as folder:
        server = copy(folder)
        sorted((server / "migrations").glob("*.sql"))[-1].unlink()
        done = migrate(world, "pristine", server)
        assert done.returncode == 1 and "made by a newer Foyer" in done.stderr, done


def check_partitions(world):
    """How many parts there are is said once, for good; whoever brings the database up to date need not know."""
    name = empty_database(world)
    with tempfile.TemporaryDirectory() as folder:
        server = copy(folder)
        last = sorted((server / "migrations").glob("*.sql"))[-1]
        text = last.read_bytes()
        last.unlink()
        done = migrate(world, name, server, ["--partitions", "3"])
        assert done.returncode == 0, done
        last.write_bytes(text)
        done = migrate(world, name, server, ["--partitions", "4"])
        assert done.returncode == 1 and "in 3 parts" in done.stderr, done
        done = migrate(world, name, server)
        assert done.returncode == 0, done
    with world.connect(name) as connection:
        assert one(connection, "SELECT count (*) FROM pg_partition_tree ('orders') WHERE isleaf") == 3
        assert rows(connection, "SELECT DISTINCT partitions FROM private.migrations") == [(3,)]
    if not world.server.partitions:
        done = migrate(world, "pristine", words=["--partitions", "3"])
        assert done.returncode == 1 and "in 0 parts" in done.stderr, done
    for words in (["--partitions"], ["--partitions", "1"], ["--partitions", "x"], ["--partitions", "1000"], ["--partitions", "-3"]):
        done = migrate(world, "pristine", words=words)
        assert done.returncode == 2 and "Usage" in done.stderr, done


def check_unreachable():
    done = subprocess.run([SERVER / "migrate", "postgresql://nobody@127.0.0.1:1/none"], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stderr.endswith("The database cannot be reached, for the reason above.\n"), done
    assert subprocess.run([SERVER / "migrate"], capture_output=True, check=False).returncode == 2


def check_owner_is_nobody_special(world):
    """The migrations ran as a role that is no superuser and passes by nothing."""
    with world.connect("pristine", "foyer_owner") as connection:
        assert rows(connection, """SELECT rolsuper, rolcreaterole, rolcreatedb, rolbypassrls, rolreplication FROM pg_roles
            WHERE rolname = current_user""") == [(False,) * 5]
        owners = rows(connection, """SELECT DISTINCT pg_get_userbyid (relowner) FROM pg_class
            WHERE relnamespace IN ('public'::regnamespace, 'private'::regnamespace)""")
        assert owners == [("foyer_owner",)], owners
        extensions = {name for (name,) in rows(connection, "SELECT extname FROM pg_extension")}
        assert extensions == {"plpgsql", "pgcrypto"}, extensions


def check_roles_again(world):
    world.server.cluster.psql(world.server.uri("postgres", "postgres"), "-f", SERVER / "roles.sql",
                              variables={"owner_password": world.server.state["owner"]})


def check_plpgsql(world):
    """plpgsql_check finds nothing in any function."""
    with world.database() as connection:
        one(connection, "CREATE EXTENSION plpgsql_check")
        found = rows(connection, """SELECT p.oid::regprocedure::text, t.tgrelid::regclass::text, c.lineno, c.level, c.message
            FROM pg_proc p
              JOIN pg_language l ON l.oid = p.prolang AND l.lanname = 'plpgsql'
              LEFT JOIN LATERAL (SELECT * FROM pg_trigger t WHERE t.tgfoid = p.oid) t ON true
              CROSS JOIN LATERAL plpgsql_check_function_tb (p.oid, coalesce (t.tgrelid, 0), performance_warnings => false,
                oldtable => t.tgoldtable, newtable => t.tgnewtable) c
            WHERE p.pronamespace IN ('public'::regnamespace, 'private'::regnamespace)
              AND (p.prorettype <> 'trigger'::regtype OR t.tgrelid IS NOT NULL)""")
        assert not found, found


def add(tap, world):
    tap.run("migrate: again changes nothing", check_again, world)
    tap.run("migrate: two at once", check_two_at_once, world)
    tap.run("migrate: a broken one leaves nothing", check_broken, world)
    tap.run("migrate: a changed one is refused", check_changed, world)
    tap.run("migrate: a newer database is refused", check_newer, world)
    tap.run("migrate: in parts, once for good", check_partitions, world)
    tap.run("migrate: nothing to reach", check_unreachable)
    tap.run("migrate: no superuser", check_owner_is_nobody_special, world)
    tap.run("migrate: roles again", check_roles_again, world)
    with world.connect() as connection:
        has_check = one(connection, "SELECT true FROM pg_available_extensions WHERE name = 'plpgsql_check'")
    if has_check:
        tap.run("migrate: plpgsql_check is content", check_plpgsql, world)
    else:
        tap.skip("migrate: plpgsql_check is content", "the extension is not installed.")
